// SPDX-License-Identifier: Apache-2.0
// Many reports at once: one thread brings them, workers analyze them, and what they make is handed on in the order in which
// the reports came. However many workers there are, the sink sees the same calls. Not here: what analyzing or recording means.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "base/diagnostics.h"
#include "base/error.h"
#include "document/document.h"
#include "document/report.h"

namespace demarche {

/// What became of one report.
struct BatchResult {
  Origin origin{};                     ///< as the report came
  std::size_t bytes = 0;               ///< of the report
  std::optional<Document> document{};  ///< none: refused, see `diagnostics`
  Diagnostics diagnostics{};           ///< what the source found before this report, then what analyzing it found
};

struct BatchOptions {
  std::size_t workers = 1;            ///< at least 1
  std::size_t reports_in_flight = 0;  ///< brought but not handed on yet, which bounds memory; 0: eight for each worker
};

/// Hands a report over, with what was found on the way to it. False: bring no more.
using BatchPush = std::function<bool(Report&&, Diagnostics&&)>;
/// Brings all reports, in a thread of its own.
using BatchSource = std::function<void(const BatchPush&)>;
/// Called by the workers, so it must be thread-safe.
using BatchAnalyze = std::function<Document(const Report&, Diagnostics&)>;
/// Called by the thread that called run_batch, in the order of the reports. False: stop.
using BatchSink = std::function<bool(BatchResult&&)>;

/// Returns when all is handed on or the sink has stopped it; no thread is left then. An Error or Bug thrown by `analyze`
/// refuses that report alone: its slug and message are the last diagnostic (Severity::Refused). What the source or the sink
/// throws ends the batch and is thrown again.
void run_batch(const BatchOptions& options, const BatchSource& source, const BatchAnalyze& analyze, const BatchSink& sink);

}  // namespace demarche

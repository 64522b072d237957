// SPDX-License-Identifier: Apache-2.0
// The conductor: the only place that knows the order of the stages.
#pragma once

#include <memory>
#include <string>

#include "base/diagnostics.h"
#include "document/document.h"
#include "document/run.h"
#include "intake/intake.h"
#include "language/reader.h"

namespace demarche {

struct PipelineOptions {
  std::string model_path;    ///< models/reader-en.dmm
  std::string lexicon_path;  ///< folder lexicons/en
  IntakeOptions intake{};
  float min_confidence = 0;  ///< findings below are left out
};

/// How far analyze() goes.
enum class Until : std::uint8_t { Text, Words, Syntax, Findings };

/// Seconds by stage, added up over calls; for benchmarks.
struct StageTimes {
  double intake = 0;
  double words = 0;
  double reading = 0;
  double extraction = 0;
  ReaderTimes reader{};  ///< what `reading` consists of
};

/// Immutable after construction and shared by all workers. Throws Error(ModelMismatch, LexiconInvalid).
class Pipeline {
 public:
  explicit Pipeline(PipelineOptions options);
  ~Pipeline();

  /// From bytes to findings. Throws Error only where the report cannot be read at all (over a limit, no text);
  /// odd data goes to `diagnostics`. Thread-safe.
  Document analyze(const Report& report, Diagnostics& diagnostics, Until until = Until::Findings, StageTimes* times = nullptr) const;

  const RunInfo& run() const;
  /// Seconds that the bare int8 products of the encoder take for `sub_words` rows: the yardstick of benchmarks.
  double time_bare_products(std::size_t sub_words) const;

 private:
  struct Stages;
  std::unique_ptr<Stages> stages_;
};

}  // namespace demarche

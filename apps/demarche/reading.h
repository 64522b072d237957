// SPDX-License-Identifier: Apache-2.0
// From the FILES of a command to analyzed reports in input order: what read, extract, parse, show and explain have in common.
// Tells of refused inputs, shows progress, and ends early and whole on Ctrl-C.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "pipeline/batch.h"
#include "session.h"

namespace demarche {

/// What became of the inputs.
struct ReadingOutcome {
  std::uint64_t reports = 0;  ///< analyzed
  std::uint64_t refused = 0;  ///< reports and whole files
  std::uint64_t bytes = 0;    ///< of analyzed reports
  double seconds = 0;
  bool interrupted = false;
  std::map<std::string, std::uint64_t> refusals{};  ///< by slug
  std::map<std::string, std::uint64_t> notes{};     ///< by slug

  /// 0, 3 where some inputs were refused, 6 where all were, 130 after Ctrl-C.
  int exit_code() const;
};

/// Analyzes all inputs of the session and hands each Document to `sink`, in input order. `progress` (may be empty) adds
/// words to the line of progress.
ReadingOutcome read_inputs(const Session& session, const Pipeline& pipeline, Until until, const std::function<void(Document&&)>& sink,
                           const std::function<std::string()>& progress = {});

/// Whether Ctrl-C (or a request to end) has come; from then on a second one ends the program at once.
/// "2026-03-04T07:12:31Z"
std::string utc_now();

bool is_interrupted();
/// From now on Ctrl-C only sets is_interrupted().
void catch_interrupts();

}  // namespace demarche

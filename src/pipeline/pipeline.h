// SPDX-License-Identifier: Apache-2.0
// The conductor: the only place that knows the order of the stages.
#pragma once

#include <memory>
#include <string>

#include "base/diagnostics.h"
#include "document/document.h"
#include "document/run.h"
#include "intake/intake.h"

namespace demarche {

struct PipelineOptions {
  std::string model_path;    ///< models/reader-en.dmm
  std::string lexicon_path;  ///< folder lexicons/en
  IntakeOptions intake{};
  float min_confidence = 0;  ///< findings below are left out
};

/// How far analyze() goes.
enum class Until : std::uint8_t { Text, Words, Syntax, Findings };

/// Immutable after construction and shared by all workers. Throws Error(ModelMismatch, LexiconInvalid).
class Pipeline {
 public:
  explicit Pipeline(PipelineOptions options);
  ~Pipeline();

  /// From bytes to findings. Throws Error only where the report cannot be read at all (over a limit, no text);
  /// odd data goes to `diagnostics`. Thread-safe.
  Document analyze(const Report& report, Diagnostics& diagnostics, Until until = Until::Findings) const;

  const RunInfo& run() const;

 private:
  struct Stages;
  std::unique_ptr<Stages> stages_;
};

}  // namespace demarche

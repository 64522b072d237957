// SPDX-License-Identifier: Apache-2.0
// The conductor: the only place that knows the order of the stages.
#pragma once

#include <memory>
#include <string>

#include "base/diagnostics.h"
#include "document/document.h"
#include "intake/intake.h"

namespace demarche {

/// What decides the findings, named by digests: stored with every record, so that each can be made again.
struct RunInfo {
  std::string program;   ///< version and code digest, e.g. "0.1.0+3fa9…"
  std::string model;     ///< name and SHA-256 of the model file
  std::string lexicons;  ///< SHA-256 over the lexicon files
  std::string settings;  ///< canonical text of all settings that change findings
};

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

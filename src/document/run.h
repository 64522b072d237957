// SPDX-License-Identifier: Apache-2.0
// RunInfo: what made the findings. Producer: pipeline; kept by the ledger beside every record.
#pragma once

#include <string>

namespace demarche {

/// What decides the findings, named by digests: stored with every record, so that each can be made again.
struct RunInfo {
  std::string program;   ///< version and code digest, e.g. "0.1.0+3fa9…"
  std::string model;     ///< name and SHA-256 of the model file
  std::string lexicons;  ///< SHA-256 over the lexicon files
  std::string settings;  ///< canonical text of all settings that change findings
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What a cue does (lexicons/en/cues.tsv): says, tells, asks, or passes on what others said ("according to", "as quoted by").
// Labels of transcripts that are the outlet's own voice ("PRESENTER:") are of the kind "host".
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "extraction/lexicon/table.h"

namespace demarche {

class CueTable {
 public:
  /// `file` is a table of cues, or of other words that have a kind.
  explicit CueTable(const std::string& folder, std::string_view file = "cues.tsv");
  /// The kind of a cue, lower case as it stands in the text; empty if unknown.
  std::string_view kind(std::string_view cue) const;
  const Table& table() const { return table_; }

 private:
  Table table_;
  std::unordered_map<std::string_view, std::string_view> kinds_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// By which paths of the tree a trigger names to whom its act is done (lexicons/en/recipient_paths.tsv).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extraction/lexicon/table.h"

namespace demarche {

/// One step down the tree: a relation and, where the path names one, the preposition of the word reached.
struct PathStep {
  std::string_view relation{};
  std::string_view preposition{};
};
/// One or two steps, from the trigger's head on.
struct TreePath {
  std::vector<PathStep> steps{};
  bool to_place = false;  ///< the last word must be a place's name
};

class PathTable {
 public:
  explicit PathTable(const std::string& folder);
  /// Paths of an event's type and mode from a verb or another word: short ones first, then the surest.
  const std::vector<TreePath>& paths(std::string_view type, std::string_view mode, bool is_verb) const;
  const Table& table() const { return table_; }

 private:
  Table table_;
  std::map<std::pair<std::string, bool>, std::vector<TreePath>, std::less<>> paths_;
};

}  // namespace demarche

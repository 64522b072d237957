// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/path_table.h"

#include <algorithm>

#include "base/error.h"

namespace demarche {
namespace {

/// "obj>nmod/on": to the object, and from it to a noun after "on". "obj@place": to an object that is a place's name.
TreePath parse_path(std::string_view words) {
  TreePath path;
  const std::size_t mark = std::min(words.find('@'), words.size());
  path.to_place = mark < words.size();
  words = words.substr(0, mark);
  for (std::size_t begin = 0; begin <= words.size();) {
    const std::size_t end = std::min(words.find('>', begin), words.size());
    const std::string_view step = words.substr(begin, end - begin);
    const std::size_t slash = std::min(step.find('/'), step.size());
    path.steps.push_back({step.substr(0, slash), step.substr(std::min(slash + 1, step.size()))});
    begin = end + 1;
  }
  return path;
}

}  // namespace

PathTable::PathTable(const std::string& folder) : table_(folder + "/recipient_paths.tsv", 3) {
  for (const Table::Row& row : table_.rows()) {
    if (row[1] != "VERB" && row[1] != "NOUN")
      throw Error(ErrorCode::LexiconInvalid, table_.where(row.line) + ": the part of speech is VERB or NOUN", "see lexicons/FORMAT.md");
  }
  std::vector<Table::Row> rows = table_.rows();
  // What a noun names is nearer than what stands before it; of equals the surest.
  const auto rank = [](const Table::Row& row) { return std::make_pair(row[2].find('>') != std::string_view::npos, row[4]); };
  std::stable_sort(rows.begin(), rows.end(), [&](const Table::Row& a, const Table::Row& b) {
    const auto [a_long, a_share] = rank(a);
    const auto [b_long, b_share] = rank(b);
    return a_long != b_long ? b_long : a_share > b_share;
  });
  for (const Table::Row& row : rows) paths_[{std::string(row[0]), row[1] == "VERB"}].push_back(parse_path(row[2]));
}

const std::vector<TreePath>& PathTable::paths(std::string_view type, std::string_view mode, bool is_verb) const {
  static const std::vector<TreePath> none;
  for (const std::string& kind : {std::string(type) + "/" + std::string(mode), std::string(type)})
    if (const auto found = paths_.find({kind, is_verb}); found != paths_.end()) return found->second;
  return none;
}

}  // namespace demarche

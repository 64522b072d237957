// SPDX-License-Identifier: Apache-2.0
// Words for one person, and whether they tell a man from a woman (lexicons/en/persons.tsv).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "extraction/lexicon/table.h"

namespace demarche {

class PersonTable {
 public:
  /// Throws Error(FileUnreadable, LexiconInvalid).
  explicit PersonTable(const std::string& folder);
  /// Whether the noun, in lower case and singular, stands for one person: "mediator", not "ministry".
  bool is_person(std::string_view noun) const { return nouns_.contains(noun); }
  /// 'm' or 'f' by a noun or title in lower case ("chairwoman", "mr."), 0 where it tells nothing.
  char sex_by_title(std::string_view word) const;
  /// The same by a given name in lower case.
  char sex_by_name(std::string_view name) const { return find(names_, name); }
  const Table& table() const { return table_; }

 private:
  using Sexes = std::unordered_map<std::string_view, char>;
  static char find(const Sexes& sexes, std::string_view word);

  Table table_;
  Sexes nouns_;
  Sexes titles_;
  Sexes names_;
};

}  // namespace demarche

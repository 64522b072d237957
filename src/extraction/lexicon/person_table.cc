// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/person_table.h"

#include "base/error.h"

namespace demarche {

PersonTable::PersonTable(const std::string& folder) : table_(folder + "/persons.tsv", 3) {
  for (const Table::Row& row : table_.rows()) {
    Sexes* sexes = row[1] == "noun" ? &nouns_ : row[1] == "title" ? &titles_ : row[1] == "given name" ? &names_ : nullptr;
    const bool is_sex = row[2] == "-" || row[2] == "m" || row[2] == "f";
    if (sexes == nullptr || !is_sex) fail(ErrorCode::LexiconInvalid, "{}: no word for a person: '{}'", table_.where(row.line), row[0]);
    sexes->emplace(row[0], row[2] == "-" ? char{0} : row[2].front());
  }
}

char PersonTable::find(const Sexes& sexes, std::string_view word) {
  const auto found = sexes.find(word);
  return found == sexes.end() ? char{0} : found->second;
}

char PersonTable::sex_by_title(std::string_view word) const {
  const char sex = find(nouns_, word);
  return sex != 0 ? sex : find(titles_, word);
}

}  // namespace demarche

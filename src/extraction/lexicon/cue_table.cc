// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/cue_table.h"

#include <fmt/format.h>

namespace demarche {

CueTable::CueTable(const std::string& folder, std::string_view file) : table_(fmt::format("{}/{}", folder, file), 2) {
  for (const Table::Row& row : table_.rows()) kinds_.emplace(row[0], row[1]);
}

std::string_view CueTable::kind(std::string_view cue) const {
  const auto found = kinds_.find(cue);
  return found == kinds_.end() ? std::string_view() : found->second;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/weight_table.h"

#include <charconv>

#include "base/error.h"

namespace demarche {

WeightTable::WeightTable(const std::string& path) : table_(path, 2) {
  for (const Table::Row& row : table_.rows()) {
    double weight = 0;
    const auto [end, error] = std::from_chars(row[1].data(), row[1].data() + row[1].size(), weight);
    if (error != std::errc() || end != row[1].data() + row[1].size())
      fail(ErrorCode::LexiconInvalid, "{}: '{}' is no number", table_.where(row.line), row[1]);
    weights_[row[0]] = weight;
  }
}

double WeightTable::of(std::string_view sign) const {
  const auto found = weights_.find(sign);
  return found == weights_.end() ? 0 : found->second;
}

}  // namespace demarche

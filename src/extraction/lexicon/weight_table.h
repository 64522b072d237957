// SPDX-License-Identifier: Apache-2.0
// Weights of signs by name (lexicons/en/party_countries.tsv).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "extraction/lexicon/table.h"

namespace demarche {

class WeightTable {
 public:
  /// Rows "sign, weight". Throws Error(FileUnreadable, LexiconInvalid).
  explicit WeightTable(const std::string& path);
  /// 0 for a sign that has no row.
  double of(std::string_view sign) const;
  const Table& table() const { return table_; }

 private:
  Table table_;
  std::unordered_map<std::string_view, double> weights_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Places and the countries they lie in (lexicons/en/places.tsv).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extraction/lexicon/table.h"

namespace demarche {

struct Place {
  std::string_view name{};
  std::string_view country{};  ///< ISO 3166-1 alpha-3
  std::string_view kind{};
  std::uint64_t population = 0;
  std::string where{};
};

class PlaceTable {
 public:
  explicit PlaceTable(const std::string& folder);
  /// Among places of that name: one in a country that `preferred` accepts, else the largest; nullptr if unknown.
  const Place* find(std::string_view name, const std::function<bool(std::string_view)>& preferred) const;
  const Table& table() const { return table_; }

 private:
  Table table_;
  std::vector<Place> places_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_name_;  ///< largest first
};

}  // namespace demarche

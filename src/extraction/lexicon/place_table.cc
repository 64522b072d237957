// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/place_table.h"

#include <algorithm>

#include "base/unicode.h"

namespace demarche {
namespace {

std::uint64_t people(std::string_view cell) {
  std::uint64_t value = 0;
  for (char c : cell)
    if (c >= '0' && c <= '9') value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

}  // namespace

PlaceTable::PlaceTable(const std::string& folder) : table_(folder + "/places.tsv", 4) {
  for (const Table::Row& row : table_.rows()) {
    by_name_[fold(row[0])].push_back(static_cast<std::uint32_t>(places_.size()));
    places_.push_back({row[0], row[1], row[2], people(row[3]), table_.where(row.line)});
  }
  for (auto& [name, ids] : by_name_)
    std::stable_sort(ids.begin(), ids.end(), [&](std::uint32_t a, std::uint32_t b) {
      const bool country_a = places_[a].kind == "country";
      const bool country_b = places_[b].kind == "country";
      return country_a != country_b ? country_a : places_[a].population > places_[b].population;
    });
}

const Place* PlaceTable::find(std::string_view name, const std::function<bool(std::string_view)>& preferred) const {
  const auto found = by_name_.find(fold(name));
  if (found == by_name_.end()) return nullptr;
  for (const std::uint32_t id : found->second)
    if (preferred(places_[id].country)) return &places_[id];
  return &places_[found->second.front()];
}

}  // namespace demarche

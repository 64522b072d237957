// SPDX-License-Identifier: Apache-2.0
// Places and the countries they lie in (lexicons/en/places.tsv).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_index.h"
#include "extraction/lexicon/table.h"

namespace demarche {

struct Place {
  std::string_view name{};
  std::string_view country{};  ///< ISO 3166-1 alpha-3
  std::string_view kind{};
  std::uint64_t population = 0;
  TableLine where{};
};

class PlaceTable {
 public:
  explicit PlaceTable(const std::string& folder);
  /// A place known in the world (country, province, city of 50,000 and more, capital, place by hand), by name_key(): of several one in a
  /// country that `preferred` accepts, of those a country first; else a country, else the largest.
  std::optional<Place> find(std::string_view name, const std::function<bool(std::string_view)>& preferred) const;
  /// A town or district of that name, known where its country is spoken of: the largest in a country that `accepted` accepts.
  std::optional<Place> find_small(std::string_view name, const std::function<bool(std::string_view)>& accepted) const;
  /// The largest first-level division of that name in another country: the Georgia that is no state.
  std::optional<Place> division_elsewhere(std::string_view name, std::string_view country) const;
  /// Whether the name is also a word of the language: "Reading", "Central".
  bool is_word(std::string_view name) const;
  const std::string& bytes() const { return bytes_; }

 private:
  std::string_view without_ending(std::string_view name) const;
  Place place_at(std::uint32_t row) const;

  std::string bytes_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows_;  ///< where a line begins, and its number: cells are cut when asked for
  NameIndex by_name_;                                          ///< the largest first
};

}  // namespace demarche

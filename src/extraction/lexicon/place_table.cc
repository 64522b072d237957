// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/place_table.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/unicode.h"

namespace demarche {
namespace {

constexpr std::uint64_t kMaxBytes = 64ULL << 20U;
constexpr std::size_t kShortLine = 32;  ///< bytes: no table has more lines than its bytes by this
constexpr std::ptrdiff_t kTabs = 3;
constexpr std::uint64_t kGreat = 500'000;  ///< people of a city that is meant wherever it is named
constexpr std::uint64_t kGreater = 12;     ///< times as many as the other of its name: "Paris" in a report on Texas

std::uint64_t people(std::string_view cell) {
  std::uint64_t value = 0;
  for (char c : cell)
    if (c >= '0' && c <= '9') value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

bool is_small(const Place& place) {
  return place.kind == "town" || place.kind == "district";
}

/// The text up to the tab; what is left begins after it.
std::string_view take_cell(std::string_view& line) {
  const std::size_t end = std::min(line.find('\t'), line.size());
  const std::string_view cell = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return cell;
}

}  // namespace

PlaceTable::PlaceTable(const std::string& folder) : bytes_(read_file(folder + "/places.tsv", kMaxBytes)) {
  const std::string_view text = bytes_;
  rows_.reserve(bytes_.size() / kShortLine);
  by_name_.reserve(bytes_.size() / kShortLine);
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {  // by population, falling
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    ++number;
    if (!line.empty() && line[0] != '#') {
      if (std::count(line.begin(), line.end(), '\t') < kTabs)
        fail(ErrorCode::LexiconInvalid, "{}/places.tsv:{}: fewer than {} columns", folder, number, kTabs + 1);
      by_name_.add(name_key(take_cell(line)), static_cast<std::uint32_t>(rows_.size()));
      rows_.emplace_back(static_cast<std::uint32_t>(begin), number);
    }
    begin = end + 1;
  }
  by_name_.sort();
}

Place PlaceTable::place_at(std::uint32_t row) const {
  const auto [begin, number] = rows_[row];
  std::string_view line = std::string_view(bytes_).substr(begin);
  line = line.substr(0, line.find('\n'));
  Place place;
  place.name = take_cell(line);
  place.country = take_cell(line);
  place.kind = take_cell(line);
  place.population = people(take_cell(line));
  place.where = {"places.tsv", number};
  return place;
}

/// "Raqqa" of "Raqqa Governorate", unless the whole is a name.
std::string_view PlaceTable::without_ending(std::string_view name) const {
  if (!by_name_.find(name_key(name)).empty()) return name;
  for (std::size_t blank = name.find(' '); blank != std::string_view::npos; blank = name.find(' ', blank + 1))
    for (const NameIndex::Slot& slot : by_name_.find(name_key(name.substr(blank + 1))))
      if (place_at(slot.row).kind == "ending") return name.substr(0, blank);
  return name;
}

std::optional<Place> PlaceTable::find(std::string_view name, const std::function<bool(std::string_view)>& preferred) const {
  std::optional<Place> largest, wanted, state;
  bool has_division = false;
  const std::string_view whole = name;
  name = without_ending(name);
  for (const NameIndex::Slot& slot : by_name_.find(name_key(name))) {
    const Place place = place_at(slot.row);
    if (place.kind == "country") state = place;
    has_division = has_division || place.kind == "admin1";
    if (place.kind == "sea" && name == whole) return place;  // no division that is called after it
    if (is_small(place) || place.kind == "ending" || place.kind == "word") continue;
    if (!largest || (largest->kind == "country" && place.kind == "admin1" && name != whole)) largest = place;
    const bool is_lesser = largest->population >= kGreat && largest->population > kGreater * place.population && place.population > 0;
    if (!wanted && !is_lesser && preferred(place.country)) wanted = place;
  }
  const bool is_division = has_division && name != whole;  // "Niger State" is no country's name
  if (state && !is_division && (!wanted || preferred(state->country))) return state;
  return wanted ? wanted : largest;
}

std::optional<Place> PlaceTable::division_elsewhere(std::string_view name, std::string_view country) const {
  for (const NameIndex::Slot& slot : by_name_.find(name_key(name)))
    if (const Place place = place_at(slot.row); place.kind == "admin1" && place.country != country) return place;
  return std::nullopt;
}

std::optional<Place> PlaceTable::find_small(std::string_view name, const std::function<bool(std::string_view)>& accepted) const {
  for (const NameIndex::Slot& slot : by_name_.find(name_key(without_ending(name))))
    if (const Place place = place_at(slot.row); is_small(place) && accepted(place.country)) return place;
  return std::nullopt;
}

bool PlaceTable::is_word(std::string_view name) const {
  const auto slots = by_name_.find(name_key(name));
  return std::any_of(slots.begin(), slots.end(), [&](const NameIndex::Slot& slot) { return place_at(slot.row).kind == "word"; });
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Rows by name for tables of a hundred thousand rows: hashes in order, no allocation for a name.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace demarche {

/// Add all, sort once, then find. Two names of one 64-bit hash would be taken for one: of a million lookups among a million names one in
/// ten million.
class NameIndex {
 public:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t row = 0;
    auto operator<=>(const Slot&) const = default;
  };

  void reserve(std::size_t names) { slots_.reserve(names); }
  void add(std::string_view name, std::uint32_t row) { slots_.push_back({std::hash<std::string_view>{}(name), row}); }
  void sort() { std::sort(slots_.begin(), slots_.end()); }

  /// Slots of that name by their rows, rising.
  std::span<const Slot> find(std::string_view name) const {
    const auto [first, last] = std::equal_range(slots_.begin(), slots_.end(), Slot{std::hash<std::string_view>{}(name), 0},
                                                [](const Slot& a, const Slot& b) { return a.hash < b.hash; });
    return {first, last};
  }

 private:
  std::vector<Slot> slots_;
};

}  // namespace demarche

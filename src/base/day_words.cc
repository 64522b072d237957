// SPDX-License-Identifier: Apache-2.0
#include "base/day_words.h"

#include <array>
#include <charconv>

namespace demarche {

std::string spoken_day(Date date) {
  static constexpr std::array<const char*, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                          "July",    "August",   "September", "October", "November", "December"};
  return std::to_string(date.day) + " " + kMonths[static_cast<std::size_t>(date.month - 1)];
}

std::vector<std::int32_t> three_numbers(std::string_view value) {
  std::vector<std::int32_t> out;
  for (std::size_t i = 0; i < value.size() && out.size() < 4;) {
    std::int32_t number = 0;
    const auto read = std::from_chars(value.data() + i, value.data() + value.size(), number);
    if (read.ec != std::errc() || number < 0) return {};
    out.push_back(number);
    i = static_cast<std::size_t>(read.ptr - value.data());
    if (i == value.size()) break;
    if (std::string_view("/.-").find(value[i]) == std::string_view::npos) return {};
    ++i;
  }
  return out.size() == 3 ? out : std::vector<std::int32_t>{};
}

}  // namespace demarche

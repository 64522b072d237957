// SPDX-License-Identifier: Apache-2.0
// The items of a time phrase: numbers and words of the calendar, and what they say together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extraction/lexicon/calendar.h"
#include "extraction/time_normalizer.h"

namespace demarche {

struct TimeItem {
  std::string form;  ///< lower case
  std::optional<TimeMeaning> meaning{};
  std::int32_t number = -1;  ///< digits, or a number word
};

using TimeItems = std::vector<TimeItem>;

TimeItems items_of(std::string_view words, const Calendar& calendar);
bool has(const TimeItems& items, std::string_view form);
/// The first item of the kind, or nullptr.
const TimeItem* first(const TimeItems& items, TimeWord word);
bool is_year(const TimeItem& item);
const TimeItem* year_of(const TimeItems& items);
/// "third", "5th"
bool is_ordinal(const TimeItem& item);
/// A day of the month: one or two digits, "3rd" too; -1 if there is none.
std::int32_t day_of(const TimeItems& items);
/// -1 last, 0 this, 1 next.
std::optional<std::int32_t> direction_of(const TimeItems& items);
/// "three", "a": how many units; -1 if it is not said.
std::int32_t count_of(const TimeItems& items);
/// Back (-1) or ahead (1) from the report's day; 0 if it is not said.
std::int32_t sign_of(const TimeItems& items, Tense tense);

}  // namespace demarche

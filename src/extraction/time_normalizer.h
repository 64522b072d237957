// SPDX-License-Identifier: Apache-2.0
// The words for a time -> the calendar days they mean, counted from the report's date (codebook, "Time").
#pragma once

#include <optional>
#include <string_view>

#include "base/civil_date.h"
#include "extraction/lexicon/calendar.h"

namespace demarche {

/// Which way a bare weekday or month points: the tense of its event.
enum class Tense : std::uint8_t { Past, Future };

/// "last October" -> 2025-10-01..2025-10-31 for a report of 2025-11-26; nullopt where the words give no start, or where they need
/// the report's date and there is none.
std::optional<DateInterval> normalize_time(std::string_view words, std::optional<Date> reported, Tense tense, const Calendar& calendar);
/// "The same day", "the next day": counted from a day told before, which the caller gives for the report's.
bool is_anchored(std::string_view words, const Calendar& calendar);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/named_days.h"

#include <algorithm>

namespace demarche {
namespace {

/// Easter Sunday, western (Gregorian) or orthodox (Julian, on our calendar).
Date easter(std::int32_t year, bool is_orthodox) {
  const std::int32_t a = year % 19;
  if (is_orthodox) {
    const std::int32_t d = (19 * a + 15) % 30;
    const std::int32_t e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    const std::int32_t ahead = year / 100 - year / 400 - 2;  // days that the Julian calendar lies behind
    return add_days({year, (d + e + 114) / 31, (d + e + 114) % 31 + 1}, ahead);
  }
  const std::int32_t b = year / 100, c = year % 100;
  const std::int32_t h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const std::int32_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const std::int32_t m = (a + 11 * h + 22 * l) / 451;
  return {year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1};
}

/// The day with a name in a year.
Date day_in(const TimeMeaning& meaning, std::int32_t year) {
  const std::int32_t of_year = meaning.value / 100;
  if (meaning.word == TimeWord::FixedDay) return {year, of_year, std::min(meaning.value % 100, days_in_month(year, of_year))};
  if (meaning.to < 100) return add_days(easter(year, meaning.to == 1), meaning.value);
  const std::int32_t month = meaning.to / 100, nth = meaning.to / 10 % 10, day = meaning.to % 10 - 1;
  const Date first{year, month, 1};
  const std::int32_t days = (day - weekday(first) + 7) % 7 + 7 * (nth - 1);
  const std::int32_t last = days_in_month(year, month) - 1;
  return add_days(first, (days <= last ? days : days - 7 * ((days - last + 6) / 7)) + meaning.value);
}

/// "Christmas", "Easter Monday": of the year told, else the last or next one, as the words say.
std::optional<DateInterval> named_day(const TimeItems& items, const TimeMeaning& meaning, std::optional<Date> reported, Tense tense) {
  const TimeItem* year = year_of(items);
  if (year == nullptr && !reported) return std::nullopt;
  Date day = day_in(meaning, year != nullptr ? year->number : reported->year);
  if (year == nullptr) {
    const auto direction = direction_of(items);
    const bool is_ahead = direction ? *direction > 0 : tense == Tense::Future;
    const bool is_back = direction ? *direction < 0 : tense == Tense::Past;
    if (is_ahead && day < *reported) day = day_in(meaning, reported->year + 1);
    if (is_back && day > *reported) day = day_in(meaning, reported->year - 1);
  }
  return DateInterval{day, day};
}

}  // namespace

std::optional<DateInterval> feast_or_season(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  if (const TimeItem* word = first(items, TimeWord::Named)) {
    const DateInterval once{from_days(word->meaning->value), from_days(word->meaning->to)};
    const TimeMeaning of_every_year{TimeWord::FixedDay, once.from.month * 100 + once.from.day, 0};
    return has(items, "anniversary") ? named_day(items, of_every_year, reported, tense) : once;
  }
  for (const TimeWord kind : {TimeWord::FixedDay, TimeWord::Moving})
    if (const TimeItem* word = first(items, kind)) return named_day(items, *word->meaning, reported, tense);
  const TimeItem* year = year_of(items);
  const TimeItem* word = first(items, TimeWord::Season);
  if (word == nullptr || (year == nullptr && !reported)) return std::nullopt;
  const std::int32_t y = year ? year->number : reported->year + std::min(0, direction_of(items).value_or(0));
  const Date start{y, word->meaning->value, 1};
  const Date last = add_months(start, 2);
  return DateInterval{start, {last.year, last.month, days_in_month(last.year, last.month)}};
}

}  // namespace demarche

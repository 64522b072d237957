// SPDX-License-Identifier: Apache-2.0
// Days on the command line. Only year-month-day is taken, since 03/02/2026 means two days; whatever else is given is explained.
#include <charconv>

#include "base/day_words.h"
#include "messages.h"
#include "session.h"

namespace demarche {
namespace {

constexpr const char* kMore = "\nmore: days are written year-month-day, 2026-02-03; --from and --to also take 2026-02 and 2026";

[[noreturn]] void refuse(const std::string& what, const std::string& remedy) {
  throw UsageError("bad-date", what, remedy + kMore);
}

[[noreturn]] void refuse_numbers(const std::string& given, const std::vector<std::int32_t>& n) {
  if (n[0] > 31 || n[0] == 0) {  // the year comes first
    if (n[0] == 0) refuse(given + " is no day: there is no year 0", "years run from 1 to 9999");
    if (n[1] >= 1 && n[1] <= 12 && n[2] > days_in_month(n[0], n[1]))
      refuse(given + " is no day: that month has " + std::to_string(days_in_month(n[0], n[1])), "check the day");
    const Date date{n[0], n[1], n[2]};
    if (is_valid(date)) refuse(given + " is not written year-month-day with two digits", "use " + to_iso(date));
    refuse(given + " is no day of the calendar", "months run from 1 to 12");
  }
  const Date day_first{n[2], n[1], n[0]};
  const Date month_first{n[2], n[0], n[1]};
  if (is_valid(day_first) && is_valid(month_first) && day_first != month_first)
    refuse(given + " could be " + spoken_day(day_first) + " or " + spoken_day(month_first),
           "use " + to_iso(day_first) + " or " + to_iso(month_first) + " (year-month-day)");
  if (is_valid(day_first) || is_valid(month_first))
    refuse(given + " is not written year-month-day", "use " + to_iso(is_valid(day_first) ? day_first : month_first));
  refuse(given + " is no day of the calendar", "use year-month-day, for example 2026-02-03");
}

bool is_whole_day(const std::string& value) {
  return value.size() == 10 && parse_iso_date(value).has_value();
}

std::optional<std::int32_t> number(std::string_view digits) {
  std::int32_t out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return whole && out > 0 ? std::optional(out) : std::nullopt;
}

}  // namespace

Date parse_day(const std::string& flag, const std::string& value) {
  if (is_whole_day(value)) return *parse_iso_date(value);
  const std::string given = flag + " «" + value + "»";
  const std::vector<std::int32_t> numbers = three_numbers(value);
  if (!numbers.empty()) refuse_numbers(given, numbers);
  refuse(given + " is no date", "use year-month-day, for example 2026-02-03");
}

Date parse_period(const std::string& flag, const std::string& value, Edge edge) {
  const bool is_year = value.size() == 4;
  const bool is_month = value.size() == 7 && value[4] == '-';
  if (is_year || is_month) {
    const auto year = number(std::string_view(value).substr(0, 4));
    const auto month = is_month ? number(std::string_view(value).substr(5)) : std::optional(edge == Edge::First ? 1 : 12);
    if (year && month && *month <= 12) return {*year, *month, edge == Edge::First ? 1 : days_in_month(*year, *month)};
  }
  return parse_day(flag, value);
}

}  // namespace demarche

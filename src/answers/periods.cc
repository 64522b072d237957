// SPDX-License-Identifier: Apache-2.0
#include "answers/periods.h"

#include "answers/parameters.h"

namespace demarche {

Interval parse_interval(const std::string& parameter, const std::string& value) {
  const std::string name = parse_choice(parameter, value, "day|week|month|year");
  if (name == "day") return Interval::Day;
  if (name == "week") return Interval::Week;
  return name == "month" ? Interval::Month : Interval::Year;
}

const char* to_string(Interval interval) {
  constexpr const char* kNames[] = {"day", "week", "month", "year"};
  return kNames[static_cast<std::size_t>(interval)];
}

Date start_of(Interval interval, Date day) {
  switch (interval) {
    case Interval::Day:
      return day;
    case Interval::Week:
      return add_days(day, -weekday(day));
    case Interval::Month:
      return {day.year, day.month, 1};
    case Interval::Year:
      break;
  }
  return {day.year, 1, 1};
}

Date next_start(Interval interval, Date start) {
  switch (interval) {
    case Interval::Day:
      return add_days(start, 1);
    case Interval::Week:
      return add_days(start, 7);
    case Interval::Month:
      return add_months(start, 1);
    case Interval::Year:
      break;
  }
  return {start.year + 1, 1, 1};
}

std::string name_of(Interval interval, Date start) {
  if (interval == Interval::Day) return to_iso(start);
  if (interval == Interval::Month) return to_iso(start).substr(0, 7);
  if (interval == Interval::Year) return to_iso(start).substr(0, 4);
  // The year of a week is that of its Thursday (ISO 8601).
  const Date thursday = add_days(start, 3);
  const std::int64_t week = (to_days(thursday) - to_days({thursday.year, 1, 1})) / 7 + 1;
  return fmt::format("{:04}-W{:02}", thursday.year, week);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Calendar days and closed intervals of them. No clock, no time zone: news dates are civil dates.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
struct Date {
  std::int32_t year = 0;
  std::int32_t month = 0;  ///< 1-12
  std::int32_t day = 0;    ///< 1-31

  auto operator<=>(const Date&) const = default;
};

/// Both ends inclusive.
struct DateInterval {
  Date from{};
  Date to{};

  auto operator<=>(const DateInterval&) const = default;
};

bool is_valid(Date date);
std::int32_t days_in_month(std::int32_t year, std::int32_t month);
std::int64_t to_days(Date date);  ///< days since 1970-01-01
Date from_days(std::int64_t days);
Date add_days(Date date, std::int64_t days);
Date add_months(Date date, std::int32_t months);  ///< the day is cut to the month's length
std::int32_t weekday(Date date);                  ///< 0 = Monday ... 6 = Sunday
std::string to_iso(Date date);                    ///< "2025-11-26"

/// Reads "2025-11-26" (also followed by "T..." or a space); nullopt if it is no such day.
std::optional<Date> parse_iso_date(std::string_view text);

}  // namespace demarche

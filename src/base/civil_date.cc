// SPDX-License-Identifier: Apache-2.0
#include "base/civil_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace demarche {
namespace {

std::chrono::year_month_day to_chrono(Date date) {
  return std::chrono::year_month_day{std::chrono::year{date.year}, std::chrono::month{static_cast<unsigned>(date.month)},
                                     std::chrono::day{static_cast<unsigned>(date.day)}};
}

std::optional<std::int32_t> digits(std::string_view text) {
  std::int32_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

bool is_valid(Date date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  using namespace std::chrono;
  return static_cast<std::int32_t>(
      static_cast<unsigned>((std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / last).day()));
}

std::int64_t to_days(Date date) {
  return std::chrono::sys_days{to_chrono(date)}.time_since_epoch().count();
}

Date from_days(std::int64_t days) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{days}}};
  return {static_cast<int>(ymd.year()), static_cast<std::int32_t>(static_cast<unsigned>(ymd.month())),
          static_cast<std::int32_t>(static_cast<unsigned>(ymd.day()))};
}

Date add_days(Date date, std::int64_t days) {
  return from_days(to_days(date) + days);
}

Date add_months(Date date, std::int32_t months) {
  const std::int32_t index = date.year * 12 + date.month - 1 + months;
  Date out{index / 12, index % 12 + 1, date.day};
  out.day = std::min(out.day, days_in_month(out.year, out.month));
  return out;
}

std::int32_t weekday(Date date) {
  const std::int64_t days = to_days(date) + 3;  // 1970-01-01 was a Thursday
  return static_cast<std::int32_t>(((days % 7) + 7) % 7);
}

std::string to_iso(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ' && text[10] != 't') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{*year, *month, *day};
  if (!is_valid(date)) return std::nullopt;
  return date;
}

}  // namespace demarche

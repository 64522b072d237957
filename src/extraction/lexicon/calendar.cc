// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/civil_date.h"
#include "base/error.h"

namespace demarche {
namespace {

constexpr std::int32_t kLastOfMonth = 9;  ///< of "the last Monday"

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "1 week", "10 year", "weekend".
std::optional<std::int32_t> unit_of(std::string_view value) {
  constexpr std::array<std::pair<std::string_view, TimeUnit>, 8> kUnits = {{{"1 day", TimeUnit::Day},
                                                                            {"1 week", TimeUnit::Week},
                                                                            {"weekend", TimeUnit::Weekend},
                                                                            {"1 month", TimeUnit::Month},
                                                                            {"1 year", TimeUnit::Year},
                                                                            {"10 year", TimeUnit::Decade},
                                                                            {"1 hour", TimeUnit::Hour},
                                                                            {"1 minute", TimeUnit::Hour}}};
  for (const auto& [name, unit] : kUnits)
    if (name == value) return static_cast<std::int32_t>(unit);
  return std::nullopt;
}

std::optional<std::int32_t> part_of(std::string_view value) {
  constexpr std::array<std::string_view, 5> kParts = {"first third", "middle third", "last third", "first part", "last part"};
  for (std::size_t i = 0; i < kParts.size(); ++i)
    if (kParts[i] == value) return static_cast<std::int32_t>(i);
  return std::nullopt;
}

/// "-1", or "-1/0" for several days, or "anchor+1".
std::optional<TimeMeaning> relative_of(std::string_view value) {
  constexpr std::string_view kAnchor = "anchor";
  if (value.starts_with(kAnchor)) {
    value.remove_prefix(kAnchor.size());
    const auto days = number(value.starts_with('+') ? value.substr(1) : value);
    return days ? std::optional(TimeMeaning{TimeWord::Anchored, *days, *days}) : std::nullopt;
  }
  const std::size_t slash = value.find('/');
  const auto first = number(value.substr(0, slash));
  const auto last = slash == std::string_view::npos ? first : number(value.substr(slash + 1));
  return first && last ? std::optional(TimeMeaning{TimeWord::Relative, *first, *last}) : std::nullopt;
}

/// "MM-DD", also as the start of a range: month * 100 + day.
std::optional<std::int32_t> month_day(std::string_view value) {
  if (value.size() < 5 || value[2] != '-') return std::nullopt;
  const auto month = number(value.substr(0, 2));
  const auto day = number(value.substr(3, 2));
  if (!month || !day) return std::nullopt;
  return *month * 100 + *day;
}

/// "05:00", "am": a point of the day; "06:00-12:00": a span of it; nothing for zones.
std::optional<TimeMeaning> time_of_day(std::string_view value) {
  constexpr std::int32_t kSomeHour = 12;
  if (value == "am" || value == "pm") return TimeMeaning{TimeWord::Clock, kSomeHour, kSomeHour};
  const auto from = value.size() >= 5 && value[2] == ':' ? number(value.substr(0, 2)) : std::nullopt;
  if (!from) return std::nullopt;
  if (value.size() == 5) return TimeMeaning{TimeWord::Clock, *from, *from};
  const auto to = value.size() == 11 ? number(value.substr(6, 2)) : std::nullopt;
  return to ? std::optional(TimeMeaning{TimeWord::Daytime, *from, *to}) : std::nullopt;
}

/// "easter+39", "orthodox+0", "11/4/4", "11/1/1+1": see FORMAT.md.
std::optional<TimeMeaning> moving_of(std::string_view value) {
  const std::size_t sign = value.find_first_of("+-", 4);  // "05/-1/1" has one before
  const auto days = sign == std::string_view::npos ? std::optional(0) : number(value.substr(sign + (value[sign] == '+' ? 1 : 0)));
  const std::string_view base = value.substr(0, sign);
  if (!days) return std::nullopt;
  if (base == "easter") return TimeMeaning{TimeWord::Moving, *days, 0};
  if (base == "orthodox") return TimeMeaning{TimeWord::Moving, *days, 1};
  const std::size_t first = value.find('/');
  const std::size_t second = first == std::string_view::npos ? first : value.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::size_t end = value.find('+', second);
  const auto month = number(value.substr(0, first));
  const auto nth = number(value.substr(first + 1, second - first - 1));
  const auto weekday = number(value.substr(second + 1, end == std::string_view::npos ? end : end - second - 1));
  const auto on = end == std::string_view::npos ? std::optional(0) : number(value.substr(end + 1));
  if (!month || !nth || !weekday || !on) return std::nullopt;
  return TimeMeaning{TimeWord::Moving, *on, *month * 100 + (*nth < 0 ? kLastOfMonth : *nth) * 10 + *weekday};
}

/// "2001-09-11", "1939-09-01/1945-09-02", or "03-20" of every year.
std::optional<TimeMeaning> named_of(std::string_view value) {
  if (const auto day = value.size() == 5 ? month_day(value) : std::nullopt) return TimeMeaning{TimeWord::FixedDay, *day, *day};
  const std::size_t slash = value.find('/');
  const auto from = parse_iso_date(value.substr(0, slash));
  const auto to = slash == std::string_view::npos ? from : parse_iso_date(value.substr(slash + 1));
  if (!from || !to) return std::nullopt;
  return TimeMeaning{TimeWord::Named, static_cast<std::int32_t>(to_days(*from)), static_cast<std::int32_t>(to_days(*to))};
}

/// Phrases of other kinds are not looked up: their words speak for themselves.
bool is_told_in_phrases(TimeWord word) {
  return word == TimeWord::FixedDay || word == TimeWord::Moving || word == TimeWord::Named || word == TimeWord::Part ||
         word == TimeWord::Anchored;
}

/// The words of a phrase as a report's are cut: "new year's eve" is "new year s eve".
std::string without_marks(std::string_view form) {
  std::string out;
  for (const char c : form) {
    const bool is_part = static_cast<unsigned char>(c) >= 128 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_part)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out.ends_with(' ') ? out.substr(0, out.size() - 1) : out;
}

/// Whether the value makes sense for its kind: a table is edited by hand.
bool in_range(const TimeMeaning& meaning) {
  const auto between = [&](std::int32_t least, std::int32_t most) { return least <= meaning.value && meaning.value <= most; };
  switch (meaning.word) {
    case TimeWord::Month:
    case TimeWord::Season:
      return between(1, 12);
    case TimeWord::Weekday:
      return between(0, 6);
    case TimeWord::Relative:
      return between(-4000, 4000) && meaning.value <= meaning.to && meaning.to <= 4000;
    case TimeWord::Direction:
    case TimeWord::Anchored:
      return between(-2, 2);
    case TimeWord::FixedDay:
      return is_valid({2000, meaning.value / 100, meaning.value % 100});
    case TimeWord::Moving:
      return between(-366, 366) && meaning.to >= 0 && meaning.to / 100 <= 12;
    case TimeWord::Named:
      return meaning.value <= meaning.to;
    case TimeWord::Clock:
    case TimeWord::Daytime:
      return between(0, 24) && 0 <= meaning.to && meaning.to <= 24;
    case TimeWord::Unit:
    case TimeWord::Number:
    case TimeWord::Ordinal:
    case TimeWord::Part:
      return meaning.value >= 0;
  }
  return false;
}

/// The meaning of a row; nullopt for kinds and values that intervals are not made from ("vague", "anchor+1").
std::optional<TimeMeaning> meaning_of(std::string_view kind, std::string_view value) {
  const auto as = [](TimeWord word, std::optional<std::int32_t> found) {
    return found ? std::optional(TimeMeaning{word, *found, *found}) : std::nullopt;
  };
  if (kind == "month") return as(TimeWord::Month, number(value));
  if (kind == "weekday" || kind == "weekdays") {
    const auto day = number(value);
    return as(TimeWord::Weekday, day ? std::optional(*day - 1) : std::nullopt);
  }
  if (kind == "day") return relative_of(value);
  if (kind == "part") return as(TimeWord::Part, part_of(value));
  if (kind == "unit") return as(TimeWord::Unit, unit_of(value));
  if (kind == "shift") return as(TimeWord::Direction, number(value));
  if (kind == "number") return as(TimeWord::Number, number(value));
  if (kind == "ordinal") return as(TimeWord::Ordinal, number(value));
  if (kind == "time") return time_of_day(value);
  if (kind == "holiday") return as(TimeWord::FixedDay, month_day(value));
  if (kind == "moving") return moving_of(value);
  if (kind == "named") return named_of(value);
  if (kind == "season") {
    const auto start = month_day(value);
    return as(TimeWord::Season, start ? std::optional(*start / 100) : std::nullopt);
  }
  return std::nullopt;
}

}  // namespace

Calendar::Calendar(const std::string& folder) : table_(folder + "/calendar.tsv", 2) {
  for (const Table::Row& row : table_.rows()) {
    std::string_view form = row[0];
    if (form.ends_with('.')) form.remove_suffix(1);
    if (form.empty()) fail(ErrorCode::LexiconInvalid, "{}: the word is missing", table_.where(row.line));
    const auto meaning = meaning_of(row[1], row[2]);
    if (!meaning) continue;
    if (!in_range(*meaning)) fail(ErrorCode::LexiconInvalid, "{}: '{}' is out of range for {}", table_.where(row.line), row[2], row[1]);
    words_.try_emplace(form, *meaning);
    const std::string phrase = is_told_in_phrases(meaning->word) ? without_marks(form) : "";
    const auto blanks = static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' '));
    if (blanks == 0) continue;
    phrases_.try_emplace(phrase, *meaning);
    longest_phrase_ = std::max(longest_phrase_, blanks + 1);
  }
}

std::optional<TimeMeaning> Calendar::find_phrase(std::string_view words) const {
  const auto found = phrases_.find(std::string(words));
  return found == phrases_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<TimeMeaning> Calendar::find(std::string_view form) const {
  const auto found = words_.find(form);
  if (found == words_.end()) return std::nullopt;
  return found->second;
}

}  // namespace demarche

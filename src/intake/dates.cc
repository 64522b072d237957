// SPDX-License-Identifier: Apache-2.0
#include "intake/dates.h"

#include <fmt/format.h>

#include <array>

#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"january", "february", "march",     "april",   "may",      "june",
                                                   "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// Walks over a text; every read_* moves only if it succeeds.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }
  void to(std::size_t at) { at_ = at; }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip_space() {
    while (at_ < text_.size()) {
      const Decoded d = decode_utf8(text_, at_);
      if (!is_space(d.code_point)) return;
      at_ += d.size;
    }
  }
  bool skip(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  /// Up to `most` digits and no more after them; the count of digits is left in `count`.
  std::optional<std::int32_t> number(std::size_t most, std::size_t& count) {
    std::int32_t value = 0;
    count = 0;
    while (is_ascii_digit(peek(count))) {
      if (++count > most) return std::nullopt;
      value = value * 10 + (peek(count - 1) - '0');
    }
    if (count == 0) return std::nullopt;
    at_ += count;
    return value;
  }
  /// The letters that follow, in lower case.
  std::string letters() {
    std::string out;
    for (char c = peek(); (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); c = peek()) {
      out += static_cast<char>(c | 0x20);
      ++at_;
    }
    return out;
  }
  static bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

template <std::size_t N>
std::int32_t find_name(const std::array<std::string_view, N>& names, std::string_view word) {
  if (word == "sept") word = "sep";
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < N; ++i) {
    const bool whole = word == names[i];
    const bool cut = word == names[i].substr(0, 3) || (N == 7 && word.size() <= 5 && names[i].substr(0, word.size()) == word);
    if (whole || cut) return static_cast<std::int32_t>(i) + 1;
  }
  return 0;
}

void skip_weekday(Cursor& cursor) {
  const std::size_t start = cursor.at();
  if (find_name(kWeekdays, cursor.letters()) == 0) return cursor.to(start);
  cursor.skip('.');
  cursor.skip(',');
  cursor.skip_space();
}

/// "T10:00:00.5Z", " 10:00 GMT", " 10:00:00 +0100": read over, since only the day is wanted.
void skip_time(Cursor& cursor) {
  std::size_t end = cursor.at();
  std::size_t count = 0;
  cursor.skip(',');
  cursor.skip_space();
  if (!cursor.skip('T')) cursor.skip('t');
  if (!cursor.number(2, count) || !cursor.skip(':') || !cursor.number(2, count)) return cursor.to(end);
  if (cursor.skip(':')) cursor.number(2, count);
  if (cursor.skip('.') || cursor.skip(',')) cursor.number(9, count);
  end = cursor.at();
  if (cursor.skip('Z') || cursor.skip('z')) return;
  cursor.skip_space();
  const std::size_t zone = cursor.at();
  if (cursor.skip('+') || cursor.skip('-')) {
    if (!cursor.number(4, count)) return cursor.to(end);
    if (cursor.skip(':')) cursor.number(2, count);
    return;
  }
  const std::string name = cursor.letters();
  const bool known = name == "gmt" || name == "utc" || name == "est" || name == "edt" || name == "am" || name == "pm" || name == "cet" ||
                     name == "cest" || name == "bst" || name == "pst" || name == "pdt";
  cursor.to(known ? zone + name.size() : end);
}

ReadDate judge(Date date, std::size_t size) {
  if (!is_valid(date)) return {std::nullopt, DateProblem::Impossible, size};
  return {date, DateProblem::None, size};
}

/// "2025-11-26", "2025/11/26", "20251126".
std::optional<ReadDate> read_year_first(Cursor& cursor) {
  const std::size_t start = cursor.at();
  std::size_t count = 0;
  const auto first = cursor.number(8, count);
  if (first && count == 8) return judge({*first / 10000, *first / 100 % 100, *first % 100}, cursor.at());
  if (first && count == 4) {
    const char mark = cursor.peek();
    if ((mark == '-' || mark == '/' || mark == '.') && cursor.skip(mark)) {
      const auto month = cursor.number(2, count);
      if (month && cursor.skip(mark)) {
        if (const auto day = cursor.number(2, count)) return judge({*first, *month, *day}, cursor.at());
      }
    }
  }
  cursor.to(start);
  return std::nullopt;
}

/// "26/11/2025", "26.11.2025". With dots the day is always written first; with other marks only numbers above 12 tell.
std::optional<ReadDate> read_numbers(Cursor& cursor) {
  const std::size_t start = cursor.at();
  std::size_t count = 0;
  const auto first = cursor.number(2, count);
  const char mark = cursor.peek();
  if (first && (mark == '/' || mark == '.' || mark == '-') && cursor.skip(mark)) {
    const auto second = cursor.number(2, count);
    if (second && cursor.skip(mark)) {
      const auto year = cursor.number(4, count);
      if (year && count == 4) {
        if (mark == '.' || *first > 12) return judge({*year, *second, *first}, cursor.at());
        if (*second > 12 || *first == *second) return judge({*year, *first, *second}, cursor.at());
        return ReadDate{std::nullopt, DateProblem::Ambiguous, cursor.at()};
      }
    }
  }
  cursor.to(start);
  return std::nullopt;
}

void skip_between(Cursor& cursor) {
  while (cursor.skip('.') || cursor.skip(',') || cursor.skip('-')) continue;
  cursor.skip_space();
  cursor.skip(',');
  cursor.skip_space();
}

void skip_ordinal(Cursor& cursor) {
  const std::size_t start = cursor.at();
  const std::string ending = cursor.letters();
  if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") cursor.to(start);
}

/// "26 November 2025", "26th of Nov., 2025", "26-Nov-2025".
std::optional<ReadDate> read_day_first(Cursor& cursor) {
  const std::size_t start = cursor.at();
  std::size_t count = 0;
  if (const auto day = cursor.number(2, count)) {
    skip_ordinal(cursor);
    skip_between(cursor);
    std::string word = cursor.letters();
    if (word == "of") {
      cursor.skip_space();
      word = cursor.letters();
    }
    const std::int32_t month = find_name(kMonths, word);
    if (month != 0) {
      skip_between(cursor);
      const auto year = cursor.number(4, count);
      if (year && count == 4) return judge({*year, month, *day}, cursor.at());
    }
  }
  cursor.to(start);
  return std::nullopt;
}

/// "November 26, 2025", "Nov. 26th 2025".
std::optional<ReadDate> read_month_first(Cursor& cursor) {
  const std::size_t start = cursor.at();
  const std::int32_t month = find_name(kMonths, cursor.letters());
  if (month != 0) {
    std::size_t count = 0;
    skip_between(cursor);
    if (const auto day = cursor.number(2, count)) {
      skip_ordinal(cursor);
      skip_between(cursor);
      const auto year = cursor.number(4, count);
      if (year && count == 4) return judge({*year, month, *day}, cursor.at());
    }
  }
  cursor.to(start);
  return std::nullopt;
}

}  // namespace

ReadDate read_date(std::string_view text) {
  Cursor cursor(text);
  cursor.skip_space();
  skip_weekday(cursor);
  for (const auto reader : {read_year_first, read_numbers, read_day_first, read_month_first}) {
    if (auto found = reader(cursor)) {
      skip_time(cursor);
      found->size = cursor.at();
      return *found;
    }
  }
  return {};
}

std::optional<Date> find_date(std::string_view text) {
  bool inside_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool word = Cursor::is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    if (word && !inside_word) {
      Cursor cursor(text.substr(i));
      for (const auto reader : {read_year_first, read_day_first, read_month_first}) {
        const auto found = reader(cursor);
        if (found && found->date) return found->date;
      }
    }
    inside_word = word;
  }
  return std::nullopt;
}

std::optional<Date> find_dateline_date(std::string_view text) {
  constexpr std::size_t kLongest = 80;  // bytes
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  text = text.substr(0, std::min(kLongest, text.find('\n')));
  // A dateline opens with a place in capitals and ends before its last dash or colon.
  if (text.size() < 3 || !(text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z' && text[2] >= 'A' && text[2] <= 'Z'))
    return std::nullopt;
  std::size_t end = 0;
  for (const std::string_view mark : {":", " - ", " -- ", "\u2013", "\u2014"})
    if (const std::size_t at = text.rfind(mark); at != std::string_view::npos) end = std::max(end, at);
  return find_date(text.substr(0, end));
}

std::optional<Date> read_date_or_say(std::string_view text, const std::string& where, Diagnostics& diagnostics) {
  const ReadDate read = read_date(text);
  const std::string quoted(text.substr(0, 60));
  switch (read.problem) {
    case DateProblem::None:
      return read.date;
    case DateProblem::Ambiguous:
      diagnostics.push_back({Severity::Warning, "date-ambiguous", where,
                             fmt::format("the date '{}' can be read in two ways and was left out; write it as YYYY-MM-DD", quoted)});
      break;
    case DateProblem::Impossible:
      diagnostics.push_back(
          {Severity::Warning, "date-impossible", where, fmt::format("the date '{}' is no day of the calendar and was left out", quoted)});
      break;
    case DateProblem::Unreadable:
      diagnostics.push_back({Severity::Warning, "date-unreadable", where,
                             fmt::format("'{}' was not understood as a date and was left out; write it as YYYY-MM-DD", quoted)});
      break;
  }
  return std::nullopt;
}

}  // namespace demarche

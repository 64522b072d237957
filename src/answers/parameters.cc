// SPDX-License-Identifier: Apache-2.0
#include "answers/parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "answers/catalog.h"
#include "base/day_words.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

std::string trimmed(std::string_view value) {
  const auto first = value.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(value.substr(first, value.find_last_not_of(" \t") - first + 1));
}

void add_value(ParameterValues& values, std::string_view value) {
  const bool negated = !value.empty() && value.front() == '!';
  const std::string word = trimmed(negated ? value.substr(1) : value);
  if (word.empty()) throw BadParameter("bad-parameter", values.parameter, std::string(value), "has an empty value", "");
  (negated ? values.unwanted : values.wanted).push_back(word);
}

/// "!a,b" excludes both: the sign stands before the list.
void add_list(ParameterValues& values, std::string_view given) {
  const std::string whole = trimmed(given);
  const bool negated = !whole.empty() && whole.front() == '!';
  for (std::size_t begin = 0; begin <= whole.size();) {
    const std::size_t end = std::min(whole.find(',', begin), whole.size());
    std::string part = trimmed(std::string_view(whole).substr(begin, end - begin));
    if (negated && begin > 0 && (part.empty() || part.front() != '!')) part.insert(0, "!");
    add_value(values, part);
    begin = end + 1;
  }
}

constexpr const char* kDays = "YYYY-MM-DD, YYYY-MM or YYYY";

[[noreturn]] void refuse_date(const std::string& parameter, const std::string& value, const std::string& problem, const std::string& use) {
  throw BadParameter("bad-date", parameter, value, problem, use.empty() ? kDays : use + " (year-month-day)");
}

[[noreturn]] void refuse_year_first(const std::string& parameter, const std::string& value, const std::vector<std::int32_t>& n) {
  if (n[0] == 0) refuse_date(parameter, value, "is no day: there is no year 0", "years run from 1 to 9999");
  if (n[1] >= 1 && n[1] <= 12 && n[2] > days_in_month(n[0], n[1]))
    refuse_date(parameter, value, "is no day: that month has " + std::to_string(days_in_month(n[0], n[1])), "");
  const Date date{n[0], n[1], n[2]};
  if (is_valid(date)) refuse_date(parameter, value, "is not written year-month-day with two digits", to_iso(date));
  refuse_date(parameter, value, "is no day of the calendar", "");
}

[[noreturn]] void refuse_numbers(const std::string& parameter, const std::string& value, const std::vector<std::int32_t>& n) {
  if (n[0] > 31 || n[0] == 0) refuse_year_first(parameter, value, n);
  const Date day_first{n[2], n[1], n[0]};
  const Date month_first{n[2], n[0], n[1]};
  if (is_valid(day_first) && is_valid(month_first) && day_first != month_first)
    refuse_date(parameter, value, "could be " + spoken_day(day_first) + " or " + spoken_day(month_first),
                to_iso(day_first) + " or " + to_iso(month_first));
  if (is_valid(day_first) || is_valid(month_first))
    refuse_date(parameter, value, "is not written year-month-day", to_iso(is_valid(day_first) ? day_first : month_first));
  refuse_date(parameter, value, "is no day of the calendar", "");
}

std::optional<std::int32_t> whole_number(std::string_view digits) {
  std::int32_t out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return whole && out > 0 ? std::optional(out) : std::nullopt;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// The words of `text` for FTS5, each in double quotes: letters and digits only, so that nothing in them is an operator.
std::vector<std::string> quoted_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (std::size_t i = 0; i <= text.size();) {
    const Decoded d = i < text.size() ? decode_utf8(text, i) : Decoded{U' ', 1, true};
    if (is_letter(d.code_point) || is_digit(d.code_point) || is_mark(d.code_point)) {
      append_utf8(word, d.code_point);
    } else if (!word.empty()) {
      out.push_back("\"" + word + "\"");
      word.clear();
    }
    i += d.size;
  }
  return out;
}

struct MatchPart {
  std::string text;  ///< an FTS5 phrase
  bool excluded = false;
  std::size_t near = 0;  ///< of the next part, within so many words
};

std::string phrase_of(std::string_view text, bool begins) {
  std::string out;
  for (const std::string& word : quoted_words(text)) out += (out.empty() ? "" : " + ") + word;
  return out.empty() || !begins ? out : out + " *";
}

std::vector<MatchPart> parts_of(std::string_view value) {
  std::vector<MatchPart> parts;
  for (std::size_t i = 0; i < value.size();) {
    if (value[i] == ' ' || value[i] == '\t') {
      ++i;
      continue;
    }
    MatchPart part;
    part.excluded = value[i] == '-' || value[i] == '!';
    if (part.excluded) ++i;
    const bool is_phrase = i < value.size() && value[i] == '"';
    const std::size_t begin = is_phrase ? i + 1 : i;
    const std::size_t end = std::min(is_phrase ? value.find('"', begin) : value.find_first_of(" \t", begin), value.size());
    const std::string_view token = value.substr(std::min(begin, value.size()), end - std::min(begin, end));
    i = is_phrase ? end + 1 : end;
    const bool is_near = !is_phrase && token.size() > 5 && lower_ascii(token.substr(0, 5)) == "near/" && whole_number(token.substr(5));
    if (is_near && !parts.empty()) {
      parts.back().near = static_cast<std::size_t>(*whole_number(token.substr(5)));
      continue;
    }
    part.text = phrase_of(token, !is_phrase && !token.empty() && token.back() == '*');
    if (!part.text.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace

BadParameter::BadParameter(std::string slug, std::string parameter, std::string value, std::string problem, std::string expected,
                           std::string nearest)
    : Error(ErrorCode::BadUsage, "«" + value + "» in parameter «" + parameter + "» " + problem,
            !nearest.empty()   ? "did you mean " + nearest + "?"
            : expected.empty() ? ""
                               : "use " + expected),
      slug_(std::move(slug)),
      parameter_(std::move(parameter)),
      value_(std::move(value)),
      problem_(std::move(problem)),
      expected_(std::move(expected)),
      nearest_(std::move(nearest)) {}

std::optional<ParameterValues> values_of(const Parameters& parameters, std::string_view name, Commas commas) {
  ParameterValues values{std::string(name), {}, {}, {}};
  bool given = false;
  for (const auto& [key, value] : parameters) {
    if (key != name) continue;
    given = true;
    values.shown += (values.shown.empty() ? "" : ",") + value;
    if (commas == Commas::BelongToValue) {
      add_value(values, value);
    } else {
      add_list(values, value);
    }
  }
  return given ? std::optional(values) : std::nullopt;
}

std::optional<std::string> last_of(const Parameters& parameters, std::string_view name) {
  std::optional<std::string> out;
  for (const auto& [key, value] : parameters)
    if (key == name) out = value;
  return out;
}

Parameters without(const Parameters& parameters, std::string_view name) {
  Parameters out;
  for (const auto& entry : parameters)
    if (entry.first != name) out.push_back(entry);
  return out;
}

Date read_period(const std::string& parameter, const std::string& value, PeriodEdge edge) {
  if (value.size() == 10) {
    const std::optional<Date> day = parse_iso_date(value);
    if (day) return *day;
  }
  const bool is_year = value.size() == 4;
  if (is_year || (value.size() == 7 && value[4] == '-')) {
    const auto year = whole_number(std::string_view(value).substr(0, 4));
    const auto month = is_year ? std::optional(edge == PeriodEdge::First ? 1 : 12) : whole_number(std::string_view(value).substr(5));
    if (year && month && *month <= 12) return {*year, *month, edge == PeriodEdge::First ? 1 : days_in_month(*year, *month)};
  }
  const std::vector<std::int32_t> numbers = three_numbers(value);
  if (!numbers.empty()) refuse_numbers(parameter, value, numbers);
  refuse_date(parameter, value, "is no date", "");
}

std::int64_t parse_integer(const std::string& parameter, const std::string& value, std::int64_t least, std::int64_t most) {
  std::int64_t out = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), out);
  const bool whole = read.ec == std::errc() && read.ptr == value.data() + value.size() && !value.empty();
  if (!whole || out < least || out > most)
    throw BadParameter("bad-parameter", parameter, value, whole ? "is out of range" : "is no whole number",
                       "a number from " + std::to_string(least) + " to " + std::to_string(most));
  return out;
}

double parse_real(const std::string& parameter, const std::string& value, double least, double most) {
  double out = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), out);
  const bool whole = read.ec == std::errc() && read.ptr == value.data() + value.size() && std::isfinite(out);
  if (!whole || out < least || out > most)
    throw BadParameter("bad-parameter", parameter, value, whole ? "is out of range" : "is no number",
                       fmt::format("a number from {} to {}", least, most));
  return out;
}

std::vector<double> parse_numbers(const std::string& parameter, const std::string& value, std::size_t count) {
  std::vector<double> out;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    out.push_back(parse_real(parameter, trimmed(std::string_view(value).substr(begin, end - begin)), -1e6, 1e6));
    begin = end + 1;
  }
  if (out.size() != count)
    throw BadParameter("bad-parameter", parameter, value, "has " + std::to_string(out.size()) + " numbers",
                       std::to_string(count) + " numbers with commas between");
  return out;
}

std::vector<std::string_view> split_choices(std::string_view choices) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin < choices.size();) {
    const std::size_t end = std::min(choices.find('|', begin), choices.size());
    out.push_back(choices.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::optional<bool> flag_meant(std::string_view value) {
  const std::string word = lower_ascii(value);
  if (word == "1" || word == "true" || word == "yes") return true;
  if (word == "0" || word == "false" || word == "no") return false;
  return std::nullopt;
}

std::string parse_choice(const std::string& parameter, const std::string& value, std::string_view choices) {
  const std::vector<std::string_view> all = split_choices(choices);
  for (const std::string_view choice : all)
    if (lower_ascii(choice) == lower_ascii(value)) return std::string(choice);
  refuse_unknown(parameter, value, all);
}

std::string match_expression(const std::string& parameter, const std::string& value) {
  std::string wanted, unwanted;
  const std::vector<MatchPart> parts = parts_of(value);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].excluded) {
      unwanted += (unwanted.empty() ? "" : " OR ") + parts[i].text;
      continue;
    }
    wanted += wanted.empty() ? "" : " AND ";
    if (parts[i].near > 0 && i + 1 < parts.size()) {
      wanted += "NEAR(" + parts[i].text + " " + parts[i + 1].text + ", " + std::to_string(parts[i].near) + ")";
      ++i;
    } else {
      wanted += parts[i].text;
    }
  }
  if (wanted.empty())
    throw BadParameter("bad-parameter", parameter, value, unwanted.empty() ? "has no letter or digit" : "only says what is not wanted",
                       "words that are looked for");
  return unwanted.empty() ? wanted : "(" + wanted + ") NOT (" + unwanted + ")";
}

std::string upper_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

bool is_country_code(std::string_view value) {
  return value.size() == 3 && std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string nearest_of(std::string_view name, const std::vector<std::string_view>& candidates) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  const std::string given = lower_ascii(name);
  for (const std::string_view candidate : candidates) {
    // A beginning of three letters or more is as good as one slip.
    const std::string known = lower_ascii(candidate);
    const bool begins = given.size() >= 3 && known.compare(0, given.size(), given) == 0;
    const std::size_t distance = begins ? 1 : edit_distance(given, known);
    if (distance < least && distance < known.size()) {
      least = distance;
      best = std::string(candidate);
    }
  }
  return best;
}

void refuse_unknown(const std::string& parameter, const std::string& value, const std::vector<std::string_view>& known) {
  std::string all;
  for (const std::string_view name : known) all += (all.empty() ? "" : ", ") + std::string(name);
  throw BadParameter("bad-parameter", parameter, value, "is not known", all, nearest_of(value, known));
}

}  // namespace demarche

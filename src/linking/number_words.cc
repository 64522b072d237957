// SPDX-License-Identifier: Apache-2.0
#include "linking/number_words.h"

#include <algorithm>

namespace demarche {
namespace {

constexpr char kPoint = 'p';                ///< stands for the point of a decimal
constexpr std::int64_t kMost = 2000000000;  ///< nobody counts more people
constexpr std::size_t kDigits = 9;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

NumberRange times(NumberRange range, std::int64_t by) {
  return {std::min(range.low * by, kMost), std::min(range.high * by, kMost)};
}

/// Thousandths of "1p5"; how many characters it takes, 0 if it begins with no digit or has too many.
std::pair<std::int64_t, std::size_t> thousandths(std::string_view word) {
  std::size_t at = 0;
  std::int64_t value = 0;
  while (at < word.size() && at <= kDigits && is_digit(word[at])) value = value * 10 + (word[at++] - '0');
  if (at == 0 || at > kDigits) return {0, 0};
  value *= 1000;
  if (at + 1 < word.size() && word[at] == kPoint && is_digit(word[at + 1])) {
    ++at;
    for (std::int64_t part = 100; at < word.size() && is_digit(word[at]); part /= 10) value += part * (word[at++] - '0');
  }
  return {value, at};
}

/// So many times some thousandths, as a whole.
NumberRange whole(std::int64_t thousandths, std::int64_t by) {
  const std::int64_t value = thousandths > kMost * 1000 / by ? kMost : thousandths * by / 1000;
  return {value, value};
}

const std::string& word_at(const std::vector<std::string>& words, std::size_t i) {
  static const std::string none;
  return i < words.size() ? words[i] : none;
}

}  // namespace

std::string NumberWords::keep_decimals(std::string_view sentence) {
  std::string out(sentence);
  for (std::size_t i = 1; i + 1 < out.size(); ++i)
    if (out[i] == '.' && is_digit(out[i - 1]) && is_digit(out[i + 1])) out[i] = kPoint;
  return out;
}

std::string NumberWords::as_written(const Words& words, std::size_t i, std::size_t count) {
  std::string out = words[i];
  for (std::size_t k = i + 1; k < i + count; ++k) out += " " + words[k];
  for (std::size_t k = 1; k + 1 < out.size(); ++k)
    if (out[k] == kPoint && is_digit(out[k - 1]) && is_digit(out[k + 1])) out[k] = '.';
  return out;
}

/// "35", "10k", "dozens"; a decimal alone counts nobody ("magnitude 6.5").
std::optional<NumberRange> NumberWords::simple(const std::string& word) const {
  const auto known = numbers_.find(word);
  if (known != numbers_.end()) return known->second;
  const auto [value, size] = thousandths(word);
  if (size == 0 || (size == word.size() && value % 1000 != 0)) return std::nullopt;
  if (size == word.size()) return whole(value, 1);
  const auto suffix = suffixes_.find(word.substr(size));
  return suffix == suffixes_.end() ? std::nullopt : std::optional(whole(value, suffix->second));
}

std::int64_t NumberWords::multiplier(const std::string& word) const {
  const auto found = multipliers_.find(word);
  return found == multipliers_.end() ? 0 : found->second;
}

/// "five" after "twenty", "and fifty" after "two hundred", "two hundred" after "three thousand".
bool NumberWords::add_smaller(const Words& words, std::size_t i, Found& found, std::int64_t& last) const {
  NumberRange& range = found.range;
  if (range.low != range.high) return false;
  const std::int64_t limit = last >= 100 ? last : range.low >= 20 && range.low < 100 && range.low % 10 == 0 ? 10 : 0;
  const std::size_t at = i + found.words + (last >= 100 && word_at(words, i + found.words) == "and" ? 1 : 0);
  const auto more = numbers_.find(word_at(words, at));
  if (more == numbers_.end() || more->second.low != more->second.high) return false;
  const std::int64_t by = multiplier(word_at(words, at + 1));
  const std::int64_t added = more->second.low * std::max<std::int64_t>(by, 1);
  if (added >= limit) return false;
  range = {range.low + added, range.high + added};
  last = by > 0 ? by : 1;
  found.words = at + (by > 0 ? 2 : 1) - i;
  return true;
}

/// Takes in what follows a number; `last` is the multiplier before, 0 before the first.
bool NumberWords::go_on(const Words& words, std::size_t i, Found& found, std::int64_t& last) const {
  const std::size_t next = i + found.words;
  if (const std::int64_t by = multiplier(word_at(words, next)); by > 0 && (last == 0 || by > last)) {
    found.range = times(found.range, by);
    last = by;
    ++found.words;
    return true;
  }
  const std::string& plural = word_at(words, next + 1);
  const std::int64_t by = plural.ends_with("s") ? multiplier(plural.substr(0, plural.size() - 1)) : 0;
  if (found.range.low != found.range.high && word_at(words, next) == "of" && by >= 1000) {  // "tens of thousands"
    found.range = times(found.range, by);
    found.words += 2;
    return true;
  }
  return add_smaller(words, i, found, last);
}

std::optional<NumberWords::Found> NumberWords::first(const Words& words, std::size_t i) const {
  const std::int64_t by = multiplier(word_at(words, i + 1));
  if (words[i] == "a" && by > 1) return Found{{1, 1}, 1};
  if (const auto vague = vague_.find(words[i]); vague != vague_.end() && by > 1) return Found{vague->second, 1};
  if (const std::int64_t half = multiplier(word_at(words, i + 2)) / 2; words[i] == "half" && word_at(words, i + 1) == "a" && half > 0)
    return Found{{half, half}, 3};
  const auto [value, size] = thousandths(words[i]);
  if (size == words[i].size() && value % 1000 != 0 && by > 0) return Found{whole(value, by), 2};  // "1.5 million"
  const auto number = simple(words[i]);
  return number ? std::optional(Found{*number, 1}) : std::nullopt;
}

std::optional<NumberWords::Found> NumberWords::at(const Words& words, std::size_t i) const {
  std::optional<Found> found = first(words, i);
  std::int64_t last = 0;
  while (found && go_on(words, i, *found, last)) {
  }
  return found;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/time_items.h"

#include <algorithm>
#include <cctype>

#include "base/unicode.h"

namespace demarche {
namespace {

/// "a day after", "the day before": with nothing told of what, words for an act that lies so far back from the report's day.
bool is_before_what_is_reported(const TimeItems& items) {
  return items.size() > 1 && (items.back().form == "after" || items.back().form == "before" || items.back().form == "prior");
}

/// Words that the calendar has as one phrase are one item: "New Year's Eve", "end of".
void join_phrases(TimeItems& items, const Calendar& calendar) {
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t size = std::min(calendar.longest_phrase(), items.size() - i); size > 1; --size) {
      std::string words = items[i].form;
      for (std::size_t k = i + 1; k < i + size; ++k) words += " " + items[k].form;
      const auto meaning = calendar.find_phrase(words);
      const bool is_date = items[i].meaning && items[i].meaning->word == TimeWord::Month && size == 2;  // "September 11", of any year
      if (!meaning || is_date) continue;
      items[i] = {std::move(words), meaning, -1};
      const auto next = items.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      items.erase(next, next + static_cast<std::ptrdiff_t>(size) - 1);
      break;
    }
}

}  // namespace

TimeItems items_of(std::string_view words, const Calendar& calendar) {
  TimeItems items;
  std::string text = lower_case(words);
  constexpr std::string_view kApostrophe = "\u2019";
  for (std::size_t at = 0; (at = text.find(kApostrophe, at)) != std::string::npos;) text.replace(at, kApostrophe.size(), "'");
  for (std::size_t i = 0; i < text.size();) {
    const auto is_part = [&](char c) { return static_cast<unsigned char>(c) >= 128 || std::isalnum(static_cast<unsigned char>(c)) != 0; };
    if (!is_part(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    const bool digits = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    while (end < text.size() && is_part(text[end]) && (!digits || std::isdigit(static_cast<unsigned char>(text[end])) != 0)) ++end;
    TimeItem item{text.substr(i, end - i), {}, -1};
    if (digits) {
      item.number = item.form.size() <= 4 ? std::stoi(item.form) : -1;
      while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) item.form += text[end++];  // 3rd, 1990s
    } else {
      item.meaning = calendar.find(item.form);
      if (item.meaning && (item.meaning->word == TimeWord::Number || item.meaning->word == TimeWord::Ordinal))
        item.number = item.meaning->value;
    }
    items.push_back(std::move(item));
    i = end;
  }
  join_phrases(items, calendar);
  return items;
}

bool has(const TimeItems& items, std::string_view form) {
  return std::any_of(items.begin(), items.end(), [&](const TimeItem& item) { return item.form == form; });
}

const TimeItem* first(const TimeItems& items, TimeWord word) {
  for (const TimeItem& item : items)
    if (item.meaning && item.meaning->word == word) return &item;
  return nullptr;
}

bool is_year(const TimeItem& item) {
  return item.number >= 1000 && item.number <= 2999 && item.form.size() == 4;
}

const TimeItem* year_of(const TimeItems& items) {
  for (const TimeItem& item : items)
    if (is_year(item)) return &item;
  return nullptr;
}

std::int32_t day_of(const TimeItems& items) {
  for (const TimeItem& item : items)
    if (item.number >= 1 && item.number <= 31 && std::isdigit(static_cast<unsigned char>(item.form[0])) != 0 && !is_year(item))
      return item.number;
  return -1;
}

std::optional<std::int32_t> direction_of(const TimeItems& items) {
  const TimeItem* item = first(items, TimeWord::Direction);
  return item ? std::optional(item->meaning->value) : std::nullopt;
}

std::int32_t count_of(const TimeItems& items) {
  std::int32_t count = -1;
  for (const TimeItem& item : items)
    if (item.number > 0) count = item.number;
  const TimeItem* unit = first(items, TimeWord::Unit);
  if (has(items, "few") || has(items, "several")) return -1;
  if (count < 0 && unit != nullptr && unit->form.ends_with('s')) return -1;  // "a few days", "hours"
  return count < 0 && (has(items, "a") || has(items, "an") || has(items, "one") || is_before_what_is_reported(items)) ? 1 : count;
}

std::int32_t sign_of(const TimeItems& items, Tense tense) {
  if (has(items, "ago") || has(items, "earlier") || is_before_what_is_reported(items)) return -1;
  return tense == Tense::Future && (has(items, "in") || has(items, "from")) ? 1 : 0;
}

bool is_ordinal(const TimeItem& item) {
  const bool is_word = item.meaning && item.meaning->word == TimeWord::Ordinal;
  return is_word || (item.number > 0 && std::isalpha(static_cast<unsigned char>(item.form.back())) != 0 && item.form.back() != 's' &&
                     std::isdigit(static_cast<unsigned char>(item.form[0])) != 0);
}

}  // namespace demarche

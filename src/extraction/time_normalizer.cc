// SPDX-License-Identifier: Apache-2.0
// A small reader of time phrases: the phrase is cut into items (numbers and calendar words), then the forms are tried from the
// most to the least specific. No grammar: news uses few forms, and one that is not understood stays without an interval.
#include "extraction/time_normalizer.h"

#include <algorithm>
#include <cctype>

#include "extraction/named_days.h"
#include "extraction/time_items.h"

namespace demarche {
namespace {

std::optional<DateInterval> plain(const TimeItems& items, std::optional<Date> reported, Tense tense);

DateInterval month_interval(std::int32_t year, std::int32_t month) {
  return {{year, month, 1}, {year, month, days_in_month(year, month)}};
}

DateInterval week_of(Date day) {
  const Date monday = add_days(day, -weekday(day));
  return {monday, add_days(monday, 6)};
}

std::optional<DateInterval> unit_interval(Date reported, TimeUnit unit, std::int32_t step) {
  switch (unit) {
    case TimeUnit::Day:
      return DateInterval{add_days(reported, step), add_days(reported, step)};
    case TimeUnit::Week:
      return week_of(add_days(reported, 7 * step));
    case TimeUnit::Weekend: {
      const Date monday = week_of(add_days(reported, 7 * step)).from;
      return DateInterval{add_days(monday, 5), add_days(monday, 6)};
    }
    case TimeUnit::Month: {
      const Date day = add_months({reported.year, reported.month, 1}, step);
      return month_interval(day.year, day.month);
    }
    case TimeUnit::Year:
      return DateInterval{{reported.year + step, 1, 1}, {reported.year + step, 12, 31}};
    case TimeUnit::Decade: {
      const std::int32_t start = (reported.year / 10 + step) * 10;
      return DateInterval{{start, 1, 1}, {start + 9, 12, 31}};
    }
    case TimeUnit::Hour:
      return DateInterval{reported, reported};
  }
  return std::nullopt;
}

/// So many units on, or back.
Date moved(Date day, TimeUnit unit, std::int32_t count) {
  switch (unit) {
    case TimeUnit::Week:
      return add_days(day, 7 * count);
    case TimeUnit::Month:
      return add_months(day, count);
    case TimeUnit::Year:
      return add_months(day, 12 * count);
    case TimeUnit::Decade:
      return add_months(day, 120 * count);
    case TimeUnit::Hour:
      return add_days(day, count < 0 ? (count - 23) / 24 : (count + 23) / 24);
    default:
      return add_days(day, count);
  }
}

/// "for a fourth day", "for the fifth day on Friday": so many days up to the report's or the one told.
std::optional<DateInterval> for_days(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  if (items.size() < 3 || items[0].form != "for" || !reported) return std::nullopt;
  for (std::size_t i = 1; i + 1 < items.size() && i <= 3; ++i) {
    if (!is_ordinal(items[i]) || items[i].number > 366) continue;
    const std::size_t unit = items[i + 1].form == "day" ? i + 1 : i + 2;  // "consecutive"
    if (unit >= items.size() || items[unit].form != "day") continue;
    const TimeItems rest(items.begin() + static_cast<std::ptrdiff_t>(unit) + 1, items.end());
    const auto last = rest.empty() ? std::nullopt : plain(rest, reported, tense);
    const Date end = last ? last->from : *reported;
    return DateInterval{add_days(end, 1 - items[i].number), end};
  }
  return std::nullopt;
}

/// "for a fourth consecutive day", "over the past week": from some days before to the report's day.
std::optional<DateInterval> until_now(const TimeItems& items, Date reported) {
  const TimeItem* unit = first(items, TimeWord::Unit);
  if (unit == nullptr) return std::nullopt;
  const auto kind = static_cast<TimeUnit>(unit->meaning->value);
  const std::int32_t count = count_of(items);
  if (count > 0 && count <= 366 && kind == TimeUnit::Day && (has(items, "consecutive") || has(items, "straight")))
    return DateInterval{add_days(reported, 1 - count), reported};
  const auto direction = direction_of(items);
  const bool whole = has(items, "past") || has(items, "over") || has(items, "during") || has(items, "within");
  if (count >= 0 || !direction || *direction >= 0 || !whole || has(items, "few") || has(items, "several")) return std::nullopt;
  return unit->form.ends_with('s') ? std::nullopt : std::optional(DateInterval{moved(reported, kind, -1), reported});
}

/// "within three weeks", "within hours", "within the month": from the report's day on.
std::optional<DateInterval> within(const TimeItems& items, Date reported) {
  const TimeItem* unit = first(items, TimeWord::Unit);
  if (unit == nullptr || items[0].form != "within") return std::nullopt;
  const auto kind = static_cast<TimeUnit>(unit->meaning->value);
  const std::int32_t count = count_of(items);
  if (count > 0 && count <= 200) return DateInterval{reported, moved(reported, kind, count)};
  if (kind == TimeUnit::Hour) return DateInterval{reported, reported};
  const auto whole_unit = unit->form.ends_with('s') ? std::nullopt : unit_interval(reported, kind, 0);
  return whole_unit ? std::optional(DateInterval{reported, whole_unit->to}) : std::nullopt;
}

/// "This morning", "last night", "at night".
std::optional<DateInterval> in_daytime(const TimeItems& items, Date reported) {
  const TimeItem* time = first(items, TimeWord::Daytime);
  if (time == nullptr) return std::nullopt;
  const auto direction = direction_of(items);
  const bool is_night = time->meaning->to < time->meaning->value;
  if (direction) return DateInterval{add_days(reported, *direction), add_days(reported, *direction)};
  return is_night ? std::optional(DateInterval{add_days(reported, -1), reported}) : std::nullopt;
}

/// "At dawn", "at 7:15 a.m.": of the report's day; midnight is between two.
std::optional<DateInterval> at_clock(const TimeItems& items, Date reported, Tense tense) {
  const TimeItem* clock = first(items, TimeWord::Clock);
  for (std::size_t i = 2; i < items.size(); ++i)
    if (items[i].form == "m" && (items[i - 1].form == "a" || items[i - 1].form == "p") && items[i - 2].number >= 0)
      return DateInterval{reported, reported};
  const auto is_told = [](const TimeItem& item) {
    return item.number >= 0 && (item.form.ends_with("am") || item.form.ends_with("pm"));  // "15am"
  };
  if (clock == nullptr && std::none_of(items.begin(), items.end(), is_told)) return std::nullopt;
  const std::int32_t days = clock == nullptr || clock->meaning->value != 0 ? 0 : tense == Tense::Future ? 1 : -1;
  return DateInterval{add_days(reported, days), add_days(reported, days)};
}

/// "two weeks ago", "in three days", "three days later".
std::optional<DateInterval> counted(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  const TimeItem* unit = first(items, TimeWord::Unit);
  if (unit == nullptr || !reported) return std::nullopt;
  const std::int32_t count = count_of(items);
  const auto kind = static_cast<TimeUnit>(unit->meaning->value);
  if (kind == TimeUnit::Hour && items[0].form != "after" && (has(items, "after") || has(items, "before")))  // "hours after"
    return DateInterval{*reported, *reported};
  if (count < 0 || count > 200) return std::nullopt;
  const std::int32_t sign = sign_of(items, tense);
  const auto direction = direction_of(items);
  if (direction && *direction != 0 && !has(items, "ago")) {  // "the last three days", "in the next two weeks"
    const Date end = moved(*reported, kind, *direction < 0 ? -count : count);
    const Date last = has(items, "previous") ? add_days(*reported, -1) : *reported;
    return *direction < 0 ? DateInterval{end, last} : DateInterval{*reported, end};
  }
  if (kind == TimeUnit::Day && count > 1 && unit->form == "day" && unit != items.data() &&
      (unit - 1)->number == count)  // "a two-day visit"
    return DateInterval{*reported, add_days(*reported, count - 1)};
  if (sign == 0) return std::nullopt;
  if (kind == TimeUnit::Hour) return DateInterval{*reported, *reported};
  if (kind == TimeUnit::Week) return unit_interval(*reported, TimeUnit::Day, sign * count * 7);  // "a week ago" is a day
  return unit_interval(*reported, kind, sign * count);
}

/// The year of a day or month that is told without: the last one or the next one, as the words say.
std::int32_t year_meant(const TimeItems& items, Date reported, std::int32_t month, std::int32_t day, Tense tense) {
  const auto direction = direction_of(items);
  const Date start{reported.year, month, day > 0 ? std::min(day, days_in_month(reported.year, month)) : 1};
  const bool future = direction ? *direction > 0 : tense == Tense::Future;
  const bool is_last = direction && *direction < 0 && month == reported.month;
  const bool is_this = direction && *direction == 0;
  if (is_last || (!future && start > reported && !is_this)) return reported.year - 1;
  const Date last = day > 0 ? start : month_interval(reported.year, month).to;
  return future && last < reported ? reported.year + 1 : reported.year;
}

std::optional<DateInterval> dated(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  const TimeItem* month = first(items, TimeWord::Month);
  const TimeItem* year = year_of(items);
  if (month == nullptr) return std::nullopt;
  const std::int32_t day = day_of(items);
  if (year == nullptr && !reported) return std::nullopt;
  const TimeItem* unit = first(items, TimeWord::Unit);
  const bool is_of_year = unit != nullptr && static_cast<TimeUnit>(unit->meaning->value) == TimeUnit::Year && direction_of(items);
  const std::int32_t y = year         ? year->number
                         : is_of_year ? reported->year + *direction_of(items)  // "August last year"
                                      : year_meant(items, *reported, month->meaning->value, day, tense);
  if (day < 0) return month_interval(y, month->meaning->value);
  Date start{y, month->meaning->value, day};
  if (!is_valid(start)) return std::nullopt;
  // "August 28-30", "from 3 to 5 May": a second day after the first one.
  Date end = start;
  bool seen = false;
  for (const TimeItem& item : items) {
    if (item.number < 1 || item.number > 31 || is_year(item)) continue;
    if (seen && item.number > start.day && is_valid({y, start.month, item.number})) end.day = item.number;
    seen = true;
  }
  return DateInterval{start, end};
}

std::optional<DateInterval> weekday_interval(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  const TimeItem* word = first(items, TimeWord::Weekday);
  if (word == nullptr || !reported) return std::nullopt;
  const std::int32_t ahead = (word->meaning->value - weekday(*reported) + 7) % 7;
  const auto direction = direction_of(items);
  std::int32_t offset = tense == Tense::Future ? ahead : ahead == 0 ? 0 : ahead - 7;
  if (direction && *direction > 0) offset = ahead == 0 ? 7 : ahead;
  if (direction && *direction < 0) offset = ahead == 0 ? -7 : ahead - 7;
  const Date day = add_days(*reported, offset);
  return DateInterval{day, day};
}

/// "At the weekend", "this weekend": the last one or the next one, as the tense says.
std::optional<DateInterval> weekend(const TimeItems& items, Date reported, Tense tense) {
  const TimeItem* unit = first(items, TimeWord::Unit);
  const bool is_weekend = unit != nullptr && static_cast<TimeUnit>(unit->meaning->value) == TimeUnit::Weekend && !unit->form.ends_with('s');
  if (!is_weekend || direction_of(items).value_or(0) != 0 || count_of(items) > 1) return std::nullopt;
  const auto here = unit_interval(reported, TimeUnit::Weekend, 0);
  return here && tense == Tense::Past && reported < here->from ? unit_interval(reported, TimeUnit::Weekend, -1) : here;
}

/// "Later in the day", "in the afternoon".
std::optional<DateInterval> on_that_day(const TimeItems& items, Date reported) {
  const TimeItem* time = first(items, TimeWord::Daytime);
  constexpr std::int32_t kEvening = 18;  // the evening before, in the morning's paper
  const bool is_by_day = time != nullptr && time->meaning->value < time->meaning->to && time->meaning->to <= kEvening && has(items, "the");
  const bool is_day = items.back().form == "day" && (has(items, "in") || has(items, "later") || has(items, "earlier")) &&
                      (has(items, "the") || has(items, "that")) && count_of(items) < 0;
  return is_by_day || is_day ? std::optional(DateInterval{reported, reported}) : std::nullopt;
}

/// "late" May, "early" next month, "earlier this week", "late last year": a part of a month, a year, or of what lies before or after the
/// report.
DateInterval cut_to_part(DateInterval whole, const TimeItems& items, std::optional<Date> reported) {
  const TimeItem* part = first(items, TimeWord::Part);
  if (part == nullptr) return whole;
  const auto kind = static_cast<TimePart>(part->meaning->value);
  const std::int32_t year = whole.from.year;
  const std::int32_t month = whole.from.month;
  if (whole == month_interval(year, month)) {
    if (kind == TimePart::FirstThird) return {whole.from, {year, month, 10}};
    if (kind == TimePart::MiddleThird) return {{year, month, 11}, {year, month, 20}};
    if (kind == TimePart::LastThird) return {{year, month, 21}, whole.to};
  }
  if (whole == DateInterval{{year, 1, 1}, {year, 12, 31}}) {
    if (part->form.ends_with(" of")) return month_interval(year, kind == TimePart::FirstThird ? 1 : kind == TimePart::LastThird ? 12 : 6);
    if (kind == TimePart::FirstThird) return {whole.from, {year, 3, 31}};
    if (kind == TimePart::MiddleThird) return {{year, 5, 1}, {year, 8, 31}};
    if (kind == TimePart::LastThird) return {{year, 10, 1}, whole.to};
  }
  if (!reported || *reported < whole.from || whole.to < *reported) return whole;
  if (kind == TimePart::FirstPart) return {whole.from, *reported};
  const bool is_year = whole == DateInterval{{year, 1, 1}, {year, 12, 31}};
  if (kind == TimePart::LastPart && *reported < whole.to) return {add_days(*reported, is_year ? 0 : 1), whole.to};
  return whole;
}

/// "1998-2018", "2014 to 2016".
std::optional<DateInterval> years(const TimeItems& items) {
  const TimeItem* from = nullptr;
  const TimeItem* to = nullptr;
  for (const TimeItem& item : items)
    if (is_year(item)) (from == nullptr ? from : to) = &item;
  if (from == nullptr || (to != nullptr && to->number < from->number)) return std::nullopt;
  return DateInterval{{from->number, 1, 1}, {to == nullptr ? from->number : to->number, 12, 31}};
}

std::optional<DateInterval> whole(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  if (const auto interval = dated(items, reported, tense)) return interval;
  if (const auto interval = weekday_interval(items, reported, tense)) return interval;
  if (const TimeItem* word = first(items, TimeWord::Anchored); word && reported)
    return unit_interval(*reported, TimeUnit::Day, word->meaning->value);
  if (const TimeItem* word = first(items, TimeWord::Relative); word && reported) {
    const std::int32_t ahead = tense == Tense::Future && word->meaning->to > word->meaning->value ? 1 : 0;
    return DateInterval{add_days(*reported, word->meaning->value + ahead), add_days(*reported, word->meaning->to + ahead)};
  }
  if (const auto interval = feast_or_season(items, reported, tense)) return interval;
  if (reported)
    if (const auto interval = weekend(items, *reported, tense)) return interval;
  if (reported)
    if (const auto interval = until_now(items, *reported)) return interval;
  if (reported)
    if (const auto interval = within(items, *reported)) return interval;
  if (const auto interval = counted(items, reported, tense)) return interval;
  if (const auto interval = years(items)) return interval;
  for (const TimeItem& item : items)  // the 1990s
    if (item.number >= 1000 && item.number <= 2999 && item.form.back() == 's')
      return DateInterval{{item.number, 1, 1}, {item.number + 9, 12, 31}};
  const auto direction = direction_of(items);
  const TimeItem* unit = first(items, TimeWord::Unit);
  const bool is_part = first(items, TimeWord::Part) != nullptr && first(items, TimeWord::Part)->form.ends_with(" of");  // "end of the year"
  if ((direction || is_part) && unit && reported && !unit->form.ends_with('s'))
    return unit_interval(*reported, static_cast<TimeUnit>(unit->meaning->value), direction.value_or(0));
  if (!reported) return std::nullopt;
  if (const auto interval = in_daytime(items, *reported)) return interval;
  if (const auto interval = on_that_day(items, *reported)) return interval;
  return at_clock(items, *reported, tense);
}

std::optional<DateInterval> plain(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  const auto interval = items.empty() ? std::nullopt : whole(items, reported, tense);
  return interval ? std::optional(cut_to_part(*interval, items, reported)) : std::nullopt;
}

/// "by Friday", "before the end of June": from the report's day on, where that lies ahead.
std::optional<DateInterval> up_to(const TimeItems& items, std::optional<Date> reported) {
  const bool has_end = has(items, "end") || has(items, "end of");
  const bool by = items[0].form == "by" || (items[0].form == "before" && has_end);
  const bool no_later = items.size() > 3 && items[0].form == "no" && items[2].form == "than";
  if ((!by && !no_later) || !reported) return std::nullopt;
  auto end = plain({items.begin() + (no_later ? 3 : 1), items.end()}, reported, Tense::Future);
  const TimeItem* unit = first(items, TimeWord::Unit);
  if (!end && unit != nullptr && has_end) end = unit_interval(*reported, static_cast<TimeUnit>(unit->meaning->value), 0);
  if (!end || end->to < *reported) return std::nullopt;
  return DateInterval{*reported, end->to};
}

/// "from X to Y", "between X and Y", "June and July": both ends in full.
std::optional<DateInterval> from_to(const TimeItems& items, std::optional<Date> reported, Tense tense) {
  const auto middle = std::find_if(items.begin(), items.end(), [](const TimeItem& item) {
    return item.form == "to" || item.form == "until" || item.form == "till" || item.form == "and" || item.form == "through";
  });
  if (middle == items.end()) return std::nullopt;
  TimeItems left(items.begin(), middle);
  const TimeItems right(middle + 1, items.end());
  const auto both = [&](TimeWord word) { return first(left, word) != nullptr && first(right, word) != nullptr; };
  const bool told = items[0].form == "from" || items[0].form == "between" || both(TimeWord::Month) || both(TimeWord::Weekday);
  const auto to = told ? plain(right, reported, tense) : std::nullopt;
  if (!to) return std::nullopt;
  if (const TimeItem* year = year_of(right); year != nullptr && year_of(left) == nullptr && first(left, TimeWord::Month) != nullptr)
    left.push_back(*year);
  auto from = plain(left, reported, tense);
  if (!from && day_of(left) > 0) from = DateInterval{{to->from.year, to->from.month, day_of(left)}, {}};
  if (!from || !is_valid(from->from) || to->to < from->from) return std::nullopt;
  return DateInterval{from->from, to->to};
}

/// "2025-11-26", alone.
std::optional<DateInterval> iso(std::string_view words) {
  const auto date = parse_iso_date(words);
  return date ? std::optional(DateInterval{*date, *date}) : std::nullopt;
}

std::optional<DateInterval> interval_of(std::string_view words, std::optional<Date> reported, Tense tense, const Calendar& calendar) {
  if (const auto interval = iso(words)) return interval;
  const TimeItems items = items_of(words, calendar);
  if (items.empty()) return std::nullopt;
  const bool since = items[0].form == "since" || (items[0].form == "ever" && items.size() > 1 && items[1].form == "since");
  if (since) {
    const auto start = plain(items, reported, Tense::Past);
    if (!start || !reported) return std::nullopt;
    return DateInterval{start->from, std::max(start->from, *reported)};
  }
  if (items[0].form == "until" || items[0].form == "till") {
    const auto end = plain(items, reported, Tense::Future);
    if (!end || !reported) return std::nullopt;
    return DateInterval{std::min(*reported, end->to), end->to};
  }
  if (const auto interval = for_days(items, reported, tense)) return interval;
  if (const auto interval = up_to(items, reported)) return interval;
  if (const auto interval = from_to(items, reported, tense)) return interval;
  return plain(items, reported, tense);
}

}  // namespace

std::optional<DateInterval> normalize_time(std::string_view words, std::optional<Date> reported, Tense tense, const Calendar& calendar) {
  const auto interval = interval_of(words, reported, tense, calendar);
  // Counting can leave the years of the calendar ("in 9,000 years").
  if (!interval || !is_valid(interval->from) || !is_valid(interval->to)) return std::nullopt;
  return interval;
}

bool is_anchored(std::string_view words, const Calendar& calendar) {
  return first(items_of(words, calendar), TimeWord::Anchored) != nullptr;
}

}  // namespace demarche

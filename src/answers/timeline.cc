// SPDX-License-Identifier: Apache-2.0
// Timelines: rows by day, week, month or year, with the reports published in each period beside them.
#include <algorithm>
#include <map>

#include "answers/cube.h"
#include "answers/periods.h"
#include "answers/state.h"

namespace demarche {
namespace {

constexpr std::int64_t kDaysByDay = 92;
constexpr std::int64_t kDaysByWeek = 3 * 366;
constexpr std::int64_t kDaysByMonth = 40 * 366;
constexpr std::size_t kMostPoints = 20'000;

struct Cell {
  Date start;
  std::string key;
  auto operator<=>(const Cell&) const = default;
};
using Cells = std::map<Cell, std::int64_t>;

struct Plan {
  Interval interval = Interval::Month;
  std::string by;
};

/// The days of all rows of the kind, or those that are asked for.
std::optional<DateInterval> range_of(const Question& question, const Parameters& parameters, Database& database) {
  const std::string column = question.table->kind == Kind::Events ? "sort_date" : std::string(question.table->date).substr(2);
  const auto edge = [&](const char* what) {
    Query query =
        database.query(std::string("SELECT ") + what + "(" + column + ") FROM " + question.table->table + " WHERE " + column + " > ''");
    return query.step() && !query.is_null(0) ? parse_iso_date(query.text(0)) : std::nullopt;
  };
  std::optional<Date> first = edge("min");
  std::optional<Date> last = edge("max");
  if (!first || !last) return std::nullopt;
  if (const auto from = last_of(parameters, "from")) first = std::max(*first, read_period("from", *from, PeriodEdge::First));
  if (const auto to = last_of(parameters, "to")) last = std::min(*last, read_period("to", *to, PeriodEdge::Last));
  return DateInterval{*first, *last};
}

Interval choose_interval(const Question& question, const Parameters& parameters, Database& database) {
  const std::string asked = last_of(parameters, "interval").value_or("auto");
  if (lower_ascii(asked) != "auto") return parse_interval("interval", asked);
  const std::optional<DateInterval> range = range_of(question, parameters, database);
  const std::int64_t days = range ? to_days(range->to) - to_days(range->from) : 0;
  if (days <= kDaysByDay) return Interval::Day;
  if (days <= kDaysByWeek) return Interval::Week;
  return days <= kDaysByMonth ? Interval::Month : Interval::Year;
}

Clause rows_by_day(const Question& question, const FacetRow* by, Database& database) {
  const Shape shape = choose_shape(question, database, Shape::kNone, false);
  const std::string date = question.table->kind == Kind::Events ? "t.sort_date" : question.table->date;
  Clause rows = rows_of(question, shape, Shape::kNone, false);
  if (by != nullptr && *by->more != '\0') {
    // The joins of a value follow those of the rows, before their conditions.
    const std::size_t where = rows.sql.rfind(kWhere);
    rows.sql.insert(where, by->more);
  }
  Clause out{"SELECT " + date + ", " + (by == nullptr ? std::string("''") : by->value) + ", count(" +
                 (by == nullptr || *by->more == '\0' ? std::string("*") : std::string("DISTINCT t.") + question.table->key) + ") ",
             {}};
  return out.add(rows).add(" GROUP BY 1, 2");
}

void fill(Series& series, const Cells& cells, const Plan& plan, Database& database) {
  if (cells.empty()) return;
  std::map<Date, std::int64_t> reports;
  Query days = database.query("SELECT day, n_reports FROM report_day");
  while (days.step())
    if (const auto day = parse_iso_date(days.text(0))) reports[start_of(plan.interval, *day)] += days.number(1);
  std::map<Date, std::vector<std::int64_t>> rows;
  for (const auto& [cell, n] : cells) {
    std::vector<std::int64_t>& row = rows[cell.start];
    row.resize(series.keys.size());
    const auto key = std::lower_bound(series.keys.begin(), series.keys.end(), cell.key);
    row[static_cast<std::size_t>(key - series.keys.begin())] += n;
  }
  const Date last = rows.rbegin()->first;
  for (Date start = rows.begin()->first; start <= last && series.points.size() < kMostPoints; start = next_start(plan.interval, start)) {
    const auto found = rows.find(start);
    SeriesPoint point{name_of(plan.interval, start), to_iso(start), {}, 0};
    point.rows = found == rows.end() ? std::vector<std::int64_t>(series.keys.size()) : found->second;
    const auto published = reports.find(start);
    if (published != reports.end()) point.reports = published->second;
    series.points.push_back(std::move(point));
  }
}

const FacetRow* find_facet(const KindTable& table, const std::string& name) {
  if (name.empty()) return nullptr;
  std::vector<std::string_view> names;
  for (const FacetRow& row : table.facets) {
    names.push_back(row.name);
    if (row.name == name) return &row;
  }
  refuse_unknown("by", name, names);
}

Kind kind_of_series(const Parameters& parameters) {
  const std::string name = parse_choice("kind", last_of(parameters, "kind").value_or("events"), "events|mentions|statements|reports");
  return *parse_kind(name);
}

}  // namespace

Series Answers::timeline(const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  Database& database = *state_->database;
  const Kind kind = kind_of_series(parameters);
  Question question = make_question(kind, without(parameters, "kind"), state_->context(), Purpose::Count, {"interval", "by", "share"});
  question.order = &question.table->orders.front();
  const Plan plan{choose_interval(question, parameters, database), last_of(parameters, "by").value_or("")};
  const FacetRow* by = find_facet(*question.table, plan.by);
  const bool in_cube = plan.interval != Interval::Day && cube_holds(question, Shape::kNone, plan.by);
  Query query = prepare(database, in_cube ? cube_series(question, plan.by, plan.interval == Interval::Week ? "week" : "month")
                                          : rows_by_day(question, by, database));
  Series series{to_string(plan.interval), plan.by, {}, {}, 0, true};
  Cells cells;
  while (query.step()) {
    const std::optional<Date> day = parse_iso_date(query.text(0));
    const std::string key = query.text(1);
    if (!day) {
      series.undated += query.number(2);
      continue;
    }
    cells[{start_of(plan.interval, *day), key}] += query.number(2);
    const auto place = std::lower_bound(series.keys.begin(), series.keys.end(), key);
    if (place == series.keys.end() || *place != key) series.keys.insert(place, key);
  }
  fill(series, cells, plan, database);
  return series;
}

}  // namespace demarche

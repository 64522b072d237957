// SPDX-License-Identifier: Apache-2.0
// Panels: units by periods, ready for statistics. Zeros are kept, since a period without an event is an observation too.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "answers/periods.h"
#include "answers/state.h"
#include "answers/tables.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 7> kStatuses = {"happened", "ongoing", "planned", "requested", "threatened", "possible", "denied"};

/// What is counted in one row. `cells` are types, quads, statuses in the order of the columns.
struct Counts {
  std::int64_t events = 0, reports = 0, independent = 0, killed_low = 0, killed_high = 0;
  std::vector<std::int64_t> cells{};
};

struct PanelKey {
  std::string unit;
  Date start;
  std::vector<std::string> more;  ///< values of type, status, quad where they divide the rows
  auto operator<=>(const PanelKey&) const = default;
};

struct PanelPlan {
  std::string unit, id, role;
  std::optional<Interval> interval;
  std::vector<std::string> by;
  bool zeros = true;
  bool directed = true;
  bool of_mentions = false;
};

PanelPlan make_plan(const Parameters& parameters) {
  PanelPlan plan;
  plan.unit = parse_choice("unit", last_of(parameters, "unit").value_or("country"), "country|dyad|actor|place|none");
  plan.id = parse_choice("id", last_of(parameters, "id").value_or("iso3"), "iso3|gwcode|cown");
  plan.role = parse_choice("role", last_of(parameters, "role").value_or("any"), "any|actor|recipient|place");
  plan.zeros = parse_choice("zeros", last_of(parameters, "zeros").value_or("1"), "0|1") == "1";
  plan.directed = parse_choice("directed", last_of(parameters, "directed").value_or("1"), "0|1") == "1";
  plan.of_mentions = parse_choice("dedup", last_of(parameters, "dedup").value_or("merged"), "merged|reports") == "reports";
  const std::optional<ParameterValues> by = values_of(parameters, "by");
  for (const std::string& given : by ? by->wanted : std::vector<std::string>{"month"}) {
    const std::string name = parse_choice("by", given, "day|week|month|year|type|status|quad");
    const bool is_period = name == "day" || name == "week" || name == "month" || name == "year";
    if (!is_period) {
      plan.by.push_back(name);
    } else if (plan.interval) {
      throw BadParameter("bad-parameter", "by", given, "is a second period", "one of day, week, month, year");
    } else {
      plan.interval = parse_interval("by", name);
    }
  }
  return plan;
}

/// SQL of the unit of an event and the joins that it needs.
std::pair<std::string, std::string> unit_sql(const PanelPlan& plan) {
  const std::string party = " CROSS JOIN merged_party AS p ON p.merged_key = t.merged_key";
  const std::string role = plan.role == "any" ? "" : " AND p.role = '" + plan.role + "'";
  if (plan.unit == "none") return {"''", ""};
  if (plan.unit == "actor") return {"(SELECT id FROM identity AS i WHERE i.identity_key = p.identity_key)", party + role};
  if (plan.unit == "place") return {"place.name || char(9) || place.country", " CROSS JOIN place ON place.place_key = t.place_key"};
  if (plan.unit == "country" && plan.role == "place") return {"t.place_country", ""};
  if (plan.unit == "country") return {"p.country", party + role};
  // A dyad goes from an actor to a recipient; where all take part alike, between any two actors in both directions.
  return {"p.country || '-' || o.country",
          party +
              " AND p.role = 'actor' CROSS JOIN merged_party AS o ON o.merged_key = t.merged_key AND o.country <> p.country AND (o.role = "
              "'recipient' OR (o.role = 'actor' AND NOT EXISTS (SELECT 1 FROM merged_party AS x WHERE x.merged_key = t.merged_key AND "
              "x.role = 'recipient')))"};
}

Clause panel_sql(const Question& question, const PanelPlan& plan, Database& database) {
  const Shape shape = choose_shape(question, database, Shape::kNone, false);
  const auto [unit, joins] = unit_sql(plan);
  Clause rows = rows_of(question, shape, Shape::kNone, false);
  rows.sql.insert(rows.sql.rfind(kWhere), joins);
  const std::string killed = "(SELECT n.%s FROM merged_number AS n WHERE n.merged_key = t.merged_key AND n.what = 'killed')";
  std::string low = killed, high = killed;
  low.replace(low.find("%s"), 2, "low");
  high.replace(high.find("%s"), 2, "high");
  Clause out{"SELECT DISTINCT t.merged_key, " + unit +
                 ", t.sort_date, t.type, t.status, t.quad, t.n_reports, t.n_independent, t.n_mentions, " + low + ", " + high + " ",
             {}};
  return out.add(rows);
}

std::string sorted_dyad(const std::string& dyad) {
  const std::size_t dash = dyad.find('-');
  const std::string a = dyad.substr(0, dash), b = dyad.substr(dash + 1);
  return a < b ? dyad : b + "-" + a;
}

/// The unit in the code that was asked for; empty where it has none.
std::string coded(const PanelPlan& plan, const std::string& iso3) {
  if (plan.id == "iso3") return iso3;
  const CountryCodes* country = find_country(iso3);
  if (country == nullptr) return "";
  return std::string(plan.id == "gwcode" ? country->gwcode : country->cown);
}

std::string unit_id(const PanelPlan& plan, const std::string& unit) {
  if (plan.unit == "country") return coded(plan, unit);
  if (plan.unit != "dyad") return unit;
  const std::size_t dash = unit.find('-');
  const std::string a = coded(plan, unit.substr(0, dash)), b = coded(plan, unit.substr(dash + 1));
  return a.empty() || b.empty() ? "" : a + "-" + b;
}

std::string country_name(const std::string& iso3) {
  const CountryCodes* country = find_country(iso3);
  return country == nullptr ? iso3 : std::string(country->name);
}

std::string unit_name(const PanelPlan& plan, const std::string& unit, Database& database) {
  if (plan.unit == "country") return country_name(unit);
  if (plan.unit == "dyad") {
    const std::size_t dash = unit.find('-');
    return country_name(unit.substr(0, dash)) + (plan.directed ? " → " : " – ") + country_name(unit.substr(dash + 1));
  }
  if (plan.unit == "actor") {
    Query& query = database.cached("SELECT name FROM identity WHERE id = ?").bind(unit);
    std::string name = query.step() ? query.text(0) : "";
    query.reset();
    return name;
  }
  std::string name = unit;
  std::replace(name.begin(), name.end(), '\t', ' ');
  return name;
}

class Panel {
 public:
  Panel(const PanelPlan& plan, Database& database) : plan_(plan), database_(database) {}

  void count(Query& query) {
    while (query.step()) {
      const std::optional<Date> day = parse_iso_date(query.text(2));
      const std::string unit = plan_.unit == "dyad" && !plan_.directed ? sorted_dyad(query.text(1)) : query.text(1);
      const bool is_half = !unit.empty() && (unit.front() == '-' || unit.back() == '-');  // a dyad with a party of no country
      if ((plan_.interval && !day) || (unit.empty() && plan_.unit != "none") || is_half) continue;
      add(unit, plan_.interval ? start_of(*plan_.interval, *day) : Date{1, 1, 1}, query);
    }
  }

  /// Units that stand in any row, by all periods from the first to the last, by all values of the further keys.
  void add_zeros() {
    if (!plan_.zeros || rows_.empty() || !plan_.interval) return;
    std::set<std::string> units;
    std::set<std::vector<std::string>> more;
    Date first = rows_.begin()->first.start, last = first;
    for (const auto& [key, counts] : rows_) {
      units.insert(key.unit);
      more.insert(key.more);
      first = std::min(first, key.start);
      last = std::max(last, key.start);
    }
    if (from_) first = std::min(first, start_of(*plan_.interval, *from_));
    if (to_) last = std::max(last, start_of(*plan_.interval, *to_));
    for (const std::string& unit : units)
      for (Date start = first; start <= last; start = next_start(*plan_.interval, start))
        for (const auto& keys : more) rows_[{unit, start, keys}].cells.resize(cells_.size());
  }

  void limit_to(std::optional<Date> from, std::optional<Date> to) {
    from_ = from;
    to_ = to;
  }

  Page page() {
    Page page;
    page.columns = {"unit_id", "unit_name"};
    if (plan_.interval) page.columns.insert(page.columns.end(), {"period", "period_start"});
    page.columns.insert(page.columns.end(), plan_.by.begin(), plan_.by.end());
    page.columns.insert(page.columns.end(), {"n_events", "n_reports", "n_independent"});
    if (plan_.interval) page.columns.insert(page.columns.end(), {"coverage_reports", "share"});
    for (const auto& [name, place] : cell_names_) page.columns.push_back(name);
    page.columns.insert(page.columns.end(), {"killed_low", "killed_high"});
    const std::map<Date, std::int64_t> coverage = reports_by_period();
    for (const auto& [key, counts] : rows_) {
      const std::string id = unit_id(plan_, key.unit);
      if (id.empty() && plan_.unit != "none") continue;
      const auto found = coverage.find(key.start);
      page.rows.push_back(row_of(key, counts, id, found == coverage.end() ? 0 : found->second));
    }
    return page;
  }

  void name_cells() {
    if (!plan_.by.empty()) return;
    const auto add = [this](const std::string& name) {
      cells_[name] = cell_names_.size();
      cell_names_.emplace_back(name, cell_names_.size());
    };
    for (const TypeRow& row : type_table()) add("type_" + std::string(row.type));
    for (int quad = 1; quad <= 4; ++quad) add("quad_" + std::to_string(quad));
    for (const std::string_view status : kStatuses) add("status_" + std::string(status));
  }

 private:
  void add(const std::string& unit, Date start, const Query& query) {
    const std::string type = query.text(3), status = query.text(4), quad = query.text(5);
    PanelKey key{unit, start, {}};
    for (const std::string& name : plan_.by) key.more.push_back(name == "type" ? type : name == "status" ? status : quad);
    Counts& counts = rows_[key];
    counts.cells.resize(cells_.size());
    const std::int64_t n = plan_.of_mentions ? query.number(8) : 1;
    counts.events += n;
    counts.reports += query.number(6);
    counts.independent += query.number(7);
    counts.killed_low += query.number(9);
    counts.killed_high += query.number(10);
    for (const std::string& name : {"type_" + type, "quad_" + quad, "status_" + status}) {
      const auto cell = cells_.find(name);
      if (cell != cells_.end()) counts.cells[cell->second] += n;
    }
  }

  std::map<Date, std::int64_t> reports_by_period() {
    std::map<Date, std::int64_t> out;
    if (!plan_.interval) return out;
    Query query = database_.query("SELECT day, n_reports FROM report_day");
    while (query.step())
      if (const auto day = parse_iso_date(query.text(0))) out[start_of(*plan_.interval, *day)] += query.number(1);
    return out;
  }

  Row row_of(const PanelKey& key, const Counts& counts, const std::string& id, std::int64_t coverage) {
    Row row{{id, unit_name(plan_, key.unit, database_)}};
    if (plan_.interval) {
      row.values.emplace_back(name_of(*plan_.interval, key.start));
      row.values.emplace_back(to_iso(key.start));
    }
    for (const std::string& value : key.more) row.values.emplace_back(value);
    for (const std::int64_t n : {counts.events, counts.reports, counts.independent}) row.values.emplace_back(n);
    if (plan_.interval) {
      row.values.emplace_back(coverage);
      if (coverage > 0) {
        row.values.emplace_back(static_cast<double>(counts.events) / static_cast<double>(coverage));
      } else {
        row.values.emplace_back();
      }
    }
    for (const std::int64_t n : counts.cells) row.values.emplace_back(n);
    for (const std::int64_t n : {counts.killed_low, counts.killed_high}) row.values.emplace_back(n);
    return row;
  }

  const PanelPlan& plan_;
  Database& database_;
  std::map<PanelKey, Counts> rows_{};
  std::map<std::string, std::size_t> cells_{};
  std::vector<std::pair<std::string, std::size_t>> cell_names_{};
  std::optional<Date> from_{}, to_{};
};

}  // namespace

Page Answers::panel(const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  const PanelPlan plan = make_plan(parameters);
  const std::vector<std::string_view> own = {"unit", "id", "role", "zeros", "directed", "dedup", "by"};
  Question question = make_question(Kind::Events, parameters, state_->context(), Purpose::Count, own);
  question.order = &question.table->orders.front();
  Panel panel(plan, *state_->database);
  panel.name_cells();
  const auto from = last_of(parameters, "from"), to = last_of(parameters, "to");
  panel.limit_to(from ? std::optional(read_period("from", *from, PeriodEdge::First)) : std::nullopt,
                 to ? std::optional(read_period("to", *to, PeriodEdge::Last)) : std::nullopt);
  Query query = prepare(*state_->database, panel_sql(question, plan, *state_->database));
  panel.count(query);
  panel.add_zeros();
  Page page = panel.page();
  page.revision = state_->revision();
  return page;
}

}  // namespace demarche

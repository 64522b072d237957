// SPDX-License-Identifier: Apache-2.0
// The first page of a ledger: what was read, what changed, what is due, who speaks, what is in dispute.
#include <algorithm>
#include <map>

#include "answers/state.h"

namespace demarche {
namespace {

constexpr std::int64_t kShown = 8;
// A change is told against the mean of the time before, and not where there is little to compare.
constexpr double kMuch = 0.25;
constexpr double kSome = 0.10;
constexpr double kLowBaseBefore = 2;
constexpr std::int64_t kLowBaseNow = 5;

std::int64_t total(Database& database, const char* kind) {
  Query query = database.query("SELECT n FROM tally WHERE kind = ? AND facet = '' AND value = ''");
  query.bind(kind);
  return query.step() ? query.number(0) : 0;
}

std::string text_of(Database& database, const char* sql) {
  Query query = database.query(sql);
  return query.step() ? query.text(0) : "";
}

std::string band_of(std::int64_t now, double before) {
  if (before <= kLowBaseBefore && now <= kLowBaseNow) return "low base";
  const double change = before > 0 ? static_cast<double>(now) / before - 1 : 1;
  if (change > kMuch) return "up";
  if (change > kSome) return "slightly up";
  return change < -kMuch ? "down" : "steady";
}

std::vector<Trend> find_trends(Database& database, Date today, std::int64_t weeks) {
  const Date now_from = add_days(today, 1 - 7 * weeks);
  const Date before_from = add_days(now_from, -7 * weeks);
  Query query = database.query(
      "SELECT t.type, p.country, sum(t.sort_date >= ?1), sum(t.sort_date < ?1) FROM merged_event AS t INDEXED BY merged_event_walk CROSS "
      "JOIN "
      "merged_party AS p ON p.merged_key = t.merged_key AND p.role = 'actor' WHERE t.sort_date BETWEEN ?2 AND ?3 AND t.status IN "
      "('happened', "
      "'ongoing') AND p.country <> '' GROUP BY 1, 2");
  query.bind(to_iso(now_from), to_iso(before_from), to_iso(today));
  std::vector<Trend> out;
  while (query.step()) {
    Trend trend{query.text(0), query.text(1), query.number(2), static_cast<double>(query.number(3)), ""};
    trend.band = band_of(trend.now, trend.before);
    out.push_back(std::move(trend));
  }
  const auto weight = [](const Trend& t) { return t.band == "low base" ? 0.0 : std::abs(static_cast<double>(t.now) - t.before); };
  std::stable_sort(out.begin(), out.end(), [&](const Trend& a, const Trend& b) { return weight(a) > weight(b); });
  if (out.size() > kShown * 2) out.resize(kShown * 2);
  return out;
}

Page find_speakers(Database& database) {
  Page page;
  page.columns = {"actor_id", "name", "country", "statements"};
  // Sorted by number: the totals of speakers are a few of all.
  Query query = database.query(
      "SELECT i.id, i.name, i.country, s.n FROM (SELECT CAST(value AS INTEGER) AS key, n FROM tally WHERE kind = 'statements' AND facet = "
      "'speaker' AND n > 0 ORDER BY n DESC LIMIT ?) AS s CROSS JOIN identity AS i ON i.identity_key = s.key ORDER BY s.n DESC, i.name");
  query.bind(kShown);
  while (query.step()) page.rows.push_back({{query.text(0), query.text(1), query.text(2), query.number(3)}});
  return page;
}

}  // namespace

Overview Answers::overview(const Parameters& parameters) const {
  for (const auto& [name, value] : parameters) {
    const std::vector<std::string_view> known = {"today", "weeks"};
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw BadParameter("bad-parameter", name, value, "is no parameter of the overview", "today, weeks", nearest_of(name, known));
  }
  const Snapshot snapshot(*state_->database);
  Database& database = *state_->database;
  Overview out;
  out.from = text_of(database, "SELECT min(day) FROM report_day WHERE day > ''");
  out.to = text_of(database, "SELECT max(day) FROM report_day WHERE day > ''");
  out.reports = total(database, "reports");
  out.copies = database.number("SELECT n FROM tally WHERE kind = 'reports' AND facet = 'copy' AND value = '1'");
  out.statements = total(database, "statements");
  out.mentions = total(database, "mentions");
  out.events = total(database, "events");
  out.sources = database.number("SELECT count(*) FROM source_total WHERE n_reports > 0");
  out.actors = database.number("SELECT count(*) FROM identity WHERE n_reports > 0 AND NOT nobody");
  out.plans = database.number("SELECT count(*) FROM plan_link");
  out.open_plans = database.number("SELECT count(*) FROM plan_link WHERE verdict = 'open'");
  out.contradictions = database.number("SELECT count(*) FROM contradiction");
  out.decisions = database.number("SELECT count(*) FROM decision");
  out.unreviewed = database.number("SELECT n FROM tally WHERE kind = 'events' AND facet = 'review' AND value = 'unreviewed'");
  const std::optional<std::string> told = last_of(parameters, "today");
  const std::optional<Date> today = told ? read_period("today", *told, PeriodEdge::Last) : parse_iso_date(out.to);
  const std::int64_t weeks = parse_integer("weeks", last_of(parameters, "weeks").value_or("4"), 1, 520);
  const std::string shown = std::to_string(kShown);
  if (today) {
    out.today = to_iso(*today);
    out.trends = find_trends(database, *today, weeks);
    out.coming = list(Kind::Plans, {{"verdict", "open"}, {"due_from", out.today}, {"sort", "date"}, {"limit", shown}});
    out.overdue = list(Kind::Plans, {{"verdict", "open,not_seen"}, {"due_to", to_iso(add_days(*today, -1))}, {"limit", shown}});
  }
  out.speakers = find_speakers(database);
  out.disputed = list(Kind::Contradictions, {{"state", "open"}, {"limit", shown}});
  Query models = database.query("SELECT DISTINCT model FROM run ORDER BY model");
  while (models.step()) out.models.push_back(models.text(0));
  return out;
}

}  // namespace demarche

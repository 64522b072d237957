// SPDX-License-Identifier: Apache-2.0
#include "ledger/selection.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/unicode.h"
#include "ledger/keys.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 16> kEventTypes = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                                          "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                                          "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};

constexpr const char* kIsLatest =
    "NOT EXISTS (SELECT 1 FROM reading AS later "
    "WHERE later.report_key = reading.report_key AND later.reading_key > reading.reading_key)";

/// The alternatives of one filter, sorted into those that must hold and those that must not.
struct Values {
  std::string filter;
  std::string shown;
  FilterValues wanted;
  FilterValues unwanted;

  bool empty() const { return wanted.empty() && unwanted.empty(); }
};

enum class Commas : std::uint8_t { Separate, BelongToValue };

std::string trimmed(std::string_view value) {
  const auto first = value.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(value.substr(first, value.find_last_not_of(" \t") - first + 1));
}

Values split(const std::string& filter, const FilterValues& given, Commas commas = Commas::Separate) {
  Values values{filter, {}, {}, {}};
  const auto add = [&](std::string_view value) {
    const bool negated = !value.empty() && value.front() == '!';
    const std::string word = trimmed(negated ? value.substr(1) : value);
    if (word.empty()) throw Error(ErrorCode::BadUsage, fmt::format("--{} has an empty value", filter));
    (negated ? values.unwanted : values.wanted).push_back(word);
  };
  for (const std::string& value : given) {
    values.shown += (values.shown.empty() ? "" : ",") + value;
    if (commas == Commas::BelongToValue) {
      add(value);
      continue;
    }
    // "!a,b" excludes both: the sign stands before the list.
    const std::string whole = trimmed(value);
    const bool negated = !whole.empty() && whole.front() == '!';
    std::size_t begin = 0;
    while (begin <= whole.size()) {
      const std::size_t end = std::min(whole.find(',', begin), whole.size());
      std::string part = trimmed(std::string_view(whole).substr(begin, end - begin));
      if (negated && begin > 0 && (part.empty() || part.front() != '!')) part.insert(0, "!");
      add(part);
      begin = end + 1;
    }
  }
  return values;
}

[[noreturn]] void refuse(const Values& values, const std::string& value, const std::string& remedy) {
  throw Error(ErrorCode::BadUsage, fmt::format("--{} «{}» is not known", values.filter, value), remedy);
}

template <class Change>
void change_all(Values& values, Change change) {
  for (auto* list : {&values.wanted, &values.unwanted})
    for (std::string& value : *list) value = change(value);
}

std::string upper(std::string value) {
  for (char& c : value) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return value;
}

/// Adds "(wanted or ...) AND NOT (unwanted or ...)". `make` appends the parameters of one value and returns its SQL;
/// `frame` puts the alternatives into place.
template <class Make, class Frame>
void add_condition(std::vector<Condition>& conditions, const Values& values, Make make, Frame frame) {
  if (values.empty()) return;
  Condition condition{values.filter, values.shown, {}, {}};
  const auto any_of = [&](const FilterValues& list) {
    std::string sql;
    for (const std::string& value : list) sql += (sql.empty() ? "" : " OR ") + make(value, condition);
    return frame("(" + sql + ")");
  };
  if (!values.wanted.empty()) condition.sql = any_of(values.wanted);
  if (!values.unwanted.empty()) {
    if (!condition.sql.empty()) condition.sql += " AND ";
    condition.sql += "NOT (" + any_of(values.unwanted) + ")";
  }
  conditions.push_back(std::move(condition));
}

/// A column that has one of the values.
void add_equal(std::vector<Condition>& conditions, const std::string& column, const Values& values) {
  if (values.empty()) return;
  Condition condition{values.filter, values.shown, {}, {}};
  const auto in_list = [&](const FilterValues& list, const char* verb) {
    std::string marks;
    for (const std::string& value : list) {
      marks += marks.empty() ? "?" : ", ?";
      condition.parameters.emplace_back(value);
    }
    if (!condition.sql.empty()) condition.sql += " AND ";
    condition.sql += column + verb + "(" + marks + ")";
  };
  if (!values.wanted.empty()) in_list(values.wanted, " IN ");
  if (!values.unwanted.empty()) in_list(values.unwanted, " NOT IN ");
  conditions.push_back(std::move(condition));
}

bool is_country_code(const std::string& value) {
  return value.size() == 3 && std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// SQL that holds for a row of actor or place with that name or, given three capitals, that country.
std::string name_matches(const std::string& value, Condition& condition) {
  const std::string words = searchable(value);
  if (words == " ") throw Error(ErrorCode::BadUsage, fmt::format("--{} «{}» has no letter or digit", condition.filter, value));
  condition.parameters.emplace_back(words);
  if (!is_country_code(value)) return "instr(words, ?) > 0";
  condition.parameters.emplace_back(value);
  return "instr(words, ?) > 0 OR country = ?";
}

std::string is_country(const std::string& value, Condition& condition) {
  condition.parameters.emplace_back(value);
  return "country = ?";
}

std::string source_matches(const std::string& value, Condition& condition) {
  const std::string words = searchable(value);
  condition.parameters.emplace_back(words == " " ? value : words);
  return "instr(words, ?) > 0";
}

Values split_countries(const FilterValues& given) {
  Values values = split("country", given);
  change_all(values, [&](const std::string& value) {
    std::string code = upper(value);
    if (!is_country_code(code)) refuse(values, value, "use three letters, e.g. SDN for Sudan");
    return code;
  });
  return values;
}

/// `roles` as in "'actor', 'recipient'".
template <class Make>
void add_party(std::vector<Condition>& conditions, const std::string& table, const std::string& roles, const Values& values, Make make) {
  add_condition(conditions, values, make, [&](const std::string& any) {
    return table + ".finding_key IN (SELECT finding_key FROM party WHERE role IN (" + roles +
           ") AND actor_key IN (SELECT actor_key FROM actor WHERE " + any + "))";
  });
}

/// Readings of reports whose id begins so, or whose own name is that.
std::string reading_matches(const std::string& value, Condition& condition) {
  if (value.rfind("rp_", 0) == 0) {
    const std::string id = "rp_" + upper(value.substr(3));
    condition.parameters.emplace_back(id);
    condition.parameters.emplace_back(id + "~");
    return "report_key IN (SELECT report_key FROM report WHERE id >= ? AND id < ?)";
  }
  condition.parameters.emplace_back(value);
  return "name = ?";
}

/// Filters that choose readings, for findings: by way of the readings' findings, of which there are few.
void add_reading_filters(std::vector<Condition>& conditions, const std::string& table, const FilterValues& source,
                         const FilterValues& report) {
  const std::string keys =
      table + ".finding_key IN (SELECT finding_key FROM finding WHERE reading_key IN (SELECT reading_key FROM reading WHERE ";
  add_condition(conditions, split("source", source), source_matches,
                [&](const std::string& any) { return keys + "source_key IN (SELECT source_key FROM source WHERE " + any + ")))"; });
  add_condition(conditions, split("report", report), reading_matches, [&](const std::string& any) { return keys + any + "))"; });
}

void add_within(std::vector<Condition>& conditions, const FilterValues& given) {
  const Values values = split("within", given);
  const auto make = [&](const std::string& value, Condition&) -> std::string {
    if (value == "claimed") return "finding.within_key IS NOT NULL";
    if (value == "own") return "finding.within_key IS NULL";
    refuse(values, value, "use claimed (somebody says so) or own (the report itself says so)");
  };
  add_condition(conditions, values, make, [](const std::string& any) { return any; });
}

template <class Value>
void add_compared(std::vector<Condition>& conditions, const char* filter, const std::string& sql, const std::string& shown,
                  const Value& value) {
  Condition condition{filter, shown, sql, {}};
  condition.parameters.emplace_back(value);
  conditions.push_back(std::move(condition));
}

void add_dates(std::vector<Condition>& conditions, const std::string& first, const std::string& last, const std::optional<Date>& from,
               const std::optional<Date>& to) {
  if (from) add_compared(conditions, "from", last + " >= ?", to_iso(*from), to_iso(*from));
  if (to) add_compared(conditions, "to", first + " <= ?", to_iso(*to), to_iso(*to));
}

void add_confidence(std::vector<Condition>& conditions, const std::optional<float>& least) {
  if (!least) return;
  add_compared(conditions, "min-confidence", "finding.score >= ?", fmt::format("{}", *least), static_cast<double>(*least));
}

/// Newest walks an index forwards, Oldest backwards: exactly the reverse.
std::string order_by(const std::string& date, const std::string& key, Order order) {
  return order == Order::Newest ? date + " DESC, " + key : date + " ASC, " + key + " DESC";
}

/// CROSS JOIN keeps the order of the tables: the planner, which has no statistics here, would else begin with all readings.
std::string findings_from(const std::string& table) {
  return table + " CROSS JOIN finding ON finding.finding_key = " + table +
         ".finding_key CROSS JOIN reading ON reading.reading_key = finding.reading_key WHERE " + kIsLatest;
}

}  // namespace

std::string Selection::list_sql() const {
  std::string sql = "SELECT " + key + " FROM " + from;
  for (const Condition& condition : conditions) sql += " AND " + condition.sql;
  sql += " ORDER BY " + order;
  if (limit > 0) sql += " LIMIT " + std::to_string(limit);
  return sql;
}

std::string Selection::count_sql(std::size_t without) const {
  std::string sql = "SELECT count(*), count(DISTINCT reading.report_key), count(DISTINCT reading.source_key) FROM " + from;
  for (std::size_t i = 0; i < conditions.size(); ++i)
    if (i != without) sql += " AND " + conditions[i].sql;
  return sql;
}

void Selection::bind(Query& query, std::size_t without) const {
  int position = 0;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (i == without) continue;
    for (const auto& parameter : conditions[i].parameters)
      std::visit([&](const auto& value) { query.bind_one(++position, value); }, parameter);
  }
}

Selection select_events(const EventFilter& filter) {
  Selection selection{
      "event.finding_key", findings_from("event"), order_by("event.date_from", "event.finding_key", filter.order), filter.limit, {}};
  auto& conditions = selection.conditions;
  Values type = split("type", filter.type);
  change_all(type, [&](const std::string& value) {
    std::string name = upper(value);
    if (std::find(kEventTypes.begin(), kEventTypes.end(), name) == kEventTypes.end())
      refuse(type, value, fmt::format("types are {}", fmt::join(kEventTypes, ", ")));
    return name;
  });
  add_equal(conditions, "event.type", type);
  add_equal(conditions, "event.mode", split("mode", filter.mode));
  Values status = split("status", filter.status);
  change_all(status, [&](const std::string& value) {
    std::string name = lower_case(value);
    if (!parse_status(name)) refuse(status, value, "statuses are happened, ongoing, planned, requested, threatened, possible, denied");
    return name;
  });
  add_equal(conditions, "event.status", status);
  add_party(conditions, "event", "'actor', 'recipient'", split_countries(filter.country), is_country);
  add_party(conditions, "event", "'actor'", split("actor", filter.actor), name_matches);
  add_party(conditions, "event", "'recipient'", split("recipient", filter.recipient), name_matches);
  add_condition(conditions, split("place", filter.place), name_matches, [](const std::string& any) {
    return "event.finding_key IN (SELECT finding_key FROM event WHERE place_key IN (SELECT place_key FROM place WHERE " + any + "))";
  });
  add_reading_filters(conditions, "event", filter.source, filter.report);
  add_within(conditions, filter.within);
  add_dates(conditions, "event.date_from", "event.date_to", filter.from, filter.to);
  add_confidence(conditions, filter.min_confidence);
  return selection;
}

Selection select_statements(const StatementFilter& filter) {
  Selection selection{"statement.finding_key",
                      findings_from("statement"),
                      order_by("statement.published", "statement.finding_key", filter.order),
                      filter.limit,
                      {}};
  auto& conditions = selection.conditions;
  add_party(conditions, "statement", "'speaker'", split("speaker", filter.speaker), name_matches);
  add_party(conditions, "statement", "'addressee'", split("addressee", filter.addressee), name_matches);
  add_party(conditions, "statement", "'speaker', 'addressee'", split_countries(filter.country), is_country);
  Values form = split("form", filter.form);
  change_all(form, [&](const std::string& value) {
    std::string name = lower_case(value);
    if (name != "direct" && name != "indirect" && name != "mixed") refuse(form, value, "forms are direct, indirect, mixed");
    return name;
  });
  add_equal(conditions, "statement.form", form);
  const auto quotes = [](const std::string& role) {
    return [role](const std::string& any) {
      return "EXISTS (SELECT 1 FROM evidence WHERE evidence.finding_key = statement.finding_key AND role = '" + role + "' AND " + any + ")";
    };
  };
  add_condition(
      conditions, split("cue", filter.cue),
      [](const std::string& value, Condition& condition) -> std::string {
        condition.parameters.emplace_back(searchable(value));
        return "instr(searchable(quote), ?) > 0";
      },
      quotes("cue"));
  add_condition(
      conditions, split("contains", filter.contains, Commas::BelongToValue),
      [](const std::string& value, Condition& condition) -> std::string {
        condition.parameters.emplace_back(fold(value));
        return "instr(folded(quote), ?) > 0";
      },
      quotes("content"));
  add_reading_filters(conditions, "statement", filter.source, filter.report);
  add_within(conditions, filter.within);
  add_dates(conditions, "statement.published", "statement.published", filter.from, filter.to);
  if (filter.depth) {
    // A damaged ledger may have a ring of statements: counting stops at 100.
    add_compared(conditions, "depth",
                 "(WITH RECURSIVE chain (at, steps) AS (SELECT statement.finding_key, 1 UNION ALL SELECT "
                 "link.within_key, steps + 1 FROM chain CROSS JOIN finding AS link ON link.finding_key = at WHERE "
                 "link.within_key IS NOT NULL AND steps < 100) SELECT max(steps) FROM chain) >= ?",
                 std::to_string(*filter.depth), static_cast<std::int64_t>(*filter.depth));
  }
  add_confidence(conditions, filter.min_confidence);
  return selection;
}

Selection select_reports(const ReportFilter& filter) {
  Selection selection{"reading.reading_key",
                      std::string("reading WHERE ") + kIsLatest,
                      order_by("reading.published", "reading.reading_key", filter.order),
                      filter.limit,
                      {}};
  auto& conditions = selection.conditions;
  add_condition(conditions, split("source", filter.source), source_matches,
                [](const std::string& any) { return "reading.source_key IN (SELECT source_key FROM source WHERE " + any + ")"; });
  add_condition(conditions, split("report", filter.report), reading_matches,
                [](const std::string& any) { return "reading.reading_key IN (SELECT reading_key FROM reading WHERE " + any + ")"; });
  add_dates(conditions, "reading.published", "reading.published", filter.from, filter.to);
  return selection;
}

std::vector<Condition> select_names(const NameFilter& filter, const std::string& table) {
  std::vector<Condition> conditions;
  const auto as_is = [](const std::string& any) { return any; };
  const Values names = split("name", filter.name);
  if (table == "source") {
    add_condition(conditions, names, source_matches, as_is);
  } else {
    add_condition(conditions, names, name_matches, as_is);
    add_condition(conditions, split_countries(filter.country), is_country, as_is);
  }
  return conditions;
}

}  // namespace demarche

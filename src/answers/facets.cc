// SPDX-License-Identifier: Apache-2.0
// Facets: how many rows each value of a filter would give.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "answers/cube.h"
#include "answers/state.h"

namespace demarche {
namespace {

constexpr std::int64_t kCountSteps = 150'000;
constexpr std::int64_t kCountedRows = 5'000;  ///< of a selection; beyond, a facet says that it is not exact

using Counts = std::unordered_map<std::string, std::int64_t>;

Facet make_facet(const FacetRow& row, const Counts& counts, std::size_t limit, bool exact, Database& database) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  Facet facet{std::string(row.name), {}, static_cast<std::int64_t>(sorted.size()), exact};
  if (sorted.size() > limit) sorted.resize(limit);
  for (const auto& [value, rows] : sorted) {
    FacetValue entry{value, value, rows};
    if (row.label != nullptr) {
      Query& label = database.cached(row.label).bind(value);
      if (label.step()) {
        entry.label = label.text(0);
        entry.value = label.text(1);
      }
      label.reset();
    }
    facet.values.push_back(std::move(entry));
  }
  return facet;
}

Facet tallied(const KindTable& table, const FacetRow& row, std::size_t limit, Database& database) {
  const std::string_view tally(row.tally);
  const bool is_select = tally.substr(0, 6) == "SELECT";
  Query query = is_select ? database.query(tally)
                          : database.query("SELECT value, n FROM tally WHERE kind = ? AND facet = ? AND n > 0 AND value <> ''");
  if (!is_select) query.bind(to_string(table.kind), row.tally);
  Counts counts;
  while (query.step()) counts[query.text(0)] = query.number(1);
  return make_facet(row, counts, limit, true, database);
}

/// The rows of the question without one condition, or the first of them.
struct Chosen {
  std::string keys;  ///< JSON
  bool all;
};

Chosen choose_rows(const Question& question, std::size_t without, Database& database) {
  const FirstKeys first = first_keys(question, database, without, kCountedRows, kCountSteps);
  return {json_list(first.keys), first.all};
}

Clause with_chosen(const Chosen& chosen) {
  return {"WITH chosen (key) AS (SELECT value FROM json_each(?)) ", {chosen.keys}};
}

std::string from_chosen(const KindTable& table) {
  return std::string(" FROM chosen CROSS JOIN ") + table.table + " AS t ON t." + table.key + " = chosen.key" + table.joins;
}

/// Facets whose value stands in the row itself: one pass over the rows for all of them.
std::vector<Facet> count_in_one_pass(const Question& question, const std::vector<const FacetRow*>& rows, const Chosen& chosen,
                                     std::size_t limit, Database& database) {
  Clause clause = with_chosen(chosen).add("SELECT 0");
  for (const FacetRow* row : rows) clause.add(std::string(", ") + row->value);
  Query query = prepare(database, clause.add(from_chosen(*question.table)));
  std::vector<Counts> counts(rows.size());
  while (query.step()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string value = query.text(static_cast<int>(i) + 1);
      if (!value.empty()) ++counts[i][value];
    }
  }
  std::vector<Facet> out;
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(make_facet(*rows[i], counts[i], limit, chosen.all, database));
  return out;
}

Facet count_joined(const Question& question, const FacetRow& row, const Chosen& chosen, std::size_t limit, Database& database) {
  Clause clause = with_chosen(chosen);
  clause.add(std::string("SELECT ") + row.value + ", count(DISTINCT chosen.key)");
  clause.add(from_chosen(*question.table) + row.more + " GROUP BY 1");
  Query query = prepare(database, clause);
  Counts counts;
  while (query.step()) {
    if (!query.text(0).empty()) counts[query.text(0)] = query.number(1);
  }
  return make_facet(row, counts, limit, chosen.all, database);
}

std::vector<const FacetRow*> asked_facets(const KindTable& table, const Parameters& parameters) {
  std::vector<const FacetRow*> out;
  const std::optional<ParameterValues> asked = values_of(parameters, "facet");
  std::vector<std::string_view> names;
  for (const FacetRow& row : table.facets) {
    names.push_back(row.name);
    if (!asked && row.usual) out.push_back(&row);
  }
  if (!asked) return out;
  for (const std::string& name : asked->wanted) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) refuse_unknown("facet", name, names);
    out.push_back(&table.facets[static_cast<std::size_t>(found - names.begin())]);
  }
  return out;
}

}  // namespace

std::vector<Facet> Answers::facets(Kind kind, const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  Database& database = *state_->database;
  Question question = make_question(kind, parameters, state_->context(), Purpose::Count);
  question.order = &question.table->orders.front();
  const std::int64_t limit = parse_integer("facet_limit", last_of(parameters, "facet_limit").value_or("20"), 1, 1000);
  const std::vector<const FacetRow*> rows = asked_facets(*question.table, parameters);
  std::map<std::string_view, Facet> done;
  std::map<std::size_t, std::vector<const FacetRow*>> passes;  // by the condition that is left out
  std::map<std::size_t, Chosen> chosen;                        // likewise
  const auto rows_without = [&](std::size_t own) -> const Chosen& {
    const auto known = chosen.find(own);
    return known != chosen.end() ? known->second : chosen.emplace(own, choose_rows(question, own, database)).first->second;
  };
  for (const FacetRow* row : rows) {
    std::size_t own = Shape::kNone;
    for (std::size_t i = 0; i < question.conditions.size(); ++i)
      if (question.conditions[i].parameter == row->name) own = i;
    const std::size_t others = question.conditions.size() - (own == Shape::kNone ? 0 : 1);
    const auto most = static_cast<std::size_t>(limit);
    if (others == 0 && row->tally != nullptr) {
      done[row->name] = tallied(*question.table, *row, most, database);
    } else if (cube_holds(question, own, row->name)) {
      Counts counts;
      for (const auto& [value, n] : count_in_cube(question, own, row->name, database)) counts[value] = n;
      done[row->name] = make_facet(*row, counts, most, true, database);
    } else if (*row->more == '\0') {
      passes[own].push_back(row);
    } else {
      done[row->name] = count_joined(question, *row, rows_without(own), most, database);
    }
  }
  for (const auto& [own, together] : passes) {
    std::vector<Facet> counted = count_in_one_pass(question, together, rows_without(own), static_cast<std::size_t>(limit), database);
    for (std::size_t i = 0; i < together.size(); ++i) done[together[i]->name] = std::move(counted[i]);
  }
  std::vector<Facet> out;
  for (const FacetRow* row : rows) out.push_back(done[row->name]);
  return out;
}

}  // namespace demarche

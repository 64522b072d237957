// SPDX-License-Identifier: Apache-2.0
#include "answers/cube.h"

#include <algorithm>
#include <array>

#include "answers/tables.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 3> kOfEvents = {"type", "status", "quad"};

bool is_held(Kind kind, std::string_view name) {
  if (kind == Kind::Statements) return name == "form";
  return (kind == Kind::Events || kind == Kind::Mentions) && std::find(kOfEvents.begin(), kOfEvents.end(), name) != kOfEvents.end();
}

/// The totals with the names of the columns of the rows that they count.
std::string cube_of(Kind kind, std::string_view grain) {
  std::string quads = "CASE a";
  for (const TypeRow& row : type_table()) quads += " WHEN '" + std::string(row.type) + "' THEN " + std::to_string(row.quad);
  return "(SELECT start, a AS type, a AS form, b AS status, " + quads + " ELSE 0 END AS quad, n FROM tally_time WHERE kind = '" +
         to_string(kind) + "' AND grain = '" + std::string(grain) + "' AND n > 0) AS t";
}

}  // namespace

bool cube_holds(const Question& question, std::size_t without, std::string_view by) {
  const Kind kind = question.table->kind;
  if (kind != Kind::Events && kind != Kind::Mentions && kind != Kind::Statements) return false;
  if (!by.empty() && !is_held(kind, by)) return false;
  for (std::size_t i = 0; i < question.conditions.size(); ++i)
    if (i != without && !is_held(kind, question.conditions[i].parameter)) return false;
  return true;
}

std::vector<std::pair<std::string, std::int64_t>> count_in_cube(const Question& question, std::size_t without, std::string_view by,
                                                                Database& database) {
  Clause clause{"SELECT t." + std::string(by) + ", sum(t.n) FROM " + cube_of(question.table->kind, "month") + " WHERE true", {}};
  clause.add(tests_of(question, without)).add(" GROUP BY 1");
  Query query = prepare(database, clause);
  std::vector<std::pair<std::string, std::int64_t>> out;
  while (query.step()) out.emplace_back(query.text(0), query.number(1));
  return out;
}

std::int64_t count_in_cube(const Question& question, Database& database) {
  Clause clause{"SELECT sum(t.n) FROM " + cube_of(question.table->kind, "month") + " WHERE true", {}};
  Query query = prepare(database, clause.add(tests_of(question, Shape::kNone)));
  return query.step() ? query.number(0) : 0;
}

Clause cube_series(const Question& question, std::string_view by, std::string_view grain) {
  Clause clause{"SELECT t.start, " + (by.empty() ? std::string("''") : "t." + std::string(by)) + ", sum(t.n) FROM " +
                    cube_of(question.table->kind, grain) + " WHERE true",
                {}};
  return clause.add(tests_of(question, Shape::kNone)).add(" GROUP BY 1, 2");
}

}  // namespace demarche

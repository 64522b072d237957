// SPDX-License-Identifier: Apache-2.0
#include "answers/question.h"

#include <fmt/format.h>

#include <algorithm>

#include "answers/conditions.h"
#include "answers/cursor.h"
#include "base/digest.h"

namespace demarche {
namespace {

// A filter with more rows is no driver: of a page, since walking soon fills it; of a count, since walking all is as good.
constexpr std::int64_t kKeysOfPage = 6'000;
constexpr std::int64_t kKeysOfCount = 12'000;
constexpr double kCostOfDriver = 2.5;  ///< of a row that is fetched by its key and put in order, in steps of a walk
constexpr std::int64_t kKeysToRank = 20'000;
constexpr double kCostOfRank = 1.0;     ///< of a key that is put in order by its day, in steps of a walk
constexpr double kUnknownShare = 0.25;  ///< of the rows that a filter without an index leaves
constexpr std::int64_t kUsualLimit = 50;
constexpr std::int64_t kMostOfPage = 1000;

std::vector<std::string_view> known_names(Kind kind, const std::vector<std::string_view>& also) {
  std::vector<std::string_view> names;
  for (const FilterRow& row : table_of(kind).filters) names.push_back(row.info.name);
  for (const FilterInfo& info : list_parameters()) names.push_back(info.name);
  names.insert(names.end(), also.begin(), also.end());
  return names;
}

void refuse_unknown_parameters(Kind kind, const Parameters& parameters, const std::vector<std::string_view>& also) {
  const std::vector<std::string_view> known = known_names(kind, also);
  for (const auto& [name, value] : parameters) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw BadParameter("bad-parameter", name, value, "is no parameter of " + std::string(to_string(kind)), "", nearest_of(name, known));
  }
}

void choose_order(Question& question, const Parameters& parameters) {
  question.order = &question.table->orders.front();
  const std::optional<std::string> sort = last_of(parameters, "sort");
  if (!sort) return;
  const bool minus = !sort->empty() && sort->front() == '-';
  const std::string name = minus ? sort->substr(1) : *sort;
  std::vector<std::string_view> names;
  for (const OrderRow& order : question.table->orders) {
    names.push_back(order.name);
    if (order.name != name) continue;
    question.order = &order;
    question.reversed = minus == order.plain;
    return;
  }
  const std::string near = nearest_of(name, names);
  std::string all;
  for (const std::string_view known : names) all += (all.empty() ? "" : ", ") + std::string(known);
  throw BadParameter("bad-parameter", "sort", *sort, "is no order of " + std::string(to_string(question.table->kind)), all, near);
}

void choose_fields(Question& question, const Parameters& parameters) {
  const std::optional<ParameterValues> fields = values_of(parameters, "fields");
  if (!fields) {
    for (const ColumnRow& column : question.table->columns) question.fields.push_back(&column);
    return;
  }
  for (const std::string& name : fields->wanted) {
    const auto& all = question.table->columns;
    const auto found = std::find_if(all.begin(), all.end(), [&](const ColumnRow& c) { return c.info.name == name; });
    if (found == all.end()) {
      std::vector<std::string_view> names;
      for (const ColumnRow& column : all) names.push_back(column.info.name);
      throw BadParameter("unknown-field", "fields", name, "is no column of " + std::string(to_string(question.table->kind)), "",
                         nearest_of(name, names));
    }
    question.fields.push_back(&*found);
  }
}

void choose_limit(Question& question, const Parameters& parameters, Purpose purpose) {
  const std::optional<std::string> limit = last_of(parameters, "limit");
  const bool is_page = purpose == Purpose::List;
  if (!limit) {
    question.limit = is_page ? kUsualLimit : 0;
    return;
  }
  question.limit = static_cast<std::uint64_t>(parse_integer("limit", *limit, is_page ? 1 : 0, is_page ? kMostOfPage : 1'000'000'000));
}

/// Over the filters and the order, whatever the order of the parameters.
std::string fingerprint_of(Kind kind, const Parameters& parameters) {
  Parameters sorted;
  for (const auto& entry : parameters) {
    const auto& others = list_parameters();
    const bool is_filter = std::none_of(others.begin(), others.end(), [&](const FilterInfo& i) { return i.name == entry.first; });
    if (is_filter || entry.first == "sort") sorted.push_back(entry);
  }
  std::sort(sorted.begin(), sorted.end());
  std::string key = to_string(kind);
  for (const auto& [name, value] : sorted) key += fmt::format("\n{}={}", name, value);
  return short_id(key);
}

/// Whether `name` compares: '<' for a term that descends, '>' for one that ascends.
std::string beyond(bool descends, bool reversed) {
  return descends != reversed ? "<" : ">";
}

Bound to_bound(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::get<std::string>(value);
}

/// Rows after the cursor: (a < ? OR (a = ? AND (b < ? OR (b = ? AND key > ?)))), with a <= ? before it for the index.
Clause after_cursor(const Question& question, const Cursor& cursor) {
  const auto& terms = question.order->terms;
  const std::string key = std::string("t.") + question.table->key;
  Clause inner{key + (question.reversed ? " < ?" : " > ?"), {cursor.key}};
  for (std::size_t i = terms.size(); i-- > 0;) {
    const std::string side = beyond(terms[i].descends, question.reversed);
    const Bound value = to_bound(cursor.terms.at(i));
    Clause outer{"(" + std::string(terms[i].sql) + " " + side + " ? OR (" + terms[i].sql + " = ? AND ", {value, value}};
    inner = outer.add(inner).add("))");
  }
  const std::string side = beyond(terms[0].descends, question.reversed);
  Clause out{std::string(terms[0].sql) + " " + side + "= ? AND ", {to_bound(cursor.terms.at(0))}};
  return out.add(inner);
}

/// Number of keys, counted up to `most`.
std::int64_t count_keys(const Restriction& condition, Database& database, std::int64_t most) {
  Query query =
      prepare(database, Clause{"SELECT count(*) FROM (SELECT 1 FROM (" + condition.keys.sql + ") LIMIT " + std::to_string(most + 1) + ")",
                               condition.keys.bound});
  return query.step() ? query.number(0) : 0;
}

std::int64_t count_all(const Question& question, Database& database) {
  if (question.table->all != nullptr) return database.number(question.table->all);
  return database.number(std::string("SELECT max(") + question.table->key + ") FROM " + question.table->table);
}

}  // namespace

Clause& Clause::add(const Clause& more) {
  sql += more.sql;
  bound.insert(bound.end(), more.bound.begin(), more.bound.end());
  return *this;
}

Question make_question(Kind kind, const Parameters& parameters, const QuestionContext& context, Purpose purpose,
                       const std::vector<std::string_view>& also) {
  refuse_unknown_parameters(kind, parameters, also);
  Question question;
  question.table = &table_of(kind);
  for (const FilterRow& row : question.table->filters) {
    std::optional<Restriction> condition = make_restriction(row, parameters, *context.database);
    if (condition) question.conditions.push_back(std::move(*condition));
  }
  choose_order(question, parameters);
  choose_fields(question, parameters);
  choose_limit(question, parameters, purpose);
  question.fingerprint = fingerprint_of(kind, parameters);
  const std::optional<std::string> cursor = last_of(parameters, "cursor");
  if (cursor && !cursor->empty() && purpose == Purpose::List) question.cursor = decode_cursor(*cursor, question);
  return question;
}

Clause tests_of(const Question& question, std::size_t without) {
  Clause out;
  if (*question.table->always != '\0') out.add(std::string(" AND ") + question.table->always);
  for (std::size_t i = 0; i < question.conditions.size(); ++i)
    if (i != without) out.add(" AND ").add(question.conditions[i].test);
  return out;
}

namespace {

/// The cheapest ways found so far, by the rows that they would look at.
struct Cheapest {
  double driven = 0;
  double walked = 0;
  double ranked = 0;
  std::size_t ranked_by = Shape::kNone;
};

/// Takes a condition that so many rows fulfill for a way where that is cheaper.
void weigh(std::size_t condition, double keys, bool is_rankable, bool is_walkable, Cheapest& cheapest, Shape& shape) {
  if (is_rankable && keys <= static_cast<double>(kKeysToRank) && keys < cheapest.ranked) {
    cheapest.ranked = keys;
    cheapest.ranked_by = condition;
  }
  if (keys < cheapest.driven) {
    cheapest.driven = keys;
    shape.driver = condition;
  }
  if (is_walkable && keys <= cheapest.walked) {
    cheapest.walked = keys;
    shape.walk = condition;
  }
}

}  // namespace

Shape choose_shape(const Question& question, Database& database, std::size_t without, bool in_order) {
  Shape shape;
  const double all = static_cast<double>(std::max<std::int64_t>(1, count_all(question, database)));
  const double wanted = question.limit == 0 ? all : static_cast<double>(question.limit + 1);
  const bool by_date = question.order == &question.table->orders.front();
  const std::int64_t most = in_order && question.limit > 0 ? kKeysOfPage : kKeysOfCount;
  double density = 1;
  Cheapest cheapest{all, all, all};
  for (std::size_t i = 0; i < question.conditions.size(); ++i) {
    const Restriction& condition = question.conditions[i];
    if (i == without) continue;
    if (condition.keys.sql.empty()) {
      density *= kUnknownShare;
      continue;
    }
    const bool is_rankable = in_order && by_date && !condition.ranked.sql.empty();
    const auto keys = static_cast<double>(count_keys(condition, database, is_rankable ? kKeysToRank : most));
    density *= std::min(1.0, keys / all);
    weigh(i, keys, is_rankable, condition.walk != nullptr && by_date, cheapest, shape);
  }
  const double walked = std::min(cheapest.walked > static_cast<double>(most) ? all : cheapest.walked, wanted / std::max(density, 1e-9));
  shape.expected = static_cast<std::int64_t>(cheapest.driven);
  const bool is_small = shape.driver != Shape::kNone && cheapest.driven <= static_cast<double>(most);
  if (!is_small || (in_order && cheapest.driven * kCostOfDriver > walked)) shape.driver = Shape::kNone;
  if (shape.driver != Shape::kNone) shape.walk = Shape::kNone;
  if (cheapest.ranked_by != Shape::kNone) {
    const double fetched = std::min(cheapest.ranked, wanted * cheapest.ranked / std::max(density * all, 1e-9));
    const double best = shape.driver != Shape::kNone ? cheapest.driven * kCostOfDriver : walked;
    if (cheapest.ranked * kCostOfRank + fetched * kCostOfDriver < best) shape = {cheapest.ranked_by, Shape::kNone, shape.expected, true};
  }
  return shape;
}

Clause rows_of(const Question& question, const Shape& shape, std::size_t without, bool in_order) {
  const KindTable& table = *question.table;
  Clause out;
  if (shape.driver != Shape::kNone) {
    const Restriction& driver = question.conditions[shape.driver];
    if (shape.ranked) {
      // LIMIT -1 keeps SQLite from dropping the order; the rows are then fetched in it.
      out.add("FROM (SELECT key FROM (SELECT NULL AS key, NULL AS day WHERE false UNION SELECT * FROM (").add(driver.ranked);
      out.add(question.reversed ? ")) ORDER BY day, key DESC LIMIT -1)" : ")) ORDER BY day DESC, key LIMIT -1)");
    } else {
      out.add("FROM (SELECT NULL AS key WHERE false UNION SELECT * FROM (").add(driver.keys).add("))");
    }
    out.add(std::string(" AS chosen CROSS JOIN ") + table.table + " AS t ON t." + table.key + " = chosen.key");
  } else {
    out.add(std::string("FROM ") + table.table + " AS t");
    const char* index = shape.walk != Shape::kNone ? question.conditions[shape.walk].walk : question.order->index;
    if (index != nullptr && (in_order || shape.walk != Shape::kNone || question.order == &table.orders.front()))
      out.add(std::string(" INDEXED BY ") + index);
  }
  return out.add(table.joins).add(kWhere).add(tests_of(question, without));
}

Clause list_sql(const Question& question, const Shape& shape, bool nulls, std::uint64_t limit) {
  const KindTable& table = *question.table;
  const OrderRow& order = *question.order;
  const std::string key = std::string("t.") + table.key;
  Clause out{"SELECT " + key, {}};
  for (const OrderTerm& term : order.terms) out.add(std::string(", ") + term.sql);
  out.add(" ").add(rows_of(question, shape, Shape::kNone, true));
  if (order.nullable) out.add(std::string(" AND ") + order.terms[0].sql + (nulls ? " IS NULL" : " IS NOT NULL"));
  if (question.cursor) {
    out.add(" AND ").add(Clause{key + " <= ?", {question.cursor->last_key_then}});
    if (question.cursor->in_nulls == nulls) {
      if (nulls) {
        out.add(Clause{" AND " + key + (question.reversed ? " < ?" : " > ?"), {question.cursor->key}});
      } else {
        out.add(" AND ").add(after_cursor(question, *question.cursor));
      }
    }
  }
  if (!shape.ranked) {
    out.add(" ORDER BY ");
    if (!nulls)
      for (const OrderTerm& term : order.terms) out.add(std::string(term.sql) + (term.descends != question.reversed ? " DESC, " : ", "));
    out.add(key + (question.reversed ? " DESC" : ""));
  }
  if (limit > 0) out.add(" LIMIT " + std::to_string(limit));
  return out;
}

Query prepare(Database& database, const Clause& clause) {
  Query query = database.query(clause.sql);
  int position = 0;
  for (const Bound& bound : clause.bound) std::visit([&](const auto& value) { query.bind_one(++position, value); }, bound);
  return query;
}

FirstKeys first_keys(const Question& question, Database& database, std::size_t without, std::int64_t most, std::int64_t steps) {
  Question part = question;
  part.limit = static_cast<std::uint64_t>(most);
  const Shape shape = choose_shape(part, database, without, false);
  Clause clause{std::string("SELECT t.") + question.table->key + " ", {}};
  clause.add(rows_of(part, shape, without, false));
  const bool is_index_enough = shape.driver != Shape::kNone && question.conditions.size() == 1 && question.conditions[0].keys_are_all &&
                               *question.table->joins == '\0' && *question.table->always == '\0';
  if (is_index_enough) clause = Clause{"SELECT NULL WHERE false UNION SELECT * FROM (", {}}.add(question.conditions[0].keys).add(")");
  Query query = prepare(database, clause);
  FirstKeys out;
  const StepBudget budget(database, steps);
  try {
    while (query.step()) {
      out.all = static_cast<std::int64_t>(out.keys.size()) < most;
      if (!out.all) break;
      out.keys.push_back(query.number(0));
    }
  } catch (const Error&) {
    if (!budget.is_spent()) throw;
    out.all = false;
  }
  return out;
}

std::string json_list(std::span<const std::int64_t> keys) {
  return fmt::format("[{}]", fmt::join(keys, ","));
}

}  // namespace demarche

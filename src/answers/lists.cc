// SPDX-License-Identifier: Apache-2.0
// Lists, streams and counts.
#include <algorithm>

#include "answers/conditions.h"
#include "answers/cube.h"
#include "answers/cursor.h"
#include "answers/state.h"
#include "ledger/ledger_file.h"

namespace demarche {
namespace {

constexpr std::int64_t kCountSteps = 25'000;
constexpr std::int64_t kCountedRows = 2'000;   ///< count=auto counts so far: a page waits for it
constexpr std::int64_t kCountedReports = 400;  ///< and looks at the reports of so many rows, where there are more

Value computed_value(const ColumnRow& column, const std::string& text) {
  if (column.computed == Computed::Gwcode || column.computed == Computed::Cown) {
    const CountryCodes* country = find_country(text);
    if (country == nullptr) return std::string();
    return std::string(column.computed == Computed::Gwcode ? country->gwcode : country->cown);
  }
  const std::size_t tab = text.find('\t');
  const bool is_named = tab != std::string::npos;
  const auto place = is_named ? find_place(text.substr(0, tab), text.substr(tab + 1)) : std::nullopt;
  if (column.computed == Computed::PlacePrecision) return std::string(!is_named ? "none" : !place ? "unknown" : place_precision(*place));
  if (column.computed == Computed::GeonamesId) return std::string(!place ? "" : place->geonames_id);
  const bool is_point = place && place->located && place_precision(*place) == "city";
  if (!is_point) return std::monostate{};
  return column.computed == Computed::Latitude ? place->latitude : place->longitude;
}

/// Reports and sources of the rows with these keys.
void count_reports(Database& database, const Question& question, const Clause& keys, Counted& out) {
  if (question.table->reports == nullptr || out.rows == 0) return;
  Query query = prepare(database, Clause{"WITH chosen (key) AS (" + keys.sql + ") " + question.table->reports, keys.bound});
  if (!query.step()) return;
  out.reports = query.number(0);
  out.sources = query.number(1);
}

/// All of them, whatever it takes.
Counted count_exactly(Database& database, const Question& question) {
  const Shape shape = choose_shape(question, database, Shape::kNone, false);
  Clause keys{std::string("SELECT t.") + question.table->key + " ", {}};
  keys.add(rows_of(question, shape, Shape::kNone, false));
  Query query = prepare(database, Clause{"SELECT count(*) FROM (" + keys.sql + ")", keys.bound});
  Counted out{query.step() ? query.number(0) : 0, 0, 0, true};
  count_reports(database, question, keys, out);
  return out;
}

/// What stands beside a page, which waits for it: exact where that is quick.
Counted count_quickly(Database& database, const Question& question) {
  const FirstKeys first = first_keys(question, database, Shape::kNone, kCountedRows, kCountSteps);
  const auto rows = static_cast<std::int64_t>(first.keys.size());
  Counted out{rows, 0, 0, first.all};
  if (!first.all && cube_holds(question, Shape::kNone, "")) out.rows = count_in_cube(question, database);
  const auto looked_at = std::span(first.keys).first(static_cast<std::size_t>(first.all ? rows : std::min(rows, kCountedReports)));
  count_reports(database, question, Clause{"SELECT value FROM json_each(?)", {json_list(looked_at)}}, out);
  return out;
}

/// All rows of a kind: totals that are kept.
Counted count_all_rows(Database& database, const Question& question) {
  Counted out;
  out.rows = database.number(question.table->all);
  if (question.table->reports == nullptr) return out;
  out.reports = database.number("SELECT n FROM tally WHERE kind = 'reports' AND facet = '' AND value = ''");
  out.sources = database.number("SELECT count(*) FROM source_total WHERE n_reports > 0");
  return out;
}

}  // namespace

Answers::State::State(const std::string& path) : database(open_for_reading(path)) {
  // Tables of version 7 are what is asked.
  constexpr std::int64_t kNeeded = 7;
  if (database->number("PRAGMA user_version") < kNeeded)
    throw Error(ErrorCode::LedgerTooOld, fmt::format("'{}' was written by an earlier version of demarche", path),
                fmt::format("demarche link -l {} brings it forward; nothing that it recorded changes", path));
  // A server has several connections: what each keeps in memory adds up.
  database->execute("PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
}

Answers::Answers(const std::string& ledger_path) : state_(std::make_unique<State>(ledger_path)) {}
Answers::Answers(Answers&&) noexcept = default;
Answers& Answers::operator=(Answers&&) noexcept = default;
Answers::~Answers() = default;

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(kListMark, begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

Value read_value(const Query& query, int column, ColumnType type) {
  if (query.is_null(column)) {
    if (type == ColumnType::List) return std::vector<std::string>{};
    if (type == ColumnType::Text) return std::string();
    return std::monostate{};
  }
  switch (type) {
    case ColumnType::Integer:
    case ColumnType::Flag:
      return query.number(column);
    case ColumnType::Real:
      return query.real(column);
    case ColumnType::List:
      return split_list(query.text(column));
    case ColumnType::Text:
    case ColumnType::Day:
      break;
  }
  return query.text(column);
}

std::string to_text(const Value& value, std::string_view between) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  std::string out;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    bool first = true;
    for (const std::string& part : *list) {
      out += (first ? "" : std::string(between)) + part;
      first = false;
    }
  }
  return out;
}

std::vector<const ColumnRow*> all_fields(const KindTable& table) {
  std::vector<const ColumnRow*> out;
  for (const ColumnRow& column : table.columns) out.push_back(&column);
  return out;
}

const FilterRow* find_filter(const KindTable& table, std::string_view name) {
  for (const FilterRow& row : table.filters)
    if (row.info.name == name) return &row;
  return nullptr;
}

Row Answers::State::fetch(const KindTable& table, const std::vector<const ColumnRow*>& fields, std::int64_t key) {
  std::string name = table.table;
  for (const ColumnRow* field : fields) name += field == nullptr ? "" : "," + std::string(field->info.name);
  std::string& sql = fetch_sql[name];
  if (sql.empty()) {
    sql = "SELECT ";
    for (const ColumnRow* field : fields) sql += (field == fields.front() ? "" : ", ") + std::string(field->sql);
    sql += std::string(" FROM ") + table.table + " AS t" + table.joins + table.fetch + " WHERE t." + table.key + " = ?";
  }
  Query& query = database->cached(sql).bind(key);
  if (!query.step()) throw Error(ErrorCode::LedgerDamaged, fmt::format("'{}' lacks the row {} of {}", database->path(), key, table.table));
  Row row;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto column = static_cast<int>(i);
    row.values.push_back(fields[i]->computed == Computed::None ? read_value(query, column, fields[i]->info.type)
                                                               : computed_value(*fields[i], query.text(column)));
  }
  query.reset();
  return row;
}

Record Answers::State::fetch_record(const KindTable& table, std::int64_t key) {
  Record record;
  record.kind = singular(table.kind);
  const std::vector<const ColumnRow*> fields = all_fields(table);
  for (const ColumnRow* field : fields) record.columns.emplace_back(field->info.name);
  record.row = fetch(table, fields, key);
  record.id = to_text(record.row.values.front());
  return record;
}

/// What the row has for each term of the order, for a cursor.
std::vector<Value> terms_of(const Question& question, const Query& query) {
  std::vector<Value> terms;
  for (const OrderTerm& term : question.order->terms) {
    const auto column = static_cast<int>(terms.size()) + 1;
    const std::string_view sql(term.sql);
    if (query.is_null(column)) {
      terms.emplace_back();
    } else if (sql.find("n_") != std::string_view::npos || sql.find("_key") != std::string_view::npos) {
      terms.emplace_back(query.number(column));
    } else {
      terms.emplace_back(query.text(column));
    }
  }
  return terms;
}

void each_key(Database& database, const Question& question, const Shape& shape, std::uint64_t limit,
              const std::function<bool(std::int64_t, std::vector<Value>&&, bool)>& visit) {
  std::vector<bool> parts = {false};
  if (question.order->nullable) parts = question.reversed ? std::vector<bool>{true, false} : std::vector<bool>{false, true};
  if (question.cursor && question.order->nullable && question.cursor->in_nulls == parts.back()) parts.erase(parts.begin());
  std::uint64_t given = 0;
  for (const bool nulls : parts) {
    Query query = prepare(database, list_sql(question, shape, nulls, limit == 0 ? 0 : limit - given));
    while (query.step()) {
      ++given;
      if (!visit(query.number(0), terms_of(question, query), nulls)) return;
    }
    if (limit != 0 && given >= limit) return;
  }
}

Page Answers::list(Kind kind, const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  const Question question = make_question(kind, parameters, state_->context(), Purpose::List);
  const Shape shape = choose_shape(question, *state_->database, Shape::kNone, true);
  Page page;
  page.revision = state_->revision();
  for (const ColumnRow* field : question.fields) page.columns.emplace_back(field->info.name);
  Cursor next;
  next.revision = question.cursor ? question.cursor->revision : page.revision;
  next.last_key_then = question.cursor ? question.cursor->last_key_then : state_->last_key(*question.table);
  std::vector<std::int64_t> keys;
  bool more = false;
  each_key(*state_->database, question, shape, question.limit + 1, [&](std::int64_t key, std::vector<Value>&& terms, bool nulls) {
    more = keys.size() == question.limit;
    if (more) return false;
    keys.push_back(key);
    next.key = key;
    next.terms = std::move(terms);
    next.in_nulls = nulls;
    return true;
  });
  for (const std::int64_t key : keys) page.rows.push_back(state_->fetch(*question.table, question.fields, key));
  if (more) page.next = encode_cursor(next, question);
  return page;
}

void Answers::stream(Kind kind, const Parameters& parameters, const std::function<bool(Row&&)>& sink) const {
  const Snapshot snapshot(*state_->database);
  const Question question = make_question(kind, parameters, state_->context(), Purpose::Stream);
  const Shape shape = choose_shape(question, *state_->database, Shape::kNone, true);
  each_key(*state_->database, question, shape, question.limit,
           [&](std::int64_t key, std::vector<Value>&&, bool) { return sink(state_->fetch(*question.table, question.fields, key)); });
}

std::vector<std::string> Answers::columns(Kind kind, const Parameters& parameters) const {
  const Question question = make_question(kind, parameters, state_->context(), Purpose::Count);
  std::vector<std::string> out;
  out.reserve(question.fields.size());
  for (const ColumnRow* field : question.fields) out.emplace_back(field->info.name);
  return out;
}

Counted Answers::count(Kind kind, const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  const std::string how = parse_choice("count", last_of(parameters, "count").value_or("auto"), "auto|exact|none");
  Question question = make_question(kind, parameters, state_->context(), Purpose::Count);
  question.order = &question.table->orders.front();
  if (how == "none") return {0, 0, 0, false};
  if (question.conditions.empty() && question.table->all != nullptr) {
    Counted all = count_all_rows(*state_->database, question);
    return how == "exact" && kind != Kind::Reports && kind != Kind::Statements ? count_exactly(*state_->database, question) : all;
  }
  return how == "exact" ? count_exactly(*state_->database, question) : count_quickly(*state_->database, question);
}

std::vector<CountWithout> Answers::explain_empty(Kind kind, const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  Question question = make_question(kind, parameters, state_->context(), Purpose::Count);
  question.order = &question.table->orders.front();
  std::vector<CountWithout> out;
  for (std::size_t i = 0; i < question.conditions.size(); ++i) {
    const std::int64_t rows =
        question.conditions.size() == 1 && question.table->all != nullptr
            ? count_all_rows(*state_->database, question).rows
            : static_cast<std::int64_t>(first_keys(question, *state_->database, i, kCountedRows, kCountSteps).keys.size());
    if (rows > 0) out.push_back({question.conditions[i].parameter, question.conditions[i].shown, rows});
  }
  return out;
}

std::int64_t Answers::revision() const {
  return state_->revision();
}
const std::string& Answers::path() const {
  return state_->database->path();
}
void Answers::interrupt_when(std::function<bool()> too_late) {
  state_->database->interrupt_when(std::move(too_late));
}
std::shared_ptr<void> Answers::hold() const {
  return std::make_shared<Snapshot>(*state_->database);
}

std::string Answers::explain_plan(Kind kind, const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  const Question question = make_question(kind, parameters, state_->context(), Purpose::List);
  std::string out;
  const auto explain = [&](const Clause& clause) {
    Query query = prepare(*state_->database, Clause{"EXPLAIN QUERY PLAN " + clause.sql, clause.bound});
    out += clause.sql + "\n";
    while (query.step()) out += "  " + query.text(3) + "\n";
  };
  explain(list_sql(question, Shape{}, false, question.limit));
  for (std::size_t i = 0; i < question.conditions.size(); ++i) {
    if (!question.conditions[i].keys.sql.empty()) explain(list_sql(question, Shape{i, Shape::kNone, 0}, false, question.limit));
    if (question.conditions[i].walk != nullptr) explain(list_sql(question, Shape{Shape::kNone, i, 0}, false, question.limit));
  }
  std::string fetch = "SELECT ";
  for (const ColumnRow* field : question.fields) fetch += (field == question.fields.front() ? "" : ", ") + std::string(field->sql);
  explain({fetch + " FROM " + question.table->table + " AS t" + question.table->joins + question.table->fetch + " WHERE t." +
               question.table->key + " = ?",
           {std::int64_t{1}}});
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "ledger/entry_loader.h"
#include "ledger/ledger_file.h"
#include "ledger/selection.h"

namespace demarche {
namespace {

/// One function may ask many questions: they all see the ledger as it was at the first.
class Snapshot {
 public:
  explicit Snapshot(Database& database) {
    if (!database.in_transaction()) transaction_.emplace(database, Transaction::Kind::Read);
  }

 private:
  std::optional<Transaction> transaction_;
};

Count count(Database& database, const Selection& selection, std::size_t without) {
  Query query = database.query(selection.count_sql(without));
  selection.bind(query, without);
  DEMARCHE_CHECK(query.step());
  return {static_cast<std::uint64_t>(query.number(0)), static_cast<std::uint64_t>(query.number(1)),
          static_cast<std::uint64_t>(query.number(2))};
}

Count count(Database& database, const Selection& selection) {
  return count(database, selection, selection.conditions.size());
}

std::vector<RowsWithout> count_without_each(Database& database, const Selection& selection) {
  std::vector<RowsWithout> counts;
  for (std::size_t i = 0; i < selection.conditions.size(); ++i) {
    const std::uint64_t rows = count(database, selection, i).rows;
    if (rows > 0) counts.push_back({selection.conditions[i].filter, selection.conditions[i].values, rows});
  }
  return counts;
}

/// Calls `visit` with each key; false stops.
template <class Visit>
void each_key(Database& database, const Selection& selection, Visit visit) {
  Query query = database.query(selection.list_sql());
  selection.bind(query, selection.conditions.size());
  while (query.step())
    if (!visit(query.number(0))) return;
}

std::string explain(Database& database, const Selection& selection) {
  Query query = database.query("EXPLAIN QUERY PLAN " + selection.list_sql());
  selection.bind(query, selection.conditions.size());
  std::string plan = selection.list_sql() + "\n";
  while (query.step()) plan += query.text(3) + "\n";
  return plan;
}

struct NameQuery {
  std::string sql;
  std::vector<Condition> conditions;
};

NameQuery name_query(const std::string& select, const std::string& tables, const NameFilter& filter, const std::string& table,
                     const std::string& rest) {
  NameQuery query{select + " FROM " + tables, select_names(filter, table)};
  for (const Condition& condition : query.conditions) query.sql += " AND " + condition.sql;
  query.sql += rest;
  if (filter.limit > 0) query.sql += " LIMIT " + std::to_string(filter.limit);
  return query;
}

void bind(Query& query, const std::vector<Condition>& conditions) {
  Selection selection;
  selection.conditions = conditions;
  selection.bind(query, conditions.size());
}

constexpr const char* kLatestReading =
    "NOT EXISTS (SELECT 1 FROM reading AS later WHERE later.report_key = reading.report_key AND later.reading_key > "
    "reading.reading_key)";

/// Id as stored: "MN_3f9ao" and "mn_3F9A0" are the same, by Crockford's rules. An event has the characters of the mention that was
/// told first: that one is found by ev_….
std::string normalized_id(const std::string& given) {
  std::string id = given;
  const std::size_t split = std::min(id.find('_'), id.size());
  for (std::size_t i = 0; i < id.size(); ++i) {
    char& c = id[i];
    if (i < split) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    } else {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
      if (c == 'O') c = '0';
      if (c == 'I' || c == 'L') c = '1';
    }
  }
  return id.rfind("ev_", 0) == 0 ? "mn_" + id.substr(3) : id;
}

struct KindRow {
  const char* prefix;
  RecordKind kind;
  const char* table;
};
constexpr KindRow kKinds[] = {{"rp_", RecordKind::Report, "report"},
                              {"st_", RecordKind::Statement, "finding"},
                              {"mn_", RecordKind::Event, "finding"},
                              {"ac_", RecordKind::Actor, "actor"},
                              {"so_", RecordKind::Source, "source"}};

}  // namespace

struct LedgerReader::State {
  explicit State(const std::string& path) : database(open_for_reading(path)), loader(*database) {}

  std::int64_t finding_key(const std::string& id, const char* kind) {
    Query& row =
        database->cached("SELECT finding_key FROM finding WHERE id = ? AND kind = ? ORDER BY reading_key DESC LIMIT 1").bind(id, kind);
    if (!row.step()) fail(ErrorCode::NotFound, "no {} '{}' in '{}'", kind, id, database->path());
    const std::int64_t key = row.number(0);
    row.reset();
    return key;
  }

  std::unique_ptr<Database> database;
  EntryLoader loader;
};

LedgerReader::LedgerReader(const std::string& path) : state_(std::make_unique<State>(path)) {}
LedgerReader::LedgerReader(LedgerReader&&) noexcept = default;
LedgerReader& LedgerReader::operator=(LedgerReader&&) noexcept = default;
LedgerReader::~LedgerReader() = default;

void LedgerReader::each_event(const EventFilter& filter, const std::function<bool(EventEntry&&)>& sink) const {
  const Snapshot snapshot(*state_->database);
  each_key(*state_->database, select_events(filter), [&](std::int64_t key) { return sink(state_->loader.load_event(key)); });
}

void LedgerReader::each_statement(const StatementFilter& filter, const std::function<bool(StatementEntry&&)>& sink) const {
  const Snapshot snapshot(*state_->database);
  each_key(*state_->database, select_statements(filter), [&](std::int64_t key) { return sink(state_->loader.load_statement(key)); });
}

void LedgerReader::each_report(const ReportFilter& filter, const std::function<bool(ReportEntry&&)>& sink) const {
  const Snapshot snapshot(*state_->database);
  each_key(*state_->database, select_reports(filter), [&](std::int64_t key) { return sink(state_->loader.load_report(key)); });
}

std::vector<EventEntry> LedgerReader::list_events(const EventFilter& filter) const {
  std::vector<EventEntry> rows;
  each_event(filter, [&](EventEntry&& row) {
    rows.push_back(std::move(row));
    return true;
  });
  return rows;
}

std::vector<StatementEntry> LedgerReader::list_statements(const StatementFilter& filter) const {
  std::vector<StatementEntry> rows;
  each_statement(filter, [&](StatementEntry&& row) {
    rows.push_back(std::move(row));
    return true;
  });
  return rows;
}

std::vector<ReportEntry> LedgerReader::list_reports(const ReportFilter& filter) const {
  std::vector<ReportEntry> rows;
  each_report(filter, [&](ReportEntry&& row) {
    rows.push_back(std::move(row));
    return true;
  });
  return rows;
}

std::vector<ActorEntry> LedgerReader::list_actors(const NameFilter& filter) const {
  const NameQuery names = name_query(
      "SELECT actor.id, actor.name, actor.country, "
      "count(DISTINCT CASE kind WHEN 'statement' THEN finding.finding_key END), "
      "count(DISTINCT CASE kind WHEN 'event' THEN finding.finding_key END), count(DISTINCT reading.report_key) AS reports",
      std::string("actor CROSS JOIN party ON party.actor_key = actor.actor_key "
                  "CROSS JOIN finding ON finding.finding_key = party.finding_key "
                  "CROSS JOIN reading ON reading.reading_key = finding.reading_key WHERE actor.resolved AND ") +
          kLatestReading,
      filter, "actor", " GROUP BY actor.actor_key ORDER BY reports DESC, actor.name, actor.id");
  const Snapshot snapshot(*state_->database);
  Query query = state_->database->query(names.sql);
  bind(query, names.conditions);
  std::vector<ActorEntry> rows;
  while (query.step()) {
    rows.push_back({query.text(0), query.text(1), query.text(2), static_cast<std::uint64_t>(query.number(3)),
                    static_cast<std::uint64_t>(query.number(4)), static_cast<std::uint64_t>(query.number(5))});
  }
  return rows;
}

std::vector<SourceEntry> LedgerReader::list_sources(const NameFilter& filter) const {
  const NameQuery names = name_query(
      "SELECT source.id, source.name, count(*) AS reports, "
      "sum((SELECT count(*) FROM finding WHERE finding.reading_key = reading.reading_key AND kind = 'statement')), "
      "sum((SELECT count(*) FROM finding WHERE finding.reading_key = reading.reading_key AND kind = 'event'))",
      std::string("source CROSS JOIN reading ON reading.source_key = source.source_key WHERE ") + kLatestReading, filter, "source",
      " GROUP BY source.source_key ORDER BY reports DESC, source.name");
  const Snapshot snapshot(*state_->database);
  Query query = state_->database->query(names.sql);
  bind(query, names.conditions);
  std::vector<SourceEntry> rows;
  while (query.step()) {
    rows.push_back({query.text(0), query.text(1), static_cast<std::uint64_t>(query.number(2)), static_cast<std::uint64_t>(query.number(3)),
                    static_cast<std::uint64_t>(query.number(4))});
  }
  return rows;
}

std::vector<RunEntry> LedgerReader::list_runs() const {
  const Snapshot snapshot(*state_->database);
  Query query = state_->database->query("SELECT fingerprint FROM run ORDER BY run_key");
  std::vector<RunEntry> rows;
  while (query.step()) rows.push_back(state_->loader.load_run(query.text(0)));
  return rows;
}

Count LedgerReader::count_events(const EventFilter& filter) const {
  return count(*state_->database, select_events(filter));
}
Count LedgerReader::count_statements(const StatementFilter& filter) const {
  return count(*state_->database, select_statements(filter));
}
Count LedgerReader::count_reports(const ReportFilter& filter) const {
  return count(*state_->database, select_reports(filter));
}

std::vector<RowsWithout> LedgerReader::explain_empty(const EventFilter& filter) const {
  const Snapshot snapshot(*state_->database);
  return count_without_each(*state_->database, select_events(filter));
}
std::vector<RowsWithout> LedgerReader::explain_empty(const StatementFilter& filter) const {
  const Snapshot snapshot(*state_->database);
  return count_without_each(*state_->database, select_statements(filter));
}
std::vector<RowsWithout> LedgerReader::explain_empty(const ReportFilter& filter) const {
  const Snapshot snapshot(*state_->database);
  return count_without_each(*state_->database, select_reports(filter));
}

RecordName LedgerReader::find_record(const std::string& id_or_prefix) const {
  constexpr std::size_t kShown = 4;
  const std::string id = normalized_id(id_or_prefix);
  for (const KindRow& row : kKinds) {
    if (id.rfind(row.prefix, 0) != 0) continue;
    Query query = state_->database->query(
        fmt::format("SELECT DISTINCT id FROM {} WHERE id >= ? AND id < ? ORDER BY id LIMIT {}", row.table, kShown + 1));
    query.bind(id, id + "~");  // '~' stands after every letter of an id
    std::vector<std::string> found;
    while (query.step()) found.push_back(query.text(0));
    if (found.empty()) fail(ErrorCode::NotFound, "no record '{}' in '{}'", id_or_prefix, state_->database->path());
    if (found.size() == 1 || found.front() == id) return {row.kind, found.front()};
    std::string some;
    for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i) some += (i > 0 ? ", " : "") + found[i];
    throw Error(ErrorCode::BadUsage,
                fmt::format("'{}' begins {} records: {}{}", id_or_prefix, found.size() > kShown ? "many" : "several", some,
                            found.size() > kShown ? " …" : ""),
                "give more of the id");
  }
  throw Error(ErrorCode::NotFound, fmt::format("no record '{}' in '{}'", id_or_prefix, state_->database->path()),
              "ids begin with rp_ (report), st_ (statement), ev_ (event), mn_ (mention), ac_ (actor) or so_ (source)");
}

EventEntry LedgerReader::load_event(const std::string& id) const {
  const Snapshot snapshot(*state_->database);
  return state_->loader.load_event(state_->finding_key(normalized_id(id), "event"));
}

StatementEntry LedgerReader::load_statement(const std::string& id) const {
  const Snapshot snapshot(*state_->database);
  return state_->loader.load_statement(state_->finding_key(id, "statement"));
}

ReportPage LedgerReader::load_report(const std::string& id) const {
  const Snapshot snapshot(*state_->database);
  Query& row = state_->database->cached("SELECT max(reading_key) FROM report JOIN reading USING (report_key) WHERE report.id = ?").bind(id);
  const bool found = row.step() && !row.is_null(0);
  const std::int64_t key = found ? row.number(0) : 0;
  row.reset();
  if (!found) fail(ErrorCode::NotFound, "no report '{}' in '{}'", id, state_->database->path());
  ReportPage page;
  page.report = state_->loader.load_report(key);
  page.run = state_->loader.load_run(page.report.run);
  page.text = state_->loader.load_text(key);
  page.statements = state_->loader.load_statements(key);
  page.events = state_->loader.load_events(key);
  return page;
}

RunEntry LedgerReader::load_run(const std::string& fingerprint) const {
  return state_->loader.load_run(fingerprint);
}

std::string LedgerReader::explain_plan(const EventFilter& filter) const {
  return explain(*state_->database, select_events(filter));
}
std::string LedgerReader::explain_plan(const StatementFilter& filter) const {
  return explain(*state_->database, select_statements(filter));
}
std::string LedgerReader::explain_plan(const ReportFilter& filter) const {
  return explain(*state_->database, select_reports(filter));
}

}  // namespace demarche

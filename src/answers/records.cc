// SPDX-License-Identifier: Apache-2.0
// Single records with all that shows them: evidence, chains, and what belongs to them.
#include <algorithm>

#include "answers/records.h"

namespace demarche {
namespace {

constexpr std::size_t kMaxChain = 100;  // the audit, not the reader, complains of a ring
constexpr std::int64_t kSnippet = 120;  // code points before and after
constexpr std::size_t kShownOfSeveral = 4;

struct Prefix {
  const char* prefix;
  Kind kind;
  const char* keys;  ///< SELECT id, key of those between two ids, best first
};
constexpr Prefix kPrefixes[] = {
    {"ev_", Kind::Events, "SELECT id, merged_key FROM merged_event WHERE id >= ? AND id < ? ORDER BY id"},
    {"mn_", Kind::Mentions, "SELECT id, max(finding_key) FROM finding WHERE id >= ? AND id < ? AND kind = 'event' GROUP BY id ORDER BY id"},
    {"st_", Kind::Statements,
     "SELECT id, max(finding_key) FROM finding WHERE id >= ? AND id < ? AND kind = 'statement' GROUP BY id ORDER BY id"},
    {"rp_", Kind::Reports,
     "SELECT report.id, max(reading_key) FROM report JOIN reading USING (report_key) WHERE report.id >= ? AND report.id < ? GROUP BY "
     "report.id ORDER BY report.id"},
    {"ac_", Kind::Actors, "SELECT id, identity_key FROM identity WHERE id >= ? AND id < ? ORDER BY id"},
    {"so_", Kind::Sources, "SELECT id, source_key FROM source WHERE id >= ? AND id < ? ORDER BY id"},
    {"pl_", Kind::Plans, "SELECT id, plan_link_key FROM plan_link WHERE id >= ? AND id < ? ORDER BY id"},
    {"cx_", Kind::Contradictions, "SELECT id, contradiction_key FROM contradiction WHERE id >= ? AND id < ? ORDER BY id"},
    {"dc_", Kind::Decisions, "SELECT id, decision_key FROM decision WHERE id >= ? AND id < ? ORDER BY id"},
};

/// Where the id of a merged event or actor went; empty where it is unknown.
std::string survivor_of(const std::string& id, Database& database) {
  const bool is_event = id.rfind("ev_", 0) == 0;
  if (!is_event && id.rfind("ac_", 0) != 0) return {};
  Query query = database.query(is_event ? "SELECT merged_event.id FROM finding JOIN mention USING (finding_key) JOIN merged_event USING "
                                          "(merged_key) WHERE finding.id = ? ORDER BY finding_key DESC"
                                        : "SELECT identity.id FROM actor JOIN alias USING (actor_key) JOIN identity USING (identity_key) "
                                          "WHERE actor.id = ?");
  query.bind(is_event ? "mn_" + id.substr(3) : id);
  return query.step() ? query.text(0) : "";
}

/// The revision that took a record away; 0 where there never was one, or nobody kept when.
std::int64_t revision_of_end(const std::string& id, Database& database) {
  Query query = database.query("SELECT max(revision) FROM change WHERE record_id = ? AND what IN ('merged', 'removed')");
  query.bind(id);
  return query.step() && !query.is_null(0) ? query.number(0) : 0;
}

/// Throws Merged or Removed where there once was such a record.
void refuse_gone(const std::string& id, Database& database) {
  const std::string into = survivor_of(id, database);
  if (!into.empty()) throw Merged(id, into);
  const std::int64_t gone = revision_of_end(id, database);
  if (gone != 0) throw Removed(id, gone);
}

std::vector<std::int64_t> keys_by(Database& database, const char* sql, const Bound& bound) {
  std::vector<std::int64_t> keys;
  Query query = prepare(database, Clause{sql, {bound}});
  while (query.step()) keys.push_back(query.number(0));
  return keys;
}

Record text_record(const char* kind, std::vector<std::string> columns, const Query& query, std::size_t first) {
  Record record;
  record.kind = kind;
  for (std::size_t i = 0; i < columns.size(); ++i) record.row.values.emplace_back(query.text(static_cast<int>(first + i)));
  record.columns = std::move(columns);
  return record;
}

Part parties_of(Database& database, std::int64_t key) {
  Part part{"parties", {}};
  Query query = database.query(
      "SELECT p.role, a.name, coalesce((SELECT i.id FROM alias JOIN identity AS i USING (identity_key) WHERE alias.actor_key = "
      "p.actor_key), "
      "a.id), a.country, p.sector, p.reason, (SELECT quote FROM evidence AS e WHERE e.finding_key = p.finding_key AND e.role = p.role AND "
      "e.ordinal = p.ordinal), p.ordinal, CASE a.resolved WHEN 1 THEN a.name ELSE '' END FROM party AS p JOIN actor AS a USING (actor_key) "
      "WHERE p.finding_key = ? ORDER BY p.role, p.ordinal");
  query.bind(key);
  while (query.step()) {
    Record record =
        text_record("party", {"role", "name", "actor_id", "country", "sector", "reason", "words", "ordinal", "resolved_name"}, query, 0);
    record.id = query.text(2);
    part.records.push_back(std::move(record));
  }
  return part;
}

Part names_of(Database& database, std::int64_t key) {
  Part part{"names", {}};
  Query query = database.query(
      "SELECT a.name, a.id, a.country, alias.reason, (SELECT count(DISTINCT f.reading_key) FROM party AS p JOIN finding AS f USING "
      "(finding_key) WHERE p.actor_key = a.actor_key) FROM alias JOIN actor AS a USING (actor_key) WHERE alias.identity_key = ? ORDER BY 5 "
      "DESC, a.name");
  query.bind(key);
  while (query.step()) part.records.push_back(text_record("name", {"name", "actor_id", "country", "reason", "reports"}, query, 0));
  return part;
}

}  // namespace

const Value& Record::at(std::string_view column) const {
  static const Value kNothing{};
  for (std::size_t i = 0; i < columns.size() && i < row.values.size(); ++i)
    if (columns[i] == column) return row.values[i];
  return kNothing;
}

std::vector<Evidence> load_evidence(Database& database, std::int64_t key, bool snippets) {
  std::vector<Evidence> out;
  const std::string around = std::to_string(kSnippet);
  Query query = database.query(
      "SELECT role, evidence.ordinal, quote, char_begin, char_end, byte_begin, byte_end, raw_begin, raw_end" +
      (snippets ? ", substr(text.text, max(1, char_begin + 1 - " + around + "), min(" + around +
                      ", char_begin)), substr(text.text, char_end + 1, " + around + ")"
                : std::string(", '', ''")) +
      " FROM evidence JOIN finding USING (finding_key) JOIN reading USING (reading_key) JOIN text USING (text_key) WHERE finding_key = ? "
      "ORDER BY char_begin, char_end DESC");
  query.bind(key);
  while (query.step()) {
    out.push_back({query.text(0), query.number(1), query.text(2), query.number(3), query.number(4), query.number(5), query.number(6),
                   query.number(7), query.number(8), query.text(9), query.text(10)});
  }
  return out;
}

std::vector<ChainStep> load_chain(Database& database, std::int64_t key) {
  constexpr const char* kStep =
      "SELECT f.within_key, w.id, coalesce(said.name, ''), coalesce((SELECT i.id FROM alias JOIN identity AS i USING (identity_key) WHERE "
      "alias.actor_key = said.actor_key), ''), coalesce(said.country, ''), coalesce((SELECT quote FROM evidence WHERE finding_key = "
      "f.within_key AND role = 'speaker' AND ordinal = 0), ''), coalesce((SELECT quote FROM evidence WHERE finding_key = f.within_key AND "
      "role "
      "= 'cue' AND ordinal = 0), ''), coalesce((SELECT actor.name FROM party JOIN actor USING (actor_key) WHERE party.finding_key = "
      "f.within_key AND role = 'addressee' AND ordinal = 0), '') FROM finding AS f JOIN finding AS w ON w.finding_key = f.within_key LEFT "
      "JOIN "
      "party AS p ON p.finding_key = f.within_key AND p.role = 'speaker' AND p.ordinal = 0 LEFT JOIN actor AS said ON said.actor_key = "
      "p.actor_key WHERE f.finding_key = ?";
  std::vector<ChainStep> out;
  for (std::int64_t at = key; out.size() < kMaxChain;) {
    Query& query = database.cached(kStep).bind(at);
    const bool is_claimed = query.step();
    if (is_claimed) {
      at = query.number(0);
      out.push_back({query.text(1), query.text(2), query.text(3), query.text(4), query.text(5), query.text(6), query.text(7)});
    }
    query.reset();
    if (!is_claimed) break;
  }
  return out;
}

RecordKey find_key(const std::string& given, Database& database) {
  const std::string id = normalized_id(given);
  for (const Prefix& row : kPrefixes) {
    if (id.rfind(row.prefix, 0) != 0) continue;
    Query query = database.query(std::string(row.keys) + " LIMIT " + std::to_string(kShownOfSeveral + 1));
    query.bind(id, id + "~");  // '~' stands after every letter of an id
    std::vector<RecordKey> found;
    while (query.step()) found.push_back({row.kind, query.text(0), query.number(1)});
    if (!found.empty() && (found.size() == 1 || found.front().id == id)) return found.front();
    if (found.empty()) refuse_gone(id, database);
    if (found.empty()) throw Error(ErrorCode::NotFound, fmt::format("no record '{}' in '{}'", given, database.path()));
    std::string some;
    for (std::size_t i = 0; i < std::min(found.size(), kShownOfSeveral); ++i) some += (i > 0 ? ", " : "") + found[i].id;
    const bool many = found.size() > kShownOfSeveral;
    throw Error(ErrorCode::BadUsage, fmt::format("'{}' begins {} records: {}{}", given, many ? "many" : "several", some, many ? " …" : ""),
                "give more of the id");
  }
  throw Error(ErrorCode::NotFound, fmt::format("no record '{}' in '{}'", given, database.path()),
              "ids begin with rp_ (report), st_ (statement), ev_ (event), mn_ (mention), ac_ (actor), so_ (source), pl_ (plan), cx_ "
              "(contradiction) or dc_ (decision)");
}

std::string normalized_id(const std::string& given) {
  std::string id = given;
  const std::size_t split = std::min(id.find('_'), id.size());
  for (std::size_t i = 0; i < id.size(); ++i) {
    char& c = id[i];
    if (i < split) {
      c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      continue;
    }
    c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
  }
  return id;
}

Record RecordLoader::load(Kind kind, std::int64_t key) {
  Record record = state_.fetch_record(table_of(kind), key);
  if (kind == Kind::Mentions || kind == Kind::Statements) {
    record.evidence = load_evidence(database_, key, true);
    record.chain = load_chain(database_, key);
    record.parts.push_back(parties_of(database_, key));
  }
  return record;
}

Part RecordLoader::load_part(const char* name, Kind kind, const char* sql, const Bound& bound) {
  Part part{name, {}};
  for (const std::int64_t key : keys_by(database_, sql, bound)) part.records.push_back(load(kind, key));
  return part;
}

Record RecordLoader::load_whole(const RecordKey& found) {
  require_latest(found);
  Record record = load(found.kind, found.key);
  const auto add = [&](const char* name, Kind kind, const char* sql) {
    Part part = load_part(name, kind, sql, found.key);
    if (!part.records.empty()) record.parts.push_back(std::move(part));
  };
  if (found.kind == Kind::Events) {
    record.parts.push_back(load_part("mentions", Kind::Mentions, kMentionsOfEvent, found.key));
    add("plans", Kind::Plans,
        "SELECT plan_link_key FROM plan_link WHERE plan_key = ?1 UNION SELECT plan_link_key FROM plan_link WHERE "
        "outcome_key = ?1");
    add("contradictions", Kind::Contradictions, "SELECT contradiction_key FROM contradiction WHERE merged_key = ?");
  } else if (found.kind == Kind::Actors) {
    record.parts.push_back(names_of(database_, found.key));
  } else if (found.kind == Kind::Reports) {
    add("copies", Kind::Reports, "SELECT reading_key FROM copy WHERE original_key = ?1 AND reading_key <> ?1");
  } else if (found.kind == Kind::Plans) {
    add("plan", Kind::Events, "SELECT plan_key FROM plan_link WHERE plan_link_key = ?");
    add("outcome", Kind::Events, "SELECT outcome_key FROM plan_link WHERE plan_link_key = ? AND outcome_key IS NOT NULL");
  } else if (found.kind == Kind::Contradictions) {
    add("event", Kind::Events, "SELECT merged_key FROM contradiction WHERE contradiction_key = ?");
    add_side(record, "a", found.key);
    add_side(record, "b", found.key);
  }
  if (found.kind != Kind::Decisions) {
    Part decisions = load_part("decisions", Kind::Decisions,
                               "SELECT decision_key FROM decision WHERE record_id = ?1 UNION SELECT "
                               "decision_key FROM decision WHERE other_id <> '' AND other_id = ?1",
                               found.id);
    if (!decisions.records.empty()) record.parts.push_back(std::move(decisions));
  }
  return record;
}

void RecordLoader::require_latest(const RecordKey& found) {
  if (found.kind != Kind::Mentions && found.kind != Kind::Statements && found.kind != Kind::Reports) return;
  const char* sql = found.kind == Kind::Mentions  ? "SELECT 1 FROM mention WHERE finding_key = ?"
                    : found.kind == Kind::Reports ? "SELECT 1 FROM copy WHERE reading_key = ?"
                                                  : "SELECT 1 FROM finding JOIN copy USING (reading_key) WHERE finding_key = ?";
  Query query = prepare(database_, Clause{sql, {found.key}});
  if (!query.step())
    throw Error(ErrorCode::NotFound, found.id + " belongs to a reading that a later one superseded, or that is not linked yet",
                "demarche show " + found.id + " shows it as it was; demarche link links what is new");
}

/// A side of a dispute: an event with its mentions of that side, or the mention or statement itself.
void RecordLoader::add_side(Record& record, const char* side, std::int64_t key) {
  const std::string name(side);
  Query query =
      prepare(database_, Clause{"SELECT " + name + "_kind, " + name + "_key FROM contradiction WHERE contradiction_key = ?", {key}});
  if (!query.step()) return;
  const Kind kind = *parse_kind(query.text(0) + "s");
  record.parts.push_back({name, {load(kind, query.number(1))}});
}

Record Answers::record(const std::string& id) const {
  const Snapshot snapshot(*state_->database);
  return RecordLoader(*state_).load_whole(find_key(id, *state_->database));
}

std::vector<Record> Answers::evidence(const std::string& id) const {
  const Snapshot snapshot(*state_->database);
  RecordLoader loader(*state_);
  const RecordKey found = find_key(id, *state_->database);
  if (found.kind == Kind::Events) return loader.load_part("mentions", Kind::Mentions, kMentionsOfEvent, found.key).records;
  if (found.kind == Kind::Mentions || found.kind == Kind::Statements) {
    loader.require_latest(found);
    return {loader.load(found.kind, found.key)};
  }
  throw Error(ErrorCode::NotFound, found.id + " has no evidence of its own", "ask for an event, a mention or a statement");
}

ReportText Answers::report_text(const std::string& id) const {
  const Snapshot snapshot(*state_->database);
  Database& database = *state_->database;
  RecordLoader loader(*state_);
  const RecordKey found = find_key(id, database);
  if (found.kind != Kind::Reports) throw Error(ErrorCode::NotFound, found.id + " is no report", "ids of reports begin with rp_");
  loader.require_latest(found);
  ReportText out;
  out.report = loader.load(Kind::Reports, found.key);
  Query text = prepare(database, Clause{"SELECT text.text FROM reading JOIN text USING (text_key) WHERE reading_key = ?", {found.key}});
  if (text.step()) out.text = text.text(0);
  out.statements = loader
                       .load_part("", Kind::Statements,
                                  "SELECT finding_key FROM finding WHERE reading_key = ? AND kind = 'statement' "
                                  "ORDER BY ordinal",
                                  found.key)
                       .records;
  out.mentions = loader
                     .load_part("", Kind::Mentions,
                                "SELECT finding_key FROM finding JOIN mention USING (finding_key) WHERE reading_key = ? "
                                "AND kind = 'event' ORDER BY ordinal",
                                found.key)
                     .records;
  return out;
}

}  // namespace demarche

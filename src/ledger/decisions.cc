// SPDX-License-Identifier: Apache-2.0
#include "ledger/decisions.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/error.h"
#include "document/findings.h"
#include "ledger/keys.h"
#include "ledger/link_rulings.h"

namespace demarche {
namespace {

struct ActRule {
  const char* act;
  const char* kinds;  ///< prefixes of the records that it is about
  bool needs_other;
};
constexpr std::array<ActRule, 6> kActs = {{{"accept", "ev_ mn_ st_ pl_ cx_", false},
                                           {"reject", "ev_ mn_ st_ pl_ cx_", false},
                                           {"correct", "ev_ mn_", false},
                                           {"merge", "ev_ mn_", true},
                                           {"split", "mn_", false},
                                           {"undo", "dc_", false}}};

bool exists(Database& database, const std::string& sql, const std::string& id) {
  Query row = database.query(sql);
  row.bind(id);
  return row.step();
}

std::string text_of(Database& database, const std::string& sql, const std::string& id) {
  Query row = database.query(sql);
  row.bind(id);
  return row.step() ? row.text(0) : "";
}

void require_record(Database& database, const std::string& id) {
  const std::string prefix = id.substr(0, 3);
  const char* sql = prefix == "ev_"   ? "SELECT 1 FROM merged_event WHERE id = ?"
                    : prefix == "pl_" ? "SELECT 1 FROM plan_link WHERE id = ?"
                    : prefix == "cx_" ? "SELECT 1 FROM contradiction WHERE id = ?"
                    : prefix == "dc_" ? "SELECT 1 FROM decision WHERE id = ?"
                    : prefix == "st_" ? "SELECT 1 FROM finding WHERE id = ?"
                                      : "SELECT 1 FROM finding JOIN mention USING (finding_key) WHERE id = ?";
  if (!exists(database, sql, id)) fail(ErrorCode::NotFound, "no record '{}' in '{}'", id, database.path());
}

/// Event of an event or mention, by id.
std::string event_of(Database& database, const std::string& id) {
  if (id.rfind("ev_", 0) == 0) return id;
  return text_of(database,
                 "SELECT merged_event.id FROM finding JOIN mention USING (finding_key) JOIN merged_event USING (merged_key) "
                 "WHERE finding.id = ? ORDER BY finding.finding_key DESC LIMIT 1",
                 id);
}

/// What the record was: its event's mentions and the fields that a correction may change, as JSON.
std::string before(Database& database, const std::string& event) {
  return text_of(database,
                 "SELECT json_object('event', id, 'type', type, 'mode', mode, 'cameo', cameo, 'status', status, 'date_from', date_from, "
                 "'date_to', date_to, 'mentions', (SELECT json_group_array(finding_id) FROM (SELECT finding.id AS finding_id FROM mention "
                 "JOIN finding USING (finding_key) WHERE mention.merged_key = merged_event.merged_key ORDER BY 1))) "
                 "FROM merged_event WHERE id = ?",
                 event);
}

void check_correction(Database& database, const std::string& after) {
  Query valid = database.query("SELECT json_valid(?)");
  valid.bind(after);
  if (!valid.step() || valid.number(0) == 0)
    throw Error(ErrorCode::BadUsage, "a correction needs the new fields as JSON", "for example {\"status\": \"planned\"}");
  Query fields = database.query("SELECT key, value FROM json_each(?)");
  fields.bind(after);
  constexpr std::array<const char*, 6> kFields = {"type", "mode", "cameo", "status", "date_from", "date_to"};
  while (fields.step()) {
    const std::string field = fields.text(0);
    if (std::none_of(kFields.begin(), kFields.end(), [&](const char* known) { return field == known; }))
      throw Error(ErrorCode::BadUsage, fmt::format("'{}' cannot be corrected", field), "use type, mode, cameo, status, date_from, date_to");
    const std::string value = fields.text(1);
    if (field == "status" && !parse_status(value)) throw Error(ErrorCode::BadUsage, fmt::format("'{}' is no status", value), "");
    if (field.rfind("date", 0) == 0 && !parse_iso_date(value))
      throw Error(ErrorCode::BadUsage, fmt::format("'{}' is no day", value), "use year-month-day, 2026-02-03");
  }
}

}  // namespace

std::string write_decision(Database& database, const Decision& given) {
  Decision d = given;
  const auto rule = std::find_if(kActs.begin(), kActs.end(), [&](const ActRule& known) { return d.act == known.act; });
  if (rule == kActs.end())
    throw Error(ErrorCode::BadUsage, fmt::format("'{}' is no decision", d.act), "use accept, reject, correct, merge, split or undo");
  if (d.record_id.size() < 4 || std::string(rule->kinds).find(d.record_id.substr(0, 3)) == std::string::npos)
    throw Error(ErrorCode::BadUsage, fmt::format("cannot {} '{}'", d.act, d.record_id), fmt::format("{} takes {}", d.act, rule->kinds));
  if (d.by.empty()) throw Error(ErrorCode::BadUsage, "a decision needs the name of who decides", "");
  require_record(database, d.record_id);
  if (rule->needs_other && d.other_id.empty()) throw Error(ErrorCode::BadUsage, "merge needs a second record", "");
  std::string undoes;
  if (d.act == "undo") {
    if (exists(database, "SELECT 1 FROM decision WHERE undoes = ?", d.record_id))
      throw Error(ErrorCode::BadUsage, fmt::format("'{}' is undone already", d.record_id), "");
    undoes = d.record_id;
  }
  if (d.act == "split" && d.other_id.empty()) d.other_id = event_of(database, d.record_id);
  if (d.act == "reject" && d.record_id.rfind("pl_", 0) == 0) {
    d.other_id =
        text_of(database, "SELECT merged_event.id FROM plan_link JOIN merged_event ON merged_key = outcome_key WHERE plan_link.id = ?",
                d.record_id);
  } else if (!d.other_id.empty()) {
    require_record(database, d.other_id);
  }
  if (d.act == "merge" && event_of(database, d.record_id) == event_of(database, d.other_id))
    throw Error(ErrorCode::BadUsage, "these are one event already", "");
  if (d.act == "correct") check_correction(database, d.after);
  const std::string subject = d.act == "split" ? event_of(database, d.other_id) : event_of(database, d.record_id);
  const std::string was = before(database, subject);
  const auto number = static_cast<std::uint64_t>(database.number("SELECT count(*) FROM decision"));
  CanonicalKey key("decision");
  key.add(number).add(d.at).add(d.by).add(d.act).add(d.record_id).add(d.other_id).add(d.after).add(d.reason);
  std::string id = "dc_" + short_id(key.bytes());
  Query insert = database.query(
      "INSERT INTO decision (id, at, by, act, record_id, other_id, before, after, reason, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(id, d.at, d.by, d.act, d.record_id, d.other_id, was, d.after, d.reason, undoes).run();
  return id;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_changes.h"

namespace demarche {
namespace {

// Ids and contents: all that lists show of an event and of a plan, as one text.
#define EVENT_CONTENT                                                                                                               \
  "json_array(type, mode, cameo, status, contested, date_from, date_to, date_precision, place_key, votes_happened, votes_ongoing, " \
  "votes_planned, votes_requested, votes_threatened, votes_possible, votes_denied, n_mentions, n_reports, n_copies, n_sources, "    \
  "n_independent, first_reported, last_reported, confidence, top_key, review, "                                                     \
  "(SELECT json_group_array(json_array(role, ordinal, identity_key, country, sector)) FROM merged_party AS p "                      \
  "WHERE p.merged_key = e.merged_key), "                                                                                            \
  "(SELECT json_group_array(json_array(what, low, high)) FROM merged_number AS n WHERE n.merged_key = e.merged_key)"
constexpr const char* kEvent =
    "SELECT id, " EVENT_CONTENT
    ", (SELECT json_group_array(id) FROM contradiction AS c WHERE c.merged_key = e.merged_key), "
    "(SELECT json_array(verdict, outcome_key) FROM plan_link WHERE plan_key = e.merged_key), "
    "(SELECT json_group_array(plan_key) FROM plan_link WHERE outcome_key = e.merged_key)) FROM merged_event AS e WHERE ";
constexpr const char* kPlan =
    "SELECT id, json_array(verdict, due_from, due_to, days_off, "
    "(SELECT " EVENT_CONTENT
    ") FROM merged_event AS e WHERE e.merged_key = l.plan_key), "
    "(SELECT json_array(e.id, " EVENT_CONTENT ")) FROM merged_event AS e WHERE e.merged_key = l.outcome_key)) FROM plan_link AS l WHERE ";

bool is_plan(const std::string& id) {
  return id.rfind("pl_", 0) == 0;
}

}  // namespace

void LinkChanges::keep(const std::string& sql, std::int64_t key) {
  Query& row = database_.cached(sql).bind(key);
  if (row.step()) before_.emplace(row.text(0), row.text(1));
  row.reset();
}

void LinkChanges::keep_event(std::int64_t merged_key) {
  keep(std::string(kEvent) + "merged_key = ?", merged_key);
  for (const char* side : {"plan_key", "outcome_key"})
    for (const std::int64_t plan :
         numbers(database_.cached(std::string("SELECT plan_link_key FROM plan_link WHERE ") + side + " = ?").bind(merged_key)))
      keep(std::string(kPlan) + "plan_link_key = ?", plan);
}

void LinkChanges::keep_plan(std::int64_t plan_key) {
  keep_event(plan_key);
  for (const std::int64_t outcome :
       numbers(database_.cached("SELECT outcome_key FROM plan_link WHERE plan_key = ? AND outcome_key IS NOT NULL").bind(plan_key)))
    keep_event(outcome);
}

void LinkChanges::made_event(std::int64_t merged_key) {
  keep("SELECT id, '' FROM merged_event WHERE merged_key = ?", merged_key);
}

void LinkChanges::made_plan(std::int64_t plan_key) {
  keep("SELECT id, '' FROM plan_link WHERE plan_link_key = ?", plan_key);
}

void LinkChanges::note(const std::string& id, bool is_new) {
  noted_.emplace(id, is_new);
}

void LinkChanges::write_change(std::int64_t revision, const std::string& id, const std::string& before) {
  Query& row = database_.cached(std::string(is_plan(id) ? kPlan : kEvent) + "id = ?").bind(id);
  const std::string now = row.step() ? row.text(1) : "";
  row.reset();
  if (now == before) return;
  std::string what = before.empty() ? "added" : "changed";
  std::string into;
  if (now.empty()) {
    // An event's id is that of the mention from which it has its name: where that went, the event went.
    Query& home = database_
                      .cached(
                          "SELECT merged_event.id FROM finding JOIN mention USING (finding_key) JOIN merged_event USING (merged_key) "
                          "WHERE finding.id = ? ORDER BY finding_key DESC")
                      .bind("mn_" + id.substr(3));
    if (!is_plan(id) && home.step()) into = home.text(0);
    home.reset();
    what = into.empty() ? "removed" : "merged";
  }
  database_.cached("INSERT INTO change (revision, record_id, what, into_id) VALUES (?, ?, ?, ?)").bind(revision, id, what, into).run();
}

void LinkChanges::write(std::int64_t revision) {
  for (const auto& [id, before] : before_) write_change(revision, id, before);
  for (const auto& [id, is_new] : noted_)
    database_.cached("INSERT INTO change (revision, record_id, what, into_id) VALUES (?, ?, ?, '')")
        .bind(revision, id, is_new ? "added" : "changed")
        .run();
  before_.clear();
  noted_.clear();
}

void LinkChanges::begin_at(std::int64_t revision) {
  before_.clear();
  noted_.clear();
  database_.execute("DELETE FROM change");
  database_.cached("UPDATE ledger_revision SET told_from = ?").bind(revision).run();
}

}  // namespace demarche

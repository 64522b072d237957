// SPDX-License-Identifier: Apache-2.0
// Plans, contradictions and decisions.
#include "answers/kind_words.h"

namespace demarche {
namespace {

#define PARTIES_OF(event, role)                                                                                                            \
  "(SELECT group_concat(word, char(31)) FROM (SELECT i.name AS word FROM merged_party AS p JOIN identity AS i USING (identity_key) WHERE " \
  "p.merged_key = " event " AND p.role = '" role "' ORDER BY p.ordinal))"
// How many reports the ledger has of the days in which the outcome was due, for a day, compared with all its days before the horizon.
#define DATED_REPORTS                                                                    \
  "((SELECT n FROM tally WHERE kind = 'reports' AND facet = '' AND value = '') * 1.0 - " \
  "coalesce((SELECT n_reports FROM report_day WHERE day = ''), 0))"
#define COVERAGE                                                                                                                           \
  "CASE WHEN t.due_from IS NULL THEN NULL ELSE (SELECT sum(n_reports) * 1.0 FROM report_day WHERE day BETWEEN t.due_from AND t.due_to) / " \
  "(julianday(t.due_to) - julianday(t.due_from) + 1) / nullif(" DATED_REPORTS                                                              \
  " / (julianday((SELECT max(day) FROM report_day)) - julianday((SELECT min(day) FROM report_day WHERE day > '')) + 1), 0) END"

constexpr ColumnRow kPlanColumns[] = {
    {{"plan_link_id", ColumnType::Text, "id of the link"}, "t.id"},
    {{"plan_id", ColumnType::Text, "event that was planned, requested or threatened"}, "plan.id"},
    {{"status", ColumnType::Text, "of the plan"}, "plan.status"},
    {{"type", ColumnType::Text, "of the plan"}, "plan.type"},
    {{"mode", ColumnType::Text, ""}, "plan.mode"},
    {{"actors", ColumnType::List, "who would do it"}, PARTIES_OF("plan.merged_key", "actor")},
    {{"recipients", ColumnType::List, "to whom"}, PARTIES_OF("plan.merged_key", "recipient")},
    {{"place", ColumnType::Text, ""}, "coalesce((SELECT name FROM place WHERE place.place_key = plan.place_key), '')"},
    {{"trigger", ColumnType::Text, "words that tell it"},
     "coalesce((SELECT quote FROM evidence AS e WHERE e.finding_key = plan.top_key AND e.role = 'trigger' AND e.ordinal = 0), '')"},
    {{"first_reported", ColumnType::Day, "of the plan"}, "plan.first_reported"},
    {{"n_independent", ColumnType::Integer, "sources of the plan"}, "plan.n_independent"},
    {{"due_from", ColumnType::Day, "days in which it was due"}, "t.due_from"},
    {{"due_to", ColumnType::Day, ""}, "t.due_to"},
    {{"verdict", ColumnType::Text, "kept, late, changed, withdrawn, refuted, not_seen or open; not seen is never: did not happen"},
     "t.verdict"},
    {{"days_off", ColumnType::Integer, "from the end of the due days to the outcome; negative: before they began"}, "t.days_off"},
    {{"outcome_id", ColumnType::Text, "event that came of it"}, "coalesce(outcome.id, '')"},
    {{"outcome_status", ColumnType::Text, ""}, "coalesce(outcome.status, '')"},
    {{"outcome_date", ColumnType::Day, ""}, "outcome.date_from"},
    {{"coverage", ColumnType::Real, "reports a day of the due days, as a share of the ledger's mean"}, COVERAGE},
    {{"score", ColumnType::Real, ""}, "t.score"},
    {{"basis", ColumnType::Text, "why they belong together"}, "t.basis"},
};

// ifnull() keeps SQLite from going by the index of the value: the row is known, its few parties are looked at.
#define OF_PLAN(role) "EXISTS (SELECT 1 FROM merged_party AS p WHERE p.merged_key = t.plan_key AND " role " AND ifnull({}, 0))"
#define KEYS_OF_PLAN(role) \
  "SELECT l.plan_link_key FROM merged_party AS p CROSS JOIN plan_link AS l ON l.plan_key = p.merged_key WHERE " role " AND {}"
#define KEYS_BY_PLAN "SELECT l.plan_link_key FROM merged_event AS plan CROSS JOIN plan_link AS l ON l.plan_key = plan.merged_key WHERE {}"

constexpr FilterRow kPlanFilters[] = {
    {{"verdict", FilterType::Choice, "kept|late|changed|withdrawn|refuted|not_seen|open", "", true},
     Take::Choice,
     "t.verdict = ?",
     "{}",
     "SELECT t.plan_link_key FROM plan_link AS t WHERE {}",
     "plan_link_by_verdict"},
    {{"status", FilterType::Choice, "planned|requested|threatened", "of the plan", true},
     Take::Choice,
     "plan.status = ?",
     "{}",
     KEYS_BY_PLAN,
     nullptr},
    {{"type", FilterType::Choice, kTypes, "of the plan", true}, Take::Choice, "plan.type = ?", "{}", KEYS_BY_PLAN, nullptr},
    {{"country", FilterType::Country, "", "of anybody who takes part", true},
     Take::Country,
     "p.country = ?",
     OF_PLAN("p.role IN ('actor', 'recipient')"),
     KEYS_OF_PLAN("true"),
     nullptr},
    {{"actor", FilterType::Name, "", "who would do it", true},
     Take::Identity,
     "p.identity_key|p.country",
     OF_PLAN("p.role = 'actor'"),
     KEYS_OF_PLAN("p.role = 'actor'"),
     nullptr},
    {{"recipient", FilterType::Name, "", "to whom", true},
     Take::Identity,
     "p.identity_key|p.country",
     OF_PLAN("p.role = 'recipient'"),
     KEYS_OF_PLAN("p.role = 'recipient'"),
     nullptr},
    {{"event", FilterType::Id, "", "the plan as an event, by id or its beginning", true},
     Take::Record,
     "plan.id >= ? AND plan.id < ?",
     "{}",
     KEYS_BY_PLAN,
     nullptr},
    {{"outcome", FilterType::Id, "", "the outcome as an event, by id or its beginning", true},
     Take::Record,
     "t.outcome_key IN (SELECT merged_key FROM merged_event WHERE id >= ? AND id < ?)",
     "{}",
     "SELECT t.plan_link_key FROM plan_link AS t WHERE {}",
     nullptr},
    {{"plan", FilterType::Id, "", "id of the link or its beginning", true},
     Take::Record,
     "t.id >= ? AND t.id < ?",
     "{}",
     "SELECT t.plan_link_key FROM plan_link AS t WHERE {}",
     nullptr},
    {{"matched", FilterType::Flag, "", "1: with an outcome", false}, Take::Flag, "(t.outcome_key IS NOT NULL) = ?", "{}", nullptr, nullptr},
    {{"due_from", FilterType::Day, "", "due on this day or later", false}, Take::DayFrom, "t.due_to >= ?", "{}", nullptr, nullptr},
    {{"due_to", FilterType::Day, "", "due on this day or earlier", false}, Take::DayTo, "t.due_from <= ?", "{}", nullptr, nullptr},
    {{"from", FilterType::Day, "", "the same as due_from", false}, Take::DayFrom, "t.due_to >= ?", "{}", nullptr, nullptr},
    {{"to", FilterType::Day, "", "the same as due_to", false}, Take::DayTo, "t.due_from <= ?", "{}", nullptr, nullptr},
};

constexpr OrderTerm kLinkByDate[] = {{"t.sort_date", true}};
constexpr OrderRow kPlanOrders[] = {{"date", kLinkByDate, "plan_link_by_date", false, false}};
constexpr FacetRow kPlanFacets[] = {
    {"verdict", "t.verdict", "", nullptr, nullptr, true},
    {"status", "plan.status", "", nullptr, nullptr, true},
    {"type", "plan.type", "", nullptr, nullptr, true},
    {"country", "p.country", " CROSS JOIN merged_party AS p ON p.merged_key = t.plan_key ", nullptr, nullptr, true},
};

constexpr KindTable kPlanTable = {Kind::Plans,
                                  "plan_link",
                                  "plan_link_key",
                                  "t.id",
                                  " CROSS JOIN merged_event AS plan ON plan.merged_key = t.plan_key",
                                  "",
                                  " LEFT JOIN merged_event AS outcome ON outcome.merged_key = t.outcome_key",
                                  "SELECT count(*) FROM plan_link",
                                  kPlanColumns,
                                  kPlanFilters,
                                  kPlanOrders,
                                  kPlanFacets,
                                  "t.due_from",
                                  nullptr};

#define SIDE_ID(side)                                                                                     \
  "CASE t." side "_kind WHEN 'event' THEN (SELECT id FROM merged_event AS x WHERE x.merged_key = t." side \
  "_key) ELSE (SELECT id FROM "                                                                           \
  "finding AS x WHERE x.finding_key = t." side "_key) END"
#define SIDE_QUOTE(side)                                                         \
  "coalesce((SELECT quote FROM evidence AS e WHERE e.finding_key = CASE t." side \
  "_kind WHEN 'event' THEN (SELECT top_key FROM "                                \
  "merged_event AS x WHERE x.merged_key = t." side "_key) ELSE t." side          \
  "_key END AND e.role IN ('trigger', 'content') AND e.ordinal = 0), '')"

constexpr ColumnRow kContradictionColumns[] = {
    {{"contradiction_id", ColumnType::Text, ""}, "t.id"},
    {{"kind", ColumnType::Text, "assert_deny, number, role, date or place"}, "t.kind"},
    {{"field", ColumnType::Text, "what is in dispute"}, "t.field"},
    {{"event_id", ColumnType::Text, "the event in dispute"}, "g.id"},
    {{"type", ColumnType::Text, "of the event"}, "g.type"},
    {{"date_from", ColumnType::Day, "of the event"}, "g.date_from"},
    {{"actors", ColumnType::List, "of the event"}, PARTIES_OF("g.merged_key", "actor")},
    {{"recipients", ColumnType::List, "of the event"}, PARTIES_OF("g.merged_key", "recipient")},
    {{"place", ColumnType::Text, "of the event"}, "coalesce((SELECT name FROM place WHERE place.place_key = g.place_key), '')"},
    {{"a_kind", ColumnType::Text, "event, mention or statement"}, "t.a_kind"},
    {{"a_id", ColumnType::Text, "one side"}, SIDE_ID("a")},
    {{"a_value", ColumnType::Text, "what it says"}, "t.a_value"},
    {{"a_words", ColumnType::Text, "its words"}, SIDE_QUOTE("a")},
    {{"b_kind", ColumnType::Text, ""}, "t.b_kind"},
    {{"b_id", ColumnType::Text, "the other side"}, SIDE_ID("b")},
    {{"b_value", ColumnType::Text, ""}, "t.b_value"},
    {{"b_words", ColumnType::Text, ""}, SIDE_QUOTE("b")},
    {{"n_independent_a", ColumnType::Integer, "independent sources of one side"}, "t.n_independent_a"},
    {{"n_independent_b", ColumnType::Integer, "of the other"}, "t.n_independent_b"},
    {{"state", ColumnType::Text, "open, accepted or rejected by a person"}, "t.state"},
};

#define OF_DISPUTE \
  "EXISTS (SELECT 1 FROM merged_party AS p WHERE p.merged_key = t.merged_key AND p.role IN ('actor', 'recipient') AND ifnull({}, 0))"
#define KEYS_OF_DISPUTE \
  "SELECT x.contradiction_key FROM merged_party AS p CROSS JOIN contradiction AS x ON x.merged_key = p.merged_key WHERE {}"

constexpr FilterRow kContradictionFilters[] = {
    {{"kind", FilterType::Choice, "assert_deny|number|role|date|place", "", true},
     Take::Choice,
     "t.kind = ?",
     "{}",
     "SELECT t.contradiction_key FROM contradiction AS t WHERE {}",
     "contradiction_by_kind"},
    {{"field", FilterType::Name, "", "status, killed, actor ...", true}, Take::Text, "t.field = ?", "{}", nullptr, nullptr},
    {{"state", FilterType::Choice, "open|accepted|rejected", "", true}, Take::Choice, "t.state = ?", "{}", nullptr, nullptr},
    {{"type", FilterType::Choice, kTypes, "of the event in dispute", true}, Take::Choice, "g.type = ?", "{}", nullptr, nullptr},
    {{"country", FilterType::Country, "", "of anybody who takes part in the event", true},
     Take::Country,
     "p.country = ?",
     OF_DISPUTE,
     KEYS_OF_DISPUTE,
     nullptr},
    {{"actor", FilterType::Name, "", "anybody who takes part in the event", true},
     Take::Identity,
     "p.identity_key|p.country",
     OF_DISPUTE,
     KEYS_OF_DISPUTE,
     nullptr},
    {{"event", FilterType::Id, "", "the event in dispute, by id or its beginning", true},
     Take::Record,
     "g.id >= ? AND g.id < ?",
     "{}",
     "SELECT x.contradiction_key FROM merged_event AS g CROSS JOIN contradiction AS x ON x.merged_key = g.merged_key WHERE {}",
     nullptr},
    {{"contradiction", FilterType::Id, "", "id or its beginning", true},
     Take::Record,
     "t.id >= ? AND t.id < ?",
     "{}",
     "SELECT t.contradiction_key FROM contradiction AS t WHERE {}",
     nullptr},
    {{"from", FilterType::Day, "", "the event on this day or later", false}, Take::DayFrom, "t.sort_date >= ?", "{}", nullptr, nullptr},
    {{"to", FilterType::Day, "", "on this day or earlier", false}, Take::DayTo, "t.sort_date BETWEEN '0' AND ?", "{}", nullptr, nullptr},
    {{"sources_min", FilterType::Integer, "", "at least so many independent sources on either side", false},
     Take::Integer,
     "min(t.n_independent_a, t.n_independent_b) >= ?",
     "{}",
     nullptr,
     nullptr},
};

constexpr OrderRow kContradictionOrders[] = {{"date", kLinkByDate, "contradiction_by_date", false, false}};
constexpr FacetRow kContradictionFacets[] = {
    {"kind", "t.kind", "", nullptr, nullptr, true},
    {"field", "t.field", "", nullptr, nullptr, true},
    {"state", "t.state", "", nullptr, nullptr, true},
    {"type", "g.type", "", nullptr, nullptr, true},
};

constexpr KindTable kContradictionTable = {Kind::Contradictions,
                                           "contradiction",
                                           "contradiction_key",
                                           "t.id",
                                           " CROSS JOIN merged_event AS g ON g.merged_key = t.merged_key",
                                           "",
                                           "",
                                           "SELECT count(*) FROM contradiction",
                                           kContradictionColumns,
                                           kContradictionFilters,
                                           kContradictionOrders,
                                           kContradictionFacets,
                                           "t.sort_date",
                                           nullptr};

constexpr ColumnRow kDecisionColumns[] = {
    {{"decision_id", ColumnType::Text, ""}, "t.id"},
    {{"at", ColumnType::Text, "RFC 3339, UTC"}, "t.at"},
    {{"by", ColumnType::Text, "who decided"}, "t.by"},
    {{"act", ColumnType::Text, "accept, reject, correct, merge, split or undo"}, "t.act"},
    {{"record_id", ColumnType::Text, ""}, "t.record_id"},
    {{"other_id", ColumnType::Text, "merge: with; split: away from"}, "t.other_id"},
    {{"before", ColumnType::Text, "JSON object of the fields as they were"}, "t.before"},
    {{"after", ColumnType::Text, "and as they shall be"}, "t.after"},
    {{"reason", ColumnType::Text, ""}, "t.reason"},
    {{"undoes", ColumnType::Text, "the decision that no longer holds"}, "t.undoes"},
    {{"holds", ColumnType::Flag, "not undone"}, "NOT EXISTS (SELECT 1 FROM decision AS d WHERE d.undoes <> '' AND d.undoes = t.id)"},
};

constexpr FilterRow kDecisionFilters[] = {
    {{"record", FilterType::Id, "", "the record that was decided upon", true},
     Take::Record,
     "t.record_id >= ? AND t.record_id < ?",
     "{}",
     "SELECT t.decision_key FROM decision AS t WHERE {}",
     nullptr},
    {{"decision", FilterType::Id, "", "id or its beginning", true},
     Take::Record,
     "t.id >= ? AND t.id < ?",
     "{}",
     "SELECT t.decision_key FROM decision AS t WHERE {}",
     nullptr},
    {{"act", FilterType::Choice, "accept|reject|correct|merge|split|undo", "", true}, Take::Choice, "t.act = ?", "{}", nullptr, nullptr},
    {{"by", FilterType::Name, "", "who decided", true}, Take::Text, "t.by = ?", "{}", nullptr, nullptr},
    {{"holds", FilterType::Flag, "", "1: not undone", false},
     Take::Flag,
     "(NOT EXISTS (SELECT 1 FROM decision AS d WHERE d.undoes <> '' AND d.undoes = t.id)) = ?",
     "{}",
     nullptr,
     nullptr},
    {{"from", FilterType::Day, "", "on this day or later", false}, Take::DayFrom, "substr(t.at, 1, 10) >= ?", "{}", nullptr, nullptr},
    {{"to", FilterType::Day, "", "on this day or earlier", false}, Take::DayTo, "substr(t.at, 1, 10) <= ?", "{}", nullptr, nullptr},
};

constexpr OrderTerm kByKey[] = {{"t.decision_key", true}};
constexpr OrderRow kDecisionOrders[] = {{"date", kByKey, nullptr, false, false}};
constexpr FacetRow kDecisionFacets[] = {{"act", "t.act", "", nullptr, nullptr, true}, {"by", "t.by", "", nullptr, nullptr, true}};

constexpr KindTable kDecisionTable = {Kind::Decisions,  "decision",       "decision_key",  "t.id",          "",      "",     "", nullptr,
                                      kDecisionColumns, kDecisionFilters, kDecisionOrders, kDecisionFacets, nullptr, nullptr};

}  // namespace

const KindTable& plan_table() {
  return kPlanTable;
}
const KindTable& contradiction_table() {
  return kContradictionTable;
}
const KindTable& decision_table() {
  return kDecisionTable;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_plans.h"

#include <algorithm>

#include "base/civil_date.h"
#include "base/error.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

constexpr std::size_t kMostLoaded = 1U << 13U;  ///< events that are remembered; some kilobytes each

/// The days of an event's mentions may differ from its own by what clustering allows.
std::int32_t slack() {
  return 2 * link_limit("window");
}

}  // namespace

/// The keys of all mentions of an event, each once.
std::vector<BlockKey> LinkPlans::keys_of(std::int64_t merged_key, Met what) {
  std::vector<BlockKey> keys;
  for (const std::int64_t mention : numbers(database_.cached("SELECT finding_key FROM mention WHERE merged_key = ?").bind(merged_key))) {
    const std::vector<BlockKey> more = plan_keys(mentions_.get(mention), what);
    keys.insert(keys.end(), more.begin(), more.end());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

/// Plans stand in blocks of their own as well: they are few, and each event asks for those that it may have come of.
void LinkPlans::enter_blocks(std::int64_t plan_key) {
  for (const BlockKey& key : keys_of(plan_key, Met::Plans))
    database_.cached("INSERT OR IGNORE INTO link_block (block, day, finding_key) VALUES (?, ?, ?)")
        .bind(static_cast<std::int64_t>(key.block), key.day, plan_key)
        .run();
}

void LinkPlans::leave_blocks(std::int64_t plan_key) {
  if (numbers(database_.cached("SELECT 1 FROM plan_link WHERE plan_key = ?").bind(plan_key)).empty()) return;
  for (const BlockKey& key : keys_of(plan_key, Met::Plans))
    database_.cached("DELETE FROM link_block WHERE block = ? AND day = ? AND finding_key = ?")
        .bind(static_cast<std::int64_t>(key.block), key.day, plan_key)
        .run();
}

/// Plans, or events, that share a key with one of the event's mentions, of mentions within these days.
std::set<std::int64_t> LinkPlans::near(std::int64_t merged_key, std::int32_t first, std::int32_t last, Met what) {
  constexpr const char* kEvents =
      "SELECT merged_key FROM link_block CROSS JOIN mention USING (finding_key) WHERE block = ? AND day BETWEEN ? AND ?";
  constexpr const char* kPlans = "SELECT finding_key FROM link_block WHERE block = ? AND day BETWEEN ? AND ?";
  std::set<std::uint64_t> blocks;
  for (const BlockKey& key : keys_of(merged_key, what)) blocks.insert(key.block);
  std::set<std::int64_t> found;
  for (const std::uint64_t block : blocks) {
    Query& rows = database_.cached(what == Met::Plans ? kPlans : kEvents).bind(static_cast<std::int64_t>(block), first, last);
    while (rows.step()) found.insert(rows.number(0));
    rows.reset();
  }
  found.erase(merged_key);
  return found;
}

void LinkPlans::write(std::int64_t plan_key, const PlanEvent& plan, const Outcome& outcome) {
  std::optional<std::int64_t> event;
  if (!outcome.event.empty()) {
    const std::string id = "ev_" + outcome.event.substr(3);
    const auto found = numbers(database_.cached("SELECT merged_key FROM merged_event WHERE id = ?").bind(id));
    DEMARCHE_CHECK(found.size() == 1);
    event = found.front();
  }
  changes_.keep_plan(plan_key);
  if (event) changes_.keep_event(*event);
  database_
      .cached(
          "INSERT OR REPLACE INTO plan_link (plan_link_key, id, plan_key, outcome_key, verdict, due_from, due_to, days_off, "
          "score, basis, sort_date) VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, iif(?3 IS NULL, NULL, ?7), ?8, ?9, ?10)")
      .bind(plan_key, "pl_" + plan.summary.first.substr(3), event, outcome.verdict, iso(outcome.due_from), iso(outcome.due_to),
            outcome.days_off, static_cast<double>(outcome.points), outcome.basis, iso(outcome.due_from).value_or(""))
      .run();
  changes_.made_plan(plan_key);
}

const PlanEvent& LinkPlans::event(std::int64_t merged_key) {
  const auto found = loaded_.find(merged_key);
  return found != loaded_.end() ? found->second : loaded_.emplace(merged_key, events_.load(merged_key)).first->second;
}

void LinkPlans::follow_plan(std::int64_t plan_key, const Rulings& rulings, std::int32_t horizon) {
  const PlanEvent& plan = event(plan_key);
  Outcome best = without_outcome(plan, horizon);
  const auto [first, last] = outcome_window(plan);
  if (first != kNoDay) {
    for (const std::int64_t key : near(plan_key, first - slack(), last + slack(), Met::Events)) {
      const PlanEvent& other = event(key);
      if (rulings.no_outcome.count({plan.summary.first, other.summary.first}) > 0) continue;
      const std::optional<Outcome> outcome = judge(plan, other);
      if (outcome && counts_before(*outcome, best)) best = *outcome;
    }
  }
  write(plan_key, plan, best);
}

/// What is kept of a plan.
Outcome LinkPlans::known_outcome(std::int64_t plan_key) {
  Query& row = database_
                   .cached(
                       "SELECT verdict, days_off, score, (SELECT id FROM merged_event WHERE merged_key = outcome_key) "
                       "FROM plan_link WHERE plan_key = ?")
                   .bind(plan_key);
  DEMARCHE_CHECK(row.step());
  Outcome known;
  known.verdict = row.text(0);
  known.days_off = static_cast<std::int32_t>(row.number(1));
  known.points = static_cast<std::int32_t>(row.real(2));
  if (!row.is_null(3)) known.event = "mn_" + row.text(3).substr(3);
  row.reset();
  return known;
}

/// Plans of which the event may have come: each is compared with it alone, since what counts most of all events counts most of these two.
void LinkPlans::tell_plans(std::int64_t event_key, const std::set<std::int64_t>& done, const Rulings& rulings) {
  const PlanEvent& own = event(event_key);
  if (!may_be_outcome(own)) return;
  const auto [first, last] = plan_window(own.summary.from);
  for (const std::int64_t key : near(event_key, first - slack(), last + slack(), Met::Plans)) {
    if (done.count(key) > 0) continue;
    const PlanEvent& plan = event(key);
    if (rulings.no_outcome.count({plan.summary.first, own.summary.first}) > 0) continue;
    const std::optional<Outcome> outcome = judge(plan, own);
    if (outcome && counts_before(*outcome, known_outcome(key))) write(key, plan, *outcome);
  }
}

void LinkPlans::follow(const std::set<std::int64_t>& gone, const std::set<std::int64_t>& fresh, const Rulings& rulings,
                       std::int32_t horizon) {
  std::set<std::int64_t> plans;
  if (loaded_.size() > kMostLoaded) loaded_.clear();
  for (const std::set<std::int64_t>* keys : {&gone, &fresh})
    for (const std::int64_t key : *keys) loaded_.erase(key);
  for (const std::set<std::int64_t>* keys : {&gone, &fresh})
    for (const std::int64_t key : *keys)
      for (const std::int64_t plan : numbers(database_.cached("SELECT plan_key FROM plan_link WHERE outcome_key = ?").bind(key)))
        plans.insert(plan);
  for (const std::int64_t key : gone) {
    changes_.keep_plan(key);
    database_.cached("DELETE FROM plan_link WHERE plan_key = ?").bind(key).run();
  }
  std::set<std::int64_t> done;
  plans.insert(fresh.begin(), fresh.end());
  for (const std::int64_t key : plans) {
    const bool is_gone = gone.count(key) > 0 && fresh.count(key) == 0;
    if (is_gone || !is_plan(event(key).summary.status)) continue;
    enter_blocks(key);
    follow_plan(key, rulings, horizon);
    done.insert(key);
  }
  for (const std::int64_t key : fresh) tell_plans(key, done, rulings);
  if (horizon == kNoDay) return;
  const std::string last = to_iso(from_days(horizon - link_limit("unseen")));
  for (const std::int64_t key :
       numbers(database_.cached("SELECT plan_key FROM plan_link WHERE verdict = 'open' AND due_to < ?").bind(last))) {
    changes_.keep_plan(key);
    database_.cached("UPDATE plan_link SET verdict = 'not_seen' WHERE plan_key = ?").bind(key).run();
  }
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Keeps plan links in step with merged events that come, change and go.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/database.h"
#include "ledger/link_changes.h"
#include "ledger/link_events.h"
#include "ledger/link_rulings.h"

namespace demarche {

class LinkPlans {
 public:
  LinkPlans(Database& database, MentionCache& mentions, LinkEvents& events, LinkChanges& changes)
      : database_(database), mentions_(mentions), events_(events), changes_(changes) {}

  /// `gone`: keys of events that were removed; `fresh`: of those that were written. `horizon`: last day of publication.
  void follow(const std::set<std::int64_t>& gone, const std::set<std::int64_t>& fresh, const Rulings& rulings, std::int32_t horizon);

  /// To be called before a plan is removed, while its mentions are known.
  void leave_blocks(std::int64_t plan_key);

 private:
  std::vector<BlockKey> keys_of(std::int64_t merged_key, Met what);
  void enter_blocks(std::int64_t plan_key);
  std::set<std::int64_t> near(std::int64_t merged_key, std::int32_t first, std::int32_t last, Met what);
  void follow_plan(std::int64_t plan_key, const Rulings& rulings, std::int32_t horizon);
  void tell_plans(std::int64_t event_key, const std::set<std::int64_t>& done, const Rulings& rulings);
  void write(std::int64_t plan_key, const PlanEvent& plan, const Outcome& outcome);
  Outcome known_outcome(std::int64_t plan_key);
  const PlanEvent& event(std::int64_t merged_key);

  Database& database_;
  MentionCache& mentions_;
  LinkEvents& events_;
  std::unordered_map<std::int64_t, PlanEvent> loaded_{};  ///< events as they are until they are removed
  LinkChanges& changes_;
};

}  // namespace demarche

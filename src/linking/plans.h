// SPDX-License-Identifier: Apache-2.0
// Plans, requests and threats with what came of them. "Not seen" says that reports of the time after tell of no outcome, never
// that there was none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linking/event_summary.h"
#include "linking/link_record.h"
#include "linking/pair_score.h"

namespace demarche {

/// A merged event as plans are compared with it: what it says, and one mention that says it most fully.
struct PlanEvent {
  EventSummary summary{};
  LinkMention fullest{};
  std::int32_t first_day = kNoDay;  ///< first reported
};

struct Outcome {
  std::string verdict{};  ///< kept late changed withdrawn refuted not_seen open
  std::int32_t due_from = kNoDay;
  std::int32_t due_to = kNoDay;
  std::string event{};  ///< mn_… that gives the outcome its id, or empty
  std::int32_t days_off = 0;
  std::int32_t points = 0;
  std::string basis{};
};

bool is_plan(Status status);  ///< planned, requested, threatened

/// Days in which an event that came of the plan may lie; kNoDay twice where nothing is known of its time.
std::pair<std::int32_t, std::int32_t> outcome_window(const PlanEvent& plan);
/// Days in which a plan may lie, as block_keys() has them, of which an event of that day came.
std::pair<std::int32_t, std::int32_t> plan_window(std::int32_t event_day);
/// Under these, plans and outcomes meet: as Events those that may have come of a plan, as Plans what was planned. Ordered, each once.
enum class Met : std::uint8_t { Events, Plans };
std::vector<BlockKey> plan_keys(const LinkMention& mention, Met what);

/// The plan without any outcome. `horizon`: the last day of which the ledger has reports.
Outcome without_outcome(const PlanEvent& plan, std::int32_t horizon);
/// Whether any plan may have come out as this event says.
bool may_be_outcome(const PlanEvent& event);
/// What the event says about the plan; nothing where it is none of its business.
std::optional<Outcome> judge(const PlanEvent& plan, const PlanEvent& event);
/// Of two outcomes the one that counts. A total order, so that events may come in any order and one at a time.
bool counts_before(const Outcome& a, const Outcome& b);

}  // namespace demarche

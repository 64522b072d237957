// SPDX-License-Identifier: Apache-2.0
#include "extraction/claimed_attacks.h"

#include <algorithm>

#include "extraction/event_rules.h"

namespace demarche {
namespace {

constexpr std::uint32_t kBlocksBack = 2;  ///< paragraphs between a claim and its attack

class ClaimedAttacks {
 public:
  ClaimedAttacks(const ReadingView& view, const CueTable& acts, std::vector<Event>& events) : view_(view), acts_(acts), events_(events) {}

  void add(const Statement& claim) {
    if (!claim.speaker || claim.speaker->span.empty() || !is_claim(claim)) return;
    const std::uint32_t at = claim.cue->begin;
    if (!is_told_already(*claim.speaker, at))
      if (Event* attack = claimed_by(claim)) attack->actors.push_back(*claim.speaker);
    since_ = at;
  }

 private:
  bool is_claim(const Statement& statement) const {
    if (!statement.cue || statement.content.empty()) return false;
    const auto kind = [&](TextSpan span) { return acts_.kind(view_.lemma(view_.head_of(view_.words_in(span)))); };
    return kind(*statement.cue) == "claim" && kind(statement.content.front()) == "claimed";
  }

  static bool is_attack(const Event& event) {
    return event.type == "ASSAULT" && (event.status == Status::Happened || event.status == Status::Ongoing);
  }

  bool is_told_already(const Entity& claimant, std::uint32_t at) const {
    return std::any_of(events_.begin(), events_.end(), [&](const Event& event) {
      return is_attack(event) && hold_or_overlap(event.actors, claimant) && event.trigger.end >= since_ &&
             blocks_before(event, at) <= kBlocksBack;
    });
  }

  Event* claimed_by(const Statement& claim) {
    const TextSpan told = {claim.content.front().begin, claim.content.back().end};
    for (Event& event : events_)
      if (is_attack(event) && told.contains(event.trigger)) return event.actors.empty() ? &event : nullptr;
    Event* nearest = nullptr;
    for (Event& event : events_) {
      const std::uint32_t at = claim.cue->begin;
      if (event.trigger.begin < since_ || event.trigger.begin >= at || blocks_before(event, at) > kBlocksBack) continue;
      if (!is_attack(event) || is_by_forces(event) || hold_or_overlap(event.recipients, *claim.speaker)) continue;
      if (nearest == nullptr || block(event.trigger.begin) != block(nearest->trigger.begin)) nearest = &event;
    }
    return nearest;
  }

  static bool is_by_forces(const Event& event) {
    return std::any_of(event.actors.begin(), event.actors.end(), [](const Entity& actor) {
      return one_of(actor.sector, {"GOV", "MIL", "COP"});
    });
  }

  std::uint32_t block(std::uint32_t at) const { return view_.block(view_.words_in({at, at + 1}).first); }
  std::uint32_t blocks_before(const Event& event, std::uint32_t at) const {
    const std::uint32_t here = block(at), there = block(event.trigger.begin);
    return here > there ? here - there : there - here;
  }

  const ReadingView& view_;
  const CueTable& acts_;
  std::vector<Event>& events_;
  std::uint32_t since_ = 0;  ///< where the claim before stands, in bytes
};

}  // namespace

void add_claimants(const ReadingView& view, const CueTable& acts, const std::vector<Statement>& statements, std::vector<Event>& events) {
  ClaimedAttacks attacks(view, acts, events);
  for (const Statement& statement : statements) attacks.add(statement);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What rules of the codebook tell of an event's parties, place and status, once its words are read: both sides of a clash act, who meets
// the other side in its own country visits it, a court in Hanoi jails in Hanoi.
#pragma once

#include <string_view>
#include <vector>

#include "extraction/actor_resolver.h"
#include "extraction/participants.h"
#include "extraction/reading_view.h"

namespace demarche {

/// Whether one of the parties is the same, by its name and country.
bool hold(const std::vector<Entity>& parties, const Entity& party);
/// Whether one of the parties is the same, or stands in the same words.
bool hold_or_overlap(const std::vector<Entity>& parties, const Entity& party);
/// Planned, requested, threatened, possible.
bool is_ahead(Status status);

/// On which act a party hangs in the tree.
enum class Whose : std::uint8_t { Open, Own, Another };

class EventRules {
 public:
  EventRules(const ReadingView& view, const ActorResolver& actors, const CueTable& acts, const Participants& participants);

  /// "Arrested for plotting attacks": a plot that was foiled or merely charged.
  bool is_charged_plot(WordRange trigger) const;
  /// "To demand his release", "for the release" after "they marched": the protest alone is the event (codebook).
  bool is_demand_of_protest(const TriggerProposal& trigger) const;
  /// "Israel" of "bombed tunnels in response to a rocket attack on Israel" belongs to the attack.
  Whose whose_party(WordRange words, WordRange trigger) const;
  /// Who acts and to whom it is done, by the kind of act.
  void tell_sides(Event& event, WordRange trigger) const;
  /// Who visits and who is the host, and where; `where` are the words for the event's place, or none.
  void tell_guests(Event& event, WordRange trigger, WordRange where) const;

 private:
  bool is_other_act(std::uint32_t word, WordRange trigger) const;
  std::string_view kind_of_act(WordRange trigger) const;
  void turn_passive(Event& event, WordRange trigger) const;
  void hand_over(Event& event, WordRange trigger) const;
  void blame(Event& event, WordRange trigger) const;
  void join_sides(Event& event, WordRange trigger) const;
  void add_host(Event& event, WordRange place) const;
  void place_by_doer(Event& event) const;
  void place_by_target(Event& event) const;

  ReadingView view_;
  const ActorResolver& actors_;
  const CueTable& acts_;
  const Participants& participants_;
};

}  // namespace demarche

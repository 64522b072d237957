// SPDX-License-Identifier: Apache-2.0
#include "extraction/event_rules.h"

#include <algorithm>
#include <set>

#include "extraction/actor_names.h"

namespace demarche {
namespace {

constexpr int kClimb = 6;  ///< steps up the tree from an act to the plot and from there to the charge

/// "A visit to Havana by Iran's vice president": who is of a visitor's country is no host, where there is one.
void leave_hosts(Event& event) {
  const auto is_guest = [&](const Entity& party) {
    return std::any_of(event.actors.begin(), event.actors.end(), [&](const Entity& actor) { return actor.country == party.country; });
  };
  if (std::all_of(event.recipients.begin(), event.recipients.end(), is_guest)) return;
  std::erase_if(event.recipients, is_guest);
}

/// Who meets the other side in its own country visits it (codebook: the visitor acts, the host is the recipient).
void part_guests(Event& event) {
  std::set<std::string_view> states;
  for (const Entity& actor : event.actors) states.insert(actor.country);
  const std::string& home = event.place ? event.place->country : "";
  if (states.size() != 2 || !states.contains(home) || !std::all_of(states.begin(), states.end(), is_state_code)) return;
  const bool is_host_first = event.actors.front().country == home || event.actors.front().span == event.actors.back().span;
  if (event.mode.empty() && is_host_first) return;  // "both sides", "Verania and Saldor negotiated in Karsk"
  const auto hosts =
      std::stable_partition(event.actors.begin(), event.actors.end(), [&](const Entity& actor) { return actor.country != home; });
  event.recipients.assign(std::make_move_iterator(hosts), std::make_move_iterator(event.actors.end()));
  event.actors.erase(hosts, event.actors.end());
  event.mode = "visit";
  event.cameo = "042";
}

bool has_subject(std::uint32_t verb, const ReadingView& view) {
  const Sentence& sentence = view.sentence_at(view.sentence(verb));
  for (std::uint32_t i = sentence.first; i < verb; ++i)
    if (view.head(i) == verb && view.relation(i).starts_with("nsubj")) return true;
  return false;
}

}  // namespace

bool hold(const std::vector<Entity>& parties, const Entity& party) {
  return !party.name.empty() && std::any_of(parties.begin(), parties.end(), [&](const Entity& known) {
    return known.name == party.name && known.country == party.country;
  });
}

bool hold_or_overlap(const std::vector<Entity>& parties, const Entity& party) {
  const auto overlaps = [&](const Entity& other) { return other.span.overlaps(party.span); };
  return hold(parties, party) || std::any_of(parties.begin(), parties.end(), overlaps);
}

bool is_ahead(Status status) {
  return status == Status::Planned || status == Status::Requested || status == Status::Threatened || status == Status::Possible;
}

EventRules::EventRules(const ReadingView& view, const ActorResolver& actors, const CueTable& acts, const Participants& participants)
    : view_(view), actors_(actors), acts_(acts), participants_(participants) {}

void EventRules::tell_sides(Event& event, WordRange trigger) const {
  if (event.type == "ASSAULT") join_sides(event, trigger);
  if (kind_of_act(trigger) == "transfer") hand_over(event, trigger);
  turn_passive(event, trigger);
  blame(event, trigger);
  if (event.mode == "seize")  // what is captured is where it happens
    std::erase_if(event.recipients, [&](const Entity& recipient) { return actors_.is_locality(view_.words_in(recipient.span)); });
  // Whoever acts is not done to as well, also where another mention of it is proposed.
  std::erase_if(event.recipients, [&](const Entity& recipient) { return hold(event.actors, recipient); });
}

void EventRules::tell_guests(Event& event, WordRange trigger, WordRange where) const {
  const bool is_visit = event.mode == "visit";
  if (is_visit && !where.empty()) add_host(event, where);
  if (is_visit) leave_hosts(event);
  if ((is_visit || event.type == "ASSAULT") && !event.place) place_by_target(event);
  if (!event.place && one_of(event.type, {"COERCE", "SANCTION", "ASSAULT", "PROTEST", "RETREAT", "CONCEDE"})) place_by_doer(event);
  const bool is_meeting = event.mode.empty() && view_.upos_is(view_.head_of(trigger), {"VERB"});
  if (event.type == "CONSULT" && event.recipients.empty() && (is_visit || is_meeting)) part_guests(event);
}

bool EventRules::is_charged_plot(WordRange trigger) const {
  std::string_view awaited = "plot";
  std::uint32_t word = view_.head_of(trigger);
  for (int step = 0; step < kClimb && word != kNone; ++step, word = view_.head(word)) {
    if (acts_.kind(view_.lemma(word)) != awaited) continue;
    if (awaited == "charge") return true;
    awaited = "charge";
  }
  return false;
}

bool EventRules::is_demand_of_protest(const TriggerProposal& trigger) const {
  if (std::string_view(trigger.type) != "REQUEST" && std::string_view(trigger.status) != "requested") return false;
  const auto& triggers = view_.document().get<Proposals>().triggers;
  const auto is_protest = [&](std::uint32_t word) {
    return std::any_of(triggers.begin(), triggers.end(), [&](const TriggerProposal& other) {
      return std::string_view(other.type) == "PROTEST" && other.trigger.contains(word);
    });
  };
  std::uint32_t word = view_.head_of(trigger.trigger);
  if (std::string_view(trigger.type) == "REQUEST" && !view_.upos_is(word, {"VERB"})) return false;  // "at the call of the Front"
  for (int step = 0; step < kClimb && view_.head(word) != kNone; ++step, word = view_.head(word)) {
    const bool is_purpose = one_of(view_.relation(word), {"advcl", "acl", "xcomp"});
    if (has_subject(word, view_) || !(is_purpose || one_of(view_.relation(word), {"ccomp", "obj", "obl"}))) return false;
    if (is_purpose && is_protest(view_.head(word))) return word > view_.head(word);
  }
  return false;
}

Whose EventRules::whose_party(WordRange words, WordRange trigger) const {
  std::uint32_t at = view_.head(view_.head_of(words));
  for (int step = 0; step < kClimb && at != kNone; ++step, at = view_.head(at)) {
    if (trigger.contains(at)) return Whose::Own;
    if (is_other_act(at, trigger)) return view_.hangs_on(at, view_.head_of(trigger)) ? Whose::Another : Whose::Open;
  }
  return Whose::Open;
}

bool EventRules::is_other_act(std::uint32_t word, WordRange trigger) const {
  const auto& triggers = view_.document().get<Proposals>().triggers;
  return std::any_of(triggers.begin(), triggers.end(),
                     [&](const TriggerProposal& other) { return other.trigger.contains(word) && other.trigger != trigger; });
}

std::string_view EventRules::kind_of_act(WordRange trigger) const {
  return acts_.kind(view_.lemma(view_.head_of(trigger)));
}

/// "He is arrested and charged": with nobody on the other side, the subject suffers the act.
void EventRules::turn_passive(Event& event, WordRange trigger) const {
  const auto is_both = [&](const Entity& recipient) { return hold(event.actors, recipient); };
  if (!std::all_of(event.recipients.begin(), event.recipients.end(), is_both)) return;
  if (!one_of(event.type, {"ACCUSE", "ASSAULT", "COERCE", "SANCTION"})) return;
  const auto suffers = [&](const Entity& actor) { return participants_.suffers(view_.words_in(actor.span), trigger); };
  const auto first = std::stable_partition(event.actors.begin(), event.actors.end(), [&](const Entity& actor) { return !suffers(actor); });
  event.recipients.assign(std::make_move_iterator(first), std::make_move_iterator(event.actors.end()));
  event.actors.erase(first, event.actors.end());
}

/// Who is deported to a state is received by it: the state is the recipient (codebook).
void EventRules::hand_over(Event& event, WordRange trigger) const {
  const auto words = participants_.receiver_of(trigger);
  if (!words) return;
  const Entity state = actors_.resolve(*words);
  const auto gives = [&](const Entity& actor) { return actor.country == state.country && !actor.span.overlaps(state.span); };
  if (!is_state_code(state.country) || std::any_of(event.actors.begin(), event.actors.end(), gives)) return;
  std::erase_if(event.actors, [&](const Entity& actor) { return actor.span.overlaps(state.span); });
  event.recipients = {state};
}

/// "They blamed the attack on Saldor": Saldor is accused, and did it, whoever else stands there.
void EventRules::blame(Event& event, WordRange trigger) const {
  const std::uint32_t head = view_.head_of(trigger);
  const bool is_accusation = event.type == "ACCUSE";
  const std::uint32_t verb = is_accusation ? head : view_.head(head);
  if (verb == kNone || (!is_accusation && !one_of(view_.relation(head), {"obj", "nsubj:pass", "obl"}))) return;
  const std::string_view kind = acts_.kind(view_.lemma(verb));
  const auto words = kind == "blame"       ? participants_.blamed_by(verb, "on")
                     : kind == "attribute" ? participants_.blamed_by(verb, "to")
                                           : std::nullopt;
  if (!words) return;
  std::vector<Entity> blamed = actors_.resolve_each(*words);
  if (!is_accusation) std::erase_if(event.recipients, [&](const Entity& party) { return party.span.overlaps(blamed.front().span); });
  (is_accusation ? event.recipients : event.actors) = std::move(blamed);
}

/// Both sides of a clash act, and whoever dies in it is not whom it was done to (codebook).
void EventRules::join_sides(Event& event, WordRange trigger) const {
  const std::string_view kind = kind_of_act(trigger);
  const bool is_mutual = kind == "clash" || (kind == "fight" && event.actors.size() > 1);
  if (!is_mutual || event.actors.empty()) return;
  for (const Entity& party : event.recipients)
    if (one_of(party.sector, {"GOV", "MIL", "COP", "REB", "SEP", "PRM", "UAF", "CRM", "OPP"}) && !hold(event.actors, party))
      event.actors.push_back(party);
  if (event.actors.size() > 1) event.recipients.clear();
}

/// Who goes to another country visits it (codebook: the host is the recipient).
void EventRules::add_host(Event& event, WordRange place) const {
  if (!event.recipients.empty() || event.actors.empty() || !is_state_code(event.place->country)) return;
  const auto is_at_home = [&](const Entity& actor) { return actor.country == event.place->country; };
  if (std::any_of(event.actors.begin(), event.actors.end(), is_at_home)) return;
  Entity host = actors_.resolve(place);
  if (host.country != event.place->country) host = *event.place;
  host.sector = "GOV";
  event.recipients.push_back(std::move(host));
}

/// "A court in Hanoi jailed": there.
void EventRules::place_by_doer(Event& event) const {
  for (const Entity& actor : event.actors)
    for (std::uint32_t i = view_.words_in(actor.span).first + 1; i + 1 < view_.words_in(actor.span).last; ++i) {
      const Name* name = view_.lower(i) == "in" ? view_.name_at(i + 1) : nullptr;
      if (name == nullptr || !actors_.is_place_name(i + 1) || name->words.first != i + 1) continue;
      event.place = actors_.resolve_place(name->words);
      return;
    }
}

/// Who visits Madrid, or shells it, does so there.
void EventRules::place_by_target(Event& event) const {
  for (const Entity& host : event.recipients) {
    const WordRange words = view_.words_in(host.span);
    if (words.empty() || !actors_.is_place_name(view_.head_of(words))) continue;
    event.place = actors_.resolve_place(words);
    return;
  }
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/event_coder.h"

#include <algorithm>

#include "extraction/attribution.h"
#include "extraction/circumstances.h"
#include "extraction/time_normalizer.h"

namespace demarche {
namespace {

class EventCoder {
 public:
  EventCoder(const Document& document, const ActorResolver& actors, const Lexicons& lexicons)
      : view_(document), statements_(document.get<Statements>().statements), actors_(actors), lexicons_(lexicons),
        circumstances_(document, lexicons) {}

  Events code() {
    const auto& triggers = view_.document().get<Proposals>().triggers;
    for (const TriggerProposal& trigger : triggers) events_.push_back(event_of(trigger));
    for (std::size_t i = 0; i < triggers.size(); ++i)
      if (triggers[i].parent != kNone && triggers[i].parent < triggers.size()) parents_.push_back(triggers[i].parent);
      else parents_.push_back(kNone);
    link_doorways();
    return {std::move(events_)};
  }

 private:
  Event event_of(const TriggerProposal& trigger) const {
    Event event;
    event.trigger = view_.span(trigger.trigger);
    event.type = trigger.type;
    event.mode = trigger.mode;
    event.cameo = trigger.code;
    event.status = parse_status(trigger.status).value_or(Status::Happened);
    event.score = trigger.score;
    event.status_score = trigger.status_score;
    event.rule = "event-head";
    event.within = innermost(statements_, event.trigger);
    const Entity* inside = event.within && statements_[*event.within].speaker ? &*statements_[*event.within].speaker : nullptr;
    for (const RoleSpan& span : trigger.actors) add_party(event.actors, actors_.resolve(span.words, inside));
    for (const RoleSpan& span : trigger.recipients) add_party(event.recipients, actors_.resolve(span.words, inside));
    event.date = date_of(trigger, event.status);
    if (const RoleSpan* place = surest(trigger.places))
      event.place = actors_.resolve_place(place->words);
    else if (const auto words = circumstances_.place_of(trigger.trigger))
      event.place = actors_.resolve_place(*words);
    return event;
  }

  /// One party once: pieces of one span that grew to the same words are one.
  static void add_party(std::vector<Entity>& parties, Entity party) {
    const auto same = [&](const Entity& known) { return known.span.overlaps(party.span); };
    if (std::none_of(parties.begin(), parties.end(), same)) parties.push_back(std::move(party));
  }

  static const RoleSpan* surest(const std::vector<RoleSpan>& spans) {
    const auto found = std::max_element(spans.begin(), spans.end(), [](const RoleSpan& a, const RoleSpan& b) { return a.score < b.score; });
    return found == spans.end() ? nullptr : &*found;
  }

  std::optional<EventDate> date_of(const TriggerProposal& trigger, Status status) const {
    const RoleSpan* proposed = surest(trigger.dates);
    const auto words = proposed != nullptr ? std::optional(proposed->words) : circumstances_.date_of(trigger.trigger);
    if (!words) return std::nullopt;
    const bool ahead = status == Status::Planned || status == Status::Requested || status == Status::Threatened || status == Status::Possible;
    EventDate date;
    date.span = view_.span(*words);
    date.interval = normalize_time(view_.text(*words), view_.document().origin().published, ahead ? Tense::Future : Tense::Past,
                                   lexicons_.calendar);
    date.rule = proposed != nullptr ? "event-head and calendar.tsv" : "tree and calendar.tsv";
    return date;
  }

  /// content_of, without circles: a link that would close one is left out.
  void link_doorways() {
    for (std::size_t i = 0; i < events_.size(); ++i) {
      std::uint32_t at = parents_[i];
      for (std::size_t steps = 0; at != kNone && at != i && steps <= events_.size(); ++steps)
        at = events_[at].content_of ? *events_[at].content_of : kNone;
      if (parents_[i] != kNone && at == kNone) events_[i].content_of = parents_[i];
    }
  }

  ReadingView view_;
  const std::vector<Statement>& statements_;
  const ActorResolver& actors_;
  const Lexicons& lexicons_;
  Circumstances circumstances_;
  std::vector<Event> events_;
  std::vector<std::uint32_t> parents_;
};

}  // namespace

Events code_events(const Document& document, const ActorResolver& actors, const Lexicons& lexicons) {
  return EventCoder(document, actors, lexicons).code();
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/event_coder.h"

#include <algorithm>
#include <set>

#include "extraction/attribution.h"
#include "extraction/circumstances.h"
#include "extraction/claimed_attacks.h"
#include "extraction/event_rules.h"
#include "extraction/event_tellings.h"
#include "extraction/participants.h"
#include "extraction/time_normalizer.h"

namespace demarche {
namespace {

constexpr float kUnseen = 0.5F;  ///< how sure an event is that rules found
/// How sure a place or a date must be, by what annotators left out more often than not.
constexpr float kSure = 0.6F;
constexpr float kSureElsewhere = 0.7F;  ///< in another sentence, or of another act
constexpr float kSureOfWords = 0.8F;    ///< of a request or a threat

class EventCoder {
 public:
  EventCoder(const Document& document, const std::vector<Statement>& statements, const ActorResolver& actors, const Lexicons& lexicons)
      : view_(document),
        statements_(statements),
        actors_(actors),
        lexicons_(lexicons),
        circumstances_(document, lexicons),
        participants_(document, actors, lexicons.recipient_paths),
        rules_(view_, actors, lexicons.acts, participants_) {}

  Events code() {
    const auto& triggers = view_.document().get<Proposals>().triggers;
    std::vector<std::uint32_t> position_of(triggers.size(), kNone);
    for (std::uint32_t i = 0; i < triggers.size(); ++i) {
      if (rules_.is_demand_of_protest(triggers[i])) continue;
      position_of[i] = static_cast<std::uint32_t>(events_.size());
      add(triggers[i]);
    }
    add_unseen_killings();
    for (std::uint32_t& parent : parents_) parent = parent < triggers.size() ? position_of[parent] : kNone;
    Events told = {join_tellings(view_, lexicons_.cues, std::move(events_), std::move(heads_), std::move(parents_))};
    add_claimants(view_, lexicons_.acts, statements_, told.events);
    return told;
  }

 private:
  void add(const TriggerProposal& trigger) {
    events_.push_back(event_of(trigger));
    heads_.push_back(view_.head_of(trigger.trigger));
    parents_.push_back(trigger.parent);
  }

  Event event_of(TriggerProposal trigger) const {
    Event event;
    trigger.trigger = whole_trigger(trigger.trigger);
    event.trigger = view_.span(trigger.trigger);
    event.type = trigger.type;
    event.mode = trigger.mode;
    event.cameo = trigger.code;
    event.status = status_of(trigger);
    event.score = trigger.score;
    event.status_score = trigger.status_score;
    event.rule = "event-head";
    event.within = innermost(statements_, event.trigger);
    const Entity* inside = event.within && statements_[*event.within].speaker ? &*statements_[*event.within].speaker : nullptr;
    const bool all_act = event.type == "CONSULT" && event.mode != "visit";  // symmetric: every party is an actor (codebook)
    std::vector<RoleSpan> actors = trigger.actors;
    std::erase_if(actors, [&](const RoleSpan& span) { return is_only_claimed(span.words, trigger.trigger); });
    keep_near(actors, trigger.trigger);
    std::vector<RoleSpan> recipients = trigger.recipients;
    keep_near(recipients, trigger.trigger);
    add_parties(event.actors, trigger, actors, inside);
    add_parties(all_act ? event.actors : event.recipients, trigger, recipients, inside);
    if (event.actors.empty())
      if (const auto words = participants_.actor_of(trigger.trigger)) add_party(event.actors, actors_.resolve_each(*words, inside));
    if (event.recipients.empty() && !all_act)
      for (const WordRange words : participants_.recipients_of(trigger.trigger, event.type, event.mode))
        add_recipient(event, words, inside);
    rules_.tell_sides(event, trigger.trigger);
    event.date = date_of(trigger, event.status);
    const auto where = place_of(trigger);
    if (where)
      event.place = actors_.resolve_place(*where, {countries_told(event.actors), countries_told(event.recipients), "", event.type});
    settle_countries(event);
    if (where && !is_sure_place(trigger)) event.place.reset();
    rules_.tell_guests(event, trigger.trigger, event.place ? view_.to_noun(*where) : WordRange{});
    return event;
  }

  /// "Ten people are killed by militants", where the reader found no attack in the sentence.
  void add_unseen_killings() {
    std::set<std::uint32_t> seen;
    for (const TriggerProposal& trigger : view_.document().get<Proposals>().triggers)
      if (std::string_view(trigger.type) == "ASSAULT") seen.insert(view_.sentence(trigger.trigger.first));
    for (std::uint32_t verb = 0; verb < view_.size(); ++verb) {
      if (seen.contains(view_.sentence(verb)) || lexicons_.acts.kind(view_.lemma(verb)) != "killing" || !is_told_in_passive(verb)) continue;
      const auto words = participants_.actor_of({verb, verb + 1});
      if (!words || words->first < verb) continue;
      const Entity killer = actors_.resolve(*words);
      const bool is_several = view_.is_plural(view_.head_of(*words));
      if (!one_of(killer.sector, {"MIL", "REB", "SEP", "PRM"}) && !(killer.sector == "UAF" && is_several)) continue;
      const bool is_shot = view_.lemma(verb) == "shoot";
      TriggerProposal trigger;
      trigger.trigger = {verb, verb + 1};
      trigger.type = "ASSAULT";
      trigger.mode = is_shot ? "firearms" : "";
      trigger.code = is_shot ? "193" : "190";
      trigger.status = "happened";
      trigger.score = trigger.status_score = kUnseen;
      add(trigger);
      events_.back().rule = "tree and acts.tsv";
    }
  }

  /// "Is killed", "have been killed"; not "will be killed", "were not killed".
  bool is_told_in_passive(std::uint32_t verb) const {
    bool is_passive = false;
    for (std::uint32_t i = view_.sentence_at(view_.sentence(verb)).first; i < verb; ++i) {
      if (view_.head(i) != verb) continue;
      is_passive = is_passive || view_.relation(i) == "aux:pass";
      if (view_.xpos(i) == "MD" || one_of(view_.lower(i), {"not", "n't", "never", "if", "to"})) return false;
    }
    return is_passive && view_.xpos(verb) == "VBN";
  }

  /// "blocked" of "blocked the", "test-fired" in whole, and "will not negotiate", "civil war" where only the first word was found.
  WordRange whole_trigger(WordRange words) const {
    words = view_.without_loose_ends(words);
    const bool describes =
        view_.relation(words.first) == "aux" || (view_.relation(words.first) == "amod" && view_.xpos(words.first) == "JJ");
    const std::uint32_t told = describes ? view_.head(words.first) : kNone;
    if (words.size() == 1 && told != kNone && !view_.upos_is(told, {"SYM", "NUM"}) && told > words.first && told < words.first + 4)
      words.last = told + 1;
    while (words.size() > 1 && (view_.upos_is(words.last - 1, {"DET", "CCONJ"}) || view_.relation(words.last - 1) == "nmod:poss"))
      --words.last;
    const auto runs_on = [&](std::uint32_t next) {
      return view_.span(next).begin == view_.span(next - 1).end && (view_.text(next) == "-" || view_.text(next - 1) == "-");
    };
    while (words.last < view_.sentence_at(view_.sentence(words.first)).last && runs_on(words.last)) ++words.last;
    return words;
  }

  /// As the head says, but what is asked for has not happened ("applied to join"), nor what would have been, nor a plot that was foiled.
  Status status_of(const TriggerProposal& trigger) const {
    if (participants_.is_counterfactual(trigger.trigger)) return Status::Denied;
    const Status status = parse_status(trigger.status).value_or(Status::Happened);
    if (is_ahead(status) && one_of(trigger.type, {"ASSAULT", "COERCE"}) && rules_.is_charged_plot(trigger.trigger)) return Status::Denied;
    const auto& triggers = view_.document().get<Proposals>().triggers;
    const bool is_asked = trigger.parent < triggers.size() && std::string_view(triggers[trigger.parent].type) == "REQUEST" &&
                          view_.xpos(trigger.trigger.first) == "VB";
    return is_asked && status == Status::Happened ? Status::Requested : status;
  }

  static std::set<std::string, std::less<>> countries_told(const std::vector<Entity>& parties) {
    std::set<std::string, std::less<>> out;
    for (const Entity& party : parties)
      if (!ActorResolver::is_by_context(party)) out.insert(party.country);
    return out;
  }

  /// A party whose words leave its country open is weighed again, now that the others are known: "49 officials and their families".
  void settle_countries(Event& event) const {
    const auto acting = countries_told(event.actors);
    const auto receiving = countries_told(event.recipients);
    const std::string place = event.place ? event.place->country : "";
    for (Entity& actor : event.actors) actors_.settle_country(actor, {acting, receiving, place, event.type});
    for (Entity& recipient : event.recipients) actors_.settle_country(recipient, {receiving, acting, place, event.type});
  }

  /// "Opposition lawyer and journalist Ana Hale", of which the head made two.
  std::vector<RoleSpan> with_both_nouns(std::vector<RoleSpan> spans) const {
    for (RoleSpan& first : spans)
      for (RoleSpan& second : spans)
        if (actors_.tells_one_twice(first.words, second.words)) first.words = second.words = {first.words.first, second.words.last};
    return spans;  // what stands there twice is added once
  }

  void add_parties(std::vector<Entity>& parties, const TriggerProposal& trigger, const std::vector<RoleSpan>& proposed,
                   const Entity* inside) const {
    const std::vector<RoleSpan> spans = with_both_nouns(proposed);
    const bool may_be_things = std::string_view(trigger.type) == "ASSAULT";  // "shelled the plant"
    const std::uint32_t subject = participants_.own_subject(trigger.trigger);
    const bool has_subject = std::any_of(spans.begin(), spans.end(), [&](const RoleSpan& span) { return span.words.contains(subject); });
    const auto whose = [&](const RoleSpan& span) { return rules_.whose_party(span.words, trigger.trigger); };
    const bool has_own = std::any_of(spans.begin(), spans.end(), [&](const RoleSpan& span) { return whose(span) == Whose::Own; });
    for (const RoleSpan& span : spans) {
      if (has_subject && participants_.is_subject_of_another(span.words, trigger.trigger)) continue;
      if (has_own && whose(span) == Whose::Another) continue;
      const WordRange grown = whose_it_is(view_.without_loose_ends(view_.to_noun(span.words)), trigger.trigger);
      const WordRange words = view_.without_preposition(actors_.without_act(grown));
      if (const auto people = words == grown ? std::nullopt : actors_.people_named(words)) {
        add_party(parties, {*people});
        continue;
      }
      if (words.empty() || is_nobody(words) || (words.size() == 1 && one_of(view_.relation(words.first), {"det", "punct"}))) continue;
      auto each = view_.conjuncts(words);
      if (each.size() == 2 && actors_.tells_one_twice(each[0], each[1])) each = {words};
      for (const WordRange party : each)
        if (may_be_things || !is_thing(party)) add_party(parties, actors_.resolve_each(party, inside));
    }
  }

  /// Whoever is named in another sentence is none beside those that the trigger's own sentence names.
  void keep_near(std::vector<RoleSpan>& spans, WordRange trigger) const {
    const auto is_far = [&](const RoleSpan& span) { return view_.sentence(span.words.first) != view_.sentence(trigger.first); };
    if (!std::all_of(spans.begin(), spans.end(), is_far)) std::erase_if(spans, is_far);
  }

  /// "Ukraine's [army]", where the head cut the party.
  WordRange whose_it_is(WordRange words, WordRange trigger) const {
    const std::uint32_t owner = view_.head_of(words);
    const std::uint32_t noun = view_.head(owner);
    const bool is_cut = view_.relation(owner) == "nmod:poss" && noun != kNone && noun >= words.last && noun < words.last + 3 &&
                        view_.upos_is(owner, {"PROPN"});
    if (!is_cut || trigger.contains(noun)) return words;
    return actors_.is_part_of_state(owner, noun) ? WordRange{words.first, noun + 1} : words;
  }

  /// "None", "no country", "at least"
  bool is_nobody(WordRange words) const {
    const std::string first = view_.lower(words.first);
    if (one_of(view_.lower(words.last - 1), {"least", "most", "than"})) return true;
    return words.size() == 1 ? one_of(first, {"nobody", "none"}) : first == "no";
  }

  /// "A bomb exploded. The attack, he claimed, was staged by the army": who is named in another sentence, and there in what somebody says,
  /// acts only in what is said.
  bool is_only_claimed(WordRange words, WordRange trigger) const {
    if (view_.sentence(words.first) == view_.sentence(trigger.first)) return false;
    const auto claim = innermost(statements_, view_.span(words));
    if (!claim) return false;
    const auto& content = statements_[*claim].content;
    return std::none_of(content.begin(), content.end(), [&](TextSpan part) { return part.contains(view_.span(trigger.first)); });
  }

  /// "The bill", "infant formula": a common noun that no table knows as an actor, and nobody named among its words.
  bool is_thing(WordRange words) const {
    const WordRange bare = view_.trimmed(words);
    return view_.upos_is(view_.head_of(bare), {"NOUN"}) && !actors_.knows(bare) && !actors_.names_somebody(words);
  }

  /// Whoever acts is not done to as well.
  void add_recipient(Event& event, WordRange words, const Entity* inside) const {
    const TextSpan span = view_.span(words);
    const auto acts = [&](const Entity& actor) { return actor.span.overlaps(span); };
    if (std::none_of(event.actors.begin(), event.actors.end(), acts)) add_party(event.recipients, actors_.resolve_each(words, inside));
  }

  /// Whom one span means, once: pieces of one span that grew to the same words are one, and so is who is named again ("the police").
  static void add_party(std::vector<Entity>& parties, const std::vector<Entity>& meant) {
    const auto same = [&](const Entity& known) { return known.span.overlaps(meant.front().span); };
    if (std::any_of(parties.begin(), parties.end(), same)) return;
    for (const Entity& party : meant)
      if (!hold(parties, party)) parties.push_back(party);
  }

  std::optional<WordRange> place_of(const TriggerProposal& trigger) const {
    const RoleSpan* proposed = surest(trigger.places);
    auto words = proposed != nullptr ? std::optional(view_.without_loose_ends(proposed->words)) : circumstances_.place_of(trigger.trigger);
    if (words) *words = actors_.without_act(view_.to_noun(*words));  // "Paris" of "Paris attacks"
    return words && !words->empty() ? words : std::nullopt;
  }

  /// Surer where it stands in another sentence or hangs on another act, and where the act is but words. Others help to tell a country.
  bool is_sure_place(const TriggerProposal& trigger) const {
    const RoleSpan* place = surest(trigger.places);
    if (place == nullptr) return true;
    const bool is_far = view_.sentence(place->words.first) != view_.sentence(trigger.trigger.first) ||
                        rules_.whose_party(place->words, trigger.trigger) == Whose::Another;
    const bool is_but_words = one_of(trigger.type, {"REQUEST", "SUPPORT", "THREATEN"});
    return place->score >= (is_but_words ? kSureOfWords : is_far ? kSureElsewhere : kSure);
  }

  static const RoleSpan* surest(const std::vector<RoleSpan>& spans) {
    const auto found = std::max_element(spans.begin(), spans.end(), [](const RoleSpan& a, const RoleSpan& b) { return a.score < b.score; });
    return found == spans.end() ? nullptr : &*found;
  }

  std::optional<EventDate> date_of(const TriggerProposal& trigger, Status status) const {
    const RoleSpan* proposed = surest(trigger.dates);
    const auto by_tree = circumstances_.date_of(trigger.trigger);
    if (proposed == nullptr && !by_tree) return std::nullopt;
    const Whose whose = rules_.whose_party(proposed != nullptr ? proposed->words : *by_tree, trigger.trigger);
    if (proposed == nullptr ? whose != Whose::Own : whose == Whose::Another && proposed->score < kSureElsewhere) return std::nullopt;
    auto words = proposed != nullptr ? std::optional(view_.without_loose_ends(before_act(view_.to_noun(proposed->words)))) : by_tree;
    const auto published = view_.document().origin().published;
    const Tense tense = is_ahead(status) ? Tense::Future : Tense::Past;
    const auto days_of = [&](WordRange told, std::optional<Date> day) {
      return normalize_time(view_.text(told), day, tense, lexicons_.calendar);
    };
    words = circumstances_.to_after(*words, trigger.trigger);
    EventDate date;
    date.interval = days_of(*words, published);
    if (view_.lower(words->last - 1) == "after")  // "left on Monday, a day after": Sunday
      if (const auto other = circumstances_.time_beside(*words))
        if (const auto day = normalize_time(view_.text(*other), published, Tense::Past, lexicons_.calendar); day && day->from == day->to)
          date.interval = days_of(*words, day->from);
    if (tense == Tense::Past && published && is_anchored(view_.text(*words), lexicons_.calendar)) {  // "the next day"
      if (const auto day = day_told_before(*words)) date.interval = days_of(*words, day);
      if (date.interval && date.interval->from > *published) date.interval.reset();
    }
    bool is_by_tree = proposed == nullptr;
    if (!date.interval && by_tree && !is_by_tree)
      if (const auto days = days_of(*by_tree, published)) words = by_tree, date.interval = days, is_by_tree = true;
    if (!date.interval && !published) date.interval = by_year_before(*words, tense);
    date.span = view_.span(*words);
    date.rule = is_by_tree ? "tree and calendar.tsv" : "event-head and calendar.tsv";
    return date;
  }

  /// "2011" of "2011 Veranian civil war", "overnight" of "overnight attack"; not "since the attack".
  WordRange before_act(WordRange words) const {
    if (view_.upos_is(words.first, {"ADP", "SCONJ", "ADV"})) return words;
    std::uint32_t act = words.first + 1;
    while (act < words.last && !actors_.is_act(act)) ++act;
    if (act >= words.last) return words;
    const auto is_time = [&](std::uint32_t word) {
      return view_.upos_is(word, {"NUM"}) || lexicons_.calendar.find(view_.lower(word)) || lexicons_.calendar.find(view_.lemma(word));
    };
    while (act > words.first + 1 && !is_time(act - 1)) --act;
    return {words.first, act};
  }

  /// The last single day told before the words.
  std::optional<Date> day_told_before(WordRange words) const {
    for (const WordRange time : circumstances_.times_before(words)) {
      const auto day = normalize_time(view_.text(time), view_.document().origin().published, Tense::Past, lexicons_.calendar);
      if (day && day->from == day->to) return day->from;
    }
    return std::nullopt;
  }

  /// "In October" of a report without a date, after "in August 2003".
  std::optional<DateInterval> by_year_before(WordRange words, Tense tense) const {
    const std::string_view year = circumstances_.year_before(words.first);
    if (year.empty()) return std::nullopt;
    const auto interval = normalize_time(fmt::format("{} {}", view_.text(words), year), std::nullopt, tense, lexicons_.calendar);
    constexpr std::int64_t kMonth = 31;  // "on Tuesday" tells no day of the year
    return interval && to_days(interval->to) - to_days(interval->from) < kMonth ? interval : std::nullopt;
  }

  ReadingView view_;
  const std::vector<Statement>& statements_;
  const ActorResolver& actors_;
  const Lexicons& lexicons_;
  Circumstances circumstances_;
  Participants participants_;
  EventRules rules_;
  std::vector<Event> events_;
  std::vector<std::uint32_t> heads_;  ///< of the triggers as proposed
  std::vector<std::uint32_t> parents_;
};

}  // namespace

Events code_events(const Document& document, const std::vector<Statement>& statements, const ActorResolver& actors,
                   const Lexicons& lexicons) {
  return EventCoder(document, statements, actors, lexicons).code();
}

}  // namespace demarche

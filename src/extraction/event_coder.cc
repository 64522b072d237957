// SPDX-License-Identifier: Apache-2.0
#include "extraction/event_coder.h"
#include "extraction/actor_names.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "extraction/attribution.h"
#include "extraction/circumstances.h"
#include "extraction/participants.h"
#include "extraction/time_normalizer.h"

namespace demarche {
namespace {

class EventCoder {
 public:
  EventCoder(const Document& document, const std::vector<Statement>& statements, const ActorResolver& actors, const Lexicons& lexicons)
      : view_(document),
        statements_(statements),
        actors_(actors),
        lexicons_(lexicons),
        circumstances_(document, lexicons),
        participants_(document, actors, lexicons.recipient_paths) {}

  Events code() {
    const auto& triggers = view_.document().get<Proposals>().triggers;
    for (const TriggerProposal& trigger : triggers) {
      events_.push_back(event_of(trigger));
      parents_.push_back(trigger.parent < triggers.size() ? trigger.parent : kNone);
    }
    join_tellings();
    link_doorways();
    return {std::move(events_)};
  }

 private:
  Event event_of(const TriggerProposal& trigger) const {
    Event event;
    event.trigger = trigger_span(trigger.trigger);
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
    if (event.type == "ASSAULT") join_sides(event, trigger.trigger);
    if (kind_of_act(trigger.trigger) == "transfer") hand_over(event, trigger.trigger);
    if (event.mode == "seize")  // what is captured is where it happens
      std::erase_if(event.recipients, [&](const Entity& recipient) { return actors_.is_locality(view_.words_in(recipient.span)); });
    // Whoever acts is not done to as well, also where another mention of it is proposed.
    std::erase_if(event.recipients, [&](const Entity& recipient) { return hold(event.actors, recipient); });
    event.date = date_of(trigger, event.status);
    const RoleSpan* place = surest(trigger.places);
    const auto where = place != nullptr ? std::optional(place->words) : circumstances_.place_of(trigger.trigger);
    if (where) event.place = actors_.resolve_place(*where);
    settle_countries(event);
    if (where && event.mode == "visit") add_host(event, view_.to_noun(*where));
    if (event.mode == "visit") leave_hosts(event);
    if ((event.mode == "visit" || event.type == "ASSAULT") && !event.place) place_visit(event);
    if (!event.place && one_of(event.type, {"COERCE", "SANCTION", "ASSAULT", "PROTEST", "RETREAT", "CONCEDE"})) place_by_doer(event);
    const bool is_meeting = event.mode.empty() && view_.upos_is(view_.head_of(trigger.trigger), {"VERB"});
    if (event.type == "CONSULT" && event.recipients.empty() && (event.mode == "visit" || is_meeting)) tell_guests(event);
    return event;
  }

  /// "blocked" of "blocked the", and "test-fired" in whole.
  TextSpan trigger_span(WordRange words) const {
    while (words.size() > 1 && (view_.upos_is(words.last - 1, {"DET", "CCONJ"}) || view_.relation(words.last - 1) == "nmod:poss")) --words.last;
    const auto runs_on = [&](std::uint32_t next) {
      return view_.span(next).begin == view_.span(next - 1).end && (view_.text(next) == "-" || view_.text(next - 1) == "-");
    };
    while (words.last < view_.sentence_at(view_.sentence(words.first)).last && runs_on(words.last)) ++words.last;
    return view_.span(words);
  }

  std::string_view kind_of_act(WordRange trigger) const { return lexicons_.acts.kind(view_.lemma(view_.head_of(trigger))); }

  /// Who is deported to a state is received by it: the state is the recipient (codebook).
  void hand_over(Event& event, WordRange trigger) const {
    const auto words = participants_.receiver_of(trigger);
    if (!words) return;
    const Entity state = actors_.resolve(*words);
    const auto gives = [&](const Entity& actor) { return actor.country == state.country && !actor.span.overlaps(state.span); };
    if (!is_state_code(state.country) || std::any_of(event.actors.begin(), event.actors.end(), gives)) return;
    std::erase_if(event.actors, [&](const Entity& actor) { return actor.span.overlaps(state.span); });
    event.recipients = {state};
  }

  /// Both sides of a clash act, and whoever dies in it is not whom it was done to (codebook).
  void join_sides(Event& event, WordRange trigger) const {
    const std::string_view kind = kind_of_act(trigger);
    const bool is_mutual = kind == "clash" || (kind == "fight" && event.actors.size() > 1);
    if (!is_mutual || event.actors.empty()) return;
    for (const Entity& party : event.recipients)
      if (one_of(party.sector, {"GOV", "MIL", "COP", "REB", "SEP", "PRM", "UAF", "CRM", "OPP"}) && !hold(event.actors, party))
        event.actors.push_back(party);
    if (event.actors.size() > 1) event.recipients.clear();
  }

  /// As the head says, but what is asked for has not happened ("applied to join"), nor what would have been.
  Status status_of(const TriggerProposal& trigger) const {
    if (participants_.is_counterfactual(trigger.trigger)) return Status::Denied;
    const Status status = parse_status(trigger.status).value_or(Status::Happened);
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

  /// Who goes to another country visits it (codebook: the host is the recipient).
  void add_host(Event& event, WordRange place) const {
    if (!event.recipients.empty() || event.actors.empty() || !is_state_code(event.place->country)) return;
    const auto is_at_home = [&](const Entity& actor) { return actor.country == event.place->country; };
    if (std::any_of(event.actors.begin(), event.actors.end(), is_at_home)) return;
    Entity host = actors_.resolve(place);
    if (host.country != event.place->country) host = *event.place;
    host.sector = "GOV";
    event.recipients.push_back(std::move(host));
  }

  /// "A court in Hanoi jailed": there.
  void place_by_doer(Event& event) const {
    for (const Entity& actor : event.actors)
      for (std::uint32_t i = view_.words_in(actor.span).first + 1; i + 1 < view_.words_in(actor.span).last; ++i) {
        const Name* name = view_.lower(i) == "in" ? view_.name_at(i + 1) : nullptr;
        if (name == nullptr || !actors_.is_place_name(i + 1) || name->words.first != i + 1) continue;
        event.place = actors_.resolve_place(name->words);
        return;
      }
  }

  /// Who visits Madrid is in Madrid.
  void place_visit(Event& event) const {
    for (const Entity& host : event.recipients) {
      const WordRange words = view_.words_in(host.span);
      if (words.empty() || !actors_.is_place_name(view_.head_of(words))) continue;
      event.place = actors_.resolve_place(words);
      return;
    }
  }

  /// "A visit to Havana by Iran's vice president": who is of a visitor's country is no host, where there is one.
  static void leave_hosts(Event& event) {
    const auto is_guest = [&](const Entity& party) {
      return std::any_of(event.actors.begin(), event.actors.end(), [&](const Entity& actor) { return actor.country == party.country; });
    };
    if (std::all_of(event.recipients.begin(), event.recipients.end(), is_guest)) return;
    std::erase_if(event.recipients, is_guest);
  }

  /// Who meets the other side in its own country visits it (codebook: the visitor acts, the host is the recipient).
  static void tell_guests(Event& event) {
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

  void add_parties(std::vector<Entity>& parties, const TriggerProposal& trigger, const std::vector<RoleSpan>& spans,
                   const Entity* inside) const {
    const bool may_be_things = std::string_view(trigger.type) == "ASSAULT";  // "shelled the plant"
    const std::uint32_t subject = participants_.own_subject(trigger.trigger);
    const bool has_subject = std::any_of(spans.begin(), spans.end(), [&](const RoleSpan& span) { return span.words.contains(subject); });
    for (const RoleSpan& span : spans) {
      if (has_subject && participants_.is_subject_of_another(span.words, trigger.trigger)) continue;
      const WordRange grown = whose_it_is(view_.to_noun(span.words), trigger.trigger);
      const WordRange words = view_.without_preposition(beside(trigger.trigger, grown));
      if (const auto people = words == grown ? std::nullopt : actors_.people_named(words)) {
        add_party(parties, {*people});
        continue;
      }
      if (words.empty() || is_nobody(words) || (words.size() == 1 && view_.relation(words.first) == "det")) continue;
      for (const WordRange party : view_.conjuncts(words))
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

  /// "None", "no country"
  bool is_nobody(WordRange words) const {
    const std::string first = view_.lower(words.first);
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

  /// "Russian" of "Russian airstrikes", where the airstrikes are the event.
  WordRange beside(WordRange trigger, WordRange words) const {
    const bool is_event = words.first < trigger.first && trigger.first < words.last && trigger.contains(view_.head_of(words));
    return is_event ? WordRange{words.first, trigger.first} : words;
  }

  /// Whether one of the parties is the same, by its name and country.
  static bool hold(const std::vector<Entity>& parties, const Entity& party) {
    return !party.name.empty() && std::any_of(parties.begin(), parties.end(), [&](const Entity& known) {
      return known.name == party.name && known.country == party.country;
    });
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

  static const RoleSpan* surest(const std::vector<RoleSpan>& spans) {
    const auto found = std::max_element(spans.begin(), spans.end(), [](const RoleSpan& a, const RoleSpan& b) { return a.score < b.score; });
    return found == spans.end() ? nullptr : &*found;
  }

  static bool is_ahead(Status status) {
    return status == Status::Planned || status == Status::Requested || status == Status::Threatened || status == Status::Possible;
  }

  std::optional<EventDate> date_of(const TriggerProposal& trigger, Status status) const {
    const RoleSpan* proposed = surest(trigger.dates);
    const auto by_tree = circumstances_.date_of(trigger.trigger);
    auto words = proposed != nullptr ? std::optional(view_.to_noun(proposed->words)) : by_tree;
    if (!words) return std::nullopt;
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
    bool is_by_tree = proposed == nullptr;
    if (!date.interval && by_tree && !is_by_tree)
      if (const auto days = days_of(*by_tree, published)) words = by_tree, date.interval = days, is_by_tree = true;
    if (!date.interval && !published) date.interval = by_year_before(*words, tense);
    date.span = view_.span(*words);
    date.rule = is_by_tree ? "tree and calendar.tsv" : "event-head and calendar.tsv";
    return date;
  }

  /// "In October" of a report without a date, after "in August 2003".
  std::optional<DateInterval> by_year_before(WordRange words, Tense tense) const {
    const std::string_view year = circumstances_.year_before(words.first);
    if (year.empty()) return std::nullopt;
    const auto interval = normalize_time(fmt::format("{} {}", view_.text(words), year), std::nullopt, tense, lexicons_.calendar);
    constexpr std::int64_t kMonth = 31;  // "on Tuesday" tells no day of the year
    return interval && to_days(interval->to) - to_days(interval->from) < kMonth ? interval : std::nullopt;
  }

  /// The same act told twice in one report is one event (codebook): the fuller telling stays, and doorways follow it.
  void join_tellings() {
    std::vector<std::uint32_t> home(events_.size());
    std::iota(home.begin(), home.end(), 0U);
    for (std::uint32_t i = 0; i < events_.size(); ++i)
      if (parents_[i] != kNone && is_order_to_own(events_[parents_[i]], parents_[i])) join_order(i, home);
    for (std::uint32_t i = 0; i < events_.size(); ++i) {
      for (std::uint32_t j = 0; j < i && home[i] == i; ++j) {
        if (home[j] != j || !is_one_act(j, i)) continue;
        const bool later_is_fuller = fullness(events_[i]) > fullness(events_[j]);
        home[later_is_fuller ? j : i] = later_is_fuller ? i : j;
        fill_from(events_[later_is_fuller ? i : j], events_[later_is_fuller ? j : i]);
        if (later_is_fuller) break;
      }
    }
    keep_homes(home);
  }

  /// "The president ordered the navy to withdraw": to order one's own side is the act itself (codebook).
  bool is_order_to_own(const Event& event, std::uint32_t at) const {
    const WordRange trigger = view_.document().get<Proposals>().triggers[at].trigger;
    if (event.type != "REQUEST" || event.actors.empty()) return false;
    if (lexicons_.cues.kind(view_.lemma(view_.head_of(trigger))) != "order") return false;
    const auto is_own = [&](const Entity& party) {
      return party.country == event.actors.front().country && one_of(party.sector, {"GOV", "MIL", "COP", "SPY"});
    };
    return std::all_of(event.actors.begin(), event.actors.end(), is_own) &&
           std::all_of(event.recipients.begin(), event.recipients.end(), is_own);
  }

  /// What is ordered takes the place of the order.
  void join_order(std::uint32_t act, std::vector<std::uint32_t>& home) {
    const Event& order = events_[parents_[act]];
    if (events_[act].actors.empty()) events_[act].actors = order.recipients.empty() ? order.actors : order.recipients;
    if (events_[act].status == Status::Requested) events_[act].status = Status::Planned;
    home[parents_[act]] = act;
    parents_[act] = parents_[parents_[act]];
  }

  bool is_one_act(std::uint32_t earlier, std::uint32_t later) const {
    const auto& triggers = view_.document().get<Proposals>().triggers;
    const bool doorway = parents_[later] == earlier || parents_[earlier] == later;
    return is_one_phrase(triggers[earlier], triggers[later]) || (!doorway && is_told_again(events_[earlier], events_[later]));
  }

  /// "imposed" and "sanctions" in "imposed sanctions": one act in two words.
  bool is_one_phrase(const TriggerProposal& a, const TriggerProposal& b) const {
    if (std::string_view(a.type) != b.type) return false;
    const std::uint32_t head_a = view_.head_of(a.trigger);
    const std::uint32_t head_b = view_.head_of(b.trigger);
    const auto hangs = [&](std::uint32_t lower, std::uint32_t upper) {
      const std::string_view how = view_.relation(lower);
      return view_.head(lower) == upper &&
             one_of(how, {"obj", "nsubj:pass", "nsubj", "compound", "amod", "case", "xcomp", "obl"});
    };
    return hangs(head_a, head_b) || hangs(head_b, head_a);
  }

  static std::size_t fullness(const Event& event) {
    return 2 * event.actors.size() + 2 * event.recipients.size() + (event.date ? 1 : 0) + (event.place ? 1 : 0);
  }

  /// Same type, same status, and the same parties, of which there must be some.
  static bool is_told_again(const Event& a, const Event& b) {
    if (a.type != b.type || a.status != b.status || (!a.mode.empty() && !b.mode.empty() && a.mode != b.mode)) return false;
    if (a.date && b.date && a.date->interval != b.date->interval) return false;
    if (a.place && b.place && a.place->name != b.place->name) return false;
    const auto alike = [](const std::vector<Entity>& x, const std::vector<Entity>& y) {
      if (x.size() != y.size()) return false;
      return std::all_of(x.begin(), x.end(), [&](const Entity& e) {
        return !e.name.empty() && std::any_of(y.begin(), y.end(), [&](const Entity& f) { return f.name == e.name; });
      });
    };
    if (a.actors.size() + a.recipients.size() == 0) return false;
    if (a.type == "CONSULT") return alike(everybody(a), everybody(b));  // a meeting, told as a visit elsewhere
    return alike(a.actors, b.actors) && alike(a.recipients, b.recipients);
  }

  static std::vector<Entity> everybody(const Event& event) {
    std::vector<Entity> out = event.actors;
    out.insert(out.end(), event.recipients.begin(), event.recipients.end());
    return out;
  }

  static void fill_from(Event& kept, const Event& other) {
    if (kept.actors.empty()) kept.actors = other.actors;
    if (kept.recipients.empty()) kept.recipients = other.recipients;
    if (!kept.date) kept.date = other.date;
    if (!kept.place) kept.place = other.place;
    if (kept.mode.empty()) kept.mode = other.mode;
  }

  void keep_homes(const std::vector<std::uint32_t>& home) {
    const auto top = [&](std::uint32_t at) {
      while (home[at] != at) at = home[at];
      return at;
    };
    std::vector<std::uint32_t> place(home.size(), kNone);
    std::vector<Event> events;
    std::vector<std::uint32_t> parents;
    for (std::uint32_t i = 0; i < home.size(); ++i) {
      if (home[i] != i) continue;
      place[i] = static_cast<std::uint32_t>(events.size());
      events.push_back(std::move(events_[i]));
      parents.push_back(parents_[i]);
    }
    for (std::uint32_t i = 0; i < parents.size(); ++i) {
      if (parents[i] != kNone) parents[i] = place[top(parents[i])];
      if (parents[i] == i) parents[i] = kNone;  // its doorway was the other word of one phrase
    }
    events_ = std::move(events);
    parents_ = std::move(parents);
  }

  /// One date for a doorway and an act still to come belongs to one of them: before both to the doorway, after both to the act, between
  /// them to the one that it hangs on.
  void part_dates(Event& doorway, Event& act) const {
    if (!is_ahead(act.status) || is_ahead(doorway.status) || !doorway.date || !act.date || doorway.date->span != act.date->span) return;
    const std::uint32_t date = act.date->span.begin;
    const bool is_between = (doorway.trigger.begin < date) != (act.trigger.begin < date);
    const std::uint32_t top = view_.head(view_.head_of(view_.words_in(act.date->span)));
    const bool is_doorways = is_between ? top == view_.head_of(view_.words_in(doorway.trigger)) : date < act.trigger.begin;
    (is_doorways ? act : doorway).date.reset();
  }

  /// content_of, without circles: a link that would close one is left out.
  void link_doorways() {
    for (std::size_t i = 0; i < events_.size(); ++i) {
      std::uint32_t at = parents_[i];
      for (std::size_t steps = 0; at != kNone && at != i && steps <= events_.size(); ++steps)
        at = events_[at].content_of ? *events_[at].content_of : kNone;
      if (parents_[i] == kNone || at != kNone) continue;
      events_[i].content_of = parents_[i];
      part_dates(events_[parents_[i]], events_[i]);
      share_parties(events_[parents_[i]], events_[i]);
    }
  }

  /// Who is accused did it, who is asked is to do it, who threatens or promises will: where one of the two leaves it open.
  static void share_parties(Event& doorway, Event& act) {
    const bool is_others = one_of(doorway.type, {"ACCUSE", "REQUEST"});
    const bool is_own = one_of(doorway.type, {"THREATEN", "AGREE", "REJECT"});
    const std::vector<Entity>& doers = is_others ? doorway.recipients : doorway.actors;
    if (act.actors.empty() && (is_others || is_own) && !share_any(doers, act.recipients)) act.actors = doers;
    const std::vector<Entity>& meant = is_others ? act.actors : act.recipients;
    const bool is_open = doorway.recipients.empty() && (is_others || doorway.type == "THREATEN");
    if (is_open && !share_any(meant, doorway.actors)) doorway.recipients = meant;
  }

  static bool share_any(const std::vector<Entity>& some, const std::vector<Entity>& others) {
    return std::any_of(some.begin(), some.end(), [&](const Entity& party) {
      const auto overlaps = [&](const Entity& other) { return other.span.overlaps(party.span); };
      return hold(others, party) || std::any_of(others.begin(), others.end(), overlaps);
    });
  }

  ReadingView view_;
  const std::vector<Statement>& statements_;
  const ActorResolver& actors_;
  const Lexicons& lexicons_;
  Circumstances circumstances_;
  Participants participants_;
  std::vector<Event> events_;
  std::vector<std::uint32_t> parents_;
};

}  // namespace

Events code_events(const Document& document, const std::vector<Statement>& statements, const ActorResolver& actors, const Lexicons& lexicons) {
  return EventCoder(document, statements, actors, lexicons).code();
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/event_tellings.h"

#include <algorithm>
#include <numeric>

#include "extraction/event_rules.h"

namespace demarche {
namespace {

class Tellings {
 public:
  Tellings(const ReadingView& view, const CueTable& cues, std::vector<Event> events, std::vector<std::uint32_t> heads,
           std::vector<std::uint32_t> parents)
      : view_(view), cues_(cues), events_(std::move(events)), heads_(std::move(heads)), parents_(std::move(parents)) {}

  std::vector<Event> join() {
    join_tellings();
    link_doorways();
    return std::move(events_);
  }

 private:
  /// The same act told twice in one report is one event (codebook): the fuller telling stays, and doorways follow it.
  void join_tellings() {
    std::vector<std::uint32_t> home(events_.size());
    std::iota(home.begin(), home.end(), 0U);
    for (std::uint32_t i = 0; i < events_.size(); ++i)
      if (parents_[i] != kNone && is_order_to_own(parents_[i])) join_order(i, home);
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
  bool is_order_to_own(std::uint32_t at) const {
    const Event& event = events_[at];
    if (event.type != "REQUEST" || event.actors.empty()) return false;
    if (cues_.kind(view_.lemma(heads_[at])) != "order") return false;
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
    const bool doorway = parents_[later] == earlier || parents_[earlier] == later;
    return is_one_phrase(earlier, later) || (!doorway && is_told_again(events_[earlier], events_[later]));
  }

  /// "imposed" and "sanctions" in "imposed sanctions": one act in two words.
  bool is_one_phrase(std::uint32_t a, std::uint32_t b) const {
    if (events_[a].type != events_[b].type) return false;
    const auto hangs = [&](std::uint32_t lower, std::uint32_t upper) {
      while (one_of(view_.relation(lower), {"compound", "amod"}) && view_.head(lower) != upper && view_.head(lower) != kNone)
        lower = view_.head(lower);  // "civil service strike"
      const std::string_view how = view_.relation(lower);
      return view_.head(lower) == upper &&
             one_of(how, {"obj", "nsubj:pass", "nsubj", "compound", "amod", "case", "xcomp", "obl", "advmod", "acl"});
    };
    return hangs(heads_[a], heads_[b]) || hangs(heads_[b], heads_[a]);
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
    return std::any_of(some.begin(), some.end(), [&](const Entity& party) { return hold_or_overlap(others, party); });
  }

  ReadingView view_;
  const CueTable& cues_;
  std::vector<Event> events_;
  std::vector<std::uint32_t> heads_;
  std::vector<std::uint32_t> parents_;
};

}  // namespace

std::vector<Event> join_tellings(const ReadingView& view, const CueTable& cues, std::vector<Event> events, std::vector<std::uint32_t> heads,
                                 std::vector<std::uint32_t> parents) {
  return Tellings(view, cues, std::move(events), std::move(heads), std::move(parents)).join();
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "linking/plans.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "linking/identities.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

std::pair<std::int32_t, std::int32_t> due(const PlanEvent& plan) {
  if (plan.summary.dated) return {plan.summary.from, plan.summary.to};
  if (plan.first_day == kNoDay) return {kNoDay, kNoDay};
  return {plan.first_day, plan.first_day + link_limit("undated")};
}

/// What a plan and an outcome have in common, leaving out the days: those are judged by the window.
PairScore compare(const PlanEvent& plan, const PlanEvent& event) {
  LinkMention planned = plan.fullest;
  LinkMention came = event.fullest;
  for (LinkMention* m : {&planned, &came}) {
    m->from = m->to = m->published_day = kNoDay;
    m->dated = false;
    m->status = Status::Happened;
    m->report = m->id;
  }
  return score_pair(planned, came);
}

/// How two parties meet. By country: a state and somebody of its own, or words that share one ("Veranian troops", "troops").
enum class Meet : std::uint8_t { Open, Apart, Country, Same };

bool is_state(const LinkParty& party) {
  return std::string_view(kind_of_actor(party.name, party.country, "")) == "state";
}

bool share_word(std::string_view a, std::string_view b) {
  const std::string other = fmt::format(" {} ", b);
  for (std::size_t begin = 0; begin < a.size();) {
    const std::size_t end = std::min(a.find(' ', begin), a.size());
    if (end > begin + 3 && other.find(fmt::format(" {} ", a.substr(begin, end - begin))) != std::string::npos) return true;
    begin = end + 1;
  }
  return false;
}

bool is_known(const LinkParty& party) {
  return party.specific || !party.country.empty();
}

Meet meet(const LinkParty& planned, const LinkParty& came) {
  if (planned.specific && came.specific && same_name(planned, came)) return is_state(planned) ? Meet::Country : Meet::Same;
  if (planned.country.empty() || came.country.empty()) return Meet::Open;
  if (planned.country != came.country) return Meet::Apart;
  if (is_state(planned) || is_state(came)) return Meet::Country;
  if (planned.specific && came.specific) return Meet::Apart;
  return !planned.specific && !came.specific && share_word(planned.name, came.name) ? Meet::Country : Meet::Open;
}

/// The best of what the parties of one side say; open where one of the two events knows none there.
Meet meet_sides(const LinkMention& plan, const LinkMention& event, bool recipient) {
  Meet best = Meet::Open;
  for (const LinkParty& planned : plan.parties)
    for (const LinkParty& came : event.parties)
      if (planned.recipient == recipient && came.recipient == recipient && is_known(planned) && is_known(came))
        best = std::max(best, meet(planned, came));
  return best;
}

/// Whoever was to meet, sign or work together did: each of them as one of the event's, and no other in the place of one.
bool meet_all(const LinkMention& plan, const LinkMention& event, bool same_matter) {
  std::vector<const LinkParty*> left;
  for (const LinkParty& came : event.parties) left.push_back(&came);
  std::size_t known = 0;
  for (const LinkParty& planned : plan.parties) {
    if (!is_known(planned)) continue;
    ++known;
    const auto best = std::max_element(left.begin(), left.end(), [&](const LinkParty* one, const LinkParty* other) {
      return meet(planned, *one) < meet(planned, *other);
    });
    if (best == left.end() || meet(planned, **best) < Meet::Country) return false;
    left.erase(best);
  }
  return known > 1 || (known == 1 && same_matter);
}

/// Whether those whom the plan names are those of the event: each side that both know agrees, and one of them by a name, or, in time, both,
/// or one of them where the place or the words are the same too.
bool is_about_the_same(const LinkMention& plan, const LinkMention& event, bool in_time) {
  const bool same_place = !plan.place.empty() && plan.place == event.place;
  const bool same_matter = same_place || count_shared_words(plan, event) >= static_cast<std::size_t>(link_limit("plan-words"));
  const bool are_visits = plan.mode == "visit" && event.mode == "visit";
  if (is_mutual(plan.type) && !are_visits) return meet_all(plan, event, same_matter);
  const Meet actors = meet_sides(plan, event, false);
  const Meet recipients = meet_sides(plan, event, true);
  if (actors == Meet::Apart || recipients == Meet::Apart) return false;
  const auto is_missing = [&](Meet side, bool recipient) {  // whom the plan names there, and the event does not
    return side == Meet::Open && std::any_of(plan.parties.begin(), plan.parties.end(),
                                             [&](const LinkParty& party) { return party.recipient == recipient && is_known(party); });
  };
  const bool is_whole = !is_missing(actors, false) && !is_missing(recipients, true);
  if (actors == Meet::Same || recipients == Meet::Same) return same_matter || is_whole;
  return in_time && (std::min(actors, recipients) == Meet::Country || (same_matter && std::max(actors, recipients) == Meet::Country));
}

/// Days from the due interval: 0 within it.
std::int32_t days_off(const Outcome& out, const PlanEvent& event) {
  if (out.due_to == kNoDay || event.summary.from == kNoDay) return 0;
  if (event.summary.from > out.due_to) return event.summary.from - out.due_to;
  return event.summary.to < out.due_from ? event.summary.to - out.due_from : 0;
}

/// A later plan of the same for another time.
bool is_moved(const PlanEvent& plan, const PlanEvent& event) {
  return is_plan(event.summary.status) && event.summary.dated && plan.summary.dated && event.summary.from > plan.summary.to &&
         event.first_day > plan.first_day;
}

}  // namespace

bool is_plan(Status status) {
  return status == Status::Planned || status == Status::Requested || status == Status::Threatened;
}

std::pair<std::int32_t, std::int32_t> outcome_window(const PlanEvent& plan) {
  const auto [from, to] = due(plan);
  if (to == kNoDay) return {kNoDay, kNoDay};
  const bool is_late_news = plan.first_day == kNoDay || plan.first_day > from;
  const std::int32_t earliest = is_late_news ? from : std::max(plan.first_day, from - link_limit("early"));
  return {earliest, std::min(to, from + link_limit("undated")) + link_limit("late")};
}

std::pair<std::int32_t, std::int32_t> plan_window(std::int32_t event_day) {
  return {event_day - link_limit("late") - link_limit("undated"), event_day + link_limit("early")};
}

std::vector<BlockKey> plan_keys(const LinkMention& m, Met what) {
  std::set<std::string> countries;
  for (const LinkParty& party : m.parties)
    if (!party.country.empty()) countries.insert(party.country);
  const std::string prefix = what == Met::Plans ? "planned" : "plan";
  std::vector<BlockKey> keys;
  for (const std::string& act : m.acts)
    for (const std::string& country : countries)
      keys.push_back({hash_bytes(fmt::format("{} {} {} {}", prefix, family_of(m.type), kind_of_act(act), country)), m.from});
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

Outcome without_outcome(const PlanEvent& plan, std::int32_t horizon) {
  Outcome out;
  std::tie(out.due_from, out.due_to) = due(plan);
  if (plan.summary.votes[static_cast<std::size_t>(Status::Denied)] > 0) {
    out.verdict = "refuted";
    out.basis = "a source denies it";
    return out;
  }
  const bool is_over = out.due_to != kNoDay && horizon != kNoDay && horizon > out.due_to + link_limit("unseen");
  out.verdict = is_over ? "not_seen" : "open";
  return out;
}

bool may_be_outcome(const PlanEvent& event) {
  const Status status = event.summary.status;
  return event.summary.from != kNoDay && (is_asserted(status) || status == Status::Denied || (is_plan(status) && event.summary.dated));
}

std::optional<Outcome> judge(const PlanEvent& plan, const PlanEvent& event) {
  if (event.summary.first == plan.summary.first || event.summary.from == kNoDay) return std::nullopt;
  Outcome out = without_outcome(plan, kNoDay);
  if (out.verdict == "refuted") return std::nullopt;
  const auto [earliest, latest] = outcome_window(plan);
  if (event.summary.from < earliest || event.summary.from > latest) return std::nullopt;
  const bool done = is_asserted(event.summary.status);
  const bool called_off = event.summary.status == Status::Denied;
  if (!done && !called_off && !is_moved(plan, event)) return std::nullopt;
  if (plan.fullest.report == event.fullest.report) return std::nullopt;  // which tells by itself what is planned, and what was done
  out.days_off = days_off(out, event);
  if (!is_about_the_same(plan.fullest, event.fullest, std::abs(out.days_off) <= 1)) return std::nullopt;
  PairScore score = compare(plan, event);
  if (!score.possible || score.points < link_limit("plan")) return std::nullopt;
  out.event = event.summary.first;
  // A day that the plan named and the outcome has says more than words.
  if (plan.summary.dated && out.days_off == 0 && event.summary.dated) score.points += link_weight("date-same");
  out.points = score.points;
  out.basis = score.reason;
  const bool is_late = plan.summary.dated && out.days_off > 1;
  out.verdict = done ? (is_late ? "late" : "kept") : called_off ? "withdrawn" : "changed";
  return out;
}

bool counts_before(const Outcome& a, const Outcome& b) {
  const auto rank = [](const Outcome& o) {
    const bool none = o.event.empty();
    const bool done = o.verdict == "kept" || o.verdict == "late";
    return std::make_tuple(none ? 2 : done ? 0 : 1, -o.points, o.verdict == "changed", std::abs(o.days_off), o.event);
  };
  return rank(a) < rank(b);
}

}  // namespace demarche

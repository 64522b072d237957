// SPDX-License-Identifier: Apache-2.0
// The seventh part of ActorResolver: words that mean several parties at once: "both presidents", "Armenian and Azerbaijani forces", "the
// leaders of Verania and Saldor".
#include <algorithm>

#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {

/// The two persons of "they", "both leaders", "the two presidents": those that the nearest sentence with two persons names. Empty where a
/// group stands nearer, or the words name somebody else.
std::vector<const ActorResolver::Person*> ActorResolver::pair_meant(WordRange words) const {
  const WordRange bare = view_.trimmed(words);
  const std::uint32_t head = view_.head_of(bare);
  const bool pronoun = bare.size() == 1 && one_of(view_.lower(head), {"they", "them", "their", "both"});
  const bool counted = one_of(view_.lower(words.first), {"the", "both", "these"}) && words.size() <= 3 && view_.is_plural(head) &&
                       (words.size() == 2 || one_of(view_.lower(head - 1), {"two", "both", "the"}));
  const Agent* agent = counted ? agent_at({head, head + 1}, head) : nullptr;
  if (!pronoun && (agent == nullptr || agent->sector != "GOV")) return {};
  const std::uint32_t farthest = pronoun ? 2 : 8;
  for (std::uint32_t back = 0; back <= farthest; ++back) {
    if (pronoun)
      if (const auto group = group_subject(head, back, true)) return pair_meant(*group);  // "they" are "the two leaders"
    auto persons = persons_of_sentence(words.first, back);
    if (persons.size() == 2) return pronoun && !are_together(words.first, back) ? std::vector<const Person*>{} : persons;
    if (persons.size() > 2) return {};
  }
  return {};
}

/// Whether the first two persons of the sentence so many before the word's do something together: "Hale and Kolar", "Hale met Kolar".
bool ActorResolver::are_together(std::uint32_t word, std::uint32_t back) const {
  const WordRange before = words_back(word, back);
  std::uint32_t first = before.first;
  while (first < before.last && person_at_[first] == kNone) ++first;
  std::uint32_t second = first;
  while (second < before.last && (person_at_[second] == kNone || person_at_[second] == person_at_[first])) ++second;
  if (second == before.last) return false;
  const std::uint32_t one = top_of_name(first);
  std::uint32_t other = top_of_name(second);
  if (view_.relation(other).starts_with("nmod") && view_.head(other) != one) other = view_.head(other);  // "the call with Kolar"
  return view_.head(one) == view_.head(other) || view_.head(one) == other || (view_.head(other) == one && view_.relation(other) == "conj");
}

/// The two states that the nearest sentence with two states names, else those that the report names most by far.
std::vector<const ActorResolver::Match*> ActorResolver::two_named(std::uint32_t word) const {
  for (std::uint32_t back = 0; back <= 2; ++back) {
    auto states = states_of_sentence(word, back);
    if (states.size() == 2) return states;
    if (states.size() > 2) break;
  }
  std::vector<std::pair<std::uint32_t, std::string_view>> most;
  for (const auto& [country, count] : country_counts_) most.emplace_back(count, country);
  std::sort(most.rbegin(), most.rend());
  if (most.size() < 2 || most[1].first < 2 || (most.size() > 2 && 2 * most[2].first > most[1].first)) return {};
  std::vector<const Match*> out;
  for (std::size_t i = 0; i < 2; ++i)
    out.push_back(&*std::find_if(matches_.begin(), matches_.end(), [&](const Match& match) {
      return match.actor.entry->country == most[i].second && is_place_kind(match.actor.entry->kind);
    }));
  return out;
}

/// "both countries", "the two sides", "both presidents": one party for each of two states.
std::vector<Entity> ActorResolver::two_states(WordRange words) const {
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  std::uint32_t first = words.first;
  if (view_.lower(first) == "the" && first < head) ++first;
  const bool two = first < head && one_of(view_.lower(first), {"both", "each", "two"}) && words.last == head + 1 && head <= first + 2;
  const Agent* agent = two ? agent_at({head, head + 1}, head) : nullptr;
  const bool is_side = agent != nullptr && agent->note == "anyone" && agent->sector == "GOV";
  const bool is_told = first > words.first || view_.lower(first) == "both";  // not "two envoys"
  const bool is_office = is_told && agent != nullptr && one_of(agent->sector, {"GOV", "MIL"}) && view_.is_plural(head);
  const bool is_bare = words.size() == 1 && view_.lower(first) == "both";
  if ((!is_side && !is_office && !is_bare) || (!is_side && !pair_meant(words).empty())) return {};  // the two persons named before
  const std::vector<const Match*> states = two_named(words.first);
  if (is_bare && (states.empty() || view_.relation(view_.head_of(states.back()->words)) != "conj")) return {};
  std::vector<Entity> out;
  for (const Match* state : states) {
    const ActorRow& entry = *state->actor.entry;
    std::string name(entry.canonical);
    if (is_office && !is_side)
      name = fmt::format("{}{} of {}", head > first + 1 ? view_.lower(head - 1) + " " : "", view_.lemma(head), entry.canonical);
    std::string sector(agent == nullptr ? "GOV" : agent->sector);
    out.push_back({{}, std::move(name), std::string(entry.country), std::move(sector), "the two states named together"});
  }
  return out;
}

/// States of the sentence so many before the word's, up to the word, each once.
std::vector<const ActorResolver::Match*> ActorResolver::states_of_sentence(std::uint32_t word, std::uint32_t back) const {
  std::vector<const Match*> out;
  const WordRange before = words_back(word, back);
  for (std::uint32_t i = before.first; i < before.last; ++i) {
    const Match* match = match_at(i);
    if (match == nullptr || !is_state_code(match->actor.entry->country) || !is_place_kind(match->actor.entry->kind)) continue;
    const auto same = [&](const Match* known) { return known->actor.entry->country == match->actor.entry->country; };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(match);
  }
  return out;
}

/// "Armenian and Azerbaijani forces", "UK and EU negotiators", "100 Ukrainian and 30 Belarusian fans": some of each.
std::vector<Entity> ActorResolver::peoples_joined(WordRange words) const {
  if (person_in(words) != nullptr) return {};
  std::uint32_t head = view_.head_of(view_.trimmed(words));
  // "United States and Veranian officials", whatever the tree takes for their head.
  if (match_at(head) != nullptr && words.size() > 2 && match_at(words.last - 2) != nullptr && view_.upos_is(words.last - 1, {"NOUN"}))
    head = words.last - 1;
  std::vector<const Match*> peoples;
  std::uint32_t last = words.first;
  for (std::uint32_t i = words.first; i < head; ++i) {
    const Match* match = match_at(i);
    if (match != nullptr && match->words.last <= head) {
      // "The Veranian Senate committee": a name of two parts, not two peoples.
      if (!peoples.empty() && match->words.first == peoples.back()->words.last) return {};
      if (!peoples.empty() && view_.text(match->words.first - 1) == "(") return {};  // another name for it
      peoples.push_back(match);
      last = match->words.last;
      i = last - 1;
    } else if (!peoples.empty() && i == last && !view_.upos_is(i, {"CCONJ", "PUNCT", "NUM"})) {
      break;  // what follows the last of them
    } else if (peoples.empty() && !view_.upos_is(i, {"DET", "NUM", "ADJ", "ADV"})) {
      return {};
    } else if (i == last) {
      ++last;
    }
  }
  if (peoples.size() < 2) return {};
  std::vector<Entity> out;
  for (const Match* people : peoples) {
    const WordRange rest{last, words.last};
    Entity entity = resolve_nominal(rest, head);
    entity.name = fmt::format("{} {}", view_.text(people->words), view_.text(rest));
    entity.country = people->actor.entry->country;
    entity.reason = people->actor.entry->where.text();
    out.push_back(std::move(entity));
  }
  return out;
}

/// "Veranian writer and activist Ana Hale": what somebody is, told in two nouns before the name; not "the president and Prime Minister
/// Hale".
bool ActorResolver::tells_one_twice(WordRange one, WordRange two) const {
  if (one.last + 1 != two.first || view_.lower(one.last) != "and" || view_.upos_is(two.first, {"DET", "NUM"})) return false;
  const Name* name = view_.name_at(two.last - 1);
  if (name == nullptr || name->words.first < two.first || std::string_view(name->type) != "PER") return false;
  const std::uint32_t first = one.last - 1;
  const bool has_title = name->words.first == two.first;  // "Vice President Ana Hale", one name
  std::uint32_t second = has_title ? two.first : name->words.first - 1;
  while (has_title && second + 1 < two.last && agent_at({two.first, second + 1}, second) == nullptr) ++second;
  const Agent* agent = agent_at(one, first);
  if (agent == nullptr || agent_at(two, second) == nullptr || view_.name_at(first) != nullptr) return false;
  const bool has_article = view_.upos_is(one.first, {"DET"});
  const bool may_be_two = has_article && (agent->sector == "GOV" || view_.lower(one.first) != "the");
  const bool are_single = one_of(view_.xpos(first), {"NN", "NNP"}) && one_of(view_.xpos(second), {"NN", "NNP"});
  return !may_be_two && are_single && (agent->sector == "LEG" || lexicons_.persons.is_person(view_.lemma(first)));
}

/// "The leaders of Verania, Saldor and Lothia", "forces led by Verania and Saldor": one party for each state.
std::vector<Entity> ActorResolver::of_each_state(WordRange words) const {
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  if (head + 3 >= words.last || !view_.upos_is(head, {"NOUN"}) || !view_.is_plural(head)) return {};
  const bool is_led = one_of(view_.lower(head + 1), {"led", "backed"}) && view_.lower(head + 2) == "by";
  if (!is_led && !one_of(view_.lower(head + 1), {"of", "from"})) return {};
  std::vector<Entity> sides = two_states({head + (is_led ? 3 : 2), words.last});  // "the presidents of the two countries"
  for (Entity& side : sides) {
    side.name = fmt::format("{} {} {}", bare_name({words.first, head + 1}), is_led ? "led by" : view_.text(head + 1), side.name);
    side.sector = bearer({words.first, head + 1}, head).sector;
  }
  if (!sides.empty()) return sides;
  std::vector<const Match*> states;
  for (std::uint32_t i = head + (is_led ? 3 : 2); i < words.last; ++i) {
    const Match* match = match_at(i);
    if (match != nullptr && is_state_code(match->actor.entry->country) && is_place_kind(match->actor.entry->kind)) {
      states.push_back(match);
      i = match->words.last - 1;
    } else if (!view_.upos_is(i, {"CCONJ", "PUNCT", "DET"})) {
      return {};
    }
  }
  if (states.size() < 2) return {};
  std::vector<Entity> out;
  for (const Match* state : states) {
    Entity entity = resolve_nominal({words.first, head + 1}, head);
    entity.name =
        fmt::format("{} {} {}", bare_name({words.first, head + 1}), is_led ? "led by" : view_.text(head + 1), view_.text(state->words));
    entity.country = state->actor.entry->country;
    entity.reason = state->actor.entry->where.text();
    out.push_back(std::move(entity));
  }
  return out;
}

/// "North and South Korea", "North and South Korean soldiers": the first is named by a word alone, and the rest by the other's name.
std::vector<Entity> ActorResolver::halves_joined(WordRange words) const {
  for (std::uint32_t i = words.first; i + 3 < words.last; ++i) {
    const Match* second = match_at(i + 2);
    if (view_.lower(i + 1) != "and" || second == nullptr || second->words.first != i + 2 || second->words.size() != 2) continue;
    const std::string name = fmt::format("{} {}", view_.text(i), view_.text(i + 3));
    const auto first = lexicons_.actors.find(name, day_);
    if (!first || !is_state_code(first->entry->country) || first->entry->kind != second->actor.entry->kind) continue;
    const WordRange rest{second->words.last, words.last};
    if (!rest.empty() && !view_.upos_is(view_.head_of(rest), {"NOUN"})) continue;
    std::vector<Entity> out;
    for (const ActorRow* entry : {first->entry, second->actor.entry}) {
      Entity entity = rest.empty() ? Entity{} : resolve_nominal(rest, view_.head_of(rest));
      entity.name = rest.empty() ? std::string(entry->canonical)
                                 : fmt::format("{} {}", entry == second->actor.entry ? view_.text(second->words) : name, view_.text(rest));
      entity.country = entry->country;
      if (entity.sector.empty()) entity.sector = entry->sector;
      entity.reason = entry->where.text();
      out.push_back(std::move(entity));
    }
    return out;
  }
  return {};
}

}  // namespace demarche

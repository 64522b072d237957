// SPDX-License-Identifier: Apache-2.0
// The fourth part of ActorResolver: whom words mean that were named before: pronouns, "the two leaders", short mentions, abbreviations.
#include <algorithm>
#include <set>

#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {
namespace {

constexpr std::uint32_t kFarBack = 4096;  ///< words in which fuller words for the same are looked for

}  // namespace

/// The words of the sentence so many before the word's, up to the word; none before the first sentence.
WordRange ActorResolver::words_back(std::uint32_t word, std::uint32_t back) const {
  const std::uint32_t here = view_.sentence(word);
  if (back > here) return {};
  const Sentence& sentence = view_.sentence_at(here - back);
  return {sentence.first, back == 0 ? word : sentence.last};
}

/// Up through a name and its title.
std::uint32_t ActorResolver::top_of_name(std::uint32_t word) const {
  while (view_.head(word) != kNone && one_of(view_.relation(word), {"flat", "appos", "compound"})) word = view_.head(word);
  return word;
}

/// The person that a name or a pronoun before stands for, or kNone; not one that is known as a woman where the pronoun is a man's.
std::uint32_t ActorResolver::person_for(std::uint32_t word, char gender) const {
  const auto pronoun = pronouns_.find(word);
  const std::uint32_t person = pronoun == pronouns_.end() ? person_at_[word] : pronoun->second;
  const bool fits = person != kNone && (gender == 0 || persons_[person].gender == 0 || persons_[person].gender == gender);
  return fits ? person : kNone;
}

/// "The liaison officer complained": somebody without a name is the subject, and "he" may well be that one.
bool ActorResolver::bears_an_office(WordRange sentence) const {
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    const bool is_main = view_.relation(i) == "nsubj" && view_.head(i) != kNone && view_.relation(view_.head(i)) == "root";
    if (!is_main || !view_.upos_is(i, {"NOUN"}) || view_.is_plural(i)) continue;
    const Agent* agent = agent_at(noun_phrase(i), i);
    return agent != nullptr && !agent->sector.empty();
  }
  return false;
}

/// "She thanked her", "the envoys told them": the one acts on the other, so they are not the same.
bool ActorResolver::acts_on(std::uint32_t subject, std::uint32_t pronoun) const {
  const std::string_view relation = view_.relation(pronoun);
  const bool is_object = relation == "obj" || relation == "iobj" || relation.starts_with("obl");
  return is_object && view_.head(subject) == view_.head(pronoun);
}

/// The person among these words that he or she stands for: the subject of a whole sentence, else of a clause, else the first one named.
ActorResolver::Antecedent ActorResolver::antecedent_in(WordRange words, std::uint32_t word, char gender) const {
  Antecedent best;
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    const std::uint32_t person = person_for(i, gender);
    const std::uint32_t top = person == kNone ? kNone : top_of_name(i);
    if (person == kNone || acts_on(top, word)) continue;
    const bool is_subject = view_.relation(top).starts_with("nsubj");
    const bool is_main =
        is_subject && view_.sentence(i) != view_.sentence(word) && view_.head(top) != kNone && view_.relation(view_.head(top)) == "root";
    const Standing standing = is_main ? Standing::Main : is_subject ? Standing::Subject : Standing::Named;
    if (standing > best.standing) best = {person, standing};
  }
  return best;
}

/// He, she: in the sentence before the word, then in those before that. A pronoun counts as whom it stands for.
ActorResolver::Antecedent ActorResolver::antecedent(std::uint32_t word, char gender) const {
  for (std::uint32_t back = 0; back <= 4; ++back) {
    const WordRange words = words_back(word, back);
    const Antecedent found = antecedent_in(words, word, gender);
    if (found.person != kNone) return found;
    if (back > 0 && bears_an_office(words)) break;
  }
  return {};
}

/// Whom he and she stand for, in text order: each may mean whom the one before means. One that is a subject after a subject tells whether
/// that is a man or a woman; others are too often somebody else.
void ActorResolver::find_pronouns() {
  static const std::set<std::string, std::less<>> his = {"he", "him", "his", "himself"}, hers = {"she", "her", "hers", "herself"};
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    const std::string form = view_.lower(i);
    const char gender = his.contains(form) ? 'm' : hers.contains(form) ? 'f' : 0;
    if (gender == 0) continue;
    const auto [person, standing] = antecedent(i, gender);
    if (person == kNone) continue;
    pronouns_[i] = person;
    const bool is_sure = standing == Standing::Main && view_.relation(i).starts_with("nsubj");
    if (is_sure && persons_[person].gender == 0) persons_[person].gender = gender;
  }
}

/// The words of a group or state that is a subject in the sentence so many before the word's, and agrees in number with it or not.
std::optional<WordRange> ActorResolver::group_subject(std::uint32_t word, std::uint32_t back, bool agrees) const {
  const bool many = view_.lower(word).starts_with("the");  // they, them, their
  const WordRange before = words_back(word, back);
  for (std::uint32_t i = before.first; i < before.last; ++i) {
    const bool acts = view_.relation(i).starts_with("nsubj") || view_.relation(i) == "obl:agent";
    if (!acts || !view_.upos_is(i, {"NOUN", "PROPN"}) || person_at_[i] != kNone) continue;
    if (agrees != (view_.is_plural(i) == many) || acts_on(i, word)) continue;
    const WordRange words = noun_phrase(i);
    if (resolve_name(words, i)) return words;
    const Agent agent = agent_at(words, i) == nullptr ? Agent{} : bearer(words, i);
    if (!agent.sector.empty() || !agent.country.empty()) return words;  // no "meeting"
  }
  return std::nullopt;
}

/// They, it: the nearest group or state named before as a subject. One that agrees in number goes before one that does not and stands as
/// near: "they" may be a ministry, but rather its officials.
std::optional<Entity> ActorResolver::group_antecedent(std::uint32_t word) const {
  for (const auto& [back, agrees] : {std::pair{0U, true}, {1U, true}, {0U, false}, {1U, false}, {2U, true}, {2U, false}})
    if (const auto words = group_subject(word, back, agrees)) {
      const std::uint32_t head = view_.head_of(*words);
      if (auto entity = resolve_name(*words, head)) return entity;
      const auto body = body_named(*words, head);
      return body ? resolve(*body) : resolve_nominal(*words, head);
    }
  return std::nullopt;
}

/// Persons of the sentence so many before the word's, up to the word.
std::vector<const ActorResolver::Person*> ActorResolver::persons_of_sentence(std::uint32_t word, std::uint32_t back) const {
  std::vector<const Person*> out;
  const WordRange before = words_back(word, back);
  for (std::uint32_t i = before.first; i < before.last; ++i) {
    const Person* person = person_at_[i] == kNone ? nullptr : &persons_[person_at_[i]];
    if (person != nullptr && std::find(out.begin(), out.end(), person) == out.end()) out.push_back(person);
  }
  return out;
}

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
    if (persons.size() == 2) return persons;
    if (persons.size() > 2) return {};
  }
  return {};
}

/// "both countries", "the two sides": the two states that the nearest sentence with two states names.
std::vector<Entity> ActorResolver::two_states(WordRange words) const {
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  const bool two = view_.lower(words.first) == "both" || (head > words.first && view_.lower(head - 1) == "two");
  const Agent* agent = two && words.size() <= 3 ? agent_at({head, head + 1}, head) : nullptr;
  if (agent == nullptr || agent->note != "anyone" || agent->sector != "GOV") return {};
  for (std::uint32_t back = 0; back <= 2; ++back) {
    const auto states = states_of_sentence(words.first, back);
    if (states.size() > 2) return {};
    if (states.size() < 2) continue;
    std::vector<Entity> out;
    for (const Match* state : states)
      out.push_back({{},
                     std::string(state->actor.entry->canonical),
                     std::string(state->actor.entry->country),
                     "GOV",
                     "the two states named together"});
    return out;
  }
  return {};
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

/// "The leaders of Verania, Saldor and Lothia", "forces led by Verania and Saldor": one party for each state.
std::vector<Entity> ActorResolver::of_each_state(WordRange words) const {
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  if (head + 3 >= words.last || !view_.upos_is(head, {"NOUN"}) || !view_.is_plural(head)) return {};
  const bool is_led = one_of(view_.lower(head + 1), {"led", "backed"}) && view_.lower(head + 2) == "by";
  if (!is_led && !one_of(view_.lower(head + 1), {"of", "from"})) return {};
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

/// "Veranian protesters" for a number alone: "killed six Veranian protesters and wounded [60]"; the noun before that is counted too.
std::optional<WordRange> ActorResolver::counted(std::uint32_t number) const {
  if (!view_.upos_is(number, {"NUM"}) || view_.lower(number) == "one") return std::nullopt;
  const std::uint32_t first = view_.sentence_at(view_.sentence(number)).first;
  for (std::uint32_t i = number; i-- > first;) {
    const std::uint32_t noun = view_.head(i);
    const bool counts = view_.relation(i) == "nummod" && noun != kNone && noun > i && noun < number;
    if (counts && view_.upos_is(noun, {"NOUN"}) && agent_at({i + 1, noun + 1}, noun) != nullptr) return WordRange{i + 1, noun + 1};
  }
  return std::nullopt;
}

/// The words that an abbreviation of the report stands for, or the words themselves.
WordRange ActorResolver::in_full(WordRange words) const {
  const auto found = abbreviations_.find(view_.text(view_.trimmed(words)));
  return found == abbreviations_.end() || found->second.first >= words.first ? words : found->second;
}

std::optional<Entity> ActorResolver::resolve_pronoun(std::uint32_t word, const Entity* inside) const {
  static const std::set<std::string, std::less<>> first_person = {"i",   "me",   "my",   "we",     "us",
                                                                  "our", "mine", "ours", "myself", "ourselves"};
  static const std::set<std::string, std::less<>> third_person = {"he", "she", "him", "her", "his", "hers", "himself", "herself"};
  static const std::set<std::string, std::less<>> group = {"they", "them", "their", "it", "its", "themselves", "itself"};
  static const std::set<std::string, std::less<>> relative = {"who", "which", "that", "whom", "whose"};
  if (one_of(view_.text(word), {"US", "IT"})) return std::nullopt;  // "the US"
  const std::string form = view_.lower(word);
  if (first_person.contains(form)) {
    if (inside == nullptr) return Entity{{}, "", "", "", "unresolved"};
    return Entity{{}, inside->name, inside->country, inside->sector, "speaker of the quotation"};
  }
  if (third_person.contains(form)) {
    const auto found = pronouns_.find(word);
    if (found == pronouns_.end()) return Entity{{}, "", "", "", "unresolved"};
    Entity entity = entity_of(persons_[found->second]);
    entity.reason = "pronoun: nearest person as subject; " + entity.reason;
    return entity;
  }
  if (group.contains(form)) {
    if (auto entity = group_antecedent(word)) {
      entity->reason = "pronoun: nearest group as subject; " + entity->reason;
      return entity;
    }
    if (form != "it" && form != "its")
      if (const std::uint32_t person = antecedent(word, 0).person; person != kNone) return entity_of(persons_[person]);
    return Entity{{}, "", "", "", "unresolved"};
  }
  if (relative.contains(form)) {
    std::uint32_t verb = view_.head(word);
    for (int steps = 0; verb != kNone && steps < 4 && !view_.relation(verb).starts_with("acl"); ++steps) verb = view_.head(verb);
    const std::uint32_t noun = verb == kNone ? kNone : view_.head(verb);
    if (noun == kNone || noun >= word) return std::nullopt;
    return resolve(noun_phrase(noun), inside);
  }
  return std::nullopt;
}

/// "the sources" after "two informed sources": the fuller words used before for the same.
std::optional<WordRange> ActorResolver::earlier_mention(WordRange words, std::uint32_t head) const {
  const std::string first = view_.lower(words.first);
  const bool definite = first == "the" || first == "these" || first == "those" || first == "both" || first == "one";
  if (!definite) return std::nullopt;
  const std::string lemma = view_.lemma(head);
  const std::uint32_t farthest = words.first > kFarBack ? words.first - kFarBack : 0;
  for (std::uint32_t i = words.first; i-- > farthest;) {
    if (!view_.upos_is(i, {"NOUN", "PROPN"}) || view_.lemma(i) != lemma || view_.sentence(i) == view_.sentence(head)) continue;
    const Sentence& sentence = view_.sentence_at(view_.sentence(i));
    std::uint32_t begin = i, end = i + 1;
    while (begin > sentence.first && view_.upos_is(begin - 1, {"ADJ", "NOUN", "NUM", "PROPN"})) --begin;
    if (view_.upos_is(i, {"PROPN"}) && end < sentence.last && view_.text(end) == "of")  // "Ministry [of Foreign Affairs]"
      for (std::uint32_t next = end + 1; next < sentence.last && view_.upos_is(next, {"PROPN"}); ++next) end = next + 1;
    if (end - begin > head + 1 - view_.trimmed(words).first) return WordRange{begin, end};
  }
  return std::nullopt;
}

/// A name in capitals as sentences have it; one word only where a title or a transcript's colon tells that it is no abbreviation.
std::string ActorResolver::written_name(const Person& person) const {
  const auto is_title = [](std::string_view word) { return word.size() > 2 && word.find('.') + 1 == word.size(); };  // "MR."
  const auto is_label = [&](WordRange mention) {
    const bool has_title = mention.first > 0 && is_title(view_.text(mention.first - 1));
    return has_title || is_title(view_.text(mention.first)) || (mention.last < view_.size() && view_.text(mention.last) == ":");
  };
  const bool is_name = person.name.find(' ') != std::string::npos || std::any_of(person.mentions.begin(), person.mentions.end(), is_label);
  return is_name ? without_capitals(person.name) : person.name;
}

}  // namespace demarche

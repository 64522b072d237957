// SPDX-License-Identifier: Apache-2.0
// The sixth part of ActorResolver: which words are a party's, and how it is called by them.
#include <algorithm>

#include "base/unicode.h"
#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {
namespace {

constexpr int kDeepInPhrase = 3;  ///< steps up from "'s" in "Mexico's former president"

/// "The two sources" -> "two sources": a name for what has none.
std::string without_capital(std::string text, bool proper) {
  if (!proper && !text.empty() && text[0] >= 'A' && text[0] <= 'Z' && (text.size() < 2 || !is_upper(decode_utf8(text, 1).code_point)))
    text[0] = static_cast<char>(text[0] + 32);
  return text;
}

}  // namespace

void ActorResolver::find_acts() {
  is_act_.assign(view_.size(), false);
  for (std::uint32_t i = 0; i < view_.size(); ++i)
    is_act_[i] = view_.upos_is(i, {"NOUN", "PROPN"}) && lexicons_.acts.kind(lower_case(view_.lemma(i))) == "deed";
  if (!view_.document().has<Proposals>()) return;
  for (const TriggerProposal& trigger : view_.document().get<Proposals>().triggers)
    for (std::uint32_t i = trigger.trigger.first; i < trigger.trigger.last; ++i)
      is_act_[i] = is_act_[i] || view_.upos_is(i, {"NOUN", "PROPN"});
}

/// "Russian" of "Russian airstrikes", "police" of "the police investigation", "Hezbollah" of "Hezbollah rocket attacks": who acts, without
/// the act; nothing where the words name nobody else ("anti-government protests").
WordRange ActorResolver::without_act(WordRange words) const {
  const std::uint32_t head = view_.head_of(words);
  if (!is_act_[head] || head + 1 != words.last || lexicons_.persons.is_person(view_.lemma(head))) return words;
  const auto is_somebody = [&](std::uint32_t word) {
    const bool is_known = match_at(word) != nullptr || person_at_[word] != kNone || agent_at(words, word) != nullptr;
    return !is_act_[word] && (is_known || view_.upos_is(word, {"PROPN"}));
  };
  words.last = head;
  while (!words.empty() && !is_somebody(words.last - 1)) --words.last;
  return words;
}

/// The words of a party to the end of their noun, and of a name that they begin or end within: "Costa [Rica]".
WordRange ActorResolver::in_whole(WordRange words) const {
  const WordRange noun = view_.to_noun(words);
  if (noun.last == words.last || !is_act_[noun.last - 1]) words = noun;  // not "rebel [strike]"
  words = view_.without_loose_ends(view_.without_cut_clause(view_.without_loose_ends(words)));
  const auto take_in = [&](WordRange name) {
    const bool ends_within = name.contains(words.last - 1) && name.first >= words.first;
    const bool begins_within = name.contains(words.first) && name.last <= words.last;
    if (ends_within) words.last = std::max(words.last, name.last);
    if (begins_within) words.first = std::min(words.first, name.first);
  };
  if (const Match* match = match_at(words.last - 1)) take_in(match->words);
  if (const Match* match = match_at(words.first)) take_in(match->words);
  const auto& names = view_.document().get<Names>().names;
  auto name = std::lower_bound(names.begin(), names.end(), words.first, [](const Name& n, std::uint32_t at) { return n.words.last <= at; });
  for (; name != names.end() && name->words.first < words.last; ++name) take_in(name->words);
  const std::string_view text = view_.document().text();
  for (std::uint32_t i = words.first + 1; i < words.last; ++i) {  // no party spans two paragraphs; a line may end within it
    const std::string_view gap = text.substr(view_.span(i - 1).end, view_.span(i).begin - view_.span(i - 1).end);
    if (std::count(gap.begin(), gap.end(), '\n') > 1) words.first = i;
  }
  return words;
}

bool ActorResolver::is_locality(WordRange words) const {
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  const Agent* agent = agent_at(words, head);
  return agent != nullptr && agent->note == "locality";
}

bool ActorResolver::names_somebody(WordRange words) const {
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    const bool is_said_again = view_.upos_is(i, {"PROPN", "PRON"}) || view_.lower(i) == "latter";
    if (is_said_again || match_at(i) != nullptr || person_at_[i] != kNone) return true;
  }
  return false;
}

/// "The Turks" act as the state; "eight Turks", "Turks" are people.
bool ActorResolver::is_people_as_state(const ActorRow& entry, WordRange words) const {
  return entry.kind == "demonym" && words.size() == 2 && view_.lower(words.first) == "the" && view_.is_plural(words.first + 1);
}

WordRange ActorResolver::noun_phrase(std::uint32_t noun) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(noun));
  std::uint32_t first = noun;
  const auto hangs = [&](std::uint32_t word) {
    for (int step = 0; step < kDeepInPhrase && word != kNone && word != noun; ++step) word = view_.head(word);
    return word == noun;
  };
  while (first > sentence.first && hangs(first - 1)) --first;
  return {first, noun + 1};
}

std::string ActorResolver::bare_name(WordRange words) const {
  const WordRange bare = view_.trimmed(words);
  const bool title = bare.size() > 1 && starts_upper(view_.text(bare.first + 1)) && !view_.upos_is(bare.first, {"NUM"});
  const bool begins = view_.sentence_at(view_.sentence(bare.first)).first == bare.first;
  const bool inside = !begins && view_.upos_is(bare.first, {"ADJ"});  // "the Baltic states"
  const bool proper =
      title || inside || view_.upos_is(bare.first, {"PROPN"}) || match_at(bare.first) != nullptr || is_nationality(bare.first);
  return without_capital(on_one_line(view_.text(bare)), proper);
}

}  // namespace demarche

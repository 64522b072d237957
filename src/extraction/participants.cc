// SPDX-License-Identifier: Apache-2.0
#include "extraction/participants.h"

#include <algorithm>

#include "extraction/actor_names.h"

namespace demarche {
namespace {

constexpr int kSteps = 3;  ///< verbs to climb for a shared subject: "Russia wants to begin to shell"

}  // namespace

Participants::Participants(const Document& document, const ActorResolver& actors, const PathTable& recipient_paths)
    : view_(document), actors_(actors), recipient_paths_(recipient_paths) {}

std::uint32_t Participants::child(std::uint32_t head, std::string_view relation) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(head));
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i)
    if (view_.head(i) == head && view_.relation(i) == relation) return i;
  return kNone;
}

std::uint32_t Participants::child_with_case(std::uint32_t head, std::initializer_list<std::string_view> relations,
                                            std::initializer_list<std::string_view> cases) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(head));
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    if (view_.head(i) != head || !one_of(view_.relation(i), relations)) continue;
    const std::uint32_t mark = child(i, "case");
    if (mark != kNone && one_of(view_.lower(mark), cases)) return i;
  }
  return kNone;
}

bool Participants::is_passive(std::uint32_t verb) const {
  return child(verb, "nsubj:pass") != kNone || child(verb, "aux:pass") != kNone;
}

/// "wanted" of "a boss wanted by the court"; who leads others acts with them.
bool Participants::is_passive_or_participle(std::uint32_t verb) const {
  return is_passive(verb) || (view_.xpos(verb) == "VBN" && one_of(view_.relation(verb), {"acl", "amod"}) && view_.lemma(verb) != "lead");
}

/// The subject of the verb, or of the verb that it is joined to or governed by.
std::uint32_t Participants::subject_of(std::uint32_t verb) const {
  for (int step = 0; step <= kSteps && verb != kNone; ++step) {
    if (const std::uint32_t subject = child(verb, "nsubj"); subject != kNone) return subject;
    if (is_passive(verb)) return step == 0 ? kNone : child(verb, "nsubj:pass");
    if (!one_of(view_.relation(verb), {"xcomp", "conj", "obj", "advcl"})) return kNone;
    verb = view_.head(verb);
  }
  return kNone;
}

/// "the union" for "which" of "the union, which said"; any other word is its own.
std::uint32_t Participants::antecedent_of(std::uint32_t pronoun) const {
  if (pronoun == kNone || !one_of(view_.lower(pronoun), {"who", "which", "that"})) return pronoun;
  std::uint32_t verb = view_.head(pronoun);
  while (verb != kNone && view_.relation(verb) == "conj") verb = view_.head(verb);
  return verb != kNone && view_.relation(verb) == "acl:relcl" ? view_.head(verb) : kNone;
}

/// The noun with what stands before it and its name's rest.
WordRange Participants::whole_of(std::uint32_t noun) const {
  WordRange words = actors_.noun_phrase(noun);
  while (words.size() > 1 && view_.relation(words.first) == "case") ++words.first;
  const Sentence& sentence = view_.sentence_at(view_.sentence(noun));
  const auto goes_on = [&](std::uint32_t word) {
    return word < sentence.last && view_.head(word) == noun && view_.relation(word) == "flat";
  };
  while (goes_on(words.last) || (goes_on(words.last + 1) && view_.text(words.last) == "-")) ++words.last;  // "al-Qaeda"
  if (const Name* name = view_.name_at(words.last - 1)) words.last = std::max(words.last, name->words.last);
  return words;
}

/// The whole of the noun, where it is a kind of actor.
std::optional<WordRange> Participants::phrase_of(std::uint32_t noun) const {
  if (noun == kNone) return std::nullopt;
  if (one_of(view_.lower(noun), {"he", "she", "they", "him", "her", "them", "we", "us", "me", "i"})) return WordRange{noun, noun + 1};
  const WordRange words = whole_of(noun);
  if (view_.lower(words.first) == "no") return std::nullopt;
  return actors_.knows(words) ? std::optional(words) : std::nullopt;
}

std::optional<WordRange> Participants::actor_of(WordRange trigger) const {
  const std::uint32_t head = view_.head_of(trigger);
  if (view_.upos_is(head, {"VERB"})) {
    if (is_passive(head)) return phrase_of(child_with_case(head, {"obl", "obl:agent"}, {"by"}));
    return phrase_of(subject_of(head));
  }
  if (const auto owner = phrase_of(child(head, "nmod:poss"))) return owner;
  return phrase_of(child_with_case(head, {"nmod", "obl"}, {"by"}));
}

std::optional<WordRange> Participants::receiver_of(WordRange trigger) const {
  return phrase_of(child_with_case(view_.head_of(trigger), {"obl", "nmod"}, {"to"}));
}

std::optional<WordRange> Participants::blamed_by(std::uint32_t verb, std::string_view preposition) const {
  std::uint32_t act = child(verb, is_passive(verb) ? "nsubj:pass" : "obj");
  if (act == kNone) act = child(verb, "obl");  // as the tree may have it
  if (act == kNone || child(act, "case") != kNone || phrase_of(act)) return std::nullopt;
  std::uint32_t blamed = kNone;  // the last: "the attack on the army on rebels"
  for (std::uint32_t i = act + 1; i < view_.sentence_at(view_.sentence(verb)).last; ++i) {
    std::uint32_t top = i;
    for (int step = 0; step < kSteps && top != act && top != verb && top != kNone && one_of(view_.relation(top), {"nmod", "obl"}); ++step)
      top = view_.head(top);
    if (top == i || (top != act && top != verb)) continue;
    const std::uint32_t mark = child(i, "case");
    if (mark != kNone && view_.lower(mark) == preposition) blamed = i;
  }
  return phrase_of(blamed);
}

std::optional<WordRange> Participants::sayer_of(WordRange cue) const {
  const std::uint32_t verb = view_.head_of(cue);
  if (!view_.upos_is(verb, {"VERB"}) || is_passive(verb) || view_.is_infinitive_passive(verb)) return std::nullopt;
  return phrase_of(antecedent_of(subject_of(verb)));
}

bool Participants::is_person(std::uint32_t word) const {
  if (one_of(view_.lower(word), {"he", "she"})) return true;
  const auto& names = view_.document().get<Names>().names;
  return std::any_of(names.begin(), names.end(), [&](const Name& name) {
    if (std::string_view(name.type) != "PER" || view_.sentence(name.words.first) != view_.sentence(word)) return false;
    std::uint32_t top = view_.head_of(name.words);
    const auto explains = [&](std::uint32_t at) {  // "President Hale", but not "the Hale program"
      return one_of(view_.relation(at), {"flat", "appos"}) ||
             (view_.relation(at) == "compound" && view_.upos_is(view_.head(at), {"PROPN"}));
    };
    while (top != word && explains(top)) top = view_.head(top);
    return top == word;
  });
}

std::optional<WordRange> Participants::person_told_of(std::uint32_t word) const {
  if (word == 0) return std::nullopt;
  const auto is_paragraph = [&](std::uint32_t at) { return view_.kind_of_block(at) == BlockKind::Paragraph; };
  if (view_.block(word - 1) != view_.block(word) && !(is_paragraph(word) && is_paragraph(word - 1))) return std::nullopt;
  const Sentence& sentence = view_.sentence_at(view_.sentence(word - 1));
  const bool announced = view_.text(word - 1) == ":";
  for (std::uint32_t i = sentence.first; i < word; ++i) {
    const std::uint32_t verb = view_.head(i);
    const bool is_main = verb != kNone && view_.relation(i).starts_with("nsubj") && view_.relation(verb) == "root";
    if (is_main && (announced || is_person(i))) return phrase_of(i);
  }
  return std::nullopt;
}

std::uint32_t Participants::own_subject(WordRange trigger) const {
  const std::uint32_t verb = view_.head_of(trigger);
  if (!view_.upos_is(verb, {"VERB"})) return kNone;
  const std::uint32_t subject = is_passive(verb) ? child_with_case(verb, {"obl", "obl:agent"}, {"by"}) : child(verb, "nsubj");
  return subject != kNone && view_.upos_is(subject, {"NOUN", "PROPN"}) ? subject : kNone;
}

bool Participants::suffers(WordRange words, WordRange trigger) const {
  const std::uint32_t verb = view_.head_of(trigger);
  const std::uint32_t noun = view_.head_of(words);
  if (!view_.upos_is(verb, {"VERB"}) || !view_.relation(noun).starts_with("nsubj")) return false;
  const std::uint32_t above = view_.head(verb);
  const bool shares = above != kNone && view_.head(noun) == above && child(verb, "nsubj") == kNone;
  if (is_passive(verb)) return view_.head(noun) == verb || (shares && one_of(view_.relation(verb), {"advcl", "conj"}));
  if (!shares || child(verb, "obj") != kNone || child(verb, "aux") != kNone) return false;
  const bool is_joined = view_.relation(verb) == "conj" && is_passive(above) && verb > above;
  return is_joined || (view_.xpos(verb) == "VBN" && one_of(view_.relation(verb), {"advcl", "xcomp"}));
}

bool Participants::is_counterfactual(WordRange trigger) const {
  const std::uint32_t verb = view_.head_of(trigger);
  const std::uint32_t had = child(verb, "aux");
  const std::uint32_t subject = child(verb, is_passive(verb) ? "nsubj:pass" : "nsubj");
  if (had == kNone || subject == kNone || view_.lower(had) != "had" || had > subject) return false;
  return had == view_.sentence_at(view_.sentence(verb)).first || view_.upos_is(had - 1, {"PUNCT", "CCONJ"});
}

bool Participants::is_subject_of_another(WordRange words, WordRange trigger) const {
  std::uint32_t noun = view_.head_of(words);
  while (view_.relation(noun) == "conj" && view_.head(noun) < noun) noun = view_.head(noun);
  const std::uint32_t verb = view_.head(noun);
  const std::uint32_t mark = child(noun, "case");
  const bool is_doer = view_.relation(noun).starts_with("obl") && mark != kNone && view_.lower(mark) == "by" && verb != kNone &&
                       is_passive_or_participle(verb);
  if (verb == kNone || trigger.contains(verb) || (!view_.relation(noun).starts_with("nsubj") && !is_doer)) return false;
  const std::uint32_t own = own_subject(trigger);
  return own != kNone && !words.contains(own);
}

bool Participants::is_step(std::uint32_t word, std::uint32_t head, const PathStep& step) const {
  if (view_.head(word) != head || view_.relation(word) != step.relation) return false;
  const std::uint32_t mark = child(word, "case");
  return step.preposition.empty() || (mark != kNone && view_.lower(mark) == step.preposition);
}

/// The words that the path ends at.
std::vector<std::uint32_t> Participants::follow(const TreePath& path, std::uint32_t head) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(head));
  std::vector<std::uint32_t> reached = {head};
  for (const PathStep& step : path.steps) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t from : reached)
      for (std::uint32_t i = sentence.first; i < sentence.last; ++i)
        if (is_step(i, from, step)) next.push_back(i);
    reached = std::move(next);
  }
  return reached;
}

/// The noun's phrase, and those joined to it by "and"; nothing where it is no kind of actor.
std::vector<WordRange> Participants::phrases_of(std::uint32_t noun) const {
  const auto words = phrase_of(noun);
  if (!words) return {};
  std::vector<WordRange> found = {*words};
  for (const std::uint32_t joined : follow(TreePath{{{"conj", ""}}}, noun))
    if (const auto more = phrase_of(joined)) found.push_back(*more);
  if (found.size() == 2 && actors_.tells_one_twice(found[0], found[1])) return {{found[0].first, found[1].last}};
  return found;
}

std::vector<WordRange> Participants::recipients_of(WordRange trigger, std::string_view type, std::string_view mode) const {
  const std::uint32_t head = view_.head_of(trigger);
  for (const TreePath& path : recipient_paths_.paths(type, mode, view_.upos_is(head, {"VERB"}))) {
    std::vector<WordRange> found;
    for (const std::uint32_t noun : follow(path, head)) {
      // Nobody is the "force" of "used force".
      if (trigger.contains(noun) || (path.to_place && !actors_.is_place_name(noun))) continue;
      std::vector<WordRange> phrases = phrases_of(noun);
      // "Rebels shelled Haifa": a town is a target where the tables know its state.
      if (phrases.empty() && type == "ASSAULT" && actors_.is_place_name(noun))
        if (const WordRange town = whole_of(noun); is_state_code(actors_.resolve(town).country)) phrases = {town};
      found.insert(found.end(), phrases.begin(), phrases.end());
    }
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Who did it, and to whom, by the tree: the subject of a trigger, its possessor, the phrase after "by"; what hangs on it by a path of
// recipient_paths.tsv. Completes what the event head leaves open where the words name a known kind of actor; never overrules it.
#pragma once

#include <optional>
#include <vector>

#include "extraction/actor_resolver.h"
#include "extraction/lexicon/path_table.h"
#include "extraction/reading_view.h"

namespace demarche {

class Participants {
 public:
  Participants(const Document& document, const ActorResolver& actors, const PathTable& recipient_paths);

  /// "Russia" in "Russia shelled", "the shelling by Russia", "Russia's shelling", "Russia began to shell".
  std::optional<WordRange> actor_of(WordRange trigger) const;
  /// "Saldor" in "deported to Saldor", "extradition to Saldor".
  std::optional<WordRange> receiver_of(WordRange trigger) const;
  /// "Saldor" of "blamed the attack on Saldor", told by that preposition; nothing where the verb's object is itself somebody.
  std::optional<WordRange> blamed_by(std::uint32_t verb, std::string_view preposition) const;
  /// The noun that is the subject of a trigger that is a verb; kNone where it has none of its own.
  std::uint32_t own_subject(WordRange trigger) const;
  /// Whether the words are the subject of an act that is done to it: "he is arrested and charged", "appears in court charged".
  bool suffers(WordRange words, WordRange trigger) const;
  /// "Had the army attacked, thousands would have died."
  bool is_counterfactual(WordRange trigger) const;
  /// "German troops" for "attacked" in "German troops captured the village, and British soldiers attacked the port".
  bool is_subject_of_another(WordRange words, WordRange trigger) const;
  /// Who says what a cue that is a verb passes on: "the union" of "the union, which said", "They marched, claiming".
  std::optional<WordRange> sayer_of(WordRange cue) const;
  /// The person whom the sentence that ends before the word is about, in the word's paragraph or the one before: its main subject; where
  /// it ends with a colon, anybody.
  std::optional<WordRange> person_told_of(std::uint32_t word) const;
  /// Of a name that the reader took for a person's, or the noun that it explains; of "he" and "she".
  bool is_person(std::uint32_t word) const;
  /// "Kiev" in "condemned Kiev", "imposed sanctions on Kiev", "military aid to Kiev"; with what is joined to it by "and".
  std::vector<WordRange> recipients_of(WordRange trigger, std::string_view type, std::string_view mode) const;

 private:
  bool is_passive(std::uint32_t verb) const;
  bool is_passive_or_participle(std::uint32_t verb) const;
  std::uint32_t child(std::uint32_t head, std::string_view relation) const;
  std::uint32_t child_with_case(std::uint32_t head, std::initializer_list<std::string_view> relations,
                                std::initializer_list<std::string_view> cases) const;
  std::vector<std::uint32_t> follow(const TreePath& path, std::uint32_t head) const;
  std::vector<WordRange> phrases_of(std::uint32_t noun) const;
  bool is_step(std::uint32_t word, std::uint32_t head, const PathStep& step) const;
  std::uint32_t subject_of(std::uint32_t verb) const;
  std::uint32_t antecedent_of(std::uint32_t pronoun) const;
  WordRange whole_of(std::uint32_t noun) const;
  std::optional<WordRange> phrase_of(std::uint32_t noun) const;

  ReadingView view_;
  const ActorResolver& actors_;
  const PathTable& recipient_paths_;
};

}  // namespace demarche

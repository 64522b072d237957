// SPDX-License-Identifier: Apache-2.0
// Who did it, by the tree: the subject of a trigger, its possessor, the phrase after "by". Completes what the event head leaves open
// where the words name a known kind of actor; never overrules it. (Recipients by the tree were tried: as many wrong as right.)
#pragma once

#include <optional>

#include "extraction/actor_resolver.h"
#include "extraction/reading_view.h"

namespace demarche {

class Participants {
 public:
  Participants(const Document& document, const ActorResolver& actors);

  /// "Russia" in "Russia shelled", "the shelling by Russia", "Russia's shelling", "Russia began to shell".
  std::optional<WordRange> actor_of(WordRange trigger) const;

 private:
  bool is_passive(std::uint32_t verb) const;
  std::uint32_t child(std::uint32_t head, std::string_view relation) const;
  std::uint32_t child_with_case(std::uint32_t head, std::initializer_list<std::string_view> relations,
                                std::initializer_list<std::string_view> cases) const;
  std::uint32_t subject_of(std::uint32_t verb) const;
  std::optional<WordRange> phrase_of(std::uint32_t noun) const;

  ReadingView view_;
  const ActorResolver& actors_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/idle_cues.h"

#include <algorithm>

namespace demarche {
namespace {

/// "Is" of "is suspected": both ask for the same content.
bool is_auxiliary_of(const CueProposal& cue, const CueProposal& other, const ReadingView& view) {
  const std::uint32_t word = cue.cue.first;
  return !other.bare && cue.cue.size() == 1 && view.upos_is(word, {"AUX"}) && view.head(word) != kNone &&
         other.cue.contains(view.head(word)) && view.relation(word).starts_with("aux");
}

/// "Alleged" of "three alleged spies": a word of hearsay that describes its noun.
bool describes_noun(const CueProposal& cue, const ReadingView& view, const CueTable& cues) {
  const std::uint32_t word = cue.cue.first;
  const std::uint32_t noun = view.head(word);
  const bool is_hearsay =
      cues.kind("be " + view.lower(word) + " of") == "hearsay" || cues.kind("be " + view.lower(word) + " to") == "hearsay";
  return cue.cue.size() == 1 && is_hearsay && view.relation(word) == "amod" && noun != kNone && noun > word &&
         view.upos_is(noun, {"NOUN", "PROPN"});
}

}  // namespace

std::vector<CueProposal> working_cues(const ReadingView& view, const CueTable& cues) {
  std::vector<CueProposal> out;
  const auto& all = view.document().get<Proposals>().cues;
  for (const CueProposal& cue : all) {
    const auto carries = [&](const CueProposal& other) { return is_auxiliary_of(cue, other, view); };
    const bool is_idle = !cue.bare && (describes_noun(cue, view, cues) || std::any_of(all.begin(), all.end(), carries));
    if (!is_idle) out.push_back(cue);
  }
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/idle_cues.h"

#include <algorithm>

namespace demarche {
namespace {

/// "Is" of "is suspected", where "suspected" is a cue too: both ask for the same content.
bool is_auxiliary(const CueProposal& cue, const std::vector<CueProposal>& all, const ReadingView& view) {
  const std::uint32_t word = cue.cue.first;
  if (cue.cue.size() != 1 || !view.upos_is(word, {"AUX"}) || view.head(word) == kNone || !view.relation(word).starts_with("aux"))
    return false;
  return std::any_of(all.begin(), all.end(), [&](const CueProposal& other) { return !other.bare && other.cue.contains(view.head(word)); });
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
    const bool is_idle = !cue.bare && (describes_noun(cue, view, cues) || is_auxiliary(cue, all, view));
    if (!is_idle) out.push_back(cue);
  }
  return out;
}

}  // namespace demarche

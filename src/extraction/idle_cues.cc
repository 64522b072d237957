// SPDX-License-Identifier: Apache-2.0
#include "extraction/idle_cues.h"

#include <algorithm>
#include <optional>

namespace demarche {
namespace {

/// "Surfaced" of "claims surfaced that", where "claims" is a cue too.
bool is_of_rumor(const CueProposal& cue, const std::vector<CueProposal>& all, const ReadingView& view, const CueTable& cues) {
  const std::uint32_t word = view.head_of(cue.cue);
  if (!cue.speaker.empty() || !view.upos_is(word, {"VERB"}) || !cues.kind(view.lemma(word)).empty()) return false;
  return std::any_of(all.begin(), all.end(), [&](const CueProposal& other) {
    const std::uint32_t noun = view.head_of(other.cue);
    return !other.bare && view.head(noun) == word && view.relation(noun).starts_with("nsubj") && cues.kind(view.lemma(noun)) == "noun";
  });
}

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

/// "Rumors" of "rumors sweep the kingdom that", "revelations surface that": the rumor is the cue, and nobody is named who spreads it.
std::optional<WordRange> rumor_told(WordRange cue, WordRange speaker, const ReadingView& view, const CueTable& cues) {
  const std::uint32_t word = view.head_of(cue);
  const std::uint32_t noun = view.head_of(speaker);
  const auto is_rumor = [&](std::uint32_t at) {
    return view.upos_is(at, {"NOUN"}) && view.relation(at).starts_with("nsubj") && cues.kind(view.lemma(at)) == "noun";
  };
  const bool sweeps = is_rumor(word) && view.relation(noun) == "obj" && view.head(noun) == view.head(word);
  if (sweeps) return cue;
  const bool surfaces = speaker.size() == 1 && is_rumor(noun) && view.head(noun) == word && cues.kind(view.lemma(word)).empty();
  return surfaces ? std::optional(speaker) : std::nullopt;
}

}  // namespace

std::vector<CueProposal> working_cues(const ReadingView& view, const CueTable& cues) {
  std::vector<CueProposal> out;
  const auto& all = view.document().get<Proposals>().cues;
  for (const CueProposal& cue : all) {
    const bool is_idle =
        !cue.bare && (describes_noun(cue, view, cues) || is_auxiliary(cue, all, view) || is_of_rumor(cue, all, view, cues));
    if (is_idle) continue;
    out.push_back(cue);
    for (const RoleSpan& speaker : cue.speaker) {
      const auto rumor = cue.bare ? std::nullopt : rumor_told(cue.cue, speaker.words, view, cues);
      if (!rumor) continue;
      out.back().cue = *rumor;
      out.back().speaker.clear();
      break;
    }
  }
  return out;
}

}  // namespace demarche

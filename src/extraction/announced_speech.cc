// SPDX-License-Identifier: Apache-2.0
#include "extraction/announced_speech.h"

#include <algorithm>

namespace demarche {
namespace {

constexpr float kAnnounced = 0.5F;  ///< how sure a cue is that a rule found

/// Whether a paragraph ends with the word, a colon, and another follows.
bool announces(std::uint32_t word, const ReadingView& view) {
  return view.text(word) == ":" && word + 1 < view.size() && view.block(word + 1) != view.block(word);
}

bool is_plain_paragraph(WordRange words, const ReadingView& view, const std::vector<Quotation>& quotations) {
  const BlockKind kind = view.document().get<Blocks>().blocks[view.block(words.first)].kind;
  const bool opens_quotation = quotation_at(quotations, view.span(words.first).begin) != nullptr;
  return kind == BlockKind::Paragraph && !opens_quotation && one_of(view.text(words.last - 1), {".", "!", "?"});
}

bool speaks_of_itself(WordRange words, const ReadingView& view, const std::vector<Quotation>& quotations) {
  for (std::uint32_t i = words.first; i < words.last; ++i)
    if (one_of(view.lower(i), {"i", "we", "my", "our", "us", "me"}) && view.text(i) != "US" &&
        quotation_at(quotations, view.span(i).begin) == nullptr)
      return true;
  return false;
}

bool quotes_others(WordRange words, const ReadingView& view) {
  const auto& cues = view.document().get<Proposals>().cues;
  return std::any_of(cues.begin(), cues.end(),
                     [&](const CueProposal& cue) { return !cue.bare && !cue.speaker.empty() && words.contains(cue.cue.first); });
}

bool hangs_on(std::uint32_t word, std::uint32_t top, const ReadingView& view) {
  for (std::uint32_t at = word; at != kNone; at = view.head(at))
    if (at == top) return true;
  return false;
}

/// "Minister Ana Hale": the noun with all that hangs on it, up to a comma.
WordRange subject_at(std::uint32_t noun, const Sentence& sentence, const ReadingView& view) {
  WordRange words{noun, noun + 1};
  while (words.first > sentence.first && hangs_on(words.first - 1, noun, view) && view.text(words.first - 1) != ",") --words.first;
  while (hangs_on(words.last, noun, view) && one_of(view.relation(words.last), {"flat", "compound", "appos"})) ++words.last;
  return words;
}

}  // namespace

// Where the first paragraph is told as "I" or "we" those after it belong to it, until somebody else is quoted, or a quotation in marks, a
// list or a heading comes.
std::vector<TextSpan> speech_announced_by(WordRange cue, const ReadingView& view, const std::vector<Quotation>& quotations) {
  const std::uint32_t colon = view.sentence_at(view.sentence(cue.first)).last - 1;
  std::vector<TextSpan> speech;
  if (!announces(colon, view)) return speech;
  bool is_own = false;
  for (std::uint32_t first = colon + 1; first < view.size();) {
    std::uint32_t last = first;
    while (last < view.size() && view.block(last) == view.block(first)) ++last;
    const WordRange paragraph{first, last};
    const bool says_i = speaks_of_itself(paragraph, view, quotations);
    if (speech.empty()) is_own = says_i;
    const bool goes_on = speech.empty() || says_i || (is_own && !quotes_others(paragraph, view));
    if (!goes_on || !is_plain_paragraph(paragraph, view, quotations)) break;
    speech.push_back(view.span(paragraph));
    first = last;
  }
  return speech;
}

std::vector<CueProposal> unseen_announcements(const ReadingView& view, const CueTable& cues) {
  std::vector<bool> is_seen(view.size(), false);
  for (const CueProposal& cue : view.document().get<Proposals>().cues)
    for (std::uint32_t i = cue.cue.first; i < cue.cue.last; ++i) is_seen[i] = true;
  std::vector<CueProposal> found;
  for (std::uint32_t i = 1; i < view.size(); ++i) {
    const std::uint32_t verb = i - 1;
    if (!announces(i, view) || is_seen[verb] || !view.upos_is(verb, {"VERB"}) || cues.kind(view.lemma(verb)).empty()) continue;
    CueProposal said{{verb, i}, false, kAnnounced, {}, {}, {}};
    const Sentence& sentence = view.sentence_at(view.sentence(i));
    for (std::uint32_t w = sentence.first; w < verb; ++w)
      if (view.head(w) == verb && view.relation(w) == "nsubj") said.speaker.push_back({subject_at(w, sentence, view), kAnnounced});
    found.push_back(std::move(said));
  }
  return found;
}

}  // namespace demarche

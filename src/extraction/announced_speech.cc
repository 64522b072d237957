// SPDX-License-Identifier: Apache-2.0
#include "extraction/announced_speech.h"

#include <algorithm>

namespace demarche {
namespace {

constexpr std::size_t kClosing = 2;  ///< last paragraphs of a report that need not be told as "I"
constexpr float kAnnounced = 0.5F;   ///< how sure a cue is that a rule found

/// Whether a paragraph ends with the word, a colon, and another follows.
bool announces(std::uint32_t word, const ReadingView& view) {
  return view.text(word) == ":" && word + 1 < view.size() && view.block(word + 1) != view.block(word);
}

bool is_plain_paragraph(WordRange words, const ReadingView& view, const std::vector<Quotation>& quotations) {
  const bool opens_quotation = quotation_at(quotations, view.span(words.first).begin) != nullptr;
  return kind_of(words.first, view) == BlockKind::Paragraph && !opens_quotation && one_of(view.text(words.last - 1), {".", "!", "?"});
}

bool quotes_others(WordRange words, const ReadingView& view) {
  const auto& cues = view.document().get<Proposals>().cues;
  return std::any_of(cues.begin(), cues.end(),
                     [&](const CueProposal& cue) { return !cue.bare && !cue.speaker.empty() && words.contains(cue.cue.first); });
}

/// "Minister Ana Hale": the noun with all that hangs on it, up to a comma.
WordRange subject_at(std::uint32_t noun, const Sentence& sentence, const ReadingView& view) {
  WordRange words{noun, noun + 1};
  while (words.first > sentence.first && view.hangs_on(words.first - 1, noun) && view.text(words.first - 1) != ",") --words.first;
  while (view.hangs_on(words.last, noun) && one_of(view.relation(words.last), {"flat", "compound", "appos"})) ++words.last;
  return words;
}

}  // namespace

BlockKind kind_of(std::uint32_t word, const ReadingView& view) {
  return view.document().get<Blocks>().blocks[view.block(word)].kind;
}

WordRange paragraph_at(std::uint32_t first, const ReadingView& view) {
  std::uint32_t last = first;
  while (last < view.size() && view.block(last) == view.block(first)) ++last;
  return {first, last};
}

bool speaks_of_itself(WordRange words, const ReadingView& view, const std::vector<Quotation>& quotations) {
  for (std::uint32_t i = words.first; i < words.last; ++i)
    if (one_of(view.lower(i), {"i", "we", "my", "our", "us", "me"}) && view.text(i) != "US" &&
        quotation_at(quotations, view.span(i).begin) == nullptr)
      return true;
  return false;
}

// Of a page's marked quotation all paragraphs. Else the first, and where it is told as "I" or "we" those after it up to the last that is
// told so, as long as nobody else is quoted and no quotation in marks, list or heading comes; at a report's end, two more.
std::vector<TextSpan> speech_announced_by(WordRange cue, const ReadingView& view, const std::vector<Quotation>& quotations) {
  const std::uint32_t colon = view.sentence_at(view.sentence(cue.first)).last - 1;
  std::vector<TextSpan> speech;
  if (!announces(colon, view)) return speech;
  const bool is_marked = kind_of(colon + 1, view) == BlockKind::Quote;
  std::size_t own = 0;  // paragraphs up to the last that is told as "I"
  std::uint32_t first = colon + 1;
  while (first < view.size()) {
    const WordRange paragraph = paragraph_at(first, view);
    const bool says_i = speaks_of_itself(paragraph, view, quotations);
    const bool goes_on = is_marked ? kind_of(first, view) == BlockKind::Quote
                                   : is_plain_paragraph(paragraph, view, quotations) &&
                                         (speech.empty() || says_i || (own > 0 && !quotes_others(paragraph, view)));
    if (!goes_on) break;
    speech.push_back(view.span(paragraph));
    if (says_i) own = speech.size();
    first = paragraph.last;
  }
  const bool ends_report = first == view.size() && speech.size() <= own + kClosing;
  if (!is_marked && !ends_report && !speech.empty()) speech.resize(std::max<std::size_t>(own, 1));
  return speech;
}

std::vector<CueProposal> unseen_announcements(const ReadingView& view, const CueTable& cues) {
  std::vector<bool> is_seen(view.size(), false);
  for (const CueProposal& cue : view.document().get<Proposals>().cues)
    for (std::uint32_t i = cue.cue.first; i < cue.cue.last; ++i) is_seen[i] = true;
  std::vector<CueProposal> found;
  for (std::uint32_t i = 1; i < view.size(); ++i) {
    const std::uint32_t verb = i - 1;
    if (!announces(i, view) || is_seen[verb] || !view.upos_is(verb, {"VERB"}) || one_of(cues.kind(view.lemma(verb)), {"", "host"}))
      continue;
    CueProposal said{{verb, i}, false, kAnnounced, {}, {}, {}};
    const Sentence& sentence = view.sentence_at(view.sentence(i));
    for (std::uint32_t w = sentence.first; w < verb; ++w)
      if (view.head(w) == verb && view.relation(w) == "nsubj") said.speaker.push_back({subject_at(w, sentence, view), kAnnounced});
    found.push_back(std::move(said));
  }
  return found;
}

}  // namespace demarche

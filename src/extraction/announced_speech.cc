// SPDX-License-Identifier: Apache-2.0
#include "extraction/announced_speech.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t kClosing = 2;  ///< last paragraphs of a report that need not be told as "I"
constexpr float kAnnounced = 0.5F;   ///< how sure a cue is that a rule found

/// The last word of the paragraph where another follows; else kNone.
std::uint32_t paragraph_end(std::uint32_t word, const ReadingView& view) {
  const std::uint32_t next = paragraph_at(word, view).last;
  return next < view.size() ? next - 1 : kNone;
}

/// Orr of "Orr's statement", "a statement by Orr" and "statement of Orr"; or kNone.
std::uint32_t owner_of(std::uint32_t noun, const ReadingView& view) {
  const Sentence& sentence = view.sentence_at(view.sentence(noun));
  std::uint32_t owner = kNone;
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    const std::uint32_t named = view.relation(i) == "case" && one_of(view.lower(i), {"by", "from", "of"}) ? view.head(i) : kNone;
    if (named != kNone && view.head(named) == noun && view.upos_is(named, {"PROPN"}) && view.name_at(named) != nullptr) return named;
    if (view.head(i) == noun && view.relation(i) == "nmod:poss") owner = i;
  }
  return owner;
}

/// "the following statement", "the following joint statement"
bool is_following(std::uint32_t noun, const ReadingView& view) {
  for (std::uint32_t i = noun; i > 0 && i + 2 > noun; --i)
    if (view.lower(i - 1) == "following") return true;
  return false;
}

/// Whether a sentence points at what comes next: a colon, "below", "his statement follows", "the following is".
bool points_ahead(const Sentence& sentence, const ReadingView& view) {
  if (view.text(sentence.last - 1) == ":") return true;
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    if (one_of(view.lower(i), {"below", "follow", "follows"})) return true;
    if (view.lower(i) == "following" && i + 1 < sentence.last && view.lemma(i + 1) == "be") return true;
  }
  return false;
}

/// The noun of "the following statement", and where the sentence points ahead, of "this statement" and "Orr's statement"; or kNone.
std::uint32_t announcing_noun(const Sentence& sentence, const ReadingView& view, const CueTable& cues) {
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    if (!view.upos_is(i, {"NOUN", "PROPN"}) || !one_of(cues.kind(lower_case(view.lemma(i))), {"noun", "speech"})) continue;
    if (is_following(i, view)) return i;
    const bool is_this = i > sentence.first && one_of(view.lower(i - 1), {"this", "these"});
    const bool is_owned = view.relation(i) != "compound" && owner_of(i, view) != kNone;
    if ((is_this || is_owned) && points_ahead(sentence, view)) return i;
  }
  return kNone;
}

bool is_plain_paragraph(WordRange words, const ReadingView& view, const std::vector<Quotation>& quotations) {
  const bool opens_quotation = quotation_at(quotations, view.span(words.first).begin) != nullptr;
  return view.kind_of_block(words.first) == BlockKind::Paragraph && !opens_quotation && one_of(view.text(words.last - 1), {".", "!", "?"});
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
  const auto goes_on = [&](std::uint32_t word) {
    return view.hangs_on(word, noun) && one_of(view.relation(word), {"flat", "compound", "appos", "cc", "conj"});
  };
  while (words.last < sentence.last && goes_on(words.last)) ++words.last;
  return view.without_preposition(words);
}

/// "made the following statement"; the noun alone where it is no object.
WordRange announcing_words(std::uint32_t noun, const ReadingView& view) {
  if (noun == kNone) return {};
  const std::uint32_t verb = view.head(noun);
  const bool is_object = verb != kNone && verb < noun && view.upos_is(verb, {"VERB"}) && view.relation(noun) == "obj";
  return {is_object ? verb : noun, noun + 1};
}

/// Whose words are announced: "a statement by Senator Orr", "Senator Orr's statement", and the subject of the verb.
std::uint32_t announcer_of(WordRange cue, const Sentence& sentence, const ReadingView& view) {
  const std::uint32_t noun = cue.last - 1;
  if (const std::uint32_t owner = owner_of(noun, view); owner != kNone) return owner;
  for (std::uint32_t verb = cue.first; verb != kNone; verb = view.relation(verb) == "conj" ? view.head(verb) : kNone)
    for (std::uint32_t i = sentence.first; i < verb; ++i)
      if (view.head(i) == verb && view.relation(i) == "nsubj") return i;
  return kNone;
}

}  // namespace

WordRange paragraph_at(std::uint32_t first, const ReadingView& view) {
  const auto& words = view.document().get<Words>().words;
  const auto is_in = [&](const Word& word) { return word.block <= words[first].block; };
  const auto last = std::partition_point(words.begin() + first, words.end(), is_in);
  return {first, static_cast<std::uint32_t>(last - words.begin())};
}

bool speaks_of_itself(WordRange words, const ReadingView& view, const std::vector<Quotation>& quotations) {
  for (std::uint32_t i = words.first; i < words.last; ++i)
    if (one_of(view.lower(i), {"i", "we", "my", "our", "us", "me"}) && view.text(i) != "US" &&
        quotation_at(quotations, view.span(i).begin) == nullptr)
      return true;
  return false;
}

/// Whether the paragraph after the announcement begins with a quotation, or is told as "I" or "we" after "the following statement": no list
/// of what is new.
bool is_spoken(std::uint32_t first, std::uint32_t noun, const ReadingView& view, const std::vector<Quotation>& quotations) {
  if (quotation_at(quotations, view.span(first).begin) != nullptr) return true;
  return is_following(noun, view) && speaks_of_itself(paragraph_at(first, view), view, quotations);
}

// Of a page's marked quotation all paragraphs. Else the first, and where it is told as "I" or "we" those after it up to the last that is
// told so, as long as nobody else is quoted and no quotation in marks, list or heading comes; at a report's end, two more.
std::vector<TextSpan> speech_announced_by(WordRange cue, const ReadingView& view, const CueTable& cues,
                                          const std::vector<Quotation>& quotations) {
  const Sentence& sentence = view.sentence_at(view.sentence(cue.first));
  const std::uint32_t colon = paragraph_end(cue.first, view);
  std::vector<TextSpan> speech;
  if (colon == kNone) return speech;
  const bool has_colon = view.text(colon) == ":" && colon < sentence.last;
  const std::uint32_t noun = announcing_noun(sentence, view, cues);
  const bool by_noun = noun != kNone && (cue.contains(noun) || cue.contains(view.head(noun)));
  if (!by_noun && !has_colon) return speech;
  const TextSpan next = view.span(colon + 1);
  if (const Quotation* said = quotation_opened_at(quotations, next.begin)) return {said->span};
  const bool is_marked = view.kind_of_block(colon + 1) == BlockKind::Quote;
  std::size_t own = 0;  // paragraphs up to the last that is told as "I"
  std::uint32_t first = colon + 1;
  while (first < view.size()) {
    const WordRange paragraph = paragraph_at(first, view);
    const bool says_i = speaks_of_itself(paragraph, view, quotations);
    const bool goes_on = is_marked ? view.kind_of_block(first) == BlockKind::Quote
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

std::vector<CueProposal> unseen_announcements(const ReadingView& view, const CueTable& cues, const std::vector<Quotation>& quotations) {
  std::vector<bool> is_seen(view.size(), false);
  for (const CueProposal& cue : view.document().get<Proposals>().cues)
    for (std::uint32_t i = cue.cue.first; i < cue.cue.last; ++i) is_seen[i] = true;
  std::vector<CueProposal> found;
  for (std::uint32_t at = 0; at < view.size(); at = view.sentence_at(view.sentence(at)).last) {
    const Sentence& sentence = view.sentence_at(view.sentence(at));
    const std::uint32_t end = paragraph_end(sentence.first, view);
    if (sentence.last < sentence.first + 2 || end == kNone) continue;
    const std::uint32_t verb = sentence.last - 2;
    const bool ends_in_verb =
        end == verb + 1 && view.text(verb + 1) == ":" && view.upos_is(verb, {"VERB"}) && !one_of(cues.kind(view.lemma(verb)), {"", "host"});
    const auto cue = ends_in_verb ? WordRange{verb, verb + 1} : announcing_words(announcing_noun(sentence, view, cues), view);
    if (cue.empty() || (!ends_in_verb && !is_spoken(end + 1, cue.last - 1, view, quotations))) continue;
    if (std::any_of(is_seen.begin() + cue.first, is_seen.begin() + cue.last, [](bool seen) { return seen; })) continue;
    CueProposal said{cue, false, kAnnounced, {}, {}, {}};
    if (const std::uint32_t speaker = announcer_of(cue, sentence, view); speaker != kNone)
      said.speaker.push_back({subject_at(speaker, sentence, view), kAnnounced});
    found.push_back(std::move(said));
  }
  return found;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/content_cutter.h"

#include <algorithm>

#include "extraction/span_list.h"

namespace demarche {

std::vector<TextSpan> ContentCutter::without(TextSpan span, const Draft& draft) const {
  std::vector<TextSpan> pieces = {span};
  if (draft.cue) pieces = cut_out(*draft.cue, pieces);
  if (draft.speaker) pieces = cut_out(view_.span(*draft.speaker), pieces);
  return pieces;
}

TextSpan ContentCutter::trim(TextSpan span) const {
  const auto stray = [&](char c) { return c == ' ' || c == '\n' || c == ',' || c == ';' || c == ':'; };
  while (!span.empty() && (stray(text_[span.begin]) || text_[span.begin] == '.')) ++span.begin;
  while (!span.empty() && (stray(text_[span.end - 1]) || (text_[span.end - 1] == '.' && !(span.end > 1 && text_[span.end - 2] == '.')))) {
    const Quotation* quotation = quotation_at(quotations_, span.end - 1);
    if (quotation != nullptr && quotation->inside.end == span.end) break;
    --span.end;
  }
  return span;
}

bool ContentCutter::claims(const Draft& draft, TextSpan span) const {
  return (draft.cue && draft.cue->overlaps(span)) || (draft.speaker && view_.span(*draft.speaker).overlaps(span));
}

TextSpan ContentCutter::grow(TextSpan span, const Draft& draft) const {
  if (span.empty()) return span;
  for (const Quotation& q : quotations_) {
    if (!q.span.overlaps(span) && q.inside.begin != span.begin && q.inside.end != span.end) continue;
    const bool starts_inside = q.span.begin < span.begin && span.begin < q.span.end;
    const bool ends_inside = q.span.begin < span.end && span.end < q.span.end;
    if (starts_inside && (q.inside.begin == span.begin || !claims(draft, {q.span.begin, span.begin})) && !claims(draft, q.span))
      span.begin = q.span.begin;
    if (ends_inside && !claims(draft, {span.end, q.span.end}) && !claims(draft, q.span)) span.end = q.span.end;
  }
  return span;
}

void ContentCutter::merge_in(std::vector<TextSpan>& content, TextSpan span) const {
  const auto follows = [&](TextSpan a, TextSpan b) { return a.end + 1 == b.begin && text_[a.end] == ' '; };
  for (TextSpan& known : content) {
    if (!known.overlaps(span) && !follows(known, span) && !follows(span, known)) continue;
    known = {std::min(known.begin, span.begin), std::max(known.end, span.end)};
    return;
  }
  content.push_back(span);
  std::sort(content.begin(), content.end());
}

WordRange ContentCutter::up_to_speaker(WordRange words, WordRange speaker) const {
  if (words.last >= speaker.first || view_.text(speaker.first - 1) != "," || view_.sentence(words.first) != view_.sentence(speaker.first))
    return words;
  for (std::uint32_t i = words.last; i + 1 < speaker.first; ++i)
    if (view_.upos_is(i, {"PUNCT"})) return words;
  return {words.first, speaker.first - 1};
}

/// Whether "as" opens a clause of the present with a noun of its own, to the end of the words.
bool ContentCutter::sets_beside(std::uint32_t mark, WordRange words) const {
  const std::uint32_t verb = view_.head(mark);
  if (view_.lower(mark) != "as" || view_.relation(mark) != "mark" || verb == kNone || verb < mark || !words.contains(verb)) return false;
  if (!view_.hangs_on(words.last - 1, verb) || quotation_at(quotations_, view_.span(mark).begin) != nullptr) return false;
  bool has_subject = false;
  bool is_present = one_of(view_.xpos(verb), {"VBZ", "VBP"});
  for (std::uint32_t i = mark + 1; i < verb; ++i) {
    if (view_.head(i) != verb) continue;
    has_subject = has_subject || (view_.relation(i).starts_with("nsubj") && view_.upos_is(i, {"NOUN", "PROPN"}));
    is_present = is_present || one_of(view_.xpos(i), {"VBZ", "VBP"});
  }
  return has_subject && is_present;
}

WordRange ContentCutter::without_what_goes_on(WordRange words, WordRange cue) const {
  if (!one_of(view_.xpos(view_.head_of(cue)), {"VBZ", "VBP"})) return words;
  for (std::uint32_t i = std::max(words.first, cue.last) + 2; i < words.last; ++i) {
    if (!sets_beside(i, words)) continue;
    const bool is_even = view_.lower(i - 1) == "even";
    return {words.first, is_even ? i - 1 : i};
  }
  return words;
}

}  // namespace demarche

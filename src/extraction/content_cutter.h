// SPDX-License-Identifier: Apache-2.0
// The spans of a statement's content: cut free of its cue and speaker, trimmed, grown to quotation marks, joined.
#pragma once

#include <string_view>
#include <vector>

#include "extraction/quotation_finder.h"
#include "extraction/reading_view.h"
#include "extraction/statement_drafter.h"

namespace demarche {

class ContentCutter {
 public:
  /// All of them outlive the cutter.
  ContentCutter(const ReadingView& view, const std::vector<Quotation>& quotations)
      : view_(view), text_(view.document().text()), quotations_(quotations) {}

  /// The span without the words of cue and speaker.
  std::vector<TextSpan> without(TextSpan span, const Draft& draft) const;
  /// Without white space and stray marks at both ends; a final period or comma stays only before a closing mark.
  TextSpan trim(TextSpan span) const;
  /// Whether cue or speaker stand in the span.
  bool claims(const Draft& draft, TextSpan span) const;
  /// Grows both ends to the marks of the quotations they stand in, where neither cue nor speaker is in between.
  TextSpan grow(TextSpan span, const Draft& draft) const;
  /// Parts that overlap, or that only a space divides, are one.
  void merge_in(std::vector<TextSpan>& content, TextSpan span) const;

  /// The words grown to the comma before a speaker who comes after them, unless a mark stands between: "U.S. [to sell jets], sources say".
  WordRange up_to_speaker(WordRange words, WordRange speaker) const;

  /// "Says the talks will resume[, as the army shells the port]": what a report in the present tense sets beside, the speaker does not say.
  WordRange without_what_goes_on(WordRange words, WordRange cue) const;

 private:
  bool sets_beside(std::uint32_t mark, WordRange words) const;

  const ReadingView& view_;
  std::string_view text_;
  const std::vector<Quotation>& quotations_;
};

}  // namespace demarche

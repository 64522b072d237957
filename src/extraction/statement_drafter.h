// SPDX-License-Identifier: Apache-2.0
// Cue proposals and quotation marks -> drafts of statements: which words are said, before anybody asks who says them.
#pragma once

#include <optional>
#include <vector>

#include "extraction/lexicon/cue_table.h"
#include "extraction/quotation_finder.h"
#include "extraction/reading_view.h"

namespace demarche {

/// The rule of quotations that no cue claims.
inline constexpr const char* kBareQuotation = "bare-quotation";

/// A statement before its parties are resolved.
struct Draft {
  std::optional<WordRange> speaker{};
  std::optional<WordRange> addressee{};
  std::optional<TextSpan> cue{};
  std::vector<TextSpan> content{};
  float score = 0;
  const char* rule = "statement-head";
  bool unmarked_speech = false;  ///< paragraphs after "Smith said:" that are told in the speaker's own words, without quotation marks

  TextSpan anchor() const { return cue ? *cue : content.front(); }
};

struct Drafts {
  std::vector<Draft> drafts{};          ///< ordered by the first byte of their content
  std::vector<Quotation> quotations{};  ///< all of the report, in order
};

Drafts draft_statements(const Document& document, const CueTable& cues, std::vector<Quotation> quotations);

}  // namespace demarche

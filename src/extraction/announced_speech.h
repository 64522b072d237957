// SPDX-License-Identifier: Apache-2.0
// "Mr Smith said:" or "Mr Smith made the following statement." at the end of a paragraph, and what he said in those after it: as press
// offices write.
#pragma once

#include <vector>

#include "extraction/lexicon/cue_table.h"
#include "extraction/quotation_finder.h"
#include "extraction/reading_view.h"

namespace demarche {

/// What is said in the paragraphs after the cue's, one span each, or in the quotation that begins there; nothing where the cue's paragraph
/// announces nothing or others follow.
std::vector<TextSpan> speech_announced_by(WordRange cue, const ReadingView& view, const CueTable& cues,
                                          const std::vector<Quotation>& quotations);

/// From the word to the end of its paragraph.
WordRange paragraph_at(std::uint32_t first, const ReadingView& view);

/// Whether "I" or "we" stands in the words, outside all quotation marks.
bool speaks_of_itself(WordRange words, const ReadingView& view, const std::vector<Quotation>& quotations);

/// Cues that the statement head did not see: a verb of saying right before such a colon, "made the following statement", with who says it.
std::vector<CueProposal> unseen_announcements(const ReadingView& view, const CueTable& cues, const std::vector<Quotation>& quotations);

}  // namespace demarche

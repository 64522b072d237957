// SPDX-License-Identifier: Apache-2.0
// Transcripts of interviews and briefings: "CARNEY: We have no plans." and, where nobody is named, "Q Does he?" at the beginning of lines.
#pragma once

#include <optional>
#include <vector>

#include "extraction/quotation_finder.h"
#include "extraction/reading_view.h"

namespace demarche {

/// What one speaker says before the next one does.
struct Turn {
  std::optional<WordRange> speaker{};  ///< words of the label; nullopt: "Q" and "A" name nobody
  std::vector<TextSpan> content{};     ///< one span a paragraph, never empty
};

bool begins_line(std::uint32_t word, const ReadingView& view);

/// All turns in order; none where no label comes back, as in a list of "Background: ..." and "Casualties: ...", unless it surely is a
/// speaker's: "THE PRESIDENT".
std::vector<Turn> transcript_turns(const ReadingView& view, const std::vector<Quotation>& quotations);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Cues of the head that make no statement of their own, or that nobody speaks.
#pragma once

#include <vector>

#include "document/layers.h"
#include "extraction/lexicon/cue_table.h"
#include "extraction/reading_view.h"

namespace demarche {

/// The proposals without "is" of "is suspected", where "suspected" is another, and without "alleged" of "three alleged spies" (codebook: no
/// statement of its own). A rumor that spreads is a cue without a speaker.
std::vector<CueProposal> working_cues(const ReadingView& view, const CueTable& cues);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// The same act told twice in one report is one event (codebook); doorways and what they are about, linked and completed by each other.
#pragma once

#include <vector>

#include "extraction/lexicon/cue_table.h"
#include "extraction/reading_view.h"

namespace demarche {

/// The events, each act once: the fuller telling stays. `heads`: the word that each was found by; `parents`: position of each event's
/// doorway, or kNone. Sets content_of.
std::vector<Event> join_tellings(const ReadingView& view, const CueTable& cues, std::vector<Event> events, std::vector<std::uint32_t> heads,
                                 std::vector<std::uint32_t> parents);

}  // namespace demarche

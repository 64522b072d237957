// SPDX-License-Identifier: Apache-2.0
// Whoever claims responsibility is an actor of the attack (codebook).
#pragma once

#include <vector>

#include "extraction/lexicon/cue_table.h"
#include "extraction/reading_view.h"

namespace demarche {

/// Adds the speaker of each claim ("Islamic State claims responsibility") to the actors of the attack that it is about: one in the claim's
/// own words, else the first of the paragraph since the last claim, or of one of the two paragraphs before, that is not the work of a
/// state's forces. `events` in the order of their triggers; `acts` has the words of claims.
void add_claimants(const ReadingView& view, const CueTable& acts, const std::vector<Statement>& statements, std::vector<Event>& events);

}  // namespace demarche

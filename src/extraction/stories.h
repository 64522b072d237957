// SPDX-License-Identifier: Apache-2.0
// Where one story ends and the next begins in a report that tells many: a day's digest, news in brief.
#pragma once

#include <vector>

#include "extraction/actor_resolver.h"
#include "extraction/reading_view.h"

namespace demarche {

/// The stories of the report, in text order, each of whole blocks: one that holds all words, unless the report is a digest. `actors` are
/// the report's.
std::vector<WordRange> find_stories(const ReadingView& view, const ActorResolver& actors);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Trigger proposals -> events: parties resolved, dates and places read, asserted by whom, the same act told twice joined.
#pragma once

#include "extraction/actor_resolver.h"
#include "extraction/lexicon/lexicons.h"

namespace demarche {

/// Events of one report, ordered by trigger. All its statements are known before: who asserts an event depends on them.
Events code_events(const Document& document, const std::vector<Statement>& statements, const ActorResolver& actors,
                   const Lexicons& lexicons);

}  // namespace demarche

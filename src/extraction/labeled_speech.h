// SPDX-License-Identifier: Apache-2.0
// What is said under a label of one line: "Reserve Bank: pain now beats pain later", "No talks yet - Kremlin", "Putin to West: 'Stay out'".
// No cue tells so; the label must be somebody who may speak, and the words something to say.
#pragma once

#include <vector>

#include "extraction/actor_resolver.h"
#include "extraction/statement_drafter.h"

namespace demarche {

/// Adds the statements of labeled lines to the drafts, and takes out what they hold of those that have neither cue nor speaker. Keeps the
/// drafts' order.
void add_labeled_speech(const Document& document, const ActorResolver& actors, const Lexicons& lexicons, Drafts& drafts);

}  // namespace demarche

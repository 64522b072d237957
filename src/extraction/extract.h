// SPDX-License-Identifier: Apache-2.0
// All of extraction: what the heads propose of a report -> its statements and events.
#pragma once

#include "document/document.h"
#include "extraction/lexicon/lexicons.h"

namespace demarche {

/// Attaches Statements and Events to a document that holds everything up to Proposals. Each story of a digest is read by itself.
void extract(Document& document, const Lexicons& lexicons);

}  // namespace demarche

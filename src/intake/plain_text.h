// SPDX-License-Identifier: Apache-2.0
// Plain text: lines at the top that say title, date and source, then paragraphs.
#pragma once

#include "base/diagnostics.h"
#include "intake/draft.h"

namespace demarche {

/// Reads `page` into `draft`: header lines into its origin where that is still empty, paragraphs joined by one empty line
/// into its text.
void read_plain_text(const TracedText& page, Draft& draft, Diagnostics& diagnostics);

}  // namespace demarche

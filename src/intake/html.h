// SPDX-License-Identifier: Apache-2.0
// Pages: the article without what stands around it, and what the page says of itself.
#pragma once

#include "base/diagnostics.h"
#include "intake/draft.h"
#include "intake/intake.h"

namespace demarche {

/// Reads an HTML page into `draft`. Throws Error(InputTooLarge) if it cannot be parsed within the limits.
void read_html(const TracedText& page, const IntakeOptions& options, Draft& draft, Diagnostics& diagnostics);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Pages: the article without what stands around it, and what the page says of itself.
#pragma once

#include <cstdint>

#include "base/diagnostics.h"
#include "intake/draft.h"

namespace demarche {

/// Reads an HTML page into `draft`. Throws Error(InputTooLarge) if tags nest deeper than `max_depth`.
void read_html(const TracedText& page, std::uint32_t max_depth, Draft& draft, Diagnostics& diagnostics);

}  // namespace demarche

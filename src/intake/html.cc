// SPDX-License-Identifier: Apache-2.0
#include "intake/html.h"

#include "intake/plain_text.h"

namespace demarche {

void read_html(const TracedText& page, std::uint32_t, Draft& draft, Diagnostics& diagnostics) {
  read_plain_text(page, draft, diagnostics);
}

}  // namespace demarche

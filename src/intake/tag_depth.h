// SPDX-License-Identifier: Apache-2.0
// One pass over a page's tags before it is parsed. Gumbo's time grows with the square of the depth of open tags (100,000 of
// them take minutes) and of the attributes of one tag, so both are counted first, as the parser will count them.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche {

struct PageShape {
  std::uint32_t depth = 0;       ///< most tags open at once; counting stops above `most_depth`
  std::uint32_t attributes = 0;  ///< most attributes of one tag
};

/// Void elements, and those whose end tag may be left out (p, li, td ...), count as HTML closes them. Comments and the contents
/// of script, style, textarea and title are no tags. Linear in the page for a fixed `most_depth`.
PageShape measure_page(std::string_view page, std::uint32_t most_depth);

}  // namespace demarche

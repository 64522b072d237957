// SPDX-License-Identifier: Apache-2.0
// Finds which bytes of a page each part of a parsed text came from. Gumbo tells the whole range of a text only; entities and
// the tags it skipped are found again here.
#pragma once

#include <string_view>
#include <vector>

#include "base/text_span.h"

namespace demarche {

/// Bytes `text` of the parsed text stand for bytes `source` of its source; `same` if they are equal.
struct AlignedPiece {
  TextSpan text{};
  TextSpan source{};
  bool same = true;
};

/// Pieces in order that cover all of `text`. Where source and text cannot be followed, one piece stands for all that is left.
std::vector<AlignedPiece> align_text(std::string_view source, std::string_view text);

}  // namespace demarche

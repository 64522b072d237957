// SPDX-License-Identifier: Apache-2.0
// Windows: the stretches of words that the encoder sees at once (docs/formats/model.md, section 1). They partition the words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "document/layers.h"

namespace demarche {

/// `piece_ends[w]` is the number of sub-words up to and with word w; `window_pieces` counts [CLS] and [SEP].
std::vector<WordRange> cut_windows(const Document& document, const std::vector<std::uint32_t>& piece_ends, std::uint32_t window_pieces);

}  // namespace demarche

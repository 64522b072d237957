// SPDX-License-Identifier: Apache-2.0
// Sentences from the scores of words to begin one.
#pragma once

#include <vector>

#include "document/document.h"

namespace demarche {

/// No sentence is longer; the tree's work grows with the square. Longer ones are cut where a beginning is least unlikely.
constexpr std::uint32_t kLongestSentence = 256;

/// Sentences of the `logits.size()` words from `first` on. A word begins one if its logit plus `threshold` is above zero (above one
/// within a line after a letter or digit, where nothing closes the sentence before); the first word of a block always does.
Sentences cut_sentences(const Document& document, std::uint32_t first, const std::vector<float>& logits, float threshold);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What the network sees of a word beside its sub-words: the shape of its letters, what stands before it, and hashed affixes
// (docs/formats/model.md, sections 1 and 2).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "document/layers.h"

namespace demarche {

constexpr std::uint32_t kShapes = 9;
constexpr std::uint32_t kInputFeatures = kShapes * 4;

/// Shape of a word, 0 to 8.
std::uint8_t word_shape(std::string_view word);

/// Row of the input features.
constexpr std::uint8_t input_feature(std::uint8_t shape, Gap gap) {
  return static_cast<std::uint8_t>(shape * 4 + static_cast<std::uint8_t>(gap));
}

constexpr std::size_t kAffixes = 7;
/// Rows of the affix table: suffixes of 1 to 4 code points, then prefixes of 1 to 3.
std::array<std::uint32_t, kAffixes> affix_rows(std::string_view word, std::uint32_t table_rows);

}  // namespace demarche

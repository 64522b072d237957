// SPDX-License-Identifier: Apache-2.0
// Small sums over the spans of a statement's content.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "document/document.h"

namespace demarche {

/// Bytes of all spans together.
inline std::uint32_t size_of(const std::vector<TextSpan>& spans) {
  std::uint32_t size = 0;
  for (TextSpan span : spans) size += span.size();
  return size;
}

/// The pieces without the bytes of the hole.
inline std::vector<TextSpan> cut_out(TextSpan hole, const std::vector<TextSpan>& pieces) {
  std::vector<TextSpan> left;
  for (TextSpan piece : pieces) {
    if (!piece.overlaps(hole)) {
      left.push_back(piece);
      continue;
    }
    if (piece.begin < hole.begin) left.push_back({piece.begin, hole.begin});
    if (hole.end < piece.end) left.push_back({hole.end, piece.end});
  }
  return left;
}

/// At least two thirds of both are common.
inline bool tell_the_same(const std::vector<TextSpan>& a, const std::vector<TextSpan>& b) {
  std::uint32_t common = 0;
  for (TextSpan x : a)
    for (TextSpan y : b)
      if (x.overlaps(y)) common += std::min(x.end, y.end) - std::max(x.begin, y.begin);
  return 3 * common >= 2 * std::max(size_of(a), size_of(b));
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Half-open byte range of a text: the unit of all evidence.
#pragma once

#include <compare>
#include <cstdint>

namespace demarche {

/// Bytes [begin, end) of Document::text(). Code-point offsets exist only at the border (base/utf8.h).
struct TextSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return end <= begin; }
  constexpr bool contains(TextSpan other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  constexpr bool overlaps(TextSpan other) const { return begin < other.end && other.begin < end; }
  constexpr auto operator<=>(const TextSpan&) const = default;
};

}  // namespace demarche

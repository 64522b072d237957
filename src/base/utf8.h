// SPDX-License-Identifier: Apache-2.0
// UTF-8: decoding, validation, and the table that turns byte offsets into code points at the border.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

struct Decoded {
  char32_t code_point = 0;
  std::uint32_t size = 0;  ///< bytes consumed, at least 1
  bool valid = true;       ///< false: one bad byte, code_point is U+FFFD
};

/// Decodes at `offset` (< text.size()). Overlong forms, surrogates and values past U+10FFFF are invalid.
Decoded decode_utf8(std::string_view text, std::size_t offset);
void append_utf8(std::string& out, char32_t code_point);
bool is_valid_utf8(std::string_view text);
std::u32string to_code_points(std::string_view text);
std::string to_utf8(std::u32string_view text);
std::size_t count_code_points(std::string_view text);

/// Byte offset -> code point offset and back, in O(log n) with one entry per 64 bytes.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  /// Code points before byte `offset`; an offset inside a character counts that character's start.
  std::uint32_t to_code_points(std::uint32_t offset) const;
  /// Byte offset of the given code point; text size if past the end.
  std::uint32_t to_bytes(std::uint32_t code_point) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> counts_;  ///< code points before byte 64*i
};

}  // namespace demarche

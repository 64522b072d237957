// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <algorithm>

namespace demarche {
namespace {

constexpr std::uint32_t kStep = 64;

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

constexpr Decoded kBadByte{U'\uFFFD', 1, false};

}  // namespace

Decoded decode_utf8(std::string_view text, std::size_t offset) {
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead < 0x80) return {lead, 1, true};
  std::uint32_t size = 0;
  char32_t value = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2, value = lead & 0x1FU, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3, value = lead & 0x0FU, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4, value = lead & 0x07U, least = 0x10000;
  } else {
    return kBadByte;
  }
  if (offset + size > text.size()) return kBadByte;
  for (std::uint32_t i = 1; i < size; ++i) {
    if (!is_continuation(text[offset + i])) return kBadByte;
    value = (value << 6U) | (static_cast<unsigned char>(text[offset + i]) & 0x3FU);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return kBadByte;
  return {value, size, true};
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    out += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    if (!d.valid) return false;
    i += d.size;
  }
  return true;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    out += d.code_point;
    i += d.size;
  }
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char32_t c : text) append_utf8(out, c);
  return out;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if (i % kStep == 0) counts_.push_back(count);
    count += !is_continuation(text[i]);
  }
  counts_.push_back(count);
}

std::uint32_t CodePointIndex::to_code_points(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  if (offset == text_.size()) return counts_.back();
  std::uint32_t count = counts_[offset / kStep];
  for (std::uint32_t i = offset - offset % kStep; i < offset; ++i) count += !is_continuation(text_[i]);
  return count;
}

std::uint32_t CodePointIndex::to_bytes(std::uint32_t code_point) const {
  if (code_point >= counts_.back()) return static_cast<std::uint32_t>(text_.size());
  // The last block that starts with at most `code_point` code points before it.
  const auto after = std::upper_bound(counts_.begin(), counts_.end() - 1, code_point);
  const auto block = static_cast<std::uint32_t>(after - counts_.begin()) - 1;
  std::uint32_t count = counts_[block];
  std::uint32_t i = block * kStep;
  while (i < text_.size() && is_continuation(text_[i])) ++i;
  for (; i < text_.size() && count < code_point; ++count) i += decode_utf8(text_, i).size;
  return i;
}

}  // namespace demarche

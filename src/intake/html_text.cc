// SPDX-License-Identifier: Apache-2.0
#include "intake/html_text.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {
namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_digit_byte(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex_byte(char c) {
  return is_digit_byte(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/// Length of "&#8217;" or "&#x2019" at `at`; 0 if it is none.
std::size_t numeric_size(std::string_view source, std::size_t at) {
  std::size_t end = at + 2;
  if (source.substr(at, 2) != "&#") return 0;
  const bool hex = end < source.size() && (source[end] | 0x20) == 'x';
  end += hex;
  const std::size_t digits = end;
  while (end < source.size() && (hex ? is_hex_byte(source[end]) : is_digit_byte(source[end]))) ++end;
  if (end == digits) return 0;
  return end - at + (end < source.size() && source[end] == ';');
}

/// Length of a named entity at `at`, knowing that `decoded` is what the parser made of it. Old names need no semicolon
/// ("&nbspword"), so a name may end inside the letters: it ends where the text goes on as the source does.
std::size_t named_size(std::string_view source, std::size_t at, std::string_view after) {
  std::size_t end = at + 1;
  while (end < source.size() && is_name_byte(source[end])) ++end;
  if (end < source.size() && source[end] == ';') return end + 1 - at;
  if (end == at + 1) return 0;
  for (std::size_t size = 3; size <= std::min<std::size_t>(end - at, 7); ++size) {
    const std::string_view rest = source.substr(at + size, end - at - size);
    if (after.substr(0, rest.size()) == rest) return size;
  }
  return 0;
}

/// Length of the entity at `at` in the source; 0 if the ampersand is one.
std::size_t entity_size(std::string_view source, std::size_t at, std::string_view text) {
  if (const std::size_t size = numeric_size(source, at)) return size;
  const std::string_view name = source.substr(at + 1, 3);
  // Nothing but "&amp" and numbers stands for an ampersand: all others are the character itself.
  if (name == "amp" || name == "AMP") return 4 + (at + 4 < source.size() && source[at + 4] == ';');
  if (text[0] == '&') return 0;
  return named_size(source, at, text.substr(decode_utf8(text, 0).size));
}

/// Some entities stand for two characters (a letter and a mark over it).
std::size_t decoded_size(std::string_view source, std::size_t after, std::string_view text) {
  const std::size_t one = decode_utf8(text, 0).size;
  const std::string_view rest = text.substr(one);
  const bool fits =
      after == source.size() ? rest.empty() : source[after] == '&' || source[after] == '<' || (!rest.empty() && rest[0] == source[after]);
  if (fits || rest.empty()) return one;
  return one + decode_utf8(text, one).size;
}

}  // namespace

std::vector<AlignedPiece> align_text(std::string_view source, std::string_view text) {
  std::vector<AlignedPiece> out;
  std::uint32_t in_source = 0;
  std::uint32_t in_text = 0;
  while (in_text < text.size()) {
    std::uint32_t size = 0;
    while (in_source + size < source.size() && in_text + size < text.size() && source[in_source + size] != '&' &&
           source[in_source + size] == text[in_text + size])
      ++size;
    if (size > 0) {
      out.push_back({{in_text, in_text + size}, {in_source, in_source + size}, true});
      in_text += size, in_source += size;
      continue;
    }
    const std::string_view rest = text.substr(in_text);
    const char next = in_source < source.size() ? source[in_source] : '\0';
    if (next == '&') {
      const auto entity = static_cast<std::uint32_t>(entity_size(source, in_source, rest));
      const std::uint32_t source_size = std::max(entity, 1U);
      const auto text_size = static_cast<std::uint32_t>(entity == 0 ? 1 : decoded_size(source, in_source + entity, rest));
      if (entity == 0 && rest[0] != '&') break;
      out.push_back({{in_text, in_text + text_size}, {in_source, in_source + source_size}, entity == 0});
      in_text += text_size, in_source += source_size;
    } else if (next == '<') {
      // A tag that the parser passed over.
      const std::size_t end = source.find('>', in_source);
      if (end == std::string_view::npos) break;
      in_source = static_cast<std::uint32_t>(end + 1);
    } else {
      break;
    }
  }
  if (in_text < text.size()) {
    const auto end = static_cast<std::uint32_t>(source.size());
    out.push_back({{in_text, static_cast<std::uint32_t>(text.size())}, {std::min(in_source, end), end}, false});
  }
  return out;
}

}  // namespace demarche

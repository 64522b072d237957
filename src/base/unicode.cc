// SPDX-License-Identifier: Apache-2.0
#include "base/unicode.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/utf8.h"

namespace demarche {
namespace {

UChar32 icu(char32_t c) {
  return static_cast<UChar32>(c);
}

const icu::Normalizer2& decomposer() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFDInstance(status);
}

}  // namespace

bool is_letter(char32_t c) {
  return c < 128 ? ((c | 32U) >= 'a' && (c | 32U) <= 'z') : u_isalpha(icu(c)) != 0;
}
bool is_upper(char32_t c) {
  return c < 128 ? (c >= 'A' && c <= 'Z') : u_isupper(icu(c)) != 0;
}
bool is_digit(char32_t c) {
  return c < 128 ? (c >= '0' && c <= '9') : u_isdigit(icu(c)) != 0;
}
bool is_space(char32_t c) {
  return c < 128 ? (c == ' ' || (c >= 9 && c <= 13)) : u_isUWhiteSpace(icu(c)) != 0;
}
bool is_punctuation(char32_t c) {
  return u_ispunct(icu(c)) != 0;
}
bool is_mark(char32_t c) {
  return c >= 128 && u_charType(icu(c)) == U_NON_SPACING_MARK;
}
bool is_ideograph(char32_t c) {
  return c >= 0x2E80 && u_hasBinaryProperty(icu(c), UCHAR_IDEOGRAPHIC) != 0;
}
bool is_control(char32_t c) {
  if (c < 128) return c < 32 || c == 127;
  const auto type = u_charType(icu(c));
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_PRIVATE_USE_CHAR || type == U_UNASSIGNED || type == U_SURROGATE;
}

char32_t lower_case(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(u_tolower(icu(c)));
}
char32_t upper_case(char32_t c) {
  return static_cast<char32_t>(u_toupper(icu(c)));
}

std::string lower_case(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const Decoded d = decode_utf8(utf8, i);
    append_utf8(out, lower_case(d.code_point));
    i += d.size;
  }
  return out;
}

std::u32string decompose(char32_t c) {
  if (c < 128) return {c};
  icu::UnicodeString decomposition;
  if (!decomposer().getDecomposition(icu(c), decomposition)) return {c};
  std::u32string out;
  for (std::int32_t i = 0; i < decomposition.length(); i = decomposition.moveIndex32(i, 1))
    out += static_cast<char32_t>(decomposition.char32At(i));
  return out;
}

std::string fold(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    if (const char c = utf8[i]; static_cast<unsigned char>(c) < 0x80) {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      ++i;
      continue;
    }
    const Decoded d = decode_utf8(utf8, i);
    i += d.size;
    for (char32_t part : decompose(d.code_point))
      if (!is_mark(part)) append_utf8(out, lower_case(part));
  }
  return out;
}

std::string name_key(std::string_view utf8) {
  std::string out = fold(utf8);
  for (std::string_view mark : {"\u2019", "\u2018", "\u02BB", "\u02BF", "'", "`"})
    for (std::size_t at = 0; (at = out.find(mark, at)) != std::string::npos;) out.erase(at, mark.size());
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

std::string on_one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    i += decoded.size;
    if (is_space(decoded.code_point)) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += text.substr(i - decoded.size, decoded.size);
  }
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Character properties and case, from ICU; the only header of the program's core that stands for ICU.
#pragma once

#include <string>
#include <string_view>

namespace demarche {

bool is_letter(char32_t c);
bool is_upper(char32_t c);
bool is_digit(char32_t c);
bool is_space(char32_t c);        ///< Unicode white space, line breaks and no-break spaces too
bool is_punctuation(char32_t c);  ///< category P*
bool is_mark(char32_t c);         ///< category Mn
bool is_ideograph(char32_t c);
bool is_control(char32_t c);  ///< category Cc, Cf, Co, Cn, Cs

char32_t lower_case(char32_t c);
char32_t upper_case(char32_t c);
/// Simple case mapping, code point by code point: the length in code points stays.
std::string lower_case(std::string_view utf8);
/// NFD of the whole text without marks, lower-cased: for comparing names.
std::string fold(std::string_view utf8);
/// fold(), with hyphens as blanks and without apostrophes: "Ra's al-Ayn" and "Ras al Ayn" are one place.
std::string name_key(std::string_view utf8);
/// Text on one line: trimmed, white space of any kind becomes one space.
std::string on_one_line(std::string_view utf8);
/// NFD of one character.
std::u32string decompose(char32_t c);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Small questions about names and codes of actors, shared by the files of ActorResolver.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {

/// A state, not a body such as the United Nations.
inline bool is_state_code(std::string_view country) {
  constexpr std::array<std::string_view, 6> kBodies = {"IGO", "NGO", "IMG", "MNC", "UNO", "EUR"};
  return country.size() == 3 && std::find(kBodies.begin(), kBodies.end(), country) == kBodies.end();
}

/// A row that names a state by itself, its seat, its people or its government.
inline bool is_place_kind(std::string_view kind) {
  return kind == "state" || kind == "capital" || kind == "demonym" || kind == "adjective" || kind == "government";
}

/// The sign of the possessive: "Verania's", "envoys'".
inline bool is_possessive(std::string_view word) {
  return word == "'s" || word == "\u2019s" || word == "'" || word == "\u2019";
}

/// "Verania" of "Verania's".
inline std::string_view without_possessive(std::string_view word) {
  for (std::string_view sign : {"'s", "\u2019s"})
    if (word.ends_with(sign)) return word.substr(0, word.size() - sign.size());
  return word;
}

/// The words of a line that nothing was read of, without blanks and marks between them.
inline std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> out;
  constexpr std::string_view kBetween = " \t\n,;:()/\"";
  for (std::size_t begin = text.find_first_not_of(kBetween); begin < text.size(); begin = text.find_first_not_of(kBetween, begin)) {
    const std::size_t end = std::min(text.find_first_of(kBetween, begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

inline bool starts_upper(std::string_view word) {
  return !word.empty() && is_upper(decode_utf8(word, 0).code_point);
}

/// No small letter in it.
inline bool is_capitals(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// "LENA O'BRIEN-ORR" as a sentence has it, "Lena O'Brien-Orr"; names with a small letter, and letters that stand for one ("NG"), as they
/// are.
inline std::string without_capitals(std::string_view name) {
  constexpr std::size_t kInitials = 2;  // bytes
  if (!is_capitals(name) || name.size() <= kInitials) return std::string(name);
  std::string out;
  bool begins = true;
  for (std::size_t i = 0; i < name.size();) {
    const Decoded d = decode_utf8(name, i);
    append_utf8(out, begins ? d.code_point : lower_case(d.code_point));
    begins = !is_letter(d.code_point) && !is_mark(d.code_point);
    i += d.size;
  }
  return out;
}

/// Folded; the surname of a person's name.
inline std::string last_word(const std::string& name) {
  const auto space = name.find_last_of(' ');
  return fold(space == std::string::npos ? name : name.substr(space + 1));
}

}  // namespace demarche

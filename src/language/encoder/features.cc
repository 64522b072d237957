// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/features.h"

#include <string>
#include <vector>

#include "base/hash.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "language/encoder/characters.h"

namespace demarche {
namespace {

struct Counts {
  std::uint32_t all = 0, signs = 0, digits = 0, letters = 0, upper = 0;
  bool first_is_upper = false;
};

Counts count(std::string_view word) {
  Counts n;
  for (std::size_t i = 0; i < word.size();) {
    const Decoded decoded = decode_utf8(word, i);
    i += decoded.size;
    const char32_t c = decoded.code_point;
    ++n.all;
    if (is_letter(c)) {
      const bool upper = is_upper(c);
      if (n.letters++ == 0) n.first_is_upper = upper;
      n.upper += upper ? 1 : 0;
    } else if (is_digit(c)) {
      ++n.digits;
    } else if (is_sign(c)) {
      ++n.signs;
    }
  }
  return n;
}

}  // namespace

std::uint8_t word_shape(std::string_view word) {
  const Counts n = count(word);
  if (n.all != 0 && n.signs == n.all) return 0;
  if (n.digits != 0) return n.digits == n.all ? 1 : 2;
  if (n.letters == 0) return 8;
  if (n.letters == 1 && n.upper == 1) return 3;
  if (n.upper == n.letters) return 4;
  if (n.first_is_upper && n.upper == 1) return 5;
  return n.upper == 0 ? 6 : 7;
}

std::array<std::uint32_t, kAffixes> affix_rows(std::string_view word, std::uint32_t table_rows) {
  std::array<std::size_t, 4> last{};   // where the last 1, 2, 3, 4 code points begin
  std::array<std::size_t, 3> first{};  // where the first 1, 2, 3 code points end
  std::size_t seen = 0;
  first.fill(word.size());
  for (std::size_t i = 0; i < word.size();) {
    for (std::size_t n = 3; n > 0; --n) last[n] = last[n - 1];
    last[0] = i;
    i += decode_utf8(word, i).size;
    if (seen < 3) first[seen] = i;
    ++seen;
  }
  for (std::size_t n = seen; n < 4; ++n) last[n] = 0;
  std::array<std::uint32_t, kAffixes> out{};
  const auto row = [&](char kind, std::size_t n, std::string_view affix) {
    const char key[2] = {kind, static_cast<char>('0' + n)};
    return static_cast<std::uint32_t>(hash_bytes(affix, hash_bytes({key, 2})) % table_rows);
  };
  for (std::size_t n = 1; n <= 4; ++n) out[n - 1] = row('s', n, word.substr(last[n - 1]));
  for (std::size_t n = 1; n <= 3; ++n) out[3 + n] = row('p', n, word.substr(0, first[n - 1]));
  return out;
}

}  // namespace demarche

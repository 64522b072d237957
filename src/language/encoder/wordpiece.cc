// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/wordpiece.h"

#include <algorithm>

#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "language/encoder/characters.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestPart = 100;  // code points; longer parts are [UNK]

/// Punctuation as BERT has it: signs such as "$" and "+" too.
bool splits(char32_t c) {
  if (c < 128) return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
  return is_punctuation(c);
}

/// The blocks that BERT calls Chinese characters.
bool is_cjk(char32_t c) {
  return c >= 0x3400 && ((c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x2A6DF) ||
                         (c >= 0x2A700 && c <= 0x2CEAF) || (c >= 0x2F800 && c <= 0x2FA1F));
}

bool is_blank(char32_t c) {
  return is_space(c) || (c >= 0x1C && c <= 0x1F);
}

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

/// NFD without marks, lower-cased.
std::u32string normalize(std::string_view word) {
  std::u32string out;
  for (std::size_t i = 0; i < word.size();) {
    const Decoded decoded = decode_utf8(word, i);
    i += decoded.size;
    for (char32_t part : decompose(decoded.code_point))
      if (!is_mark(part)) out += lower_case(part);
  }
  return out;
}

}  // namespace

WordPiece::WordPiece(const ModelFile& model) : limit_(model.sizes().word_pieces) {
  const Labels& pieces = model.vocabulary();
  begin_.reserve(pieces.size());
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    const std::string_view piece = pieces[i];
    longest_ = std::max(longest_, piece.size());
    if (piece.size() > 2 && piece.substr(0, 2) == "##") inside_.emplace(piece.substr(2), i);
    begin_.emplace(piece, i);
  }
  const auto special = [&](std::string_view piece) {
    const auto found = begin_.find(piece);
    if (found == begin_.end()) model.refuse(fmt::format("its vocabulary lacks {}", piece));
    return found->second;
  };
  first_ = special("[CLS]"), last_ = special("[SEP]"), unknown_ = special("[UNK]");
}

void WordPiece::append(std::string_view word, std::vector<std::uint32_t>& out) const {
  const std::size_t before = out.size();
  std::string part;
  std::size_t size = 0;
  const auto flush = [&] {
    if (size != 0) append_part(part, size, out);
    part.clear();
    size = 0;
  };
  const auto add = [&](char32_t c) {
    if (splits(c) || is_cjk(c)) {
      flush();
      append_utf8(part, c);
      size = 1;
      flush();
    } else if (is_blank(c)) {
      flush();
    } else if (!is_ignored(c)) {
      append_utf8(part, c);
      ++size;
    }
  };
  if (is_ascii(word))
    for (char c : word) add(lower_case(static_cast<char32_t>(static_cast<unsigned char>(c))));
  else
    for (char32_t c : normalize(word)) add(c);
  flush();
  if (out.size() == before) out.push_back(unknown_);
  if (out.size() - before > limit_) out.resize(before + limit_);
}

void WordPiece::append_part(std::string_view part, std::size_t code_points, std::vector<std::uint32_t>& out) const {
  const std::size_t before = out.size();
  std::size_t begin = code_points > kLongestPart ? part.size() + 1 : 0;
  while (begin < part.size()) {
    const Table& table = begin == 0 ? begin_ : inside_;
    std::size_t size = std::min(longest_, part.size() - begin);
    Table::const_iterator found = table.end();
    for (; size != 0; --size) {
      found = table.find(part.substr(begin, size));
      if (found != table.end()) break;
    }
    if (size == 0) break;
    out.push_back(found->second);
    begin += size;
  }
  if (begin == part.size()) return;
  out.resize(before);
  out.push_back(unknown_);
}

}  // namespace demarche

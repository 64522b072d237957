// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/windows.h"

#include <algorithm>
#include <array>

namespace demarche {
namespace {

constexpr std::array<std::string_view, 4> kEnds = {".", "!", "?", "..."};
constexpr std::array<std::string_view, 9> kClosers = {"\"", "'", "”", "’", "''", ")", "]", "»", "-RRB-"};

template <std::size_t kSize>
bool is_one_of(std::string_view word, const std::array<std::string_view, kSize>& set) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

class Cutter {
 public:
  Cutter(const Document& document, const std::vector<std::uint32_t>& piece_ends, std::uint32_t room)
      : document_(document), words_(document.get<Words>().words), ends_(piece_ends), room_(room) {}

  std::vector<WordRange> cut() {
    const auto count = static_cast<std::uint32_t>(words_.size());
    std::uint32_t start = 0;
    for (std::uint32_t begin = 0, end = 0; begin < count; begin = end) {
      end = begin + 1;
      while (end < count && words_[end].gap != Gap::Block) ++end;
      if (begin > start && pieces(start, end) > room_) {
        out_.push_back({start, begin});
        start = begin;
      }
      while (pieces(start, end) > room_) {
        const std::uint32_t middle = cut_point(start, end);
        out_.push_back({start, middle});
        start = middle;
      }
    }
    if (start < count) out_.push_back({start, count});
    return std::move(out_);
  }

 private:
  std::uint32_t before(std::uint32_t word) const { return word == 0 ? 0 : ends_[word - 1]; }
  std::uint32_t pieces(std::uint32_t begin, std::uint32_t end) const { return before(end) - before(begin); }

  /// A sentence-like end stands before the word: ". He", ".” He".
  bool ends_sentence(std::uint32_t word) const {
    const std::string_view last = document_.word(word - 1);
    if (is_one_of(last, kEnds)) return true;
    return word >= 2 && is_one_of(last, kClosers) && is_one_of(document_.word(word - 2), kEnds);
  }

  /// Where a block that does not fit is cut: the last good place after the first third, else the last word that fits.
  std::uint32_t cut_point(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t last = begin;
    while (last < end && pieces(begin, last + 1) <= room_) ++last;
    for (std::uint32_t i = last; i > begin && 3 * pieces(begin, i) >= room_; --i)
      if (ends_sentence(i)) return i;
    return std::max(last, begin + 1);
  }

  const Document& document_;
  const std::vector<Word>& words_;
  const std::vector<std::uint32_t>& ends_;
  std::uint32_t room_;
  std::vector<WordRange> out_{};
};

}  // namespace

std::vector<WordRange> cut_windows(const Document& document, const std::vector<std::uint32_t>& piece_ends, std::uint32_t window_pieces) {
  return Cutter(document, piece_ends, window_pieces - 2).cut();
}

}  // namespace demarche

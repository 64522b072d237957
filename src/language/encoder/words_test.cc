// SPDX-License-Identifier: Apache-2.0
// Sub-words, features and windows.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "language/encoder/features.h"
#include "language/encoder/tiny_model.h"
#include "language/encoder/windows.h"
#include "language/encoder/wordpiece.h"

namespace demarche {
namespace {

class WordPieceTest : public testing::Test {
 protected:
  std::string pieces(std::string_view word) const {
    std::vector<std::uint32_t> ids;
    piece_.append(word, ids);
    std::string out;
    for (std::uint32_t id : ids) out += (out.empty() ? "" : " ") + model_.vocabulary()[id];
    return out;
  }
  const tiny::AlignedBytes bytes_{tiny::make_tiny_model(5)};
  const ModelFile model_{bytes_.view(), "tiny"};
  const WordPiece piece_{model_};
};

TEST_F(WordPieceTest, GreedyLongestMatch) {
  const struct {
    const char *word, *pieces;
  } cases[] = {
      {"the", "the"},
      {"The", "the"},
      {"minister", "min ##ister"},
      {"attacks", "attack ##s"},
      {"MINISTERS", "min ##ister ##s"},
      {"U.S.", "u . s ."},
      {"1,2", "1 , 2"},
      {"thé", "the"},
      {"the\xCC\x81", "the"},
      {"§", "[UNK]"},
      {"\xC2\xAD", "[UNK]"},
      {"th\xC2\xAD"
       "e",
       "the"},
      {"$5", "$ 5"},
      {"漢字", "[UNK] [UNK]"},
      {"the漢", "the [UNK]"},
      {"abcdefghijklmn", "a ##b ##c ##d ##e ##f ##g ##h ##i ##j ##k ##l"},
  };
  for (const auto& c : cases) EXPECT_EQ(pieces(c.word), c.pieces) << c.word;
}

TEST_F(WordPieceTest, LongPartsAreUnknown) {
  EXPECT_NE(pieces(std::string(100, 'a')), "[UNK]");
  EXPECT_EQ(pieces(std::string(101, 'a')), "[UNK]");
}

TEST(Features, Shapes) {
  const struct {
    const char* word;
    int shape;
  } cases[] = {{".", 0},      {"--", 0},   {"$", 0},      {"2024", 1},     {"1,200", 2}, {"F16", 2},      {"A", 3},      {"U.", 3},
               {"USA", 4},    {"U.S.", 4}, {"Berlin", 5}, {"talks", 6},    {"a", 6},     {"McDonald", 7}, {"iPhone", 7}, {"Ürümqi", 5},
               {"ÜRÜMQI", 4}, {"漢字", 6}, {"٣", 1},      {"\xC2\xAD", 8}, {"'s", 6},    {"\xCC\x81", 8}};
  for (const auto& c : cases) EXPECT_EQ(word_shape(c.word), c.shape) << c.word;
}

TEST(Features, AffixesOfShortWordsAreTheWholeWord) {
  const auto rows = affix_rows("Ü", 8192);
  const auto longer = affix_rows("aÜ", 8192);
  EXPECT_EQ(rows[0], longer[0]) << "the last code point, not byte";
  EXPECT_NE(rows[0], rows[1]) << "keys hold the length";
  // FNV-1a of "s1a".
  EXPECT_EQ(affix_rows("a", 8192)[0], 0x818A82195C4B66F8ULL % 8192);
  EXPECT_EQ(affix_rows("abcd", 8192)[6], affix_rows("abcx", 8192)[6]);
}

/// "first-last ..." of the windows, every word one piece unless `sizes` says otherwise.
std::string windows(const std::string& text, std::uint32_t limit, std::vector<std::uint32_t> sizes = {}) {
  const Document document = tiny::make_words(text);
  std::vector<std::uint32_t> ends;
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < document.get<Words>().words.size(); ++i) ends.push_back(sum += i < sizes.size() ? sizes[i] : 1);
  std::string out;
  for (const WordRange& window : cut_windows(document, ends, limit))
    out += std::to_string(window.first) + "-" + std::to_string(window.last) + " ";
  return out;
}

TEST(Windows, BlocksArePackedWhole) {
  EXPECT_EQ(windows("a b | c d | e f", 8), "0-6 ");
  EXPECT_EQ(windows("a b | c d | e f", 7), "0-4 4-6 ");
  EXPECT_EQ(windows("a b | c d | e f", 5), "0-2 2-4 4-6 ");
  EXPECT_EQ(windows("", 8), "");
}

TEST(Windows, LongBlocksAreCutAfterAnEnd) {
  EXPECT_EQ(windows("a b c . d e f g", 8), "0-4 4-8 ");
  EXPECT_EQ(windows("a b c . \" d e f g", 8), "0-5 5-9 ");
  EXPECT_EQ(windows("a . b c d e f g h", 8), "0-2 2-8 8-9 ") << "a third of six is two";
  EXPECT_EQ(windows("a . b c d e f g h i j", 12), "0-10 10-11 ") << "not within the first third";
  EXPECT_EQ(windows("a b c d e f g", 8), "0-6 6-7 ");
}

TEST(Windows, TheRestOfALongBlockIsPackedWithTheNext) {
  EXPECT_EQ(windows("a b c d e . f g | h i", 8), "0-6 6-10 ");
}

TEST(Windows, LongWordsFit) {
  EXPECT_EQ(windows("a b c", 14, {12, 12, 12}), "0-1 1-2 2-3 ");
}

}  // namespace
}  // namespace demarche

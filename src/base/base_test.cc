// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/civil_date.h"
#include "base/digest.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

TEST(Utf8, RefusesWhatIsNotUtf8) {
  for (const char* bad : {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "a\xE2\x82"})
    EXPECT_FALSE(is_valid_utf8(bad)) << bad;
  EXPECT_TRUE(is_valid_utf8("Karad\xC5\xBEi\xC4\x87 \xE2\x80\x9Cno\xE2\x80\x9D \xF0\x9F\x95\x8A"));
}

TEST(Utf8, CodePointsAndBytesGoBothWays) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += i % 3 == 0 ? "\xC5\xBE" : i % 3 == 1 ? "a" : "\xF0\x9F\x95\x8A";
  const CodePointIndex index(text);
  std::uint32_t bytes = 0;
  for (std::uint32_t i = 0; i < 100; ++i) {
    EXPECT_EQ(index.to_code_points(bytes), i);
    EXPECT_EQ(index.to_bytes(i), bytes);
    bytes += i % 3 == 0 ? 2 : i % 3 == 1 ? 1 : 4;
  }
  EXPECT_EQ(index.to_bytes(100), text.size());
  EXPECT_EQ(index.to_code_points(static_cast<std::uint32_t>(text.size())), 100U);
}

TEST(Unicode, FoldRemovesMarksAndCase) {
  EXPECT_EQ(fold("Karad\xC5\xBEi\xC4\x87"), "karadzic");
  EXPECT_EQ(lower_case("\xC3\x89LYS\xC3\x89"
                       "E"),
            "\xC3\xA9lys\xC3\xA9"
            "e");
}

TEST(CivilDate, CountsDays) {
  EXPECT_EQ(to_days({1970, 1, 1}), 0);
  EXPECT_EQ(from_days(to_days({2000, 2, 29})), (Date{2000, 2, 29}));
  EXPECT_EQ(weekday({2025, 11, 26}), 2);  // a Wednesday
  EXPECT_EQ(add_months({2025, 1, 31}, 1), (Date{2025, 2, 28}));
  EXPECT_EQ(add_months({2025, 1, 31}, -2), (Date{2024, 11, 30}));
}

TEST(CivilDate, ReadsOnlyRealDays) {
  EXPECT_EQ(parse_iso_date("1995-11-21"), (Date{1995, 11, 21}));
  EXPECT_EQ(parse_iso_date("1995-11-21T10:00:00Z"), (Date{1995, 11, 21}));
  for (const char* bad : {"1995-02-30", "0000-01-01", "1995-13-01", "21.11.1995", "1995-11-2", ""})
    EXPECT_FALSE(parse_iso_date(bad)) << bad;
}

TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(short_id("abc").size(), 13U);
}

TEST(Hash, IsFnv1a) {
  EXPECT_EQ(hash_bytes("a"), 0xaf63dc4c8601ec8cULL);
}

}  // namespace
}  // namespace demarche

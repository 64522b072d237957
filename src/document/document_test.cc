// SPDX-License-Identifier: Apache-2.0
#include "document/document.h"

#include <gtest/gtest.h>

#include "document/verify.h"

namespace demarche {
namespace {

TEST(SourceMap, FindsTheRawBytesOfASpan) {
  // raw "a&amp;b" -> text "a&b"
  SourceMap map;
  map.append({0, 0, 1, true});
  map.append({1, 1, 5, false});
  map.append({2, 6, 1, true});
  EXPECT_EQ(map.to_raw({0, 1}), (TextSpan{0, 1}));
  EXPECT_EQ(map.to_raw({1, 2}), (TextSpan{1, 6}));
  EXPECT_EQ(map.to_raw({0, 3}), (TextSpan{0, 7}));
}

TEST(SourceMap, JoinsAdjacentVerbatimRuns) {
  SourceMap map;
  map.append({0, 10, 4, true});
  map.append({4, 14, 4, true});
  EXPECT_EQ(map.runs().size(), 1U);
  EXPECT_EQ(map.to_raw({2, 6}), (TextSpan{12, 16}));
}

TEST(Document, ALayerIsAttachedOnce) {
  Document document({}, "Hello", {}, {});
  document.attach(Words{});
  EXPECT_THROW(document.attach(Words{}), Bug);
  EXPECT_THROW(document.get<Tags>(), Bug);
}

TEST(Verify, RefusesAWordOutsideItsBlock) {
  Document document({}, "Hello you", {}, {{{{0, 5}, BlockKind::Paragraph}}});
  document.attach(Words{{{{6, 9}, Gap::Block, false, 0}}});
  EXPECT_THROW(verify(document), Bug);
}

TEST(Verify, RefusesAStatementWithItsCueInside) {
  Document document({}, "He said no", {}, {{{{0, 10}, BlockKind::Paragraph}}});
  Statement s;
  s.cue = TextSpan{3, 7};
  s.content = {TextSpan{3, 10}};
  document.attach(Statements{{s}});
  EXPECT_THROW(verify(document), Bug);
}

}  // namespace
}  // namespace demarche

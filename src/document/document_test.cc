// SPDX-License-Identifier: Apache-2.0
#include "document/document.h"

#include <gtest/gtest.h>

#include "document/slice.h"
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

/// "Hale left." and "Orr spoke." in two paragraphs, each a sentence of two words.
Document two_paragraphs() {
  Document document({}, "Hale left\n\nOrr spoke", {}, {{{{0, 9}, BlockKind::Paragraph}, {{11, 20}, BlockKind::Paragraph}}});
  document.attach(Words{{{{0, 4}, Gap::Block, false, 0},
                         {{5, 9}, Gap::Space, false, 0},
                         {{11, 14}, Gap::Block, false, 1},
                         {{15, 20}, Gap::Space, false, 1}}});
  document.attach(Sentences{{{0, 2}, {2, 4}}, {0, 0, 1, 1}});
  document.attach(Tags{std::vector<WordTags>(4)});
  document.attach(Syntax{{{1, "nsubj"}, {kNone, "root"}, {3, "nsubj"}, {kNone, "root"}}});
  document.attach(Names{{{{0, 1}, "PER", 1}, {{2, 3}, "PER", 1}}, {}});
  Proposals proposals;
  proposals.triggers.resize(2);
  proposals.triggers[0].trigger = {1, 2};
  proposals.triggers[1].trigger = {3, 4};
  proposals.triggers[1].parent = 0;
  proposals.triggers[1].actors = {{{0, 1}, 1}, {{2, 3}, 1}};
  document.attach(std::move(proposals));
  return document;
}

TEST(Slice, CountsFromItsFirstWordAndKeepsTheBytes) {
  const Document whole = two_paragraphs();
  const Document part = slice(whole, {2, 4});
  EXPECT_EQ(part.word(0), "Orr");
  EXPECT_EQ(part.span_of({0, 2}), (TextSpan{11, 20}));
  EXPECT_EQ(part.get<Syntax>().words[0].head, 1U);
  ASSERT_EQ(part.get<Names>().names.size(), 1U);
  EXPECT_EQ(part.get<Names>().names[0].words, (WordRange{0, 1}));
  const TriggerProposal& trigger = part.get<Proposals>().triggers.at(0);
  EXPECT_EQ(trigger.trigger, (WordRange{1, 2}));
  EXPECT_EQ(trigger.parent, kNone);  // its doorway is in the other story
  ASSERT_EQ(trigger.actors.size(), 1U);
  EXPECT_EQ(trigger.actors[0].words, (WordRange{0, 1}));
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

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "document/verify.h"
#include "exchange/case_text.h"
#include "exchange/conllu.h"
#include "exchange/drawing.h"
#include "exchange/findings_json.h"

namespace demarche {
namespace {

constexpr const char* kText =
    "Two sources told NBC that Driscoll told officials in Kyiv they are losing.\n\n"
    "“Zoë will meet Putin next week,” he added.";

/// Span of the first occurrence of `words`.
TextSpan span(std::string_view words) {
  const std::size_t begin = std::string_view(kText).find(words);
  EXPECT_NE(begin, std::string_view::npos) << words;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())};
}

Statement told(std::string_view speaker, TextSpan cue, std::string_view addressee, std::string_view content) {
  Statement out;
  out.speaker = Entity{span(speaker)};
  out.cue = cue;
  out.addressee = Entity{span(addressee)};
  out.content = {span(content)};
  out.score = 0.75F;
  out.rule = "statement-head";
  return out;
}

/// A report with a chain of two, a direct quotation and a planned meeting, made by hand.
Document make_document() {
  Origin origin;
  origin.id = "r1";
  origin.title = "Sources: they are losing";
  origin.publisher = "Northern Wire";
  origin.published = Date{2025, 11, 26};
  const TextSpan first{0, span("losing.").end};
  const TextSpan second{span("“Zoë").begin, span("added.").end};
  Document document(origin, kText, {}, {{{first}, {second}}});
  const TextSpan outer_cue = span("told");
  const TextSpan inner_cue{span("told officials").begin, span("told officials").begin + 4};
  Statements statements;
  statements.statements.push_back(told("Two sources", outer_cue, "NBC", "Driscoll told officials in Kyiv they are losing"));
  statements.statements.push_back(told("Driscoll", inner_cue, "officials in Kyiv", "they are losing"));
  statements.statements[1].within = 0;
  Statement quote;
  quote.speaker = Entity{span("he added"), "Dan Driscoll", "USA", "GOV", "coreference"};
  quote.speaker->span.end = quote.speaker->span.begin + 2;
  quote.cue = span("added");
  quote.content = {span("“Zoë will meet Putin next week,”")};
  quote.form = Form::Direct;
  statements.statements.push_back(quote);
  Event event;
  event.trigger = span("meet");
  event.type = "CONSULT";
  event.mode = "visit";
  event.cameo = "042";
  event.actors = {{span("Zoë"), "Zoë X", "USA", "GOV", ""}};
  event.recipients = {{span("Putin"), "Vladimir Putin", "RUS", "GOV", ""}};
  event.status = Status::Planned;
  event.within = 2;
  event.date = EventDate{span("next week"), DateInterval{{2025, 12, 1}, {2025, 12, 7}}, "relative-week"};
  event.score = 0.9F;
  document.attach(std::move(statements));
  document.attach(Events{{event}});
  verify(document);
  return document;
}

TEST(FindingsJson, CountsInCodePointsAndKeepsTheOrderOfKeys) {
  const std::string line = to_json_line(make_document());
  EXPECT_EQ(line.find("{\"id\":\"r1\",\"date\":\"2025-11-26\",\"source\":\"Northern Wire\",\"title\":"), 0U);
  // The trigger stands behind “ and ë, which take three and two bytes but one code point each.
  const std::size_t begin = span("meet").begin - 3;
  EXPECT_NE(line.find("\"trigger\":{\"begin\":" + std::to_string(begin) + ",\"end\":" + std::to_string(begin + 4) + ",\"text\":\"meet\"}"),
            std::string::npos);
  EXPECT_NE(line.find("\"form\":\"indirect\",\"addressee\":{\"begin\":"), std::string::npos);
  EXPECT_NE(line.find("\"within\":\"s1\",\"score\":0.75,\"rule\":\"statement-head\"}"), std::string::npos);
  EXPECT_NE(line.find("\"within\":\"s3\",\"content_of\":null,\"date\":{\"begin\":"), std::string::npos);
  EXPECT_NE(line.find("\"from\":\"2025-12-01\",\"to\":\"2025-12-07\"},\"place\":null"), std::string::npos);
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(FindingsJson, ADocumentWithoutFindingsHasEmptyLists) {
  EXPECT_EQ(to_json_line(Document({}, "Hi", {}, {})),
            R"({"id":"","date":"","source":"","title":"","text":"Hi","statements":[],"events":[]})");
}

TEST(CaseText, OneLineForEachFinding) {
  EXPECT_EQ(to_case_text(make_document()),
            "s1 statement \"Driscoll told officials in Kyiv they are losing\" indirect speaker \"Two sources\" cue "
            "\"told\" to \"NBC\"\n"
            "s2 statement \"they are losing\" indirect speaker \"Driscoll\" cue \"told\" to \"officials in Kyiv\" within "
            "s1\n"
            "s3 statement \"“Zoë will meet Putin next week,”\" direct speaker \"he\" = Dan Driscoll USA/GOV cue "
            "\"added\"\n"
            "e1 CONSULT/visit 042 planned \"meet\" actors \"Zoë\" = Zoë X USA/GOV -> \"Putin\" = Vladimir Putin RUS/GOV "
            "date \"next week\" 2025-12-01..2025-12-07 within s3\n");
}

TEST(Conllu, WritesRangesNamesAndGaps) {
  Document document({}, "Ann can't go.", {}, {{{{0, 13}}}});
  document.attach(Words{{{{0, 3}, Gap::Block, false, 0},
                         {{4, 6}, Gap::Space, false, 0},
                         {{6, 9}, Gap::Joined, true, 0},
                         {{10, 12}, Gap::Space, false, 0},
                         {{12, 13}, Gap::Joined, false, 0}}});
  document.attach(Sentences{{{0, 5}}, {0, 0, 0, 0, 0}});
  document.attach(Names{{{{0, 1}, "PER", 1.0F}}});
  EXPECT_EQ(to_conllu(document),
            "# newdoc id = \n# newpar\n# sent_id = -1\n# text = Ann can't go.\n"
            "1\tAnn\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\n"
            "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n"
            "2\tca\t_\t_\t_\t_\t_\t_\t_\t_\n"
            "3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
            "4\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
            "5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
}

TEST(StyledText, MeasuresCells) {
  EXPECT_EQ(display_width(std::string_view("abc")), 3U);
  EXPECT_EQ(display_width(std::string_view("e\u0301")), 1U);
  EXPECT_EQ(display_width(std::string_view("北京")), 4U);
  EXPECT_EQ(cut_to_width("abcdef", 4), "abc…");
  EXPECT_EQ(cut_to_width("北京市", 4), "北…");
  EXPECT_EQ(pad_to_width("北", 4), "北  ");
}

TEST(StyledText, ShowsNoControlCharacters) {
  EXPECT_EQ(StyledText("a\x1b[31mb\u202ec\td", {}).render(ColorMode::On), "a\uFFFD[31mb\uFFFDc d");
}

TEST(StyledText, WrapsAtSpacesAndInsideLongWords) {
  const auto lines = StyledText("one two abcdefghij", {}).wrap(8);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].render(ColorMode::Off), "one two");
  EXPECT_EQ(lines[1].render(ColorMode::Off), "abcdefgh");
  EXPECT_EQ(lines[2].render(ColorMode::Off), "ij");
}

TEST(Drawing, MarksTheTextAndDrawsChainsAndEvents) {
  EXPECT_EQ(draw_report(make_document(), {80, ColorMode::Off}),
            R"(  Sources: they are losing
  Northern Wire · 2025-11-26 · 3 statements · 1 event

  Two sources told[s1] NBC that ⌈Driscoll told[s2] officials in Kyiv ⌈they are
  losing⌉⌉.

  ⌈“Zoë will meet[e1] Putin next week,”⌉ he added[s3].

  ── who says what ─────────────────────────────────────────────────────────────
  s1 Two sources ──told NBC──▶ s2 Driscoll ──told officials in Kyiv──▶ they are
     losing
  s3 he = Dan Driscoll ──added──▶ “Zoë will meet Putin next week,” · e1

  ── who does what to whom ─────────────────────────────────────────────────────
  e1   ○ planned    CONSULT/visit 042  Zoë X USA GOV → Vladimir Putin RUS GOV
       when next week = 2025-12-01 to 2025-12-07
       says Dan Driscoll s3
       shown by “Zoë will »meet« Putin next week,” he added.
)");
}

TEST(Drawing, IsTheSameTextWithColor) {
  const std::string colored = draw_report(make_document(), {80, ColorMode::On});
  std::string plain;
  for (std::size_t i = 0; i < colored.size(); ++i) {
    if (colored[i] == '\x1b')
      i = colored.find('m', i);
    else
      plain += colored[i];
  }
  EXPECT_EQ(plain, draw_report(make_document(), {80, ColorMode::Off}));
}

TEST(Drawing, FitsTheWidth) {
  for (const std::uint32_t columns : {40U, 60U, 80U, 120U}) {
    const std::string drawing = draw_report(make_document(), {columns, ColorMode::Off});
    for (std::size_t begin = 0; begin < drawing.size();) {
      const std::size_t end = drawing.find('\n', begin);
      EXPECT_LE(display_width(std::string_view(drawing).substr(begin, end - begin)), columns);
      begin = end + 1;
    }
  }
}

}  // namespace
}  // namespace demarche

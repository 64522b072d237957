// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "extraction/attribution.h"
#include "extraction/lexicon/lexicons.h"
#include "extraction/quotation_finder.h"

namespace demarche {
namespace {

Document paragraphs(const std::string& text) {
  Blocks blocks;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    blocks.blocks.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, BlockKind::Paragraph});
    begin = end + 2;
  }
  return Document({}, text, {}, blocks);
}

std::string quoted(const std::string& text) {
  const Document document = paragraphs(text);
  std::string out;
  for (const Quotation& q : find_quotations(document)) {
    out += (q.continues ? "+[" : "[") + std::string(document.text(q.inside)) + (q.closed ? "]" : "...");
  }
  return out;
}

TEST(ActorTable, ASurnameAloneIsNobodyOfLaterYears) {
  const ActorTable actors(DEMARCHE_SOURCE_DIR "/lexicons/en");
  EXPECT_FALSE(actors.find("Smith", Date{1995, 12, 20}));
  EXPECT_TRUE(actors.find("Smith", Date{2024, 1, 1}));
}

TEST(ActorTable, AnAcronymIsWrittenInCapitals) {
  const ActorTable actors(DEMARCHE_SOURCE_DIR "/lexicons/en");
  EXPECT_TRUE(actors.find("RS", Date{1994, 1, 1}));
  EXPECT_FALSE(actors.find("Rs", Date{1994, 1, 1}));
  EXPECT_TRUE(actors.find("LeT", std::nullopt));
  EXPECT_FALSE(actors.find("Let", std::nullopt));
}

TEST(OutletTable, TellsWhereAnOutletIsAtHome) {
  const std::string folder = DEMARCHE_SOURCE_DIR "/lexicons/en";
  const ActorTable actors(folder);
  const PlaceTable places(folder);
  const OutletTable outlets(folder);
  const std::pair<const char*, const char*> cases[] = {{"https://www.haaretz.com/a/b", "ISR"},
                                                       {"https://www.kuwaittimes.com/x", "KWT"},
                                                       {"http://news.example.co.uk:80/a", "GBR"},
                                                       {"https://bidenwhitehouse.archives.gov/", "USA"},
                                                       {"https://en.wikinews.org/wiki/Talks_in_Paris", ""},
                                                       {"apnews.com", ""},
                                                       {"Kathmandu daily", "NPL"},
                                                       {"The Moscow Times", "RUS"},
                                                       {"Reuters", ""},
                                                       {"Northern Wire", ""},
                                                       {"https://", ""},
                                                       {"", ""}};
  for (const auto& [outlet, home] : cases) EXPECT_EQ(outlets.home(outlet, actors, places), home) << outlet;
}

TEST(PathTable, ShortPathsFirstAndVisitsApart) {
  const PathTable table(DEMARCHE_SOURCE_DIR "/lexicons/en");
  const std::vector<TreePath>& sanctions = table.paths("SANCTION", "convict", true);
  ASSERT_GT(sanctions.size(), 3U);
  EXPECT_EQ(sanctions.front().steps.size(), 1U);
  EXPECT_EQ(sanctions.back().steps.size(), 2U);
  EXPECT_TRUE(table.paths("CONSULT", "phone", true).empty());
  const std::vector<TreePath>& visits = table.paths("CONSULT", "visit", true);
  EXPECT_TRUE(std::any_of(visits.begin(), visits.end(), [](const TreePath& path) { return path.to_place; }));
}

TEST(QuotationFinder, FindsMarksOfAllCommonKinds) {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"straight", "\"No,\" he said. \"Never.\"", "[No,][Never.]"},
      {"curly", "\u201CNo,\u201D he said.", "[No,]"},
      {"low", "\u201ENein\u201C, sagte er.", "[Nein]"},
      {"angled", "\u00ABNon\u00BB", "[Non]"},
      {"single", "He said 'no way' and left.", "[no way]"},
      {"apostrophes are no marks", "The '90s weren't Serbia's best; the Serbs' war.", ""},
      {"doubled", "``No,'' she said.", "[No,]"},
      {"nested", "\"He said 'no' to us,\" she said.", "[He said 'no' to us,]"},
      {"across paragraphs", "\"First.\n\n\"Second.\" He left.", "[First....+[Second.]"},
      {"unclosed", "He said: \"We go on", "[We go on..."},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(quoted(c.text), c.expected);
  }
}

TEST(Innermost, IsTheSmallestContentThatHoldsTheSpan) {
  std::vector<Statement> statements(2);
  statements[0].content = {TextSpan{0, 100}};
  statements[1].content = {TextSpan{20, 60}};
  EXPECT_EQ(innermost(statements, {30, 35}), 1U);
  EXPECT_EQ(innermost(statements, {70, 75}), 0U);
  EXPECT_EQ(innermost(statements, {55, 65}), 0U);
  EXPECT_EQ(innermost(statements, {120, 125}), std::nullopt);
  EXPECT_EQ(innermost(statements, {30, 35}, 1U), 0U);
}

}  // namespace
}  // namespace demarche

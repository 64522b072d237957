// SPDX-License-Identifier: Apache-2.0
// Records with their words, and what is shown beside lists: search, graph, map and overview.
#include <gtest/gtest.h>

#include <string>

#include "answers/state.h"
#include "answers/test_answers.h"
#include "base/utf8.h"

namespace demarche {
namespace {

TEST_F(AnswersTest, RecordsShowTheirWords) {
  const Page reports = answers_.list(Kind::Reports, {{"report", "sample"}});
  const ReportText page = answers_.report_text(to_text(reports.rows.at(0).values.at(0)));
  ASSERT_EQ(page.statements.size(), 2U);
  ASSERT_EQ(page.mentions.size(), 3U);
  const std::u32string text = to_code_points(page.text);
  std::size_t quotes = 0;
  for (const auto* records : {&page.statements, &page.mentions}) {
    for (const Record& record : *records) {
      for (const Evidence& e : record.evidence) {
        ++quotes;
        EXPECT_EQ(to_utf8(text.substr(static_cast<std::size_t>(e.begin), static_cast<std::size_t>(e.end - e.begin))), e.quote);
        EXPECT_EQ(page.text.substr(static_cast<std::size_t>(e.byte_begin), static_cast<std::size_t>(e.byte_end - e.byte_begin)), e.quote);
      }
    }
  }
  EXPECT_GT(quotes, 10U);
  ASSERT_EQ(page.mentions.at(0).chain.size(), 2U);
  EXPECT_EQ(page.mentions.at(0).chain.at(0).speaker, "Daniel Driscoll") << "the nearest first";
  const Record event = answers_.record(to_text(page.mentions.at(2).at("event_id")));
  EXPECT_EQ(event.kind, "event");
  ASSERT_FALSE(event.parts.empty());
  EXPECT_EQ(event.parts.at(0).name, "mentions");
  EXPECT_EQ(event.parts.at(0).records.at(0).id, page.mentions.at(2).id);
  EXPECT_EQ(answers_.evidence(event.id).size(), 1U);
  const std::string mention = page.mentions.at(2).id;
  EXPECT_EQ(answers_.record(mention.substr(0, 10)).id, mention);
  EXPECT_THROW(answers_.record("ev_0000000000000"), Error);
  EXPECT_THROW(answers_.record("nothing"), Error);
}

TEST_F(AnswersTest, SearchSaysWhoSaidIt) {
  const Found found = answers_.search({{"q", "prisoners"}});
  ASSERT_EQ(found.groups.size(), 4U);
  EXPECT_EQ(found.groups.at(0).rows, 1);
  EXPECT_EQ(found.groups.at(1).rows, 2);
  const SearchHit& statement = found.groups.at(1).hits.at(0);
  EXPECT_FALSE(statement.marks.empty());
  const std::u32string snippet = to_code_points(statement.snippet);
  const auto [begin, end] = statement.marks.at(0);
  EXPECT_EQ(to_utf8(snippet.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin))), "prisoners");
  EXPECT_EQ(answers_.search({{"q", "driscoll"}}).groups.at(3).hits.at(0).title, "Daniel Driscoll");
  EXPECT_THROW(answers_.search({}), BadParameter);
}

TEST_F(AnswersTest, GraphMapAndOverview) {
  const Page actors = answers_.list(Kind::Actors, {{"name", "Ana Lorn"}});
  const Graph graph = answers_.graph({{"actor", to_text(actors.rows.at(0).values.at(0))}});
  ASSERT_EQ(graph.nodes.size(), 2U);
  EXPECT_EQ(graph.nodes.at(1).name, "Zoë Ruiz");
  ASSERT_EQ(graph.edges.size(), 1U);
  EXPECT_EQ(graph.edges.at(0).rows, 1);
  const MapCells map = answers_.map({});
  ASSERT_EQ(map.cells.size(), 1U);
  EXPECT_EQ(map.cells.at(0).label, "Geneva");
  EXPECT_EQ(map.cells.at(0).rows + map.without_place + map.unlocated, count(Kind::Events, {}));
  const Overview overview = answers_.overview({});
  EXPECT_EQ(overview.reports, 61);
  EXPECT_EQ(overview.statements, 62);
  EXPECT_EQ(overview.mentions, 63);
  EXPECT_EQ(overview.sources, 2);
  EXPECT_FALSE(overview.speakers.rows.empty());
}

}  // namespace
}  // namespace demarche

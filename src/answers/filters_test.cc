// SPDX-License-Identifier: Apache-2.0
// Which rows the filters choose, as lists and as SQL, and which parameters are refused.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "answers/state.h"
#include "answers/test_answers.h"

namespace demarche {
namespace {

struct FilterCase {
  const char* name;
  Kind kind;
  Parameters parameters;
  std::int64_t rows;
};

TEST_F(AnswersTest, Filters) {
  const Kind m = Kind::Mentions, s = Kind::Statements, r = Kind::Reports;
  const FilterCase cases[] = {
      {"all, of the latest run only", m, {}, 63},
      {"a type", m, {{"type", "ASSAULT"}}, 15},
      {"any case", m, {{"type", "assault"}}, 15},
      {"repeated", m, {{"type", "ASSAULT"}, {"type", "AID"}}, 30},
      {"joined by commas", m, {{"type", "ASSAULT,AID"}}, 30},
      {"excluded", m, {{"type", "!ASSAULT"}}, 48},
      {"a list excluded", m, {{"type", "!ASSAULT,AID"}}, 33},
      {"mode", m, {{"mode", "visit,release"}}, 2},
      {"status", m, {{"status", "denied"}}, 12},
      {"different filters must all hold", m, {{"type", "ASSAULT"}, {"status", "denied"}}, 3},
      {"status excluded", m, {{"status", "!denied"}, {"status", "!planned"}}, 50},
      {"country of any party", m, {{"country", "rus"}}, 2},
      {"a country by its name", m, {{"country", "Russia"}}, 2},
      {"country excluded", m, {{"country", "!SDN"}}, 3},
      {"actor", m, {{"actor", "ana lorn"}}, 1},
      {"accents do not matter", m, {{"actor", "zoe ruiz"}}, 1},
      {"whole words only", m, {{"actor", "arm"}}, 0},
      {"a part of the name", m, {{"actor", "army"}}, 60},
      {"a country as actor", m, {{"actor", "UKR,RUS"}}, 3},
      {"nobody is a recipient", m, {{"recipient", "UKR"}}, 0},
      {"place by country", m, {{"place", "CHE"}}, 1},
      {"place by name", m, {{"place", "geneva"}}, 1},
      {"not there, also where no place is told", m, {{"place", "!CHE"}}, 62},
      {"in a box", m, {{"bbox", "5,46,7,47"}}, 1},
      {"near", m, {{"near", "46.2,6.1,30"}}, 1},
      {"far", m, {{"near", "0,0,30"}}, 0},
      {"source", m, {{"source", "karsk"}}, 20},
      {"source excluded", m, {{"source", "!Daily Karsk"}}, 43},
      {"the report's own name", m, {{"report", "report-7"}}, 1},
      {"claimed", m, {{"within", "claimed"}}, 62},
      {"own", m, {{"within", "own"}}, 1},
      {"from", m, {{"from", "2026-03-01"}}, 4},
      {"to", m, {{"to", "2026-01-01"}}, 1},
      {"one day", m, {{"from", "2026-01-05"}, {"to", "2026-01-05"}}, 1},
      {"a month", m, {{"from", "2026-03"}, {"to", "2026-03"}}, 4},
      {"least confidence", m, {{"confidence_min", "0.9"}}, 7},
      {"quad class", m, {{"quad", "4"}}, 30},
      {"words", m, {{"q", "attacked"}}, 60},
      {"words excluded", m, {{"q", "attacked -army"}}, 0},
      {"said by", m, {{"speaker", "driscoll"}}, 2},
      {"all", s, {}, 62},
      {"speaker by name", s, {{"speaker", "driscoll"}}, 1},
      {"speaker by words where nobody was found", s, {{"speaker", "two sources"}}, 1},
      {"speaker by country", s, {{"speaker", "UKR"}}, 20},
      {"addressee", s, {{"addressee", "NBC News,officials"}}, 2},
      {"country of speaker or addressee", s, {{"country", "UKR"}}, 21},
      {"form", s, {{"form", "mixed"}}, 1},
      {"cue", s, {{"cue", "told"}}, 2},
      {"a part of the content", s, {{"contains", "two prison"}}, 2},
      {"commas belong to the words", s, {{"contains", "🚀”, and"}}, 1},
      {"not these words", s, {{"contains", "!attacked town"}}, 2},
      {"source of statements", s, {{"source", "Northern Wire"}}, 42},
      {"through two or more", s, {{"depth", "2"}}, 1},
      {"through three", s, {{"depth", "3"}}, 0},
      {"within another", s, {{"within", "claimed"}}, 1},
      {"days", s, {{"from", "2026-01-01"}, {"to", "2026-01-10"}}, 10},
      {"confidence", s, {{"confidence_min", "0.85"}}, 1},
      {"a phrase", s, {{"q", "\"free two prisoners\""}}, 2},
      {"near", s, {{"q", "army near/3 town"}}, 60},
      {"reports", r, {}, 61},
      {"source of reports", r, {{"source", "karsk"}}, 20},
      {"reports by name", r, {{"report", "report-7,sample"}}, 2},
      {"reports from", r, {{"from", "2026-03-01"}}, 2},
      {"words of the text", r, {{"q", "prisoners"}}, 1},
  };
  for (const FilterCase& c : cases) {
    SCOPED_TRACE(std::string(to_string(c.kind)) + ": " + c.name);
    EXPECT_EQ(stream_count(c.kind, c.parameters), c.rows);
    EXPECT_EQ(count(c.kind, c.parameters), c.rows);
    EXPECT_FALSE(answers_.human(c.kind, c.parameters).empty());
  }
}

TEST_F(AnswersTest, WrongParametersAreRefusedWithTheNearest) {
  const auto refused = [&](Kind kind, const Parameters& parameters) {
    try {
      answers_.list(kind, parameters);
    } catch (const BadParameter& bad) {
      return bad.slug() + " " + bad.parameter() + " " + bad.nearest();
    }
    return std::string("accepted");
  };
  EXPECT_EQ(refused(Kind::Events, {{"statsu", "denied"}}), "bad-parameter statsu status");
  EXPECT_EQ(refused(Kind::Events, {{"status", "deneid"}}), "bad-parameter status denied");
  EXPECT_EQ(refused(Kind::Events, {{"from", "03/02/2026"}}), "bad-date from ");
  EXPECT_EQ(refused(Kind::Events, {{"fields", "event_idd"}}), "unknown-field fields event_id");
  EXPECT_EQ(refused(Kind::Events, {{"sort", "-datum"}}), "bad-parameter sort date");
  EXPECT_EQ(refused(Kind::Events, {{"limit", "1001"}}), "bad-parameter limit ");
  EXPECT_EQ(refused(Kind::Events, {{"cursor", "nonsense"}}), "bad-cursor cursor ");
  EXPECT_EQ(refused(Kind::Events, {{"bbox", "1,2,3"}}), "bad-parameter bbox ");
  EXPECT_EQ(refused(Kind::Events, {{"country", "Sudann"}}), "bad-parameter country Sudan");
  EXPECT_EQ(refused(Kind::Statements, {{"speaker", "a,,b"}}), "bad-parameter speaker ");
  EXPECT_EQ(refused(Kind::Statements, {{"speaker", "…"}}), "bad-parameter speaker ");
  EXPECT_EQ(refused(Kind::Reports, {{"type", "ASSAULT"}}), "bad-parameter type ");
  const std::string cursor = answers_.list(Kind::Mentions, {{"limit", "5"}}).next;
  EXPECT_EQ(refused(Kind::Mentions, {{"limit", "5"}, {"cursor", cursor}}), "accepted");
  EXPECT_EQ(refused(Kind::Mentions, {{"type", "AID"}, {"cursor", cursor}}), "bad-cursor cursor ");
}

TEST_F(AnswersTest, ValuesAreNeverSql) {
  for (const char* value : {"x' OR '1'='1", "x\") OR 1=1 --", "%", "_", "*", "a OR b", "NEAR(", "\"", "col:x"}) {
    SCOPED_TRACE(value);
    EXPECT_EQ(stream_count(Kind::Statements, {{"contains", value}}), 0);
    EXPECT_EQ(stream_count(Kind::Mentions, {{"mode", value}}), 0);
    try {
      EXPECT_EQ(stream_count(Kind::Reports, {{"q", value}}), 0);
    } catch (const BadParameter&) {
      SUCCEED();
    }
  }
}

TEST_F(AnswersTest, AnEmptyListSaysWhichFilterEmptiedIt) {
  const auto without = answers_.explain_empty(Kind::Mentions, {{"type", "ASSAULT"}, {"status", "planned"}, {"from", "2026-01-01"}});
  ASSERT_EQ(without.size(), 2U);
  EXPECT_EQ(without[0].parameter, "type");
  EXPECT_EQ(without[0].values, "ASSAULT");
  EXPECT_EQ(without[0].rows, 1);
  EXPECT_EQ(without[1].parameter, "status");
  EXPECT_EQ(without[1].rows, 15);
  EXPECT_EQ(answers_.explain_empty(Kind::Reports, {{"source", "nobody"}}).at(0).rows, 61);
}

TEST_F(AnswersTest, SqlForOtherToolsGivesTheSameRows) {
  Answers::State state(folder->file("a.db"));
  const std::pair<Kind, Parameters> asked[] = {{Kind::Events, {{"country", "SDN"}, {"status", "denied"}}},
                                               {Kind::Mentions, {{"type", "ASSAULT"}, {"actor", "army"}}},
                                               {Kind::Statements, {{"speaker", "UKR"}, {"from", "2026-01"}}},
                                               {Kind::Actors, {{"country", "ESP"}}}};
  for (const auto& [kind, parameters] : asked) {
    const std::string sql = answers_.sql(kind, parameters);
    SCOPED_TRACE(sql);
    std::int64_t rows = 0;
    Query query = state.database->query(sql);
    while (query.step()) ++rows;
    EXPECT_EQ(rows, count(kind, parameters));
    EXPECT_GT(rows, 0);
  }
}

}  // namespace
}  // namespace demarche

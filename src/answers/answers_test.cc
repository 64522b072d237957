// SPDX-License-Identifier: Apache-2.0
#include "answers/answers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "answers/catalog.h"
#include "answers/parameters.h"
#include "answers/state.h"
#include "base/utf8.h"
#include "ledger/ledger.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

constexpr int kReports = 60;

std::vector<Kind> every_kind() {
  std::vector<Kind> out;
  for (std::size_t i = 0; i < kKinds; ++i) out.push_back(static_cast<Kind>(i));
  return out;
}

/// One ledger for all tests that do not change it: the report with a chain, read twice, and an archive.
class AnswersTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new TemporaryFolder();
    Ledger ledger = Ledger::open(folder->file("a.db"));
    ledger.begin_batch();
    ledger.append(chain_report().document(), sample_run("old"));
    ledger.append(chain_report().document(), sample_run());
    for (int i = 0; i < kReports; ++i) ledger.append(archive_report(i).document(), sample_run());
    ledger.commit_batch();
  }
  static void TearDownTestSuite() { delete folder; }

  std::int64_t stream_count(Kind kind, const Parameters& parameters) const {
    std::int64_t rows = 0;
    answers_.stream(kind, parameters, [&](Row&&) { return ++rows, true; });
    return rows;
  }
  std::int64_t count(Kind kind, Parameters parameters) const {
    parameters.emplace_back("count", "exact");
    return answers_.count(kind, parameters).rows;
  }

  const Answers answers_{folder->file("a.db")};
  static TemporaryFolder* folder;
};
TemporaryFolder* AnswersTest::folder = nullptr;

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

/// The ids of all rows; `between` is done after each page.
std::vector<std::string> ids_page_by_page(
    const Answers& answers, Kind kind, const Parameters& asked, const std::function<void()>& between = [] {}) {
  std::vector<std::string> ids;
  for (std::string cursor;;) {
    Parameters next = asked;
    if (!cursor.empty()) next.emplace_back("cursor", cursor);
    const Page page = answers.list(kind, next);
    for (const Row& row : page.rows) ids.push_back(to_text(row.values.at(0)));
    between();
    cursor = page.next;
    if (cursor.empty()) return ids;
  }
}

bool takes_all(Kind kind, const Parameters& parameters) {
  return std::all_of(parameters.begin(), parameters.end(), [&](const auto& parameter) {
    const auto known = filters_of(kind);
    return std::any_of(known.begin(), known.end(), [&](const FilterInfo& filter) { return filter.name == parameter.first; });
  });
}

TEST_F(AnswersTest, PagesStreamAndCountAgree) {
  for (const Kind kind : every_kind()) {
    for (const std::string_view order : orders_of(kind)) {
      for (const char* sign : {"", "-"}) {
        SCOPED_TRACE(std::string(to_string(kind)) + " " + sign + std::string(order));
        std::vector<std::string> streamed;
        const Parameters asked = {{"sort", sign + std::string(order)}};
        answers_.stream(kind, asked, [&](Row&& row) { return streamed.push_back(to_text(row.values.at(0))), true; });
        EXPECT_EQ(ids_page_by_page(answers_, kind, {{"sort", sign + std::string(order)}, {"limit", "7"}}), streamed);
        EXPECT_EQ(count(kind, {}), static_cast<std::int64_t>(streamed.size()));
        if (kind != Kind::Places) {
          EXPECT_EQ(std::set<std::string>(streamed.begin(), streamed.end()).size(), streamed.size()) << "ids are unique";
        }
      }
    }
  }
}

TEST(Answers, PagesNeitherShiftNorRepeatWhileReportsAreRead) {
  const TemporaryFolder folder;
  Ledger ledger = Ledger::open(folder.file("a.db"));
  for (int i = 0; i < 30; ++i) ledger.append(archive_report(i).document(), sample_run());
  const Answers answers(folder.file("a.db"));
  int next_report = 30;
  for (const Kind kind : {Kind::Mentions, Kind::Statements, Kind::Reports}) {
    SCOPED_TRACE(to_string(kind));
    const std::int64_t counted = answers.count(kind, {{"count", "exact"}}).rows;
    // Newer and older days than those that were shown.
    const auto read_another = [&] { ledger.append(archive_report(next_report++).document(), sample_run()); };
    const std::vector<std::string> paged = ids_page_by_page(answers, kind, {{"limit", "4"}}, read_another);
    EXPECT_EQ(static_cast<std::int64_t>(paged.size()), counted);
    EXPECT_EQ(std::set<std::string>(paged.begin(), paged.end()).size(), paged.size());
    std::int64_t streamed = 0;
    answers.stream(kind, {}, [&](Row&&) {
      if (++streamed == 3) ledger.append(archive_report(next_report++).document(), sample_run());
      return true;
    });
    EXPECT_GT(streamed, counted);
  }
}

TEST_F(AnswersTest, FacetsCountWhatTheFilterGives) {
  const Parameters chosen[] = {{}, {{"status", "denied"}}, {{"type", "ASSAULT,CONSULT"}}, {{"source", "karsk"}}};
  for (const Kind kind : {Kind::Events, Kind::Mentions, Kind::Statements, Kind::Reports, Kind::Actors, Kind::Places}) {
    for (const Parameters& parameters : chosen) {
      if (!takes_all(kind, parameters)) continue;
      Parameters asked = parameters;
      for (const std::string_view name : facets_of(kind)) asked.emplace_back("facet", name);
      for (const Facet& facet : answers_.facets(kind, asked)) {
        for (const FacetValue& value : facet.values) {
          SCOPED_TRACE(std::string(to_string(kind)) + " " + facet.name + "=" + value.value);
          Parameters filter = without(parameters, facet.name);
          filter.emplace_back(facet.name, value.value);
          EXPECT_EQ(value.rows, count(kind, filter));
        }
      }
    }
  }
}

bool can_count_by(std::string_view kind, std::string_view by) {
  return by.empty() || (by == "form") == (kind == "statements");
}

std::int64_t rows_of(const Series& series) {
  std::int64_t sum = series.undated;
  for (const SeriesPoint& point : series.points)
    for (const std::int64_t rows : point.rows) sum += rows;
  return sum;
}

TEST_F(AnswersTest, TimelinesAndPanelsAddUp) {
  for (const char* interval : {"day", "week", "month", "year", "auto"}) {
    for (const char* kind : {"events", "mentions", "statements"}) {
      for (const char* by : {"", "status", "form"}) {
        if (!can_count_by(kind, by)) continue;
        SCOPED_TRACE(std::string(kind) + " by " + interval + " " + by);
        Parameters asked = {{"kind", kind}, {"interval", interval}};
        if (*by != '\0') asked.emplace_back("by", by);
        const Series series = answers_.timeline(asked);
        EXPECT_EQ(rows_of(series), count(*parse_kind(kind), {}));
      }
    }
  }
  const Page panel = answers_.panel({{"unit", "none"}, {"by", "month"}});
  std::int64_t events = 0;
  const auto column = std::find(panel.columns.begin(), panel.columns.end(), "n_events") - panel.columns.begin();
  for (const Row& row : panel.rows) events += std::get<std::int64_t>(row.values.at(static_cast<std::size_t>(column)));
  EXPECT_EQ(events, count(Kind::Events, {}));
  const Page countries = answers_.panel({{"unit", "country"}, {"by", "month"}, {"id", "gwcode"}});
  const auto zeros = std::count_if(countries.rows.begin(), countries.rows.end(), [&](const Row& row) {
    return std::get<std::int64_t>(row.values.at(static_cast<std::size_t>(column))) == 0;
  });
  EXPECT_GT(zeros, 0) << "a month without an event is a row";
}

TEST_F(AnswersTest, TotalsAreWhatRecountingGives) {
  Answers::State state(folder->file("a.db"));
  const std::map<std::string, const char*> recounts = {
      {"events type", "SELECT type, count(*) FROM merged_event GROUP BY 1"},
      {"events status", "SELECT status, count(*) FROM merged_event GROUP BY 1"},
      {"events country", "SELECT country, count(DISTINCT merged_key) FROM merged_party GROUP BY 1"},
      {"events actor", "SELECT identity_key, count(DISTINCT merged_key) FROM merged_party WHERE role = 'actor' GROUP BY 1"},
      {"mentions type", "SELECT type, count(*) FROM mention JOIN event USING (finding_key) GROUP BY 1"},
      {"statements form", "SELECT form, count(*) FROM statement JOIN finding USING (finding_key) JOIN copy USING (reading_key) GROUP BY 1"},
      {"statements speaker", "SELECT identity_key, count(*) FROM statement_party WHERE role = 'speaker' GROUP BY 1"},
      {"reports ", "SELECT '', count(*) FROM copy"}};
  for (const auto& [name, sql] : recounts) {
    SCOPED_TRACE(name);
    const std::size_t blank = name.find(' ');
    std::map<std::string, std::int64_t> kept, counted;
    Query totals = state.database->query("SELECT value, n FROM tally WHERE kind = ? AND facet = ? AND n <> 0");
    totals.bind(name.substr(0, blank), name.substr(blank + 1));
    while (totals.step()) kept[totals.text(0)] = totals.number(1);
    Query query = state.database->query(sql);
    while (query.step()) counted[query.text(0)] = query.number(1);
    EXPECT_EQ(kept, counted);
  }
}

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

/// A value that each filter takes.
std::string value_for(const FilterInfo& info) {
  switch (info.type) {
    case FilterType::Choice:
      return std::string(info.choices.substr(0, info.choices.find('|')));
    case FilterType::Country:
      return "SDN";
    case FilterType::Day:
      return "2026-01-05";
    case FilterType::Integer:
      return "1";
    case FilterType::Real:
      return "0.5";
    case FilterType::Flag:
      return "1";
    case FilterType::Id:
      return info.name == "report" ? "rp_1" : "ev_1";
    case FilterType::Name:
      return "army";
    case FilterType::Words:
      break;
  }
  return info.name == "bbox" ? "5,46,7,47" : info.name == "near" ? "46,6,30" : "army";
}

// No question reads a table from end to end. What may be walked is an index in the order of the list, which a page soon ends;
// names are looked up by their words.
TEST_F(AnswersTest, NoQuestionReadsATableFromEndToEnd) {
  const std::set<std::string> not_tables = {"chain", "CONSTANT", "chosen", "json_each", "report_day"};  // a row a day
  const auto check = [&](const std::string& plan) {
    SCOPED_TRACE(plan);
    for (std::size_t begin = 0; begin < plan.size();) {
      const std::size_t end = plan.find('\n', begin);
      std::string line = plan.substr(begin, end - begin);
      begin = end + 1;
      line.erase(0, line.find_first_not_of(' '));
      if (line.rfind("SCAN ", 0) != 0) continue;
      const std::string table = line.substr(5, line.find(' ', 5) - 5);
      const bool is_index = line.find(" VIRTUAL TABLE INDEX ") != std::string::npos;
      const bool is_walk =
          table == "t" && (line.find(" USING INDEX ") != std::string::npos || line.find(" USING COVERING INDEX ") != std::string::npos);
      const bool is_decisions = table == "t" && plan.find("FROM decision AS t") != std::string::npos;  // walked by key
      const bool is_partial = line.find("copy_of_another") != std::string::npos;  // holds the rows that are asked for and no others
      EXPECT_TRUE(is_partial || not_tables.count(table) > 0 || table.front() == '(' || is_index || is_walk || is_decisions) << line;
    }
  };
  for (const Kind kind : every_kind()) {
    for (const std::string_view order : orders_of(kind)) check(answers_.explain_plan(kind, {{"sort", std::string(order)}}));
    for (const FilterInfo& info : filters_of(kind)) {
      SCOPED_TRACE(std::string(to_string(kind)) + " " + std::string(info.name));
      check(answers_.explain_plan(kind, {{std::string(info.name), value_for(info)}}));
    }
  }
}

// A row that is walked is tested by its own few parties, never by all parties of the value that is looked for.
TEST_F(AnswersTest, TestsOfARowGoByTheRow) {
  const std::pair<Kind, const char*> filters[] = {{Kind::Events, "country"},        {Kind::Events, "actor"},       {Kind::Events, "party"},
                                                  {Kind::Statements, "country"},    {Kind::Statements, "speaker"}, {Kind::Plans, "country"},
                                                  {Kind::Contradictions, "country"}};
  for (const auto& [kind, filter] : filters) {
    SCOPED_TRACE(std::string(to_string(kind)) + " " + filter);
    const std::string plan = answers_.explain_plan(kind, {{filter, "SDN"}});
    const std::string walk = plan.substr(0, plan.find("\nSELECT "));
    EXPECT_NE(walk.find("SEARCH p USING PRIMARY KEY"), std::string::npos) << walk;
  }
}

TEST_F(AnswersTest, ACallThatTakesTooLongEnds) {
  Answers answers(folder->file("a.db"));
  answers.interrupt_when([] { return true; });
  EXPECT_THROW(
      {
        for (int i = 0; i < 100; ++i) answers.panel({{"unit", "country"}, {"by", "day"}});
      },
      Error);
  answers.interrupt_when({});
  EXPECT_NO_THROW(answers.panel({{"unit", "country"}, {"by", "day"}}));
}

}  // namespace
}  // namespace demarche

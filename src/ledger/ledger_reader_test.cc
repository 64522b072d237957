// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger_reader.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "ledger/ledger.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

constexpr int kReports = 60;

/// One ledger for all tests of this file, since none changes it: the report with a chain, and an archive.
class LedgerReaderTest : public testing::Test {
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

  const LedgerReader reader_{folder->file("a.db")};
  static TemporaryFolder* folder;
};
TemporaryFolder* LedgerReaderTest::folder = nullptr;

TEST_F(LedgerReaderTest, EventFilters) {
  const struct {
    const char* name;
    EventFilter filter;
    std::uint64_t rows;
  } cases[] = {
      {"all, of the latest run only", {}, 63},
      {"a type", {.type = {"ASSAULT"}}, 15},
      {"any case", {.type = {"assault"}}, 15},
      {"repeated", {.type = {"ASSAULT", "AID"}}, 30},
      {"joined by commas", {.type = {"ASSAULT,AID"}}, 30},
      {"excluded", {.type = {"!ASSAULT"}}, 48},
      {"a list excluded", {.type = {"!ASSAULT,AID"}}, 33},
      {"mode", {.mode = {"visit,release"}}, 2},
      {"status", {.status = {"denied"}}, 12},
      {"different filters must all hold", {.type = {"ASSAULT"}, .status = {"denied"}}, 3},
      {"status excluded", {.status = {"!denied", "!planned"}}, 50},
      {"country of any party", {.country = {"rus"}}, 2},
      {"country excluded", {.country = {"!SDN"}}, 3},
      {"actor", {.actor = {"ana lorn"}}, 1},
      {"accents do not matter", {.actor = {"zoe ruiz"}}, 1},
      {"whole words only", {.actor = {"arm"}}, 0},
      {"a part of the name", {.actor = {"army"}}, 60},
      {"a country as actor", {.actor = {"UKR,RUS"}}, 3},
      {"nobody is a recipient", {.recipient = {"UKR"}}, 0},
      {"place by country", {.place = {"CHE"}}, 1},
      {"place by name", {.place = {"geneva"}}, 1},
      {"not there, also where no place is told", {.place = {"!CHE"}}, 62},
      {"source", {.source = {"karsk"}}, 20},
      {"source excluded", {.source = {"!Daily Karsk"}}, 43},
      {"the report's own name", {.report = {"report-7"}}, 1},
      {"claimed", {.within = {"claimed"}}, 62},
      {"own", {.within = {"own"}}, 1},
      {"from", {.from = Date{2026, 3, 1}}, 4},
      {"to", {.to = Date{2026, 1, 1}}, 1},
      {"one day", {.from = Date{2026, 1, 5}, .to = Date{2026, 1, 5}}, 1},
      {"least confidence", {.min_confidence = 0.9F}, 7},
      {"limit", {.limit = 5}, 5},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(reader_.list_events(c.filter).size(), c.rows);
    if (c.filter.limit == 0) {
      EXPECT_EQ(reader_.count_events(c.filter).rows, c.rows);
    }
  }
}

TEST_F(LedgerReaderTest, StatementFilters) {
  const struct {
    const char* name;
    StatementFilter filter;
    std::uint64_t rows;
  } cases[] = {
      {"all", {}, 62},
      {"speaker by name", {.speaker = {"driscoll"}}, 1},
      {"speaker by words where nobody was found", {.speaker = {"two sources"}}, 1},
      {"speaker by country", {.speaker = {"UKR"}}, 20},
      {"speaker excluded", {.speaker = {"!Minister No1"}}, 53},
      {"addressee", {.addressee = {"NBC News,officials"}}, 2},
      {"country of speaker or addressee", {.country = {"UKR"}}, 21},
      {"form", {.form = {"mixed"}}, 1},
      {"cue", {.cue = {"told"}}, 2},
      {"a part of the content", {.contains = {"two prison"}}, 2},
      {"commas belong to the words", {.contains = {"🚀”, and"}}, 1},
      {"not these words", {.contains = {"!attacked town"}}, 2},
      {"source", {.source = {"Northern Wire"}}, 42},
      {"through two or more", {.depth = 2}, 1},
      {"through three", {.depth = 3}, 0},
      {"within another", {.within = {"claimed"}}, 1},
      {"days", {.from = Date{2026, 1, 1}, .to = Date{2026, 1, 10}}, 10},
      {"confidence", {.min_confidence = 0.85F}, 1},
      {"limit", {.limit = 3}, 3},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(reader_.list_statements(c.filter).size(), c.rows);
    if (c.filter.limit == 0) {
      EXPECT_EQ(reader_.count_statements(c.filter).rows, c.rows);
    }
  }
}

TEST_F(LedgerReaderTest, ReportFilters) {
  EXPECT_EQ(reader_.list_reports({}).size(), 61U);
  EXPECT_EQ(reader_.list_reports({.source = {"karsk"}}).size(), 20U);
  EXPECT_EQ(reader_.list_reports({.report = {"report-7,sample"}}).size(), 2U);
  EXPECT_EQ(reader_.list_reports({.from = Date{2026, 3, 1}}).size(), 2U);
  EXPECT_EQ(reader_.list_reports({.limit = 4}).size(), 4U);
  const ReportEntry chain = reader_.list_reports({.report = {"sample"}}).at(0);
  EXPECT_EQ(chain.readings, 2U);
  EXPECT_EQ(chain.statements, 2U);
  EXPECT_EQ(chain.events, 3U);
  EXPECT_EQ(reader_.list_events({.report = {chain.head.id}}).size(), 3U);
  EXPECT_EQ(reader_.list_events({.report = {chain.head.id.substr(0, 9)}}).size(), 3U);
}

TEST_F(LedgerReaderTest, CountsSayWhatTheyCount) {
  const Count count = reader_.count_events({});
  EXPECT_EQ(count.rows, 63U);
  EXPECT_EQ(count.reports, 61U);
  EXPECT_EQ(count.sources, 2U);
  EXPECT_EQ(reader_.count_events({.limit = 2}).rows, 63U);
}

TEST_F(LedgerReaderTest, OldestIsNewestReversed) {
  const auto newest = reader_.list_events({});
  auto oldest = reader_.list_events({.order = Order::Oldest});
  ASSERT_EQ(newest.size(), oldest.size());
  std::reverse(oldest.begin(), oldest.end());
  for (std::size_t i = 0; i < newest.size(); ++i) {
    EXPECT_EQ(newest[i].id, oldest[i].id);
    if (i > 0) {
      EXPECT_GE(newest[i - 1].date->from, newest[i].date->from);
    }
  }
}

TEST_F(LedgerReaderTest, AReaderStopsWhenTold) {
  int seen = 0;
  reader_.each_event({}, [&](EventEntry&&) { return ++seen < 3; });
  EXPECT_EQ(seen, 3);
  reader_.each_statement({}, [&](StatementEntry&& statement) {  // asking inside an answer
    EXPECT_EQ(reader_.load_statement(statement.id).id, statement.id);
    return ++seen < 6;
  });
  EXPECT_EQ(seen, 6);
}

TEST_F(LedgerReaderTest, AnEmptyListSaysWhichFilterEmptiedIt) {
  const EventFilter filter{.type = {"ASSAULT"}, .status = {"planned"}, .from = Date{2026, 1, 1}};
  ASSERT_EQ(reader_.count_events(filter).rows, 0U);
  const auto without = reader_.explain_empty(filter);
  ASSERT_EQ(without.size(), 2U);
  EXPECT_EQ(without[0].filter, "type");
  EXPECT_EQ(without[0].values, "ASSAULT");
  EXPECT_EQ(without[0].rows, 1U);
  EXPECT_EQ(without[1].filter, "status");
  EXPECT_EQ(without[1].rows, 15U);
  EXPECT_EQ(reader_.explain_empty(StatementFilter{.cue = {"denied"}, .depth = 2}).size(), 1U);
  EXPECT_EQ(reader_.explain_empty(ReportFilter{.source = {"nobody"}}).at(0).rows, 61U);
}

TEST_F(LedgerReaderTest, RefusesValuesThatCannotBe) {
  const auto message = [&](const EventFilter& filter) -> std::string {
    try {
      reader_.list_events(filter);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::BadUsage);
      return error.message() + " | " + error.remedy();
    }
    return "";
  };
  EXPECT_EQ(message({.status = {"hapened"}}),
            "--status «hapened» is not known | statuses are happened, ongoing, planned, requested, threatened, possible, denied");
  EXPECT_NE(message({.type = {"WAR"}}).find("types are AGREE, CONSULT"), std::string::npos);
  EXPECT_NE(message({.country = {"Sudan"}}).find("SDN"), std::string::npos);
  EXPECT_NE(message({.within = {"yes"}}).find("claimed"), std::string::npos);
  EXPECT_NE(message({.actor = {"a,,b"}}).find("empty"), std::string::npos);
  EXPECT_NE(message({.actor = {"…"}}).find("no letter"), std::string::npos);
}

TEST_F(LedgerReaderTest, ValuesAreNeverSql) {
  for (const char* value : {"x' OR '1'='1", "x\") OR 1=1 --", "%", "_", "*"}) {
    SCOPED_TRACE(value);
    EXPECT_EQ(reader_.list_statements({.contains = {value}}).size(), 0U);
    EXPECT_EQ(reader_.list_reports({.report = {value}}).size(), 0U);
    EXPECT_EQ(reader_.list_events({.mode = {value}}).size(), 0U);
  }
}

TEST_F(LedgerReaderTest, FindsARecordByTheBeginningOfItsId) {
  const EventEntry event = reader_.list_events({.limit = 1}).at(0);
  EXPECT_EQ(reader_.find_record(event.id).id, event.id);
  EXPECT_EQ(reader_.find_record(event.id).kind, RecordKind::Event);
  EXPECT_EQ(reader_.find_record(event.id.substr(0, 12)).id, event.id);
  std::string lower = event.id;
  for (char& c : lower) c = static_cast<char>(tolower(c));
  EXPECT_EQ(reader_.find_record(lower).id, event.id);
  EXPECT_EQ(reader_.find_record(event.report.id).kind, RecordKind::Report);
  EXPECT_EQ(reader_.find_record(event.parties.at(0).actor_id).kind, RecordKind::Actor);
  const auto code = [&](const std::string& id) {
    try {
      reader_.find_record(id);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::InputInvalid;
  };
  EXPECT_EQ(code("ev_"), ErrorCode::BadUsage);
  EXPECT_EQ(code("ev_0000000000000"), ErrorCode::NotFound);
  EXPECT_EQ(code("something"), ErrorCode::NotFound);
  EXPECT_THROW(reader_.load_event(reader_.list_statements({.limit = 1}).at(0).id), Error);
  EXPECT_THROW(reader_.load_report("rp_0"), Error);
}

TEST_F(LedgerReaderTest, ListsActorsAndSources) {
  const auto actors = reader_.list_actors({});
  ASSERT_GE(actors.size(), 10U);
  EXPECT_EQ(actors[0].name, "Army of Ostrel");
  EXPECT_EQ(actors[0].events, 60U);
  EXPECT_EQ(actors[0].reports, 60U);
  EXPECT_EQ(actors[0].statements, 0U);
  const auto driscoll = reader_.list_actors({.name = {"driscoll"}});
  ASSERT_EQ(driscoll.size(), 1U);
  EXPECT_EQ(driscoll[0].statements, 1U) << "the superseded reading does not count";
  EXPECT_EQ(reader_.list_actors({.country = {"ESP"}}).size(), 1U);
  EXPECT_EQ(reader_.list_actors({.limit = 2}).size(), 2U);
  const auto sources = reader_.list_sources({});
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0].name, "Northern Wire");
  EXPECT_EQ(sources[0].reports, 41U);
  EXPECT_EQ(sources[0].events, 43U);
  EXPECT_EQ(reader_.list_sources({.name = {"!karsk"}}).size(), 1U);
}

// Lists without a filter that chooses rows walk an index in the order of the list, so a limit ends them early; other filters
// search. Nothing but the dictionaries of names is ever read from end to end, and a list in its own order is never sorted.
TEST_F(LedgerReaderTest, NoListReadsALargeTableFromEndToEnd) {
  const auto check = [&](const std::string& plan, bool may_walk) {
    SCOPED_TRACE(plan);
    std::size_t begin = 0;
    while (begin < plan.size()) {
      const std::size_t end = plan.find('\n', begin);
      const std::string line = plan.substr(begin, end - begin);
      begin = end + 1;
      if (line.rfind("SCAN ", 0) != 0) continue;
      const std::string table = line.substr(5, line.find(' ', 5) - 5);
      const bool is_name_table = table == "actor" || table == "source" || table == "place";
      const bool is_small = table == "chain" || table == "CONSTANT" || is_name_table;
      const bool is_walk =
          may_walk && (line.find("event_by_date") != std::string::npos || line.find("statement_by_published") != std::string::npos ||
                       line.find("reading_by_published") != std::string::npos);
      EXPECT_TRUE(is_small || is_walk) << line;
    }
    if (may_walk) {
      EXPECT_EQ(plan.find("ORDER BY\n", plan.find('\n')), std::string::npos);
    }
  };
  for (const Order order : {Order::Newest, Order::Oldest}) {
    check(reader_.explain_plan(EventFilter{.order = order, .limit = 50}), true);
    check(reader_.explain_plan(StatementFilter{.order = order, .limit = 50}), true);
    check(reader_.explain_plan(ReportFilter{.order = order, .limit = 50}), true);
  }
  const EventFilter events[] = {{.type = {"ASSAULT"}},
                                {.status = {"denied"}},
                                {.country = {"SDN"}},
                                {.actor = {"army"}},
                                {.recipient = {"RUS"}},
                                {.place = {"CHE"}},
                                {.source = {"karsk"}},
                                {.report = {"rp_1"}},
                                {.report = {"report-7"}},
                                {.type = {"ASSAULT"}, .status = {"denied"}, .country = {"SDN"}, .source = {"karsk"}},
                                {.from = Date{2026, 1, 1}, .to = Date{2026, 1, 2}}};
  for (const EventFilter& filter : events) check(reader_.explain_plan(filter), false);
  const StatementFilter statements[] = {{.speaker = {"driscoll"}}, {.addressee = {"NBC"}},
                                        {.country = {"UKR"}},      {.source = {"karsk"}},
                                        {.report = {"rp_1"}},      {.from = Date{2026, 1, 1}, .to = Date{2026, 1, 2}}};
  for (const StatementFilter& filter : statements) check(reader_.explain_plan(filter), false);
  const ReportFilter reports[] = {{.source = {"karsk"}}, {.report = {"rp_1"}}, {.from = Date{2026, 1, 1}}};
  for (const ReportFilter& filter : reports) check(reader_.explain_plan(filter), false);
  check(reader_.explain_plan(StatementFilter{.form = {"direct"}, .cue = {"told"}, .contains = {"x"}, .depth = 2}), true);
  check(reader_.explain_plan(EventFilter{.mode = {"visit"}, .within = {"own"}, .min_confidence = 0.5F}), true);
}

}  // namespace
}  // namespace demarche

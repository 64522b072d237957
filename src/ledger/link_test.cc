// SPDX-License-Identifier: Apache-2.0
// Links as the writer keeps them: the same in every order of arrival, honoring decisions, proved by the audit.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "ledger/audit.h"
#include "ledger/database.h"
#include "ledger/ledger.h"
#include "ledger/link_dump.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

constexpr int kReports = 130;

Document report(int i) {
  return i == 0 ? chain_report().document() : archive_report(i).document();
}

std::string problems_of(const std::string& path) {
  std::string out;
  for (const AuditProblem& problem : audit(path).problems) out += problem.code + " " + problem.record + ": " + problem.message + "\n";
  return out;
}

/// Reads the reports in this order, some of them by an older run before.
void read(const std::string& path, const std::vector<int>& order, std::size_t batch, bool with_older) {
  Ledger ledger = Ledger::open(path);
  std::size_t count = 0;
  for (const int i : order) {
    if (!ledger.in_batch()) ledger.begin_batch();
    if (with_older && i % 10 == 0) ledger.append(report(i), sample_run("old"));
    if (with_older && i % 20 == 0) {
      ledger.commit_batch();
      ledger.begin_batch();
    }
    ledger.append(report(i), sample_run());
    if (++count % batch == 0) ledger.commit_batch();
  }
  if (ledger.in_batch()) ledger.commit_batch();
}

TEST(Links, AreTheSameInEveryOrder) {
  const TemporaryFolder folder;
  std::vector<int> order(kReports);
  std::iota(order.begin(), order.end(), 0);
  read(folder.file("a.db"), order, 64, false);
  const std::string expected = link_dump(folder.file("a.db"));
  Database database(folder.file("a.db"), Access::Read);
  // The made reports share hardly a word that is not common: few are of one event, and some must be.
  EXPECT_GT(database.number("SELECT count(*) FROM merged_event WHERE n_reports > 1"), 5);
  EXPECT_LT(database.number("SELECT count(*) FROM merged_event"), database.number("SELECT count(*) FROM mention"));
  EXPECT_EQ(problems_of(folder.file("a.db")), "");
  std::reverse(order.begin(), order.end());
  read(folder.file("b.db"), order, 1, false);
  EXPECT_EQ(link_dump(folder.file("b.db")), expected);
  for (unsigned seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::shuffle(order.begin(), order.end(), random);
    const std::string path = folder.file(fmt::format("c{}.db", seed));
    read(path, order, 1 + random() % 40, seed > 1);
    EXPECT_EQ(link_dump(path), expected);
    EXPECT_EQ(problems_of(path), "");
    Ledger::open(path).link_everything();
    EXPECT_EQ(link_dump(path), expected);
    EXPECT_EQ(problems_of(path), "");
  }
}

/// One of many reports of a siege, day after day: all of them hang together by one chain or another.
Document siege_report(int i) {
  static const char* const kWords[] = {"bridge", "harbor", "station", "market", "hospital", "school", "granary", "square", "tower", "mill"};
  std::mt19937 random(static_cast<unsigned>(i));
  const auto word = [&] { return std::string(kWords[random() % std::size(kWords)]); };
  const std::string first = word();
  const std::string second = word();
  SampleReport report("The army of Ostrel shelled Dreb near the " + first + " and the " + second + ", report " + std::to_string(i) +
                      " said.");
  report.origin.id = "siege-" + std::to_string(i);
  report.origin.publisher = "Outlet " + std::to_string(i % 17);
  report.origin.published = from_days(20'000 + i / 4);
  Event event;
  event.trigger = report.at("shelled");
  event.type = "ASSAULT";
  event.mode = "heavy-weapons";
  event.actors = {report.entity("The army of Ostrel", "Army of Ostrel", "SDN", "MIL")};
  event.recipients = {report.entity("Dreb", "Dreb", "SSD", "CVL")};
  event.score = 0.5F;
  report.events = {event};
  return report.document();
}

TEST(Links, WhatHangsTogetherWithoutEndIsTheSameInEveryOrder) {
  constexpr int kMany = 600;
  const TemporaryFolder folder;
  const auto read_all = [&](const std::string& path, const std::vector<int>& order, std::size_t batch) {
    Ledger ledger = Ledger::open(path);
    std::size_t count = 0;
    for (const int i : order) {
      if (!ledger.in_batch()) ledger.begin_batch();
      ledger.append(siege_report(i), sample_run());
      if (++count % batch == 0) ledger.commit_batch();
    }
    if (ledger.in_batch()) ledger.commit_batch();
  };
  std::vector<int> order(kMany);
  std::iota(order.begin(), order.end(), 0);
  const std::string path = folder.file("a.db");
  read_all(path, order, 200);
  const std::string expected = link_dump(path);
  {
    Database database(path, Access::Read);
    EXPECT_GT(database.number("SELECT count(*) FROM link_feature WHERE level > 0"), kMany / 2)
        << "no more hang together than are clustered at once";
    EXPECT_GT(database.number("SELECT count(*) FROM merged_event"), 20);
    EXPECT_LT(database.number("SELECT count(*) FROM merged_event"), kMany);
  }
  EXPECT_EQ(problems_of(path), "");
  std::reverse(order.begin(), order.end());
  read_all(folder.file("b.db"), order, 31);
  EXPECT_EQ(link_dump(folder.file("b.db")), expected);
  std::shuffle(order.begin(), order.end(), std::mt19937(5));
  read_all(folder.file("c.db"), order, 7);
  EXPECT_EQ(link_dump(folder.file("c.db")), expected);
  Ledger::open(path).link_everything();
  EXPECT_EQ(link_dump(path), expected);
}

TEST(Links, CopiesAreOneSource) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  const std::string rest =
      " Many people of the town had left it days before, said the mayor, who asked for blankets and bread for those who stayed.";
  {
    Ledger ledger = Ledger::open(path);
    for (const char* outlet : {"Northern Wire", "Daily Karsk", "Radio Meridian"}) {
      SampleReport report(std::string("Soldiers shelled the harbor of Dreb on Monday, ") + outlet + " learned." + rest);
      report.origin.publisher = outlet;
      report.origin.id = outlet;
      if (outlet == std::string("Northern Wire")) report.origin.published = Date{2026, 3, 3};
      Event event;
      event.trigger = report.at("shelled");
      event.type = "ASSAULT";
      event.mode = "heavy-weapons";
      event.actors = {report.entity("Soldiers", "Army of Ostrel", "SDN", "MIL")};
      event.date = EventDate{report.at("on Monday"), DateInterval{{2026, 3, 2}, {2026, 3, 2}}, "weekday"};
      event.score = 0.5F;
      report.events = {event};
      ledger.append(report.document(), sample_run());
    }
  }
  Database database(path, Access::Read);
  EXPECT_EQ(database.number("SELECT count(*) FROM merged_event"), 1);
  EXPECT_EQ(database.number("SELECT n_reports * 100 + n_copies * 10 + n_independent FROM merged_event"), 321);
  EXPECT_EQ(database.number("SELECT count(*) FROM event_view WHERE n_sources = 3 AND votes_happened = 1 AND date_from = '2026-03-02'"), 1);
  EXPECT_EQ(database.number("SELECT count(*) FROM mention WHERE origin = 'Northern Wire'"), 3);
}

class DecisionsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<int> order(40);
    std::iota(order.begin(), order.end(), 0);
    read(path_, order, 64, false);
    before_ = link_dump(path_);
  }

  std::string text(const std::string& sql) {
    Database database(path_, Access::Read);
    Query row = database.query(sql);
    return row.step() ? row.text(0) : "";
  }

  std::string decide(const std::string& act, const std::string& record, const std::string& other = "", const std::string& after = "") {
    return Ledger::open(path_).decide({"2026-03-04T00:00:00Z", "tester", act, record, other, after, "because"});
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("a.db");
  std::string before_;
};

TEST_F(DecisionsTest, MergeAndSplitAreUndone) {
  const std::string a = text("SELECT id FROM merged_event WHERE type = 'ASSAULT' ORDER BY sort_date LIMIT 1");
  const std::string b = text("SELECT id FROM merged_event WHERE type = 'ASSAULT' ORDER BY sort_date DESC LIMIT 1");
  ASSERT_NE(a, b);
  const std::string merge = decide("merge", a, b);
  EXPECT_EQ(text("SELECT count(DISTINCT merged_key) FROM mention JOIN finding USING (finding_key) WHERE id IN ('mn_" + a.substr(3) +
                 "', 'mn_" + b.substr(3) + "')"),
            "1");
  EXPECT_EQ(problems_of(path_), "");
  const std::string merged = link_dump(path_);
  const std::string split = decide("split", "mn_" + b.substr(3));
  EXPECT_EQ(text("SELECT count(*) FROM merged_event WHERE id = '" + b + "'"), "1");
  decide("undo", split);
  EXPECT_EQ(link_dump(path_), merged);
  Ledger::open(path_).link_everything();
  EXPECT_EQ(link_dump(path_), merged);
  decide("undo", merge);
  EXPECT_EQ(link_dump(path_), before_);
  EXPECT_THROW(decide("undo", merge), Error);
  EXPECT_EQ(problems_of(path_), "");
}

TEST_F(DecisionsTest, CorrectionsShowAndBadOnesAreRefused) {
  const std::string id = text("SELECT id FROM merged_event WHERE status = 'happened' LIMIT 1");
  const std::string correct = decide("correct", id, "", R"({"status": "planned", "date_from": "2026-05-01"})");
  EXPECT_EQ(text("SELECT status || ' ' || date_from || ' ' || review FROM merged_event WHERE id = '" + id + "'"),
            "planned 2026-05-01 corrected");
  EXPECT_EQ(text("SELECT count(*) FROM plan_link WHERE substr(id, 4) = '" + id.substr(3) + "'"), "1");
  EXPECT_EQ(problems_of(path_), "");
  decide("undo", correct);
  EXPECT_EQ(link_dump(path_), before_);
  EXPECT_THROW(decide("correct", id, "", R"({"status": "perhaps"})"), Error);
  EXPECT_THROW(decide("correct", id, "", "{"), Error);
  EXPECT_THROW(decide("merge", id), Error);
  EXPECT_THROW(decide("merge", id, id), Error);
  EXPECT_THROW(decide("accept", "ev_0000000000000"), Error);
  EXPECT_THROW(decide("praise", id), Error);
  EXPECT_EQ(text("SELECT count(*) FROM decision"), "2");
}

TEST_F(DecisionsTest, TheAuditFindsChangedLinks) {
  const char* const kChanges[] = {"UPDATE merged_event SET votes_happened = votes_happened + 1", "UPDATE merged_event SET n_mentions = 9",
                                  "UPDATE mention SET independent = 0", "UPDATE merged_event SET n_independent = n_independent + 1"};
  for (const char* change : kChanges) {
    SCOPED_TRACE(change);
    {
      Database database(path_, Access::Write);
      database.execute(change);
    }
    EXPECT_NE(problems_of(path_).find("link-votes"), std::string::npos);
    Ledger::open(path_).link_everything();
    EXPECT_EQ(problems_of(path_), "");
    EXPECT_EQ(link_dump(path_), before_);
  }
}

}  // namespace
}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "ledger/audit.h"
#include "ledger/database.h"
#include "ledger/ledger_reader.h"
#include "ledger/migrations.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

template <class Act>
ErrorCode code_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << "no error";
  return ErrorCode::BadUsage;
}

std::string problems_of(const std::string& path) {
  std::string out;
  for (const AuditProblem& problem : audit(path).problems) out += problem.code + " " + problem.record + ": " + problem.message + "\n";
  return out;
}

TEST(Ledger, GivesBackWhatItWasGiven) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  const SampleReport sample = chain_report();
  const Document document = sample.document();
  EXPECT_TRUE(Ledger::open(path).append(document, sample_run()));
  EXPECT_EQ(problems_of(path), "");
  const LedgerReader reader(path);
  const auto reports = reader.list_reports({});
  ASSERT_EQ(reports.size(), 1U);
  const ReportPage page = reader.load_report(reports[0].head.id);
  EXPECT_EQ(page.text, document.text());
  EXPECT_EQ(page.report.head.title, "A title");
  EXPECT_EQ(page.report.head.published, (Date{2026, 3, 4}));
  EXPECT_EQ(page.run.info.model, "reader-en 1");
  EXPECT_EQ(page.run.fingerprint, page.report.run);
  ASSERT_EQ(page.statements.size(), 2U);
  ASSERT_EQ(page.events.size(), 3U);

  const StatementEntry& inner = page.statements[1];
  EXPECT_EQ(inner.within_id, page.statements[0].id);
  EXPECT_EQ(inner.depth(), 2U);
  EXPECT_EQ(inner.form, Form::Mixed);
  EXPECT_EQ(inner.content(), "that they “are losing 🚀” … that Moscow agreed to free two prisoners");
  EXPECT_EQ(inner.find_party(Role::Speaker)->name, "Daniel Driscoll");
  EXPECT_FALSE(inner.find_party(Role::Addressee)->resolved);
  EXPECT_EQ(inner.find_party(Role::Addressee)->name, "Ukrainian officials");
  const EvidenceEntry* content = inner.find_evidence(Role::Content);
  EXPECT_EQ(content->bytes, sample.at("that they “are losing 🚀”"));
  // KYÏV and the dash before: Ï has two bytes, — three.
  EXPECT_EQ(content->characters.begin, content->bytes.begin - 3);
  EXPECT_EQ(content->characters.size(), 24U);

  const EventEntry& free = page.events[0];
  EXPECT_EQ(free.content_of_id, page.events[1].id);
  ASSERT_EQ(free.chain.size(), 2U);
  EXPECT_EQ(free.chain[0].speaker, "Daniel Driscoll");
  EXPECT_EQ(free.chain[0].cue, "told");
  EXPECT_EQ(free.chain[1].speaker, "Two sources");
  EXPECT_EQ(free.chain[1].addressee, "NBC News");
  EXPECT_EQ(free.date_basis, "publication_date");
  EXPECT_EQ(free.date, (DateInterval{{2026, 3, 4}, {2026, 3, 4}}));
  EXPECT_FLOAT_EQ(free.score, 0.7F);
  const EventEntry& meet = page.events[2];
  EXPECT_EQ(meet.date_basis, "text");
  EXPECT_EQ(meet.date_words(), "On March 1");
  ASSERT_TRUE(meet.place.has_value());
  EXPECT_EQ(meet.place->name, "Geneva");
  EXPECT_EQ(meet.place->words, "Genève");
  EXPECT_EQ(meet.parties_of(Role::Actor).size(), 2U);
  EXPECT_TRUE(meet.chain.empty());
}

TEST(Ledger, KeepsWhereTheWordsStoodInTheFileAsReceived) {
  const TemporaryFolder folder;
  SampleReport sample = archive_report(1);
  // As if "Report 1. " had been "Report&nbsp;1. " in the file.
  sample.source_map.append({0, 0, 6, true});
  sample.source_map.append({6, 6, 6, false});
  sample.source_map.append({7, 12, 1000, true});
  Ledger ledger = Ledger::open(folder.file("a.db"));
  ledger.append(sample.document(), sample_run());
  const auto events = LedgerReader(folder.file("a.db")).list_events({});
  const EvidenceEntry* trigger = events.at(0).find_evidence(Role::Trigger);
  EXPECT_EQ(trigger->raw.begin, trigger->bytes.begin + 5);
  EXPECT_EQ(trigger->raw.size(), trigger->bytes.size());
}

TEST(Ledger, ReadingTwiceAddsNothing) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  const SampleReport sample = chain_report();
  Ledger ledger = Ledger::open(path);
  EXPECT_FALSE(ledger.contains(sample.document(), sample_run()));
  EXPECT_TRUE(ledger.append(sample.document(), sample_run()));
  EXPECT_TRUE(ledger.contains(sample.document(), sample_run()));
  EXPECT_FALSE(ledger.append(sample.document(), sample_run()));
  SampleReport elsewhere = chain_report();
  elsewhere.origin.path = "copy/of/it.txt";
  elsewhere.origin.id = "it";
  EXPECT_FALSE(ledger.append(elsewhere.document(), sample_run())) << "the same bytes at another place are no other report";
  EXPECT_EQ(audit(path).readings, 1U);
}

TEST(Ledger, AnotherRunSupersedesAndBothStay) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  SampleReport sample = chain_report();
  Ledger ledger = Ledger::open(path);
  ledger.append(sample.document(), sample_run());
  const LedgerReader reader(path);
  const std::string kept_id = reader.load_report(reader.list_reports({}).at(0).head.id).events.at(0).id;
  const std::string dropped_id = reader.load_report(reader.list_reports({}).at(0).head.id).events.at(2).id;
  sample.events.pop_back();
  sample.events[0].status = Status::Denied;
  EXPECT_TRUE(ledger.append(sample.document(), sample_run("reader-en 2")));

  EXPECT_EQ(reader.list_reports({}).size(), 1U);
  EXPECT_EQ(reader.list_reports({}).at(0).readings, 2U);
  EXPECT_EQ(reader.count_events({}).rows, 2U);
  EXPECT_EQ(reader.load_event(kept_id).status, Status::Denied) << "an id means the same words in every run";
  EXPECT_FALSE(reader.load_event(kept_id).superseded);
  EXPECT_TRUE(reader.load_event(dropped_id).superseded);
  EXPECT_EQ(reader.list_runs().size(), 2U);
  EXPECT_EQ(problems_of(path), "");
  const AuditReport counts = audit(path);
  EXPECT_EQ(counts.reports, 1U);
  EXPECT_EQ(counts.readings, 2U);
  EXPECT_EQ(counts.events, 5U);
}

TEST(Ledger, AReportToldAnotherDateIsReadAgain) {
  const TemporaryFolder folder;
  SampleReport sample = chain_report();
  Ledger ledger = Ledger::open(folder.file("a.db"));
  ledger.append(sample.document(), sample_run());
  sample.origin.published = Date{2026, 3, 5};
  EXPECT_TRUE(ledger.append(sample.document(), sample_run()));
  EXPECT_EQ(LedgerReader(folder.file("a.db")).list_reports({}).at(0).head.published, (Date{2026, 3, 5}));
}

TEST(Ledger, IdsDependOnNothingButTheReport) {
  const TemporaryFolder folder;
  for (const char* name : {"a.db", "b.db"}) {
    Ledger ledger = Ledger::open(folder.file(name));
    if (name[0] == 'b') ledger.append(archive_report(5).document(), sample_run());
    ledger.append(chain_report().document(), sample_run());
  }
  const LedgerReader a(folder.file("a.db"));
  const LedgerReader b(folder.file("b.db"));
  const ReportEntry report = a.list_reports({}).at(0);
  const ReportPage page_a = a.load_report(report.head.id);
  const ReportPage page_b = b.load_report(report.head.id);
  for (std::size_t i = 0; i < page_a.events.size(); ++i) EXPECT_EQ(page_a.events[i].id, page_b.events[i].id);
  // These never change: they may be printed in a book.
  EXPECT_EQ(report.head.id, "rp_DYGFNMAQCT2GA");
  EXPECT_EQ(page_a.statements[1].id, "st_05BXGYP5MBS6D");
  EXPECT_EQ(page_a.events[2].id, "mn_BBAFC23N44CJW");
}

TEST(Ledger, EqualFindingsInOneReportGetDifferentIds) {
  const TemporaryFolder folder;
  SampleReport sample = archive_report(1);
  sample.events.push_back(sample.events[0]);
  sample.statements.push_back(sample.statements[0]);
  Ledger ledger = Ledger::open(folder.file("a.db"));
  ledger.append(sample.document(), sample_run());
  const auto events = LedgerReader(folder.file("a.db")).list_events({});
  ASSERT_EQ(events.size(), 2U);
  EXPECT_NE(events[0].id, events[1].id);
  EXPECT_EQ(problems_of(folder.file("a.db")), "");
}

TEST(Ledger, RefusesWhatTheAuditWouldNotPass) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  Ledger ledger = Ledger::open(path);
  const auto broken = [&](auto change) {
    SampleReport sample = chain_report();
    change(sample);
    EXPECT_THROW(ledger.append(sample.document(), sample_run()), Bug);
  };
  broken([](SampleReport& s) { s.events[0].trigger = {5000, 5001}; });
  broken([](SampleReport& s) { s.events[0].trigger = {3, 4}; });  // inside Ï
  broken([](SampleReport& s) { s.statements[0].within = 1; });    // a ring
  broken([](SampleReport& s) { s.events[2].within = 0; });        // not inside that content
  broken([](SampleReport& s) { s.events[0].content_of = 0; });
  broken([](SampleReport& s) { s.events[0].within = 9; });
  broken([](SampleReport& s) { s.statements[0].content.clear(); });
  broken([](SampleReport& s) { s.origin.published = Date{2026, 2, 30}; });
  broken([](SampleReport& s) { s.events[1].type = ""; });  // refused by the schema
  ledger.append(chain_report().document(), sample_run());
  EXPECT_EQ(problems_of(path), "");
  EXPECT_EQ(audit(path).reports, 1U);
}

TEST(Ledger, ABatchIsSeenAsAWhole) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  Ledger ledger = Ledger::open(path);
  const LedgerReader reader(path);
  ledger.begin_batch();
  for (int i = 0; i < 20; ++i) ledger.append(archive_report(i).document(), sample_run());
  EXPECT_EQ(reader.count_reports({}).rows, 0U) << "a reader does not wait for the writer";
  SampleReport broken = archive_report(20);
  broken.events[0].trigger = {5000, 5001};
  EXPECT_THROW(ledger.append(broken.document(), sample_run()), Bug);
  EXPECT_TRUE(ledger.in_batch()) << "one bad report does not spoil the others";
  ledger.append(archive_report(21).document(), sample_run());
  ledger.commit_batch();
  EXPECT_EQ(reader.count_reports({}).rows, 21U);
  EXPECT_EQ(problems_of(path), "");
}

TEST(Ledger, AnUncommittedBatchIsGivenUp) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  {
    Ledger ledger = Ledger::open(path);
    ledger.append(archive_report(0).document(), sample_run());
    ledger.begin_batch();
    ledger.append(archive_report(1).document(), sample_run());
  }
  EXPECT_EQ(LedgerReader(path).count_reports({}).rows, 1U);
  EXPECT_FALSE(std::filesystem::exists(path + "-wal")) << "a closed ledger is one file";
  EXPECT_FALSE(std::filesystem::exists(path + "-writer"));
  EXPECT_FALSE(std::filesystem::exists(path + "-new"));
}

TEST(Ledger, NothingCanBeChangedOrTakenOut) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  Ledger::open(path).append(chain_report().document(), sample_run());
  Database database(path, Access::Write);
  for (const char* table :
       {"run", "source", "report", "text", "reading", "finding", "statement", "place", "event", "actor", "party", "evidence"}) {
    SCOPED_TRACE(table);
    EXPECT_GT(database.number(fmt::format("SELECT count(*) FROM {}", table)), 0);
    EXPECT_THROW(database.execute(fmt::format("DELETE FROM {}", table)), Bug);
    const Query column = [&] {
      Query query = database.query(fmt::format("SELECT name FROM pragma_table_info('{}')", table));
      query.step();
      return query;
    }();
    EXPECT_THROW(database.execute(fmt::format("UPDATE {} SET {} = {}", table, column.text(0), column.text(0))), Bug);
  }
}

TEST(Ledger, ASecondWriterIsToldWhoWritesAndReadersMayRead) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  Ledger first = Ledger::open(path, Ledger::Mode::OpenOrCreate, {"demarche read, started 07:11", ""});
  first.append(archive_report(0).document(), sample_run());
  try {
    Ledger::open(path);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::LedgerBusy);
    EXPECT_EQ(error.message(), fmt::format("'{}' is being written by process {} (demarche read, started 07:11)", path, getpid()));
    EXPECT_NE(error.remedy().find("reading is possible now"), std::string::npos);
  }
  first.begin_batch();
  first.append(archive_report(1).document(), sample_run());
  EXPECT_EQ(LedgerReader(path).count_reports({}).rows, 1U);
}

TEST(Ledger, TheLockOfADeadWriterIsTakenOver) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  const pid_t child = fork();
  if (child == 0) {
    const Ledger ledger = Ledger::open(path);
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(std::filesystem::exists(path + "-writer"));
  EXPECT_TRUE(Ledger::open(path).append(archive_report(0).document(), sample_run()));
  EXPECT_FALSE(std::filesystem::exists(path + "-writer"));
}

TEST(Ledger, APersonsOwnTransactionMakesItBusy) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  Ledger ledger = Ledger::open(path);
  Database shell(path, Access::Write);
  const Transaction transaction(shell, Transaction::Kind::Write);
  EXPECT_EQ(code_of([&] { ledger.append(archive_report(0).document(), sample_run()); }), ErrorCode::LedgerBusy);
}

TEST(Ledger, SaysWhatIsWrongWithAFile) {
  const TemporaryFolder folder;
  const std::string missing = folder.file("missing.db");
  EXPECT_EQ(code_of([&] { LedgerReader reader(missing); }), ErrorCode::LedgerMissing);
  EXPECT_EQ(code_of([&] { audit(missing); }), ErrorCode::LedgerMissing);
  EXPECT_EQ(code_of([&] { Ledger::open(missing, Ledger::Mode::OpenExisting); }), ErrorCode::LedgerMissing);
  EXPECT_EQ(code_of([&] { Ledger::open(folder.file("no/folder.db")); }), ErrorCode::FileUnwritable);

  const std::string text = folder.file("notes.txt");
  write_file_whole(text, std::string(5000, 'x'));
  EXPECT_EQ(code_of([&] { LedgerReader reader(text); }), ErrorCode::LedgerDamaged);
  EXPECT_EQ(code_of([&] { Ledger::open(text); }), ErrorCode::LedgerDamaged);
  EXPECT_EQ(read_file(text, 10000).size(), 5000U) << "a file that is no ledger stays as it is";

  const std::string foreign = folder.file("foreign.db");
  Database(foreign, Access::Create).execute("CREATE TABLE own (a)");
  EXPECT_EQ(code_of([&] { LedgerReader reader(foreign); }), ErrorCode::LedgerDamaged);
  EXPECT_EQ(code_of([&] { Ledger::open(foreign); }), ErrorCode::LedgerDamaged);

  const std::string folder_path = folder.file("sub");
  std::filesystem::create_directory(folder_path);
  EXPECT_EQ(code_of([&] { LedgerReader reader(folder_path); }), ErrorCode::FileUnreadable);

  const std::string empty = folder.file("empty.db");
  write_file_whole(empty, "");
  EXPECT_EQ(code_of([&] { LedgerReader reader(empty); }), ErrorCode::LedgerMissing);
  EXPECT_TRUE(Ledger::open(empty).append(archive_report(0).document(), sample_run())) << "an empty file may become one";
  EXPECT_EQ(code_of([&] { Ledger::open(empty, Ledger::Mode::CreateNew); }), ErrorCode::BadUsage);
}

TEST(Ledger, RefusesANewerOne) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  Ledger::open(path).append(archive_report(0).document(), sample_run());
  const std::size_t newer = schema_files().size() + 1;
  Database(path, Access::Write).execute(fmt::format("PRAGMA user_version = {}", newer));
  EXPECT_EQ(code_of([&] { Ledger::open(path); }), ErrorCode::LedgerTooNew);
  EXPECT_EQ(code_of([&] { audit(path); }), ErrorCode::LedgerTooNew);
  try {
    const LedgerReader reader(path);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), fmt::format("cannot open '{}': its schema is {}, this program knows up to {}", path, newer, newer - 1));
    EXPECT_EQ(error.remedy(), "upgrade demarche");
  }
}

TEST(Ledger, CanBeReadInAFolderThatNobodyMayWrite) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("closed"));
  const std::string path = folder.file("closed/what?a#name%20.db");
  Ledger::open(path).append(archive_report(0).document(), sample_run());
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(folder.file("closed"), std::filesystem::perms(0555));
  const pid_t child = fork();
  if (child == 0) {
    if (getuid() == 0 && setuid(65534) != 0) _exit(2);
    try {
      _exit(LedgerReader(path).count_reports({}).rows == 1 ? 0 : 1);
    } catch (const std::exception& error) {
      fprintf(stderr, "%s\n", error.what());
      _exit(3);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::filesystem::permissions(folder.file("closed"), std::filesystem::perms(0755));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace demarche

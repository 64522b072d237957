// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/error.h"
#include "base/file.h"
#include "ledger/database.h"
#include "ledger/ledger.h"
#include "ledger/ledger_reader.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

std::string sound_ledger(const TemporaryFolder& folder) {
  std::string path = folder.file("a.db");
  Ledger ledger = Ledger::open(path);
  ledger.append(chain_report().document(), sample_run());
  ledger.append(archive_report(1).document(), sample_run());
  return path;
}

/// What somebody could do to a ledger with sqlite3 who first takes the triggers away.
void tamper(const std::string& path, const std::string& sql) {
  Database database(path, Access::Write);
  database.execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
  std::string drop;
  Query triggers = database.query("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  while (triggers.step()) drop += "DROP TRIGGER " + triggers.text(0) + ";";
  triggers.reset();
  database.execute(drop);
  database.execute(sql);
}

TEST(Audit, CountsASoundLedger) {
  const TemporaryFolder folder;
  const AuditReport report = audit(sound_ledger(folder));
  EXPECT_TRUE(report.clean());
  EXPECT_EQ(report.runs, 1U);
  EXPECT_EQ(report.reports, 2U);
  EXPECT_EQ(report.readings, 2U);
  EXPECT_EQ(report.statements, 3U);
  EXPECT_EQ(report.events, 4U);
  EXPECT_EQ(report.parties, 10U);
  EXPECT_GE(report.evidence, 20U);
}

TEST(Audit, FindsEveryChange) {
  const struct {
    const char* sql;
    const char* code;
  } cases[] = {
      {"UPDATE evidence SET quote = 'other' WHERE role = 'trigger'", "quote-differs"},
      {"UPDATE evidence SET byte_end = 100000 WHERE role = 'cue'", "quote-differs"},
      {"UPDATE evidence SET byte_begin = byte_begin + 1, byte_end = byte_end + 1 WHERE role = 'content'", "quote-differs"},
      {"UPDATE evidence SET char_begin = char_begin + 1 WHERE role = 'content'", "characters-differ"},
      {"UPDATE evidence SET raw_begin = 0 WHERE role = 'trigger'", "findings-digest"},
      {"UPDATE text SET text = replace(text, 'town', 'city')", "text-digest"},
      {"UPDATE text SET text = replace(text, 'Moscow', 'Warsaw')", "quote-differs"},
      {"UPDATE event SET status = 'denied'", "findings-digest"},
      {"UPDATE event SET type = 'AID'", "finding-id"},
      {"UPDATE event SET date_from = '2020-01-01', date_to = '2020-01-01' WHERE date_basis = 'publication_date'", "date-differs"},
      {"UPDATE statement SET published = NULL", "date-differs"},
      {"UPDATE statement SET form = 'direct'", "findings-digest"},
      {"UPDATE party SET sector = 'MIL'", "findings-digest"},
      {"UPDATE actor SET country = 'FRA'", "actor-id"},
      {"UPDATE source SET name = 'Another'", "source-id"},
      {"UPDATE place SET country = 'FRA'", "findings-digest"},
      {"UPDATE report SET raw_digest = 'f' || substr(raw_digest, 2)", "report-id"},
      {"UPDATE reading SET title = 'Another'", "reading-fingerprint"},
      {"UPDATE run SET model = 'better'", "run-fingerprint"},
      {"UPDATE finding SET score = 1", "findings-digest"},
      {"UPDATE finding SET rule = ''", "findings-digest"},
      {"UPDATE finding SET within_key = NULL", "findings-digest"},
      {"UPDATE finding SET within_key = (SELECT min(finding_key) FROM finding) WHERE within_key IS NULL AND kind = 'event'",
       "within-outside"},
      {"UPDATE finding SET within_key = 2 WHERE finding_key = 1", "chain-endless"},
      {"UPDATE finding SET within_key = 1 WHERE reading_key = 2 AND kind = 'event'", "chain-leaves-report"},
      {"UPDATE event SET content_of_key = 3 WHERE finding_key = 4", "chain-endless"},
      {"UPDATE event SET content_of_key = 777 WHERE finding_key = 4", "foreign-key"},
      {"DELETE FROM evidence WHERE role = 'trigger'", "evidence-missing"},
      {"DELETE FROM evidence WHERE role = 'content'", "evidence-missing"},
      {"DELETE FROM evidence WHERE role = 'actor'", "findings-digest"},
      {"DELETE FROM party WHERE role = 'speaker'", "findings-digest"},
      {"DELETE FROM event WHERE finding_key = 4", "half-record"},
      {"DELETE FROM finding WHERE kind = 'event'", "findings-digest"},
      {"DELETE FROM reading WHERE reading_key = 1", "half-record"},
      {"DELETE FROM text WHERE text_key = 1", "foreign-key"},
      {"DELETE FROM run", "foreign-key"},
      {"UPDATE event SET status = 'unheard-of'", "integrity"},
  };
  const TemporaryFolder folder;
  const std::string sound = sound_ledger(folder);
  for (const auto& c : cases) {
    SCOPED_TRACE(c.sql);
    const std::string path = folder.file("changed.db");
    std::filesystem::copy_file(sound, path, std::filesystem::copy_options::overwrite_existing);
    tamper(path, c.sql);
    const AuditReport report = audit(path);
    bool found = false;
    std::string all;
    for (const AuditProblem& problem : report.problems) {
      found = found || problem.code == c.code;
      all += problem.code + " " + problem.record + ": " + problem.message + "\n";
    }
    EXPECT_TRUE(found) << "wanted " << c.code << ", got\n" << all;
  }
}

TEST(Audit, MissesATriggerThatWasTakenAway) {
  const TemporaryFolder folder;
  const std::string path = sound_ledger(folder);
  tamper(path, "");
  const AuditReport report = audit(path);
  ASSERT_EQ(report.problem_count, 1U);
  EXPECT_EQ(report.problems[0].code, "schema-differs");
}

TEST(Audit, SaysWhatTheQuoteIsAndWhatTheTextSays) {
  const TemporaryFolder folder;
  const std::string path = sound_ledger(folder);
  tamper(path, "UPDATE evidence SET quote = 'left' WHERE quote = 'met'");
  const AuditReport report = audit(path);
  ASSERT_GE(report.problems.size(), 1U);
  bool said = false;
  for (const AuditProblem& problem : report.problems) said = said || problem.message == "the quote is «left», the text says «met»";
  EXPECT_TRUE(said);
}

// Any byte of the file may be wrong: then the ledger is refused, or the audit complains, or the byte meant nothing.
TEST(Audit, LivesThroughDamagedBytes) {
  const TemporaryFolder folder;
  const std::string path = sound_ledger(folder);
  const std::string sound = read_file(path, 1U << 24U);
  std::srand(1);
  int noticed = 0;
  for (int round = 0; round < 150; ++round) {
    std::string damaged = sound;
    for (int i = 0; i < 8; ++i) damaged[static_cast<std::size_t>(std::rand()) % damaged.size()] = static_cast<char>(std::rand());
    if (round % 10 == 0) damaged.resize(damaged.size() / 4096 / 2 * 4096);
    std::ofstream(path, std::ios::binary) << damaged;
    try {
      noticed += audit(path).clean() ? 0 : 1;
    } catch (const Error& error) {
      EXPECT_TRUE(error.code() == ErrorCode::LedgerDamaged || error.code() == ErrorCode::LedgerTooNew ||
                  error.code() == ErrorCode::FileUnreadable)
          << error.what();
      ++noticed;
    }
    try {
      LedgerReader(path).list_events({});
    } catch (const Error&) {
      continue;
    } catch (const Bug& bug) {
      ADD_FAILURE() << bug.what();
    }
  }
  EXPECT_GT(noticed, 75);
}

}  // namespace
}  // namespace demarche

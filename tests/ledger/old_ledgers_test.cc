// SPDX-License-Identifier: Apache-2.0
// Ledgers of earlier schemas stay readable forever: tests/ledger/schemas holds one of each. They are never made again.
#include <gtest/gtest.h>

#include "base/error.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "ledger/ledger_reader.h"
#include "ledger/migrations.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

TEST(OldLedgers, EverySchemaHasOne) {
  for (std::size_t version = 1; version <= schema_files().size(); ++version) {
    const std::string name = fmt::format(DEMARCHE_SOURCE_DIR "/tests/ledger/schemas/{:04}.db", version);
    EXPECT_TRUE(std::filesystem::exists(name)) << name;
  }
}

TEST(OldLedgers, AreReadAuditedAndGoOn) {
  const TemporaryFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(DEMARCHE_SOURCE_DIR "/tests/ledger/schemas")) {
    SCOPED_TRACE(entry.path().string());
    const std::string path = folder.file(entry.path().filename().string());
    std::filesystem::copy_file(entry.path(), path);
    std::filesystem::permissions(path, std::filesystem::perms(0644));
    {
      Ledger ledger = Ledger::open(path);
      EXPECT_FALSE(ledger.append(chain_report().document(), sample_run())) << "ids and digests have changed";
      for (int i = 1; i < 4; ++i) EXPECT_FALSE(ledger.append(archive_report(i).document(), sample_run()));
      EXPECT_TRUE(ledger.append(archive_report(4).document(), sample_run()));
    }
    for (const AuditProblem& problem : audit(path).problems)
      ADD_FAILURE() << problem.code << " " << problem.record << ": " << problem.message;
    const LedgerReader reader(path);
    EXPECT_EQ(reader.count_reports({}).rows, 5U);
    EXPECT_EQ(reader.count_events({}).rows, 7U);
    EXPECT_EQ(reader.load_event("mn_BBAFC23N44CJW").place->name, "Geneva");
    EXPECT_EQ(reader.load_statement("st_05BXGYP5MBS6D").depth(), 2U);
  }
}

// To make the file of a new schema: run with --gtest_also_run_disabled_tests --gtest_filter='*MakeOne'.
TEST(OldLedgers, DISABLED_MakeOne) {
  Ledger ledger = Ledger::open("made.db", Ledger::Mode::CreateNew);
  ledger.append(chain_report().document(), sample_run());
  for (int i = 1; i < 4; ++i) ledger.append(archive_report(i).document(), sample_run());
}

}  // namespace
}  // namespace demarche

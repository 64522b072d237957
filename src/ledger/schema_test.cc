// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"
#include "ledger/database.h"
#include "ledger/keys.h"
#include "ledger/ledger.h"
#include "ledger/migrations.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

TEST(Migrations, BringAnOldLedgerForward) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  Ledger::open(path).append(archive_report(0).document(), sample_run());
  std::vector<EmbeddedFile> files(schema_files().begin(), schema_files().end());
  files.push_back({"next.sql", "CREATE TABLE link (a INTEGER) STRICT;"});
  Database database(path, Access::Write);
  migrate(database, files);
  EXPECT_EQ(database.number("PRAGMA user_version"), static_cast<std::int64_t>(files.size()));
  EXPECT_EQ(database.number("SELECT count(*) FROM link"), 0);
  EXPECT_EQ(database.number("SELECT count(*) FROM report"), 1);
  files.push_back({"broken.sql", "CREATE TABLE other (a INTEGER) STRICT; SELECT nonsense FROM nowhere;"});
  EXPECT_THROW(migrate(database, files), Error);
  EXPECT_EQ(database.number("PRAGMA user_version"), static_cast<std::int64_t>(files.size()) - 1);
  EXPECT_EQ(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'other'"), 0);
}

TEST(Keys, FieldsDoNotRunTogether) {
  EXPECT_NE(CanonicalKey("a").add("bc").bytes(), CanonicalKey("ab").add("c").bytes());
  EXPECT_NE(run_fingerprint({"a", "b", "", ""}), run_fingerprint({"a", "", "b", ""}));
  EXPECT_EQ(searchable("Côte d'Ivoire, U.N."), " cote d ivoire u n ");
  EXPECT_EQ(searchable("…"), " ");
}

// The examples of docs/formats/ledger.md, and each view by its name.
TEST(Views, AnswerPeople) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  {
    Ledger ledger = Ledger::open(path);
    ledger.append(chain_report().document(), sample_run("old"));
    ledger.append(chain_report().document(), sample_run());
  }
  Database database(path, Access::Read);
  EXPECT_EQ(database.number("SELECT count(*) FROM report_view"), 1);
  EXPECT_EQ(database.number("SELECT count(*) FROM statement_view"), 2);
  EXPECT_EQ(database.number("SELECT count(*) FROM mention_view"), 3);
  EXPECT_EQ(database.number("SELECT max(chain_depth) FROM statement_view"), 2);
  EXPECT_EQ(database.number("SELECT count(*) FROM mention_view WHERE claimed_by = 'Daniel Driscoll' AND chain_depth = 2"), 2);
  EXPECT_EQ(database.number("SELECT count(*) FROM mention_view WHERE actors = 'Zoë Ruiz; Ana Lorn' AND actor_countries = "
                            "'ESP; UKR' AND place = 'Geneva' AND date_from = '2026-03-01' AND time_words = 'On March 1'"),
            1);
  EXPECT_EQ(database.number("SELECT count(*) FROM statement_view WHERE content LIKE 'that they % … that Moscow%'"), 1);
  EXPECT_EQ(database.number("SELECT count(*) FROM evidence_view JOIN report_view USING (report_id, run) "
                            "WHERE quote <> substr(text, char_begin + 1, char_end - char_begin)"),
            0);
  EXPECT_GT(database.number("SELECT count(*) FROM evidence_view JOIN report_view USING (report_id, run)"), 15);
}

}  // namespace
}  // namespace demarche

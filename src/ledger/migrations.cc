// SPDX-License-Identifier: Apache-2.0
#include "ledger/migrations.h"

#include <string>

#include "base/error.h"

namespace demarche {

void require_ledger(Database& database, std::int64_t known_version) {
  const std::int64_t version = database.number("PRAGMA user_version");
  if (database.number("PRAGMA application_id") != kApplicationId || version < 1)
    fail(ErrorCode::LedgerDamaged, "'{}' is not a Demarche ledger", database.path());
  if (version > known_version) {
    throw Error(ErrorCode::LedgerTooNew,
                fmt::format("cannot open '{}': its schema is {}, this program knows up to {}", database.path(), version, known_version),
                "upgrade demarche");
  }
}

std::string schema_text(Database& database) {
  Query rows = database.query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name");
  std::string text;
  while (rows.step()) text += rows.text(0) + ";\n";
  return text;
}

std::string own_schema_text() {
  Database database(":memory:", Access::Create);
  migrate(database, schema_files());
  return schema_text(database);
}

void migrate(Database& database, std::span<const EmbeddedFile> files) {
  const auto version = static_cast<std::size_t>(database.number("PRAGMA user_version"));
  for (std::size_t i = version; i < files.size(); ++i) {
    Transaction transaction(database, Transaction::Kind::Write);
    database.execute(std::string(files[i].bytes));
    database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, i + 1));
    transaction.commit();
  }
}

}  // namespace demarche

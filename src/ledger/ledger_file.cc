// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger_file.h"

#include <sys/stat.h>

#include "base/error.h"
#include "ledger/migrations.h"

namespace demarche {
namespace {

std::unique_ptr<Database> open_checked(const std::string& path, Access access) {
  auto database = std::make_unique<Database>(path, access);
  database->wait_when_busy();
  database->execute("PRAGMA cell_size_check = ON");
  require_ledger(*database, static_cast<std::int64_t>(schema_files().size()));
  return database;
}

}  // namespace

std::unique_ptr<Database> open_for_reading(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || (S_ISREG(status.st_mode) && status.st_size == 0)) {
    throw Error(ErrorCode::LedgerMissing, fmt::format("no ledger at '{}'", path), "demarche read FILES makes one; -l PATH names another");
  }
  try {
    return open_checked(path, Access::Read);
  } catch (const Error& error) {
    // In a folder that may not be written, SQLite cannot make its -shm file. Without changes waiting in a -wal file the ledger
    // can be read as it lies there.
    struct stat changes {};
    const bool all_in_place = stat((path + "-wal").c_str(), &changes) != 0 || changes.st_size == 0;
    const bool may_be_closed = error.code() == ErrorCode::FileUnreadable || error.code() == ErrorCode::FileUnwritable;
    if (!may_be_closed || !all_in_place || !S_ISREG(status.st_mode)) throw;
  }
  return open_checked(path, Access::ReadInPlace);
}

}  // namespace demarche

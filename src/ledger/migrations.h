// SPDX-License-Identifier: Apache-2.0
// The schema's versions: schema/NNNN_name.sql, embedded. A ledger names its version in user_version and itself in
// application_id; migrations go forwards only.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/embedded_file.h"
#include "ledger/database.h"

namespace demarche {

/// The migrations in order; the first makes version 1.
std::span<const EmbeddedFile> schema_files();

constexpr std::int64_t kApplicationId = 0x444D5243;  ///< "DMRC"

/// Throws Error(LedgerDamaged) where the file is another program's or none's, LedgerTooNew where it is a newer ledger's.
void require_ledger(Database& database, std::int64_t known_version);

/// The text of all tables, indexes, views and triggers, in the order of their names.
std::string schema_text(Database& database);
/// The same of a ledger as this program makes it.
std::string own_schema_text();

/// Applies what is missing, each migration with its version number in one transaction.
void migrate(Database& database, std::span<const EmbeddedFile> files);

}  // namespace demarche

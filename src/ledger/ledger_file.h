// SPDX-License-Identifier: Apache-2.0
// Opening a ledger that is there, for reading: what may be wrong with it is said here.
#pragma once

#include <memory>
#include <string>

#include "ledger/database.h"

namespace demarche {

/// Throws Error(LedgerMissing, LedgerTooNew, LedgerDamaged, FileUnreadable).
std::unique_ptr<Database> open_for_reading(const std::string& path);

}  // namespace demarche

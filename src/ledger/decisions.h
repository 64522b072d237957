// SPDX-License-Identifier: Apache-2.0
// Human decisions: checked and written. They are kept for ever; a later one may undo them.
#pragma once

#include <string>

#include "ledger/database.h"
#include "ledger/ledger.h"

namespace demarche {

/// Writes the decision and returns its id. Throws Error(BadUsage, NotFound) where it makes no sense.
std::string write_decision(Database& database, const Decision& decision);

}  // namespace demarche

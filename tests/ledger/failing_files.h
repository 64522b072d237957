// SPDX-License-Identifier: Apache-2.0
// An SQLite file layer that does harm at the n-th change of a file: fails as a full disk does, or kills the process.
#pragma once

#include <string>

namespace demarche {

enum class Harm { None, FailOnce, FailFromThenOn, Kill };

/// The layer's name, for LedgerOptions::file_layer. Registers it at the first call.
std::string failing_file_layer();

/// From now on: harm at change number `n`, counted from 1. A change is a write, a sync, a truncation or a deletion.
void set_harm(Harm harm, int n);
/// Changes seen since set_harm().
int changes_seen();

}  // namespace demarche

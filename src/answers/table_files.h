// SPDX-License-Identifier: Apache-2.0
// The embedded files of tables.cc.
#pragma once

#include <span>

#include "ledger/migrations.h"

namespace demarche {

std::span<const EmbeddedFile> answer_tables();

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// One statement or event of a ledger with everything the ledger knows about it, drawn for people.
#pragma once

#include <string>

#include "answers/answers.h"
#include "exchange/drawing.h"
#include "ledger/ledger_reader.h"

namespace demarche {

std::string draw_statement(const StatementEntry& statement, const RunEntry& run, const DrawingOptions& options);
std::string draw_event(const EventEntry& event, const RunEntry& run, const DrawingOptions& options);

/// An event with its mentions, a plan with its outcome, a dispute with its sides, an actor with its names, a decision.
std::string draw_record(const Record& record, const DrawingOptions& options);

}  // namespace demarche

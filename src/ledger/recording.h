// SPDX-License-Identifier: Apache-2.0
// From a Document's findings to entries: spans become quotes in three measures, positions become ids. No SQL here.
#pragma once

#include <string>
#include <vector>

#include "document/document.h"
#include "ledger/entry.h"

namespace demarche {

/// What one reading found. Fields that the ledger alone knows (chain, run, superseded, report) are empty.
struct Recording {
  std::string text_digest{};
  std::vector<StatementEntry> statements{};
  std::vector<EventEntry> events{};
};

/// Throws Bug where a span does not fit the text, a chain does not end, or `within` does not hold its finding: what the audit
/// would call a problem never gets in.
Recording record_findings(const Document& document);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// EntryLoader: from a row's key to its whole entry. Shared by the reader and the audit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/database.h"
#include "ledger/entry.h"

namespace demarche {

std::optional<Date> to_date(const Query& query, int column);

class EntryLoader {
 public:
  explicit EntryLoader(Database& database) : database_(database) {}

  EventEntry load_event(std::int64_t key);
  StatementEntry load_statement(std::int64_t key);
  ReportEntry load_report(std::int64_t reading_key);
  RunEntry load_run(const std::string& fingerprint);  ///< throws Error(NotFound)
  /// Findings of a reading in the order in which they were found.
  std::vector<StatementEntry> load_statements(std::int64_t reading_key);
  std::vector<EventEntry> load_events(std::int64_t reading_key);
  /// The reading's text as its bytes.
  std::string load_text(std::int64_t reading_key);

 private:
  void load_finding(std::int64_t key, FindingEntry& finding);
  std::vector<std::int64_t> keys_of(std::int64_t reading_key, const char* kind);

  Database& database_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Selection: a filter as SQL. Each filter becomes one condition with bound parameters, so that each can be left out again.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "ledger/database.h"
#include "ledger/ledger_reader.h"

namespace demarche {

struct Condition {
  std::string filter{};  ///< flag without dashes
  std::string values{};  ///< as given, for people
  std::string sql{};
  std::vector<std::variant<std::string, std::int64_t, double>> parameters{};
};

/// Rows of one table (event, statement or reading) that belong to the latest reading of their report.
struct Selection {
  std::string key{};   ///< the column that names a row
  std::string from{};  ///< tables, the filtered one first, and the condition that readings are the latest
  std::string order{};
  std::uint64_t limit = 0;
  std::vector<Condition> conditions{};

  std::string list_sql() const;
  /// Counts rows, reports and sources; `without` is the position of a condition to leave out, or past the end.
  std::string count_sql(std::size_t without) const;
  void bind(Query& query, std::size_t without) const;
};

/// Throw Error(BadUsage) for values that cannot be.
Selection select_events(const EventFilter& filter);
Selection select_statements(const StatementFilter& filter);
Selection select_reports(const ReportFilter& filter);
/// Conditions on the rows of table `actor` or `source`.
std::vector<Condition> select_names(const NameFilter& filter, const std::string& table);

}  // namespace demarche

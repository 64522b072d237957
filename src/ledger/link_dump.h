// SPDX-License-Identifier: Apache-2.0
// For tests only: all links of a ledger as text that is the same in whatever order they were made: by ids, never by keys.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ledger/database.h"

namespace demarche {

inline std::string link_dump(const std::string& path) {
  static const char* const kTables[] = {
      "SELECT one.id, other.id, copy.reason, credit, round(similarity, 9) FROM copy JOIN reading AS a USING (reading_key) "
      "JOIN report AS one USING (report_key) JOIN reading AS b ON b.reading_key = original_key "
      "JOIN report AS other ON other.report_key = b.report_key",
      "SELECT id, name, kind, country, sector, n_reports, n_statements, n_mentions FROM identity",
      "SELECT actor.id, identity.id, reason FROM alias JOIN actor USING (actor_key) JOIN identity USING (identity_key)",
      "SELECT merged_event.*, finding.id, place.name FROM merged_event JOIN finding ON finding_key = top_key "
      "LEFT JOIN place USING (place_key)",
      "SELECT finding.id, merged_event.id, origin, independent, mention.reason, round(mention.score, 9) FROM mention JOIN finding USING "
      "(finding_key) "
      "JOIN merged_event USING (merged_key)",
      "SELECT merged_event.id, role, ordinal, identity.id, merged_party.country, merged_party.sector FROM merged_party "
      "JOIN merged_event USING (merged_key) JOIN identity USING (identity_key)",
      "SELECT finding.id, role, identity.id, statement_party.country, sort_date FROM statement_party JOIN finding USING (finding_key) "
      "JOIN identity USING (identity_key)",
      "SELECT finding.id, what, low, high, words FROM mention_number JOIN finding USING (finding_key)",
      "SELECT merged_event.id, what, low, high FROM merged_number JOIN merged_event USING (merged_key)",
      "SELECT plan_link.id, plan.id, outcome.id, verdict, due_from, due_to, days_off, plan_link.score, basis FROM plan_link "
      "JOIN merged_event AS plan ON plan.merged_key = plan_key LEFT JOIN merged_event AS outcome ON outcome.merged_key = outcome_key",
      "SELECT contradiction.id, contradiction.kind, field, a.id, b.id, a_value, b_value, n_independent_a, n_independent_b, state, "
      "merged_event.id "
      "FROM contradiction JOIN finding AS a ON a.finding_key = a_key JOIN finding AS b ON b.finding_key = b_key "
      "JOIN merged_event USING (merged_key)",
      "SELECT day, n_reports FROM report_day",
      "SELECT horizon FROM ledger_revision"};
  Database database(path, Access::Read);
  std::string out;
  for (const char* sql : kTables) {
    // merged_key, place_key and top_key number rows of this file alone; ids stand beside them.
    const bool is_event = std::string(sql).find("merged_event.*") != std::string::npos;
    std::string columns;
    Query names = database.query(std::string("SELECT name FROM pragma_table_info('merged_event') WHERE name NOT LIKE '%_key'"));
    while (is_event && names.step()) columns += "merged_event." + names.text(0) + ", ";
    std::string text = sql;
    if (is_event) text.replace(text.find("merged_event.*, "), 16, columns);
    std::vector<std::string> lines;
    Query rows = database.query(text);
    while (rows.step()) {
      std::string line;
      for (int column = 0; column < rows.columns(); ++column) line += (rows.is_null(column) ? "-" : rows.text(column)) + "|";
      lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    out += std::string(sql).substr(0, 40) + "\n";
    for (const std::string& line : lines) out += line + "\n";
  }
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Who a name stands for: states and their capitals, demonyms, offices with dates, organizations (lexicons/en/actors*.tsv),
// and what a common noun says of its bearer (agents.tsv).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/civil_date.h"
#include "base/name_index.h"
#include "extraction/lexicon/table.h"

namespace demarche {

struct ActorRow {
  std::string_view name{};
  std::string_view canonical{};
  std::string_view country{};
  std::string_view sector{};
  std::optional<Date> from{};
  std::optional<Date> to{};
  std::string_view kind{};  ///< state capital demonym adjective government leader person organization group party outlet
  TableLine where{};

  /// "actors-reviewed.tsv:12 (leader)": why a party is who it is; the ledger tells kinds of actors by it.
  std::string reason() const { return where.text() + " (" + std::string(kind) + ")"; }
};

/// One name as it stands on a day.
struct ActorMatch {
  const ActorRow* entry = nullptr;
  bool out_of_office = false;  ///< a person whose offices all lie before the day
};

class ActorTable {
 public:
  explicit ActorTable(const std::string& folder);

  /// The entry of `name` (case and marks folded) that holds on `day`; persons out of office are marked so. Without a day, the
  /// latest one.
  std::optional<ActorMatch> find(std::string_view name, std::optional<Date> day) const;
  /// As find(), for a bare surname: only where exactly one leader of that surname (and of the country, if not empty) was in office on the
  /// day.
  std::optional<ActorMatch> find_surname(std::string_view surname, std::string_view country, std::optional<Date> day) const;
  /// Whether the row is of actors-reviewed.tsv. `row` must be one of this table's.
  bool is_reviewed(const ActorRow& row) const { return &row < entries_.data() + reviewed_; }
  const std::vector<Table>& tables() const { return tables_; }

 private:
  void add(const Table& table, std::string_view file);
  std::optional<ActorMatch> choose(const std::vector<std::uint32_t>& candidates, std::optional<Date> day) const;

  std::vector<Table> tables_;
  std::vector<ActorRow> entries_;
  std::size_t reviewed_ = 0;  ///< entries before this one were reviewed by hand
  NameIndex by_name_;
  NameIndex by_surname_;
};

struct Agent {
  std::string_view sector{};
  std::string_view country{};  ///< UNO IGO NGO IMG MNC EUR or empty
  /// "carrier": takes the sector of what belongs to it; "head": counts only as the head; "modifier": decides before any head; "abroad",
  /// "again": lexicons/FORMAT.md. Rows of note "several" are no agents.
  std::string_view note{};
  TableLine where{};
};

class AgentTable {
 public:
  explicit AgentTable(const std::string& folder);
  /// By lower-case word or phrase, singular.
  const Agent* find(std::string_view phrase) const;
  /// "Western", "foreign": what stands before is of several countries, or of any.
  bool is_of_several(std::string_view phrase) const { return several_.contains(phrase); }
  const Table& table() const { return table_; }

 private:
  Table table_;
  std::unordered_map<std::string_view, Agent> agents_;
  std::unordered_set<std::string_view> several_;
};

}  // namespace demarche

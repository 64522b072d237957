// SPDX-License-Identifier: Apache-2.0
// What the parts of `query` share: which rows are asked for, and how each kind of row is shown.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ledger/ledger_reader.h"
#include "table.h"

namespace demarche {

/// All filters of all kinds, as given; each kind takes those it knows.
struct QueryOptions {
  std::string kind;
  EventFilter event{};          ///< its fields serve the other kinds too, where they have the same name
  StatementFilter statement{};  ///< speaker, addressee, form, cue, contains, depth
  FilterValues name{};
  std::string from, to;
  std::string order = "newest";
  std::uint32_t depth = 0;
  double min_confidence = 0;
  std::uint64_t limit = 40;
  bool limit_given = false;
  bool json = false, jsonl = false, csv = false, tsv = false;
  std::string format;
  std::string columns;
  bool exit_empty = false;
};

/// Who gets a column, if --columns does not say otherwise.
enum class Audience : std::uint8_t { Everybody, People, Programs };

/// One column of one kind of row. A name may stand twice: once for people (a table), once for programs.
template <class Entry>
struct ColumnOf {
  Column column{};
  std::function<Cell(const Entry&)> cell{};
  Audience audience = Audience::Programs;
};

const std::vector<ColumnOf<EventEntry>>& event_columns();
const std::vector<ColumnOf<StatementEntry>>& statement_columns();
const std::vector<ColumnOf<ReportEntry>>& report_columns();
const std::vector<ColumnOf<ActorEntry>>& actor_columns();
const std::vector<ColumnOf<SourceEntry>>& source_columns();

/// "two informed sources ▸ Driscoll": from the outermost source inwards; empty where the report itself says so.
std::string said_through(const FindingEntry& finding);
/// "Witkoff → Putin", or "A ↔ B" where all take part alike.
std::string describe_parties(const EventEntry& event);

}  // namespace demarche

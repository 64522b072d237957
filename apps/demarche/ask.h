// SPDX-License-Identifier: Apache-2.0
// What the verbs that ask a ledger share: filters as flags, made from the catalog of src/answers/, forms of output, and errors in
// the words of flags.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "answers/answers.h"
#include "session.h"
#include "table.h"

namespace demarche {

/// Values of the filters as given, by parameter.
struct FilterFlags {
  std::map<std::string, std::vector<std::string>> values{};
};

/// Adds a flag for each filter of these kinds.
/// `to_is_taken`: the command has another use for --to; the last day is then --until.
void add_filter_flags(const Command& command, FilterFlags& flags, const std::vector<Kind>& kinds, bool to_is_taken = false);
/// The flags that were given, as parameters. Refuses filters that rows of this kind do not have, since ignoring one would widen the
/// answer in silence.
Parameters filter_parameters(const FilterFlags& flags, const std::string& verb, Kind kind);

struct FormFlags {
  bool json = false, jsonl = false, csv = false, tsv = false;
  std::string format;
};
void add_form_flags(const Command& command, FormFlags& flags);
/// What was asked for, or a table on a terminal and TSV elsewhere. Throws UsageError where several forms are asked for.
RowFormat chosen_form(const FormFlags& flags);

/// The kind of that name, or UsageError with the nearest; `verb` for the example.
Kind kind_named(const std::string& name, const std::string& verb);

/// Runs `ask` and says BadParameter in the words of the command line.
int in_words_of_flags(const std::function<int()>& ask);

/// One value as a cell: numbers right, lists joined.
Cell cell_of(const Value& value, const Style& style = {});

/// Rows of a page with the columns as they are.
void write_page(const Page& page, RowFormat format, Output& output);

/// "17 events · 9 reports · 4 sources"
std::string told_counts(Kind kind, const Counted& counted);
/// "0 events. Without --status denied: 14."
std::string told_empty(Kind kind, const std::vector<CountWithout>& without);

/// "--reported-from"
std::string flag_of(const std::string& parameter);

}  // namespace demarche

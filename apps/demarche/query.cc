// SPDX-License-Identifier: Apache-2.0
// query: rows of a ledger. Filters go to the ledger as they are given; a zero answer names the filter that removed all.
#include "query.h"

#include <algorithm>
#include <memory>
#include <sstream>

#include "answers/catalog.h"
#include "ask.h"
#include "messages.h"
#include "session.h"

namespace demarche {
namespace {

struct QueryOptions {
  std::string kind;
  FilterFlags filters{};
  FormFlags form{};
  std::string order = "newest";
  std::string sort;
  std::uint64_t limit = 40;
  bool limit_given = false;
  std::string columns;
  bool exit_empty = false;
};

/// One column of the output: for people, or as programs get it.
struct ShownColumn {
  Column column{};
  std::vector<std::string> needs{};
  std::function<Cell(const RowView&)> cell{};
};

ShownColumn program_column(const ColumnInfo& info) {
  const std::string name(info.name);
  const bool is_number = info.type == ColumnType::Integer || info.type == ColumnType::Real;
  Column column{name, is_number, 40, false, info.type == ColumnType::List, info.type == ColumnType::Flag, info.type == ColumnType::Day};
  return {column, {name}, [name](const RowView& row) { return cell_of(row.at(name)); }};
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  std::istringstream parts(list);
  for (std::string part; std::getline(parts, part, ',');)
    if (!part.empty()) out.push_back(part);
  return out;
}

const PeopleColumn* find_people_column(Kind kind, const std::string& name) {
  for (const PeopleColumn& column : people_columns(kind))
    if (column.column.name == name) return &column;
  return nullptr;
}

/// The column of that name; of two, the one for people in a table, the other one elsewhere.
ShownColumn find_column(Kind kind, const std::string& name, RowFormat format) {
  const PeopleColumn* people = find_people_column(kind, name);
  const std::vector<ColumnInfo> all = columns_of(kind);
  const auto program = std::find_if(all.begin(), all.end(), [&](const ColumnInfo& info) { return info.name == name; });
  if (people != nullptr && (format == RowFormat::Table || program == all.end())) return {people->column, people->needs, people->cell};
  if (program != all.end()) return program_column(*program);
  std::vector<std::string> names;
  for (const ColumnInfo& info : all) names.emplace_back(info.name);
  const std::string near = nearest_name(name, names);
  throw UsageError(
      "bad-column", std::string(to_string(kind)) + " have no column «" + name + "»",
      (near.empty() ? "" : "did you mean " + near + "?\n") + "demarche query " + to_string(kind) + " --columns help lists all");
}

/// Columns by --columns, or those of a table, or all that programs get.
std::vector<ShownColumn> choose_columns(Kind kind, const std::string& asked, RowFormat format) {
  std::vector<ShownColumn> out;
  if (!asked.empty()) {
    for (const std::string& name : split(asked)) out.push_back(find_column(kind, name, format));
  } else if (format == RowFormat::Table) {
    for (const PeopleColumn& column : people_columns(kind)) out.push_back({column.column, column.needs, column.cell});
  } else {
    for (const ColumnInfo& info : columns_of(kind)) out.push_back(program_column(info));
  }
  return out;
}

/// fields=: what the shown columns are made of, each once.
std::string fields_of(const std::vector<ShownColumn>& columns) {
  std::vector<std::string> names;
  for (const ShownColumn& column : columns)
    for (const std::string& need : column.needs)
      if (std::find(names.begin(), names.end(), need) == names.end()) names.push_back(need);
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ",") + name;
  return out;
}

std::uint64_t write_rows(const Answers& answers, Kind kind, const Parameters& parameters, const std::vector<ShownColumn>& columns,
                         RowFormat format) {
  Output output;
  std::vector<Column> heads;
  for (const ShownColumn& column : columns) heads.push_back(column.column);
  const std::unique_ptr<RowWriter> writer = make_row_writer(format, std::move(heads), output, terminal_columns(), stdout_color());
  const std::vector<std::string> names = answers.columns(kind, parameters);
  std::uint64_t rows = 0;
  answers.stream(kind, parameters, [&](Row&& row) {
    const RowView view(names, row);
    std::vector<Cell> cells;
    for (const ShownColumn& column : columns) cells.push_back(column.cell(view));
    writer->write(cells);
    ++rows;
    return true;
  });
  writer->finish();
  output.finish();
  return rows;
}

int show_columns(Kind kind) {
  Output output;
  const std::vector<ColumnInfo> all = columns_of(kind);
  for (const PeopleColumn& column : people_columns(kind)) {
    const std::string& name = column.column.name;
    // The same for both where it is one column that keeps its name and is not cut.
    const bool is_same =
        column.needs.size() <= 2 && column.needs.front() == name && (column.column.is_number || name.find("_id") == std::string::npos);
    output.write(name + (is_same ? "\ttables and programs\n" : "\ttables only\n"));
  }
  for (const ColumnInfo& info : all) {
    const PeopleColumn* people = find_people_column(kind, std::string(info.name));
    if (people == nullptr) output.write(std::string(info.name) + "\tprograms, and tables that ask for it\n");
  }
  output.finish();
  return kDone;
}

std::string sort_of(Kind kind, const QueryOptions& options) {
  if (!options.sort.empty()) return options.sort;
  const std::string name(orders_of(kind).front());
  return options.order == "oldest" && name == "date" ? "date" : "-" + name;
}

/// How many rows there are, or why there are none.
void tell_counts(const Answers& answers, Kind kind, const Parameters& filters, std::uint64_t shown, RowFormat format) {
  const Counted counted = answers.count(kind, filters);
  if (counted.rows == 0) {
    print_note(filters.empty() ? demarche::counted(0, singular(kind)) + "." : told_empty(kind, answers.explain_empty(kind, filters)));
    return;
  }
  std::string line = told_counts(kind, counted);
  if (shown < static_cast<std::uint64_t>(counted.rows)) line += " · " + grouped(shown) + " shown · --limit 0 for all";
  print_note(line);
  if (format == RowFormat::Table && shown > 0 && (kind == Kind::Events || kind == Kind::Mentions))
    print_note(std::string("~ the report's date, as the text gives none   +6 or up to six days later   ▸ told on to") +
               (kind == Kind::Events ? "   rep reports   ind independent sources   ⚡ in dispute" : ""));
}

int run_query(const Session& session, const QueryOptions& options) {
  const Kind kind = kind_named(options.kind, "query");
  if (options.columns == "help") return show_columns(kind);
  const Parameters filters = filter_parameters(options.filters, "query", kind);
  const RowFormat format = chosen_form(options.form);
  const Answers answers(session.ledger);
  const std::shared_ptr<void> moment = answers.hold();
  const std::vector<ShownColumn> columns = choose_columns(kind, options.columns, format);
  Parameters asked = filters;
  asked.emplace_back("sort", sort_of(kind, options));
  asked.emplace_back("fields", fields_of(columns));
  const bool all = !options.limit_given && format != RowFormat::Table;
  asked.emplace_back("limit", std::to_string(all ? 0 : options.limit));
  const std::uint64_t shown = write_rows(answers, kind, asked, columns, format);
  tell_counts(answers, kind, filters, shown, format);
  return shown == 0 && options.exit_empty ? kNothingFound : kDone;
}

std::vector<Kind> all_kinds() {
  std::vector<Kind> out;
  for (std::size_t i = 0; i < kKinds; ++i) out.push_back(static_cast<Kind>(i));
  return out;
}

}  // namespace

void add_query(CLI::App& program, Session& session) {
  const Command command = add_command(program, "query", "events, mentions, statements, reports, actors, sources, plans ... of a ledger",
                                      "demarche query events --type CONSULT --status planned\n"
                                      "demarche query statements --speaker Driscoll --from 2025-11\n"
                                      "demarche query events --country RUS --status '!denied' --csv > events.csv");
  auto options = std::make_shared<QueryOptions>();
  std::string kinds;
  for (const Kind kind : all_kinds()) kinds += (kinds.empty() ? "" : "|") + std::string(to_string(kind));
  command.add_option("KIND", options->kind, "what: an event is what one or more reports tell, a mention one report's telling")
      ->type_name(kinds);
  add_ledger_flag(command, session);
  add_filter_flags(command, options->filters, all_kinds());
  add_form_flags(command, options->form);
  command.add_option("--columns", options->columns, "columns by name, with commas; help lists them")->type_name("LIST")->group("Output");
  command.add_option("--limit", options->limit, "at most so many rows, 0 for all; a table has 40 if not given")
      ->type_name("N")
      ->group("Output");
  add_choice(command, "--order", options->order, {"newest", "oldest"}, "by date")->group("Output");
  command.add_option("--sort", options->sort, "by another column: -sources, -reports, name ...")->type_name("NAME")->group("Output");
  command.add_flag("--exit-empty", options->exit_empty, "exit 4 if there are no rows")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, options, command] {
    session.run = [&session, options, command] {
      options->limit_given = command.count("--limit") > 0;
      return in_words_of_flags([&] { return run_query(session, *options); });
    };
  });
}

}  // namespace demarche

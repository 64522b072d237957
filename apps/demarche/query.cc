// SPDX-License-Identifier: Apache-2.0
// query: rows of a ledger. Filters go to the ledger as they are given; a zero answer names the filter that removed all.
#include "query.h"

#include <algorithm>
#include <memory>
#include <sstream>

#include "messages.h"
#include "session.h"

namespace demarche {
namespace {

const std::vector<std::string> kKinds = {"events", "statements", "reports", "actors", "sources"};
const std::vector<std::string> kFormats = {"table", "tsv", "csv", "json", "jsonl"};

RowFormat choose_format(const QueryOptions& options) {
  std::vector<RowFormat> asked;
  if (options.json || options.format == "json") asked.push_back(RowFormat::Json);
  if (options.jsonl || options.format == "jsonl") asked.push_back(RowFormat::JsonLines);
  if (options.csv || options.format == "csv") asked.push_back(RowFormat::Csv);
  if (options.tsv || options.format == "tsv") asked.push_back(RowFormat::Tsv);
  if (options.format == "table") asked.push_back(RowFormat::Table);
  if (asked.size() > 1) throw UsageError("bad-usage", "only one form of output can be asked for");
  if (!asked.empty()) return asked.front();
  return stdout_is_terminal() ? RowFormat::Table : RowFormat::Tsv;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  std::istringstream parts(list);
  for (std::string part; std::getline(parts, part, ',');)
    if (!part.empty()) out.push_back(part);
  return out;
}

/// The column of that name; of two, the one for people in a table, the other one elsewhere.
template <class Entry>
const ColumnOf<Entry>& find_column(const std::vector<ColumnOf<Entry>>& all, const std::string& name, const QueryOptions& options,
                                   RowFormat format) {
  std::vector<std::string> names;
  for (const auto& column : all) {
    if (format != RowFormat::Table && column.audience == Audience::People) continue;
    if (column.column.name == name) return column;
    names.push_back(column.column.name);
  }
  const std::string near = nearest_name(name, names);
  throw UsageError("bad-column", options.kind + " have no column «" + name + "»",
                   (near.empty() ? "" : "did you mean " + near + "?\n") + "demarche query " + options.kind + " --columns help lists all");
}

/// Columns by --columns, or those of a table, or all.
template <class Entry>
std::vector<const ColumnOf<Entry>*> choose_columns(const std::vector<ColumnOf<Entry>>& all, const QueryOptions& options, RowFormat format) {
  std::vector<const ColumnOf<Entry>*> out;
  if (options.columns.empty()) {
    const Audience left_out = format == RowFormat::Table ? Audience::Programs : Audience::People;
    for (const auto& column : all)
      if (column.audience != left_out) out.push_back(&column);
    return out;
  }
  for (const std::string& name : split(options.columns)) out.push_back(&find_column(all, name, options, format));
  return out;
}

/// Writes rows of one kind as they come.
template <class Entry>
class Rows {
 public:
  Rows(const std::vector<ColumnOf<Entry>>& all, const QueryOptions& options) {
    const RowFormat format = choose_format(options);
    columns_ = choose_columns(all, options, format);
    std::vector<Column> heads;
    for (const auto* column : columns_) heads.push_back(column->column);
    writer_ = make_row_writer(format, std::move(heads), output_, terminal_columns(), stdout_color());
  }

  void write(const Entry& entry) {
    std::vector<Cell> row;
    for (const auto* column : columns_) row.push_back(column->cell(entry));
    writer_->write(row);
    ++rows_;
  }

  std::uint64_t finish() {
    writer_->finish();
    output_.finish();
    return rows_;
  }

 private:
  Output output_{};
  std::vector<const ColumnOf<Entry>*> columns_{};
  std::unique_ptr<RowWriter> writer_{};
  std::uint64_t rows_ = 0;
};

std::uint64_t limit_of(const QueryOptions& options) {
  const bool all = !options.limit_given && choose_format(options) != RowFormat::Table;
  return all ? 0 : options.limit;
}

int end_query(const QueryOptions& options, std::uint64_t rows) { return rows == 0 && options.exit_empty ? kNothingFound : kDone; }

std::string singular(const QueryOptions& options) { return options.kind.substr(0, options.kind.size() - 1); }

/// "17 events · 9 reports · 40 shown", or why there are none.
void tell_counts(const QueryOptions& options, const Count& count, std::uint64_t shown, const std::vector<CountWithout>& without) {
  std::string line = counted(count.rows, singular(options));
  if (count.rows > 0 && options.kind != "reports") line += " · " + counted(count.reports, "report");
  if (count.rows > 0) line += " · " + counted(count.sources, "source");
  if (shown < count.rows) line += " · " + grouped(shown) + " shown · --limit 0 for all";
  if (count.rows == 0) {
    line += ".";
    for (const CountWithout& filter : without)
      line += " Without --" + filter.filter + " " + filter.values + ": " + grouped(filter.rows) + ".";
    if (without.empty()) line += " No single filter alone is the reason.";
  }
  print_note(line);
  if (shown > 0 && options.kind == "events" && choose_format(options) == RowFormat::Table)
    print_note("~ the report's date, as the text gives none   +6 or up to six days later   ▸ told on to");
}

template <class Filter>
void fill_shared(Filter& filter, const QueryOptions& options) {
  filter.source = options.event.source;
  filter.report = options.event.report;
  filter.from = options.event.from;
  filter.to = options.event.to;
  filter.order = options.order == "oldest" ? Order::Oldest : Order::Newest;
  filter.limit = limit_of(options);
}

int query_events(const LedgerReader& reader, const QueryOptions& options) {
  EventFilter filter = options.event;
  fill_shared(filter, options);
  if (options.min_confidence > 0) filter.min_confidence = static_cast<float>(options.min_confidence);
  const Count count = reader.count_events(filter);
  Rows<EventEntry> rows(event_columns(), options);
  reader.each_event(filter, [&rows](EventEntry&& entry) { return rows.write(entry), true; });
  const std::uint64_t shown = rows.finish();
  tell_counts(options, count, shown, count.rows == 0 ? reader.explain_empty(filter) : std::vector<CountWithout>{});
  return end_query(options, shown);
}

int query_statements(const LedgerReader& reader, const QueryOptions& options) {
  StatementFilter filter = options.statement;
  fill_shared(filter, options);
  filter.country = options.event.country;
  filter.within = options.event.within;
  if (options.depth > 0) filter.depth = options.depth;
  if (options.min_confidence > 0) filter.min_confidence = static_cast<float>(options.min_confidence);
  const Count count = reader.count_statements(filter);
  Rows<StatementEntry> rows(statement_columns(), options);
  reader.each_statement(filter, [&rows](StatementEntry&& entry) { return rows.write(entry), true; });
  const std::uint64_t shown = rows.finish();
  tell_counts(options, count, shown, count.rows == 0 ? reader.explain_empty(filter) : std::vector<CountWithout>{});
  return end_query(options, shown);
}

int query_reports(const LedgerReader& reader, const QueryOptions& options) {
  ReportFilter filter;
  fill_shared(filter, options);
  const Count count = reader.count_reports(filter);
  Rows<ReportEntry> rows(report_columns(), options);
  reader.each_report(filter, [&rows](ReportEntry&& entry) { return rows.write(entry), true; });
  const std::uint64_t shown = rows.finish();
  tell_counts(options, count, shown, count.rows == 0 ? reader.explain_empty(filter) : std::vector<CountWithout>{});
  return end_query(options, shown);
}

/// Actors and sources: short lists without counts of their own.
template <class Entry>
int query_names(const std::vector<Entry>& entries, const std::vector<ColumnOf<Entry>>& columns, const QueryOptions& options) {
  Rows<Entry> rows(columns, options);
  for (const Entry& entry : entries) rows.write(entry);
  const std::uint64_t shown = rows.finish();
  const std::uint64_t limit = limit_of(options);
  print_note(counted(shown, singular(options)) + (shown > 0 && shown == limit ? " shown · --limit 0 for all" : ""));
  return end_query(options, shown);
}

template <class Entry>
int list_columns(const std::vector<ColumnOf<Entry>>& columns) {
  Output output;
  for (const auto& column : columns) {
    if (column.audience == Audience::People) output.write(column.column.name + "\ttables only\n");
    if (column.audience == Audience::Everybody) output.write(column.column.name + "\ttables and programs\n");
    if (column.audience == Audience::Programs) output.write(column.column.name + "\tprograms, and tables that ask for it\n");
  }
  output.finish();
  return kDone;
}

int show_columns(const std::string& kind) {
  if (kind == "events") return list_columns(event_columns());
  if (kind == "statements") return list_columns(statement_columns());
  if (kind == "reports") return list_columns(report_columns());
  if (kind == "actors") return list_columns(actor_columns());
  return list_columns(source_columns());
}

/// Flags given that rows of this kind do not know: refused, since ignoring a filter would widen the answer in silence.
void refuse_foreign_filters(const CLI::App& command, const std::string& kind) {
  for (const CLI::Option* option : command.get_options()) {
    const std::string& group = option->get_group();
    if (option->count() == 0 || group.compare(0, 6, "Filter") != 0) continue;
    if (group.find(kind) == std::string::npos)
      throw UsageError("bad-filter", "query " + kind + " has no filter " + option->get_name(),
                       option->get_name() + " belongs to: " + group.substr(group.find(' ') + 1));
  }
}

int run_query(const Session& session, const CLI::App& command, QueryOptions options) {
  if (options.kind.empty()) throw UsageError("bad-usage", "query needs to know what: events, statements, reports, actors or sources",
                                             "for example: demarche query events --status planned");
  if (std::find(kKinds.begin(), kKinds.end(), options.kind) == kKinds.end()) {
    const std::string near = nearest_name(options.kind, kKinds);
    throw UsageError("bad-usage", "there are no «" + options.kind + "» to query",
                     near.empty() ? "there are events, statements, reports, actors, sources" : "did you mean " + near + "?");
  }
  if (options.columns == "help") return show_columns(options.kind);
  refuse_foreign_filters(command, options.kind);
  options.limit_given = command.get_option("--limit")->count() > 0;
  choose_format(options);
  if (!options.from.empty()) options.event.from = parse_period("--from", options.from, Edge::First);
  if (!options.to.empty()) options.event.to = parse_period("--to", options.to, Edge::Last);
  const LedgerReader reader(session.ledger);
  if (options.kind == "events") return query_events(reader, options);
  if (options.kind == "statements") return query_statements(reader, options);
  if (options.kind == "reports") return query_reports(reader, options);
  const NameFilter filter{options.name, options.event.country, limit_of(options)};
  if (options.kind == "actors") return query_names(reader.list_actors(filter), actor_columns(), options);
  return query_names(reader.list_sources(filter), source_columns(), options);
}

void add_filters(CLI::App& command, QueryOptions& options) {
  const std::string all = "Filters events, statements, reports";
  const std::string findings = "Filters events, statements";
  const std::string events = "Filters events";
  const std::string statements = "Filters statements";
  EventFilter& event = options.event;
  StatementFilter& statement = options.statement;
  add_list(command, "--source", event.source, "NAME", "outlet or agency")->group(all);
  add_list(command, "--report", event.report, "ID", "report, by id or name")->group(all);
  command.add_option("--from", options.from, "on this day or later; also 2026-02 or 2026")->type_name("DATE")->group(all);
  command.add_option("--to", options.to, "on this day or earlier")->type_name("DATE")->group(all);
  add_list(command, "--country", event.country, "ISO3", "of anybody who takes part")->group("Filters events, statements, actors");
  add_list(command, "--within", event.within, "claimed|own", "claimed by somebody, or told by the report itself")->group(findings);
  command.add_option("--min-confidence", options.min_confidence, "with at least this score")
      ->type_name("P")->check(CLI::Range(0.0, 1.0).description(""))->group(findings);
  add_list(command, "--type", event.type,
           "AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION|MOBILIZE|COERCE|ASSAULT",
           "PLOVER type: ASSAULT, CONSULT ...")->group(events);
  add_list(command, "--mode", event.mode, "NAME", "PLOVER mode: aerial, visit ...")->group(events);
  add_list(command, "--status", event.status, "happened|ongoing|planned|requested|threatened|possible|denied",
           "happened, ongoing, planned, requested, threatened, possible, denied")->group(events);
  add_list(command, "--actor", event.actor, "NAME", "who does it, by name or country")->group(events);
  add_list(command, "--recipient", event.recipient, "NAME", "to whom")->group(events);
  add_list(command, "--place", event.place, "NAME", "where, by name or country")->group(events);
  add_list(command, "--speaker", statement.speaker, "NAME", "who says it, by name or country")->group(statements);
  add_list(command, "--addressee", statement.addressee, "NAME", "to whom")->group(statements);
  add_list(command, "--form", statement.form, "direct|indirect|mixed", "in quotation marks or not")->group(statements);
  add_list(command, "--cue", statement.cue, "WORD", "by which word: told, denied ...")->group(statements);
  add_list(command, "--contains", statement.contains, "TEXT", "words of what is said")->group(statements);
  command.add_option("--depth", options.depth, "told on through at least so many")->type_name("N")->group(statements);
  add_list(command, "--name", options.name, "NAME", "part of the name")->group("Filters actors, sources");
}

}  // namespace

void add_query(CLI::App& program, Session& session) {
  CLI::App& command = add_command(program, "query", "statements, events, reports, actors or sources of a ledger",
                                  "demarche query events --type CONSULT --status planned\n"
                                  "demarche query statements --speaker Driscoll --from 2025-11\n"
                                  "demarche query events --country RUS --status '!denied' --csv > events.csv");
  auto options = std::make_shared<QueryOptions>();
  command.add_option("KIND", options->kind, "events, statements, reports, actors or sources")
      ->type_name("events|statements|reports|actors|sources");
  add_ledger_flag(command, session);
  add_filters(command, *options);
  command.add_flag("--json", options->json, "one list")->group("Output");
  command.add_flag("--jsonl", options->jsonl, "one record a line")->group("Output");
  command.add_flag("--csv", options->csv, "comma-separated")->group("Output");
  command.add_flag("--tsv", options->tsv, "tab-separated (what a pipe gets if nothing is asked for)")->group("Output");
  add_choice(command, "-f,--format", options->format, kFormats, "the same by name")->group("Output");
  command.add_option("--columns", options->columns, "columns by name, with commas; help lists them")
      ->type_name("LIST")
      ->group("Output");
  command.add_option("--limit", options->limit, "at most so many rows, 0 for all; a table has 40 if not given")
      ->type_name("N")
      ->group("Output");
  add_choice(command, "--order", options->order, {"newest", "oldest"}, "by date")->group("Output");
  command.add_flag("--exit-empty", options->exit_empty, "exit 4 if there are no rows")->group("Output");
  add_color_flag(command, session);
  const CLI::App* self = &command;
  command.callback([&session, options, self] {
    session.run = [&session, options, self] { return run_query(session, *self, *options); };
  });
}

}  // namespace demarche

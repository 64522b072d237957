// SPDX-License-Identifier: Apache-2.0
// count: how many events, by time and by whom: panels ready for statistics.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <set>

#include "ask.h"
#include "base/file.h"
#include "exchange/rows.h"
#include "messages.h"

namespace demarche {
namespace {

struct CountOptions {
  std::string kind;
  FilterFlags filters{};
  FormFlags form{};
  std::string by = "month", unit = "none", id = "iso3", role = "any", dedup = "merged";
  bool drop_zeros = false, undirected = false, force = false;
  std::string out;
};

std::size_t distinct(const Page& page, std::string_view column) {
  std::set<Value> values;
  for (std::size_t i = 0; i < page.columns.size(); ++i)
    if (page.columns[i] == column)
      for (const Row& row : page.rows) values.insert(row.values[i]);
  return values.size();
}

/// "9,840 rows: 164 countries × 60 months"
std::string told_panel(const Page& page, const CountOptions& options) {
  std::string line = counted(page.rows.size(), "row");
  const std::size_t periods = distinct(page, "period");
  if (options.unit != "none")
    line += fmt::format(": {}", counted(distinct(page, "unit_id"), options.unit == "country" ? "countr" : options.unit));
  if (options.unit == "country") {
    const std::size_t units = distinct(page, "unit_id");
    line = counted(page.rows.size(), "row") + ": " + grouped(units) + (units == 1 ? " country" : " countries");
  }
  if (periods > 0) line += (options.unit == "none" ? ": " : " × ") + counted(periods, "period");
  if (options.unit != "none" && periods > 0) line += options.drop_zeros ? ", zeros dropped" : ", zeros kept (--drop-zeros to drop)";
  return line;
}

/// A table shows what fits: the numbers of rows, not the columns of each type.
Page shortened(Page page) {
  Page out;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < page.columns.size(); ++i) {
    const std::string& name = page.columns[i];
    if (name.rfind("type_", 0) == 0 || name.rfind("status_", 0) == 0 || name == "period_start" || name.rfind("killed_", 0) == 0) continue;
    kept.push_back(i);
    out.columns.push_back(name);
  }
  for (Row& row : page.rows) {
    Row& shown = out.rows.emplace_back();
    for (const std::size_t i : kept) shown.values.push_back(std::move(row.values[i]));
  }
  return out;
}

int run_count(const Session& session, const CountOptions& options) {
  const Kind kind = kind_named(options.kind, "count");
  if (kind != Kind::Events)
    throw UsageError("bad-usage", "count counts events",
                     "for example: demarche count events --by month --unit country\ndemarche query " + std::string(to_string(kind)) +
                         " tells how many " + to_string(kind) + " there are");
  Parameters asked = filter_parameters(options.filters, "count", kind);
  const Parameters own = {{"by", options.by},
                          {"unit", options.unit},
                          {"id", options.id},
                          {"role", options.role},
                          {"dedup", options.dedup},
                          {"zeros", options.drop_zeros ? "0" : "1"},
                          {"directed", options.undirected ? "0" : "1"}};
  asked.insert(asked.end(), own.begin(), own.end());
  const RowFormat format = chosen_form(options.form);
  if (!options.out.empty() && !options.force && std::filesystem::exists(options.out))
    throw UsageError("bad-usage", "there is already a file " + options.out, "--force replaces it");
  const Answers answers(session.ledger);
  const Page page = answers.panel(asked);
  if (options.out.empty()) {
    Output output;
    write_page(format == RowFormat::Table ? shortened(page) : page, format, output);
    print_note(told_panel(page, options));
    return kDone;
  }
  const RowForm form = format == RowFormat::Json                                   ? RowForm::JsonArray
                       : format == RowFormat::JsonLines                            ? RowForm::JsonLines
                       : format == RowFormat::Csv || options.out.ends_with(".csv") ? RowForm::Csv
                                                                                   : RowForm::Tsv;
  std::string bytes;
  write_rows(page, form, [&bytes](std::string_view part) { bytes += part; });
  write_file_whole(options.out, bytes);
  print_note("Wrote " + told_panel(page, options) + " → " + options.out);
  return kDone;
}

}  // namespace

void add_count(CLI::App& program, Session& session) {
  const Command command = add_command(program, "count", "how many events, by time and by whom: panels for statistics",
                                      "demarche count events --by month,type\n"
                                      "demarche count events --by month --unit country --id gwcode --csv -o panel.csv\n"
                                      "demarche count events --unit dyad --by year --type ASSAULT --status happened");
  auto options = std::make_shared<CountOptions>();
  command.add_option("KIND", options->kind, "events")->type_name("events");
  add_ledger_flag(command, session);
  command.add_option("--by", options->by, "day, week, month or year, and type, status or quad as further columns; month if not given")
      ->type_name("LIST")
      ->group("Counting");
  add_choice(command, "--unit", options->unit, {"none", "country", "dyad", "actor", "place"}, "whose events")->group("Counting");
  add_choice(command, "--id", options->id, {"iso3", "gwcode", "cown"}, "code of countries: ISO, Gleditsch-Ward, Correlates of War")
      ->group("Counting");
  add_choice(command, "--role", options->role, {"any", "actor", "recipient", "place"}, "of the unit in the event")->group("Counting");
  add_choice(command, "--dedup", options->dedup, {"merged", "reports"}, "count each event once, or each report's telling")
      ->group("Counting");
  command.add_flag("--undirected", options->undirected, "a dyad is the same both ways")->group("Counting");
  command.add_flag("--drop-zeros", options->drop_zeros, "leave out periods of a unit without events")->group("Counting");
  add_filter_flags(command, options->filters, {Kind::Events});
  add_form_flags(command, options->form);
  command.add_option("-o,--out", options->out, "write to a file, whole or not at all")->type_name("FILE")->group("Output");
  command.add_flag("--force", options->force, "replace the file")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, options] {
    session.run = [&session, options] { return in_words_of_flags([&] { return run_count(session, *options); }); };
  });
}

}  // namespace demarche

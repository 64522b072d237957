// SPDX-License-Identifier: Apache-2.0
// show: one thing, drawn. A file is analyzed on the spot; an id or a report's name is looked up in the ledger.
#include <filesystem>
#include <memory>

#include "data_folder.h"
#include "exchange/drawing.h"
#include "exchange/findings_json.h"
#include "exchange/ledger_document.h"
#include "messages.h"
#include "reading.h"
#include "record.h"
#include "terminal.h"

namespace demarche {
namespace {

struct ShowOptions {
  std::string what;
  std::uint32_t width = 0;
  bool json = false;
};

int show_file(Session& session, const ShowOptions& options, const DrawingOptions& drawing) {
  session.inputs = {options.what};
  const Pipeline pipeline(make_pipeline_options(session));
  Output output;
  bool first = true;
  const ReadingOutcome outcome = read_inputs(session, pipeline, Until::Findings, [&](Document&& document) {
    if (!first && !options.json) output.write("\n");
    first = false;
    output.write(options.json ? to_json_page(document) + "\n" : draw_report(document, drawing));
  });
  output.finish();
  return outcome.exit_code();
}

/// The record of that id, or else the one report of that name.
RecordName find_thing(const LedgerReader& reader, const std::string& what) {
  try {
    return reader.find_record(what);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::NotFound && error.code() != ErrorCode::BadUsage) throw;
  }
  ReportFilter filter;
  filter.report = {what};
  filter.limit = 2;
  const std::vector<ReportEntry> reports = reader.list_reports(filter);
  if (reports.size() == 1) return {RecordKind::Report, reports.front().head.id};
  return reader.find_record(what);  // says what is wrong
}

/// What is made of several reports: shown as the links of the ledger have it, an event with its fullest telling in full.
bool is_linked_kind(const std::string& what) {
  std::string prefix = what.substr(0, 3);
  for (char& c : prefix) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return prefix == "ev_" || prefix == "pl_" || prefix == "cx_" || prefix == "dc_" || prefix == "ac_" || prefix == "so_";
}

int show_linked(const Session& session, const ShowOptions& options, const DrawingOptions& drawing) {
  const Answers answers(session.ledger);
  std::string what = options.what;
  Record record;
  try {
    record = answers.record(what);
  } catch (const Merged& merged) {
    print_note("note: " + merged.message());
    record = answers.record(merged.into());
  }
  std::string page = draw_record(record, drawing);
  if (record.kind == "event") {
    const LedgerReader reader(session.ledger);
    const Value& fullest = record.at("mention_id");
    const EventEntry event = reader.load_event(std::get<std::string>(fullest));
    page += "\n" + draw_event(event, reader.load_run(event.run), drawing);
  }
  Output output;
  output.write(page);
  output.finish();
  return kDone;
}

int show_record(const Session& session, const ShowOptions& options, const DrawingOptions& drawing) {
  if (is_linked_kind(options.what)) return show_linked(session, options, drawing);
  const LedgerReader reader(session.ledger);
  const RecordName record = find_thing(reader, options.what);
  std::string page;
  if (record.kind == RecordKind::Report) {
    const Document document = to_document(reader.load_report(record.id));
    page = options.json ? to_json_page(document) + "\n" : draw_report(document, drawing);
  } else if (record.kind == RecordKind::Statement) {
    const StatementEntry statement = reader.load_statement(record.id);
    page = draw_statement(statement, reader.load_run(statement.run), drawing);
  } else {
    const EventEntry event = reader.load_event(record.id);
    page = draw_event(event, reader.load_run(event.run), drawing);
  }
  Output output;
  output.write(page);
  output.finish();
  return kDone;
}

int run_show(Session& session, const ShowOptions& options) {
  if (options.what.empty())
    throw UsageError("bad-usage", "show needs a file, an id or a report's name", "for example: demarche show report.txt");
  const DrawingOptions drawing{options.width > 0 ? options.width : terminal_columns(), stdout_color()};
  std::error_code error;
  const bool is_file = options.what == "-" || std::filesystem::exists(options.what, error);
  if (is_file) return show_file(session, options, drawing);
  if (!std::filesystem::exists(session.ledger, error))
    throw Error(ErrorCode::NotFound, "there is no file «" + options.what + "», and no ledger " + session.ledger + " to look it up in",
                "name a ledger by --ledger");
  return show_record(session, options, drawing);
}

}  // namespace

void add_show(CLI::App& program, Session& session) {
  const Command command = add_command(program, "show", "one report, statement, event, plan ... with its evidence",
                                      "demarche show report.txt          a file: its text with what was found, chains, events\n"
                                      "demarche show ev_3F9AK2           an event of the ledger; the beginning of its id is enough\n"
                                      "demarche show rp_8YB1 | less -R   a report of the ledger");
  auto options = std::make_shared<ShowOptions>();
  command.add_option("WHAT", options->what, "a file, the id of a record or its beginning, or a report's name")->type_name("PATH");
  add_ledger_flag(command, session);
  add_input_flags(command, session);
  add_data_flag(command, session);
  command.add_option("--width", options->width, "columns of the drawing")->type_name("N")->range(40U, 1000U)->group("Output");
  command.add_flag("--json", options->json, "a report's findings as JSON")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, options] { session.run = [&session, options] { return run_show(session, *options); }; });
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// extract and parse: what the pipeline makes of reports, printed in input order; nothing is kept.
#include <algorithm>
#include <memory>

#include "data_folder.h"
#include "exchange/case_text.h"
#include "exchange/conllu.h"
#include "exchange/drawing.h"
#include "exchange/findings_json.h"
#include "messages.h"
#include "reading.h"
#include "terminal.h"

namespace demarche {
namespace {

struct ExtractOptions {
  bool jsonl = false;
  bool json = false;
  bool case_text = false;
  bool drawing = false;
  std::uint32_t width = 0;
};

using Printer = std::function<std::string(const Document&)>;

Printer choose_printer(const ExtractOptions& options) {
  if (options.jsonl + options.json + options.case_text + options.drawing > 1)
    throw UsageError("bad-usage", "only one of --jsonl, --json, --case, --drawing can be printed");
  if (options.json) return [](const Document& document) { return to_json_page(document) + "\n"; };
  if (options.case_text) return [](const Document& document) { return to_case_text(document); };
  if (options.drawing || (!options.jsonl && stdout_is_terminal())) {
    const DrawingOptions drawing{options.width > 0 ? options.width : terminal_columns(), stdout_color()};
    return [drawing](const Document& document) { return draw_report(document, drawing) + "\n"; };
  }
  return [](const Document& document) { return to_json_line(document) + "\n"; };
}

int print_all(const Session& session, Until until, const Printer& print) {
  const Pipeline pipeline(make_pipeline_options(session));
  Output output;
  const ReadingOutcome outcome = read_inputs(session, pipeline, until, [&](Document&& document) { output.write(print(document)); });
  output.finish();
  return outcome.exit_code();
}

void need_inputs(const Session& session, const char* command) {
  if (session.inputs.empty())
    throw UsageError("no-input", std::string(command) + " needs FILES",
                     std::string("for example: demarche ") + command + " report.txt, or - for standard input");
}

}  // namespace

void add_extract(CLI::App& program, Session& session) {
  const Command command = add_command(program, "extract", "print what reports say, keeping nothing",
                                      "demarche extract report.txt                          drawn, on a terminal\n"
                                      "demarche extract ./archive --jsonl > findings.jsonl  one report a line\n"
                                      "curl -s URL | demarche extract - --as html --case    one finding a line");
  auto options = std::make_shared<ExtractOptions>();
  add_files(command, session);
  add_input_flags(command, session);
  add_reading_flags(command, session);
  command.add_flag("--jsonl", options->jsonl, "one report a line (what a pipe gets if nothing is asked for)")->group("Output");
  command.add_flag("--json", options->json, "the same, indented for people")->group("Output");
  command.add_flag("--case", options->case_text, "one finding a line, with its words")->group("Output");
  command.add_flag("--drawing", options->drawing, "the marked text, chains and events (what a terminal gets)")->group("Output");
  command.add_option("--width", options->width, "columns of the drawing")->type_name("N")->range(40U, 1000U)->group("Output");
  add_color_flag(command, session);
  command.callback([&session, options] {
    session.run = [&session, options] {
      need_inputs(session, "extract");
      return print_all(session, Until::Findings, choose_printer(*options));
    };
  });
}

void add_parse(CLI::App& program, Session& session) {
  const Command command = add_command(program, "parse", "print sentences, tags, trees and names as CoNLL-U, keeping nothing",
                                      "demarche parse report.txt\n"
                                      "demarche parse ./archive --conllu > archive.conllu");
  auto conllu = std::make_shared<bool>(false);
  add_files(command, session);
  add_input_flags(command, session);
  add_reading_flags(command, session);
  command.add_flag("--conllu", *conllu, "CoNLL-U, the only form there is")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, conllu] {
    session.run = [&session, conllu] {
      need_inputs(session, "parse");
      return print_all(session, Until::Syntax, to_conllu);
    };
  });
}

}  // namespace demarche

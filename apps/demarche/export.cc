// SPDX-License-Identifier: Apache-2.0
// export: events in the forms of other programs, whole or not at all.
#include "exchange/export.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "ask.h"
#include "messages.h"

namespace demarche {
namespace {

struct ExportOptions {
  std::string to, out;
  FilterFlags filters{};
  std::vector<std::string> statuses;
  std::string text = "never", names = "spaced", pairs = "all";
  std::string by = "month", unit = "country", id = "iso3";
  bool drop_zeros = false, header = false, force = false;
};

std::vector<std::string> format_names() {
  std::vector<std::string> out;
  for (const ExportFormat& format : export_formats()) out.emplace_back(format.name);
  return out;
}

ExportRequest make_request(const Session& session, const ExportOptions& options) {
  ExportRequest request;
  request.format = options.to;
  request.parameters = filter_parameters(options.filters, "export", Kind::Events);
  for (const std::string& list : options.statuses)
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      request.statuses.push_back(list.substr(begin, end - begin));
      begin = end + 1;
    }
  for (const std::string& status : request.statuses)
    if (!parse_status(status))
      throw UsageError("bad-value", "--include-status «" + status + "» is no status", "planned, requested, threatened, possible, denied");
  request.text = options.text == "full" ? TextKept::Full : options.text == "snippet" ? TextKept::Snippet : TextKept::Never;
  request.header = options.header;
  request.snake_names = options.names == "snake";
  request.first_pair = options.pairs == "first";
  request.program = DEMARCHE_VERSION;
  request.ledger = std::filesystem::path(session.ledger).filename().string();
  if (options.to == "panel")
    request.parameters.insert(request.parameters.end(),
                              {{"by", options.by}, {"unit", options.unit}, {"id", options.id}, {"zeros", options.drop_zeros ? "0" : "1"}});
  return request;
}

void tell_excluded(const ExportFormat& format, const std::vector<Excluded>& excluded, const std::string& path) {
  if (!format.lacks.empty()) print_note("note: " + std::string(format.name) + " has no place for " + std::string(format.lacks));
  if (excluded.empty()) return;
  std::string line = "left out";
  for (const Excluded& row : excluded)
    line += (&row == excluded.data() ? ": " : " · ") + row.reason + " " + grouped(static_cast<std::uint64_t>(row.n));
  print_note(line + (path.empty() ? "" : " (" + path + ".excluded.csv)"));
  if (!format.keeps_status) print_note("  such a row would be read as an event that happened; --include-status takes it all the same");
}

int run_export(const Session& session, const ExportOptions& options) {
  if (options.to.empty()) {
    std::string all;
    for (const std::string& name : format_names()) all += (all.empty() ? "" : ", ") + name;
    throw UsageError("bad-usage", "export needs to know the form: " + all, "for example: demarche export --to csv -o out");
  }
  const ExportFormat& format = find_export_format(options.to);
  const ExportRequest request = make_request(session, options);
  if (!format.keeps_status && !request.statuses.empty())
    print_note("warning: " + std::string(format.name) +
               " has no column for the status: what is planned or denied cannot be told from what happened");
  if (options.out.empty() && format.is_folder)
    throw UsageError("bad-usage", "export --to " + options.to + " writes several files and needs a folder",
                     "for example: demarche export --to " + options.to + " -o out");
  const Answers answers(session.ledger);
  if (options.to != "panel") answers.count(Kind::Events, request.parameters);  // a wrong filter is told before a file is begun
  if (options.out.empty() || options.out == "-") {
    Output output;
    const ExportResult result = write_export(answers, request, [&output](std::string_view bytes) { output.write(bytes); });
    output.finish();
    print_note(counted(static_cast<std::uint64_t>(result.rows), "row"));
    tell_excluded(format, result.excluded, "");
    return kDone;
  }
  const WrittenExport written = export_to_path(answers, request, options.out, options.force);
  for (const WrittenFile& file : written.files) {
    const bool is_paper =
        format.is_folder && file.rows == 0 && file.path.find(".csv") == std::string::npos && file.path.find(".jsonl") == std::string::npos;
    print_note(fmt::format("{}  {} bytes  sha256 {}",
                           is_paper ? file.path : file.path + "  " + counted(static_cast<std::uint64_t>(file.rows), "row"),
                           grouped(file.bytes), file.sha256));
  }
  tell_excluded(format, written.excluded, options.out);
  return kDone;
}

}  // namespace

void add_export(CLI::App& program, Session& session) {
  const Command command = add_command(program, "export", "events in the forms of other programs",
                                      "demarche export --to csv -o out\n"
                                      "demarche export --to plover --country BIH -o bih.jsonl\n"
                                      "demarche export --to gdelt2 --from 1995-08 --until 1995-09 -o events.tsv");
  auto options = std::make_shared<ExportOptions>();
  std::string names;
  for (const std::string& name : format_names()) names += (names.empty() ? "" : "|") + name;
  command.add_option("--to", options->to, "csv and jsonl are all tables in a folder; the others one file")->type_name(names)->group("Form");
  command.add_option("-o,--out", options->out, "file or folder; standard output if not given")->type_name("PATH")->group("Form");
  add_list(command, "--include-status", options->statuses, "planned|requested|threatened|possible|denied",
           "in forms that have no status: take these too, beside happened and ongoing")
      ->group("Form");
  add_choice(command, "--with-text", options->text, {"never", "snippet", "full"},
             "words of the reports beside the quotes; never if not given")
      ->group("Form");
  add_choice(command, "--names", options->names, {"spaced", "snake"}, "ICEWS: Event ID or event_id")->group("Form");
  add_choice(command, "--pairs", options->pairs, {"all", "first"}, "ICEWS, GDELT: a row for each pair of parties, or one an event")
      ->group("Form");
  command.add_flag("--header", options->header, "GDELT: with a first line of names")->group("Form");
  command.add_flag("--force", options->force, "replace what is there")->group("Form");
  command.add_option("--by", options->by, "panel: day, week, month, year, type, status, quad")->type_name("LIST")->group("Panel");
  add_choice(command, "--unit", options->unit, {"none", "country", "dyad", "actor", "place"}, "panel: whose events")->group("Panel");
  add_choice(command, "--id", options->id, {"iso3", "gwcode", "cown"}, "panel: code of countries")->group("Panel");
  command.add_flag("--drop-zeros", options->drop_zeros, "panel: leave out periods without events")->group("Panel");
  add_ledger_flag(command, session);
  add_filter_flags(command, options->filters, {Kind::Events}, true);
  add_color_flag(command, session);
  command.callback([&session, options] {
    session.run = [&session, options] { return in_words_of_flags([&] { return run_export(session, *options); }); };
  });
}

}  // namespace demarche

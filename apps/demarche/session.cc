// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <algorithm>
#include <thread>

#include "messages.h"

namespace demarche {
namespace {

constexpr std::uint32_t kMostJobs = 1024;

Format format_of(const std::string& name) {
  if (name == "text") return Format::Text;
  if (name == "html") return Format::Html;
  if (name == "jsonl") return Format::JsonLine;
  if (name == "warc") return Format::Warc;
  return Format::Auto;
}

void add_map_entry(std::map<std::string, std::string>& fields, const std::string& entry) {
  static const std::vector<std::string> kNames = {"id", "date", "title", "text", "source", "url"};
  const std::size_t equals = entry.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == entry.size())
    throw UsageError("bad-map", "--map «" + entry + "» is not NAME=FIELD", "for example --map text=body,date=published");
  const std::string name = entry.substr(0, equals);
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) {
    const std::string near = nearest_name(name, kNames);
    throw UsageError("bad-map", "--map «" + entry + "»: there is no field «" + name + "» to fill",
                     (near.empty() ? "" : "did you mean " + near + "?\n") + std::string("there are id, date, title, text, source, url"));
  }
  fields[name] = entry.substr(equals + 1);
}

}  // namespace

void add_color_flag(const Command& command, Session& session) {
  command.add_flag("--no-color", session.no_color, "no color, also on a terminal (or set NO_COLOR)")->group("Other");
}

void add_ledger_flag(const Command& command, Session& session) {
  command.add_option("-l,--ledger", session.ledger, "the ledger (or set DEMARCHE_LEDGER); ./demarche.db if not given")
      ->envname("DEMARCHE_LEDGER")
      ->type_name("PATH");
}

void add_data_flag(const Command& command, Session& session) {
  command.add_option("--data", session.data, "folder that holds models/ and lexicons/ (or set DEMARCHE_DATA)")
      ->type_name("DIR")
      ->group("Reading");
}

void add_files(const Command& command, Session& session) {
  command.add_option("FILES", session.inputs, "files, folders, globs, or - for standard input")->type_name("PATH");
}

void add_input_flags(const Command& command, Session& session) {
  add_choice(command, "--as", session.as, {"auto", "text", "html", "jsonl", "warc"}, "what the files are; guessed if not given")
      ->group("Input");
  add_list(command, "--map", session.map, "NAME=FIELD", "fields of JSON Lines: text=body,date=published,source=outlet")
      ->delimiter(',')
      ->group("Input");
  command.add_option("--date", session.date, "publication date of reports that have none")->type_name("DATE")->group("Input");
  command.add_option("--source", session.source, "outlet of reports that name none")->type_name("NAME")->group("Input");
  command.add_option("--max-report-bytes", session.max_report_bytes, "refuse longer reports; 16 MiB if not given")
      ->type_name("N")
      ->group("Input");
  command.add_option("--max-file-bytes", session.max_file_bytes, "stop in a longer file, unpacked; 4 GiB if not given")
      ->type_name("N")
      ->group("Input");
  command.add_option("--max-depth", session.max_depth, "refuse deeper nesting of tags; 512 if not given")->type_name("N")->group("Input");
  command.add_option("--max-parse-seconds", session.max_parse_seconds, "give up a page whose tags take longer; 10 if not given")
      ->type_name("N")
      ->group("Input");
}

void add_reading_flags(const Command& command, Session& session) {
  command.add_option("-j,--jobs", session.jobs, "reports read at the same time; all cores if not given")
      ->type_name("N")
      ->range(1U, kMostJobs)
      ->group("Reading");
  command.add_option("--min-confidence", session.min_confidence, "leave out findings below, 0 to 1")
      ->type_name("P")
      ->range(0.0, 1.0)
      ->group("Reading");
  add_data_flag(command, session);
  command.add_option("--errors", session.errors_path, "write what was refused, as JSON Lines")->type_name("FILE")->group("Output");
}

Flag add_choice(const Command& command, const std::string& flags, std::string& value, const std::vector<std::string>& choices,
                const std::string& purpose) {
  std::string type;
  for (const std::string& choice : choices) type += (type.empty() ? "" : "|") + choice;
  const auto check = [choices, flags, type](const std::string& given) -> std::string {
    if (std::find(choices.begin(), choices.end(), given) != choices.end()) return {};
    const std::string near = nearest_name(given, choices);
    throw UsageError("bad-value", flags + " «" + given + "» is not one of " + type, near.empty() ? "" : "did you mean " + near + "?");
  };
  return command.add_option(flags, value, purpose)->type_name(type)->check(check);
}

Flag add_list(const Command& command, const std::string& flags, std::vector<std::string>& values, const std::string& type,
              const std::string& purpose) {
  return command.add_option(flags, values, purpose)->type_name(type)->one_each();
}

IntakeOptions make_intake_options(const Session& session) {
  IntakeOptions options;
  options.format = format_of(session.as);
  for (const std::string& entry : session.map) add_map_entry(options.fields, entry);
  if (!session.date.empty()) options.date = parse_day("--date", session.date);
  options.source = session.source;
  options.max_report_bytes = session.max_report_bytes;
  options.max_file_bytes = session.max_file_bytes;
  options.max_depth = session.max_depth;
  options.max_parse_seconds = session.max_parse_seconds;
  return options;
}

std::size_t worker_count(const Session& session) {
  return session.jobs > 0 ? session.jobs : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace demarche

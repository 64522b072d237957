// SPDX-License-Identifier: Apache-2.0
// doctor: whether this machine and installation can do the work; version: what exactly does it.
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "data_folder.h"
#include "ledger/ledger_reader.h"
#include "machine.h"
#include "messages.h"
#include "terminal.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

const Style kGood{Color::Green, true, false, false, false, false};
const Style kBad{Color::Red, true, false, false, false, false};

class Checkup {
 public:
  void good(const std::string& what, const std::string& detail) { add("ok", kGood, what, detail); }

  void bad(const std::string& what, const std::string& detail, const std::string& remedy) {
    add("✗ ", kBad, what, detail);
    for (std::size_t begin = 0; begin < remedy.size();) {
      const std::size_t end = std::min(remedy.find('\n', begin), remedy.size());
      output_.write("                 " + remedy.substr(begin, end - begin) + "\n");
      begin = end + 1;
    }
    is_well_ = false;
  }

  int finish() {
    output_.write(is_well_ ? "All is well\n" : "Not all is well\n");
    output_.finish();
    return is_well_ ? kDone : kFailed;
  }

 private:
  void add(const char* mark, Style style, const std::string& what, const std::string& detail) {
    StyledText line(" ", {});
    line.add(mark, style).add("  " + what);
    line.pad(17);
    output_.write(line.add(detail, kDim).render(stdout_color()) + "\n");
  }

  Output output_{};
  bool is_well_ = true;
};

void check_pipeline(Checkup& checkup, const Session& session) {
  try {
    const DataFolder data = find_data(session);
    checkup.good("data", fs::weakly_canonical(data.path).string());
    const Pipeline pipeline(make_pipeline_options(session));
    checkup.good("model", pipeline.run().model);
    checkup.good("lexicons", pipeline.run().lexicons);
  } catch (const Error& error) {
    checkup.bad(error.code() == ErrorCode::LexiconInvalid ? "lexicons" : "model", error.message(), error.remedy());
  }
}

void check_ledger(Checkup& checkup, const Session& session) {
  std::error_code error;
  const fs::path folder = fs::absolute(session.ledger, error).parent_path();
  if (!fs::exists(session.ledger, error)) {
    if (access(folder.c_str(), W_OK) == 0)
      checkup.good("ledger", session.ledger + ": none yet; demarche read makes it");
    else
      checkup.bad("ledger", "cannot be made in " + folder.string(), "name another place by --ledger");
    return;
  }
  try {
    const LedgerReader reader(session.ledger);
    const Count count = reader.count_events({});
    checkup.good("ledger", session.ledger + ": " + counted(reader.count_reports({}).rows, "report") + ", " +
                               counted(reader.count_statements({}).rows, "statement") + ", " + counted(count.rows, "event"));
  } catch (const Error& problem) {
    checkup.bad("ledger", problem.message(), problem.remedy());
    return;
  }
  if (access(session.ledger.c_str(), W_OK) == 0 && access(folder.c_str(), W_OK) == 0)
    checkup.good("writing", "allowed, the folder too");
  else
    checkup.bad("writing", "not allowed to " + session.ledger + " or its folder", "asking is possible, reading more in is not");
}

int run_doctor(const Session& session) {
  Checkup checkup;
  checkup.good("program", std::string(DEMARCHE_VERSION));
  checkup.good("processor", std::string("AVX2 FMA F16C BMI2; the model runs on ") + best_instructions());
  checkup.good("workers", std::to_string(worker_count(session)));
  check_pipeline(checkup, session);
  check_ledger(checkup, session);
  return checkup.finish();
}

int run_version(const Session& session, bool as_json) {
  nlohmann::ordered_json version = {
      {"program", DEMARCHE_VERSION},
      {"model", nullptr},
      {"lexicons", nullptr},
      {"settings", nullptr},
      {"libraries", {{"oneDNN", DEMARCHE_DNNL_VERSION}, {"SQLite", DEMARCHE_SQLITE_VERSION}, {"ICU", DEMARCHE_ICU_VERSION}}},
      {"compiler", __VERSION__}};
  std::string trouble;
  try {
    const Pipeline pipeline(make_pipeline_options(session));
    version["program"] = pipeline.run().program;
    version["model"] = pipeline.run().model;
    version["lexicons"] = pipeline.run().lexicons;
    version["settings"] = pipeline.run().settings;
  } catch (const Error& error) {
    trouble = error.message();
  }
  Output output;
  if (as_json) {
    output.write(version.dump(2) + "\n");
  } else {
    const auto text = [&version](const char* key) { return version[key].is_null() ? "none" : version[key].get<std::string>(); };
    output.write("demarche " + text("program") + "\n");
    output.write("  model      " + text("model") + "\n  lexicons   " + text("lexicons") + "\n");
    output.write("  libraries  oneDNN " DEMARCHE_DNNL_VERSION ", SQLite " DEMARCHE_SQLITE_VERSION ", ICU " DEMARCHE_ICU_VERSION "\n");
    output.write(std::string("  processor  ") + best_instructions() + "\n");
  }
  output.finish();
  if (!trouble.empty()) print_note("note: " + trouble + "; demarche doctor says more");
  return kDone;
}

}  // namespace

void add_doctor(CLI::App& program, Session& session) {
  const Command command = add_command(program, "doctor", "check machine, model, lexicons and ledger",
                                      "demarche doctor\n"
                                      "demarche doctor -l archive.db");
  add_ledger_flag(command, session);
  add_data_flag(command, session);
  add_color_flag(command, session);
  command.callback([&session] { session.run = [&session] { return run_doctor(session); }; });
}

void add_version(CLI::App& program, Session& session) {
  const Command command = add_command(program, "version", "program, model, lexicons, libraries", "demarche version --json");
  auto as_json = std::make_shared<bool>(false);
  add_data_flag(command, session);
  command.add_flag("--json", *as_json, "as JSON")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, as_json] { session.run = [&session, as_json] { return run_version(session, *as_json); }; });
}

}  // namespace demarche

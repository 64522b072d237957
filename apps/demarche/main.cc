// SPDX-License-Identifier: Apache-2.0
// demarche: the command line. Finds out what is wanted, runs it, and is the border where errors become words and exit codes.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>

#include "messages.h"
#include "session.h"
#include "terminal.h"

namespace demarche {
namespace {

void add_commands(CLI::App& program, Session& session) {
  program.set_help_flag("-h,--help");
  program.set_version_flag("--version", std::string("demarche ") + DEMARCHE_VERSION);
  program.allow_extras();
  program.require_subcommand(0, 1);
  add_read(program, session);
  add_extract(program, session);
  add_parse(program, session);
  add_query(program, session);
  add_count(program, session);
  add_search(program, session);
  add_show(program, session);
  add_explain(program, session);
  add_export(program, session);
  add_link(program, session);
  add_serve(program, session);
  add_get(program, session);
  add_audit(program, session);
  add_doctor(program, session);
  add_version(program, session);
  add_completion(program, session);
}

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> flag_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

[[noreturn]] void refuse_unknown_command(const CLI::App& program, const std::string& name) {
  const std::string near = nearest_name(name, command_names(program));
  throw UsageError("unknown-command", "there is no command «" + name + "»",
                   near.empty() ? "demarche lists all commands" : "did you mean demarche " + near + "?");
}

[[noreturn]] void refuse_extra(const CLI::App& command, const std::string& given) {
  const std::string place = "demarche " + command.get_name();
  if (given.empty() || given[0] != '-')
    throw UsageError("bad-usage", place + " does not take «" + given + "»", place + " --help shows what it takes");
  const std::string flag = given.substr(0, given.find('='));
  const std::string near = nearest_name(flag, flag_names(command));
  throw UsageError("unknown-flag", place + " has no flag " + flag,
                   (near.empty() ? "" : "did you mean " + near + "?\n") + place + " --help lists all flags");
}

const CLI::App* chosen_command(const CLI::App& program) {
  const auto chosen = program.get_subcommands();
  return chosen.empty() ? nullptr : chosen.front();
}

int print_page(const std::string& text) {
  Output output;
  output.write(text);
  output.finish();
  return kDone;
}

/// "demarche help query" is "demarche query --help".
std::vector<std::string> arguments_of(int count, char** words) {
  std::vector<std::string> arguments(words + 1, words + count);
  if (!arguments.empty() && arguments[0] == "help") {
    arguments.erase(arguments.begin());
    arguments.push_back("--help");
  }
  return {arguments.rbegin(), arguments.rend()};  // CLI11 takes them from the back
}

int run(int count, char** words) {
  Session session;
  session.program = words[0];
  CLI::App program("demarche");
  add_commands(program, session);
  try {
    program.parse(arguments_of(count, words));
  } catch (const CLI::CallForHelp&) {
    const CLI::App* command = chosen_command(program);
    if (command == nullptr && !program.remaining().empty()) refuse_unknown_command(program, program.remaining().front());
    return print_page(help_of(command == nullptr ? program : *command));
  } catch (const CLI::CallForVersion&) {
    return print_page(std::string("demarche ") + DEMARCHE_VERSION + "\n");
  } catch (const CLI::ParseError& error) {
    const CLI::App* command = chosen_command(program);
    throw UsageError("bad-usage", error.what(), command == nullptr ? "" : "demarche " + command->get_name() + " --help");
  }
  if (session.no_color) forbid_color();
  const CLI::App* command = chosen_command(program);
  if (command == nullptr) {
    const std::vector<std::string> extras = program.remaining();
    if (extras.empty()) return print_page(start_page());
    if (extras.front()[0] != '-') refuse_unknown_command(program, extras.front());
    throw UsageError("unknown-flag", "demarche has no flag " + extras.front(), "demarche alone lists all commands");
  }
  if (!command->remaining().empty()) refuse_extra(*command, command->remaining().front());
  return session.run();
}

int run_and_tell(int count, char** words) {
  try {
    return run(count, words);
  } catch (const PipeClosed&) {
    return kPipeClosed;
  } catch (const Error& error) {
    print_error(error);
    return exit_code_of(error.code());
  } catch (const Bug& bug) {
    print_error("internal", bug.what(), "this is a defect of the program: please report it with the input that shows it");
  } catch (const std::bad_alloc&) {
    print_error("out-of-memory", "not enough memory", "fewer workers need less: --jobs 1");
  } catch (const std::exception& error) {
    print_error("internal", error.what(), "this is a defect of the program: please report it with the input that shows it");
  }
  return kFailed;
}

}  // namespace
}  // namespace demarche

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is found where it is written to
  return demarche::run_and_tell(count, words);
}

// SPDX-License-Identifier: Apache-2.0
// Help: an example first, then the flags in their groups, from the tables by which they were declared.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "exchange/styled_text.h"
#include "session.h"

namespace demarche {
namespace {

constexpr std::size_t kFlagColumn = 28;
constexpr std::size_t kLongestType = 24;
constexpr std::uint32_t kHelpColumns = 100;

/// "-l, --ledger PATH"
std::string flag_text(const CLI::Option& option) {
  std::string out;
  for (const std::string& name : option.get_snames()) out += (out.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) out += (out.empty() ? "    --" : ", --") + name;
  if (out.empty()) out = option.get_name();
  const std::string type = option.get_type_name();
  if (option.get_items_expected_max() > 0 && !option.get_positional() && !type.empty())
    out += " " + (type.size() > kLongestType ? "NAME" : type);
  return out;
}

void write_option(std::string& out, const CLI::Option& option) {
  std::string line = "  " + flag_text(option);
  if (line.size() + 2 > kFlagColumn) {
    out += line + "\n";
    line.clear();
  }
  line.resize(kFlagColumn, ' ');
  bool first = true;
  for (const StyledText& words : StyledText(option.get_description(), {}).wrap(kHelpColumns - kFlagColumn)) {
    out += (first ? line : std::string(kFlagColumn, ' ')) + words.render(ColorMode::Off) + "\n";
    first = false;
  }
}

/// Commands and flags in the order of their declaration; groups in the order of their first flag, "Other" last.
std::vector<std::string> groups_of(const std::vector<const CLI::Option*>& options) {
  std::vector<std::string> groups;
  for (const CLI::Option* option : options)
    if (!option->get_positional() && std::find(groups.begin(), groups.end(), option->get_group()) == groups.end())
      groups.push_back(option->get_group());
  std::stable_partition(groups.begin(), groups.end(), [](const std::string& name) { return name == "Options"; });
  std::stable_partition(groups.begin(), groups.end(), [](const std::string& name) { return name != "Other"; });
  return groups;
}

std::string indented(const std::string& text) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += "  " + line + "\n";
  return out;
}

}  // namespace

std::string help_of(const CLI::App& command) {
  const bool is_program = command.get_parent() == nullptr;
  if (is_program) return start_page();
  std::string out = "demarche " + command.get_name() + " — " + command.get_description() + "\n\n";
  out += indented(command.get_footer()) + "\nUsage  demarche " + command.get_name();
  const std::vector<const CLI::Option*> options = command.get_options();
  for (const CLI::Option* option : options)
    if (option->get_positional()) out += " " + option->get_name() + (option->get_items_expected_max() > 1 ? "..." : "");
  out += " [OPTIONS]\n";
  for (const CLI::Option* option : options)
    if (option->get_positional()) write_option(out, *option);
  for (const std::string& group : groups_of(options)) {
    out += "\n" + group + "\n";
    for (const CLI::Option* option : options)
      if (!option->get_positional() && option->get_group() == group) write_option(out, *option);
  }
  return out;
}

std::string start_page() {
  return R"(demarche — a ledger of who said what and who did what, with the words that show it

  demarche show report.txt                 look at one report, nothing is kept
  demarche read ./archive                  read reports into ./demarche.db
  demarche query events --status planned   ask

Read
  read        reports into a ledger
  extract     findings of reports as JSON Lines; keeps nothing
  parse       sentences, tags and trees as CoNLL-U; keeps nothing

Ask
  query       events, statements, reports, actors, plans ... of a ledger
  show        one of them with its evidence
  count       events by time and by whom: panels
  search      full text, with who said it
  explain     what was found in each sentence, and by which rule
  serve       the web page and the HTTP API
  get         what that API would answer, without a server
  export      events for other programs: CSV, PLOVER, GDELT ...

Keep
  link        make all links again: copies, actors, events, plans
  audit       prove that a ledger's quotes stand in its reports
  doctor      check machine, model, lexicons and ledger
  version     program, model, lexicons, libraries
  completion  completion for bash, zsh or fish

  demarche COMMAND --help        examples and all flags of a command
)";
}

}  // namespace demarche

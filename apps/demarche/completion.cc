// SPDX-License-Identifier: Apache-2.0
// completion: scripts for shells, made from the tables by which commands declare their flags.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <sstream>

#include "messages.h"
#include "session.h"
#include "terminal.h"

namespace demarche {
namespace {

/// What may follow a flag.
enum class Value : std::uint8_t { None, File, Choice, Other };

struct FlagRow {
  std::vector<std::string> names{};  ///< "-l", "--ledger"
  std::string purpose{};
  Value value = Value::None;
  std::vector<std::string> choices{};
};

struct CommandRow {
  std::string name{};
  std::string purpose{};
  bool takes_files = false;
  std::vector<std::string> words{};  ///< its first argument, where that is one of a few
  std::vector<FlagRow> flags{};
};

std::vector<std::string> split_choices(const std::string& type) {
  std::vector<std::string> out;
  std::istringstream parts(type);
  for (std::string part; std::getline(parts, part, '|');) out.push_back(part);
  return out.size() > 1 ? out : std::vector<std::string>{};
}

FlagRow row_of(const CLI::Option& option) {
  FlagRow row;
  for (const std::string& name : option.get_snames()) row.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) row.names.push_back("--" + name);
  row.purpose = option.get_description();
  const std::string type = option.get_type_name();
  row.choices = split_choices(type);
  if (option.get_items_expected_max() == 0)
    row.value = Value::None;
  else if (!row.choices.empty())
    row.value = Value::Choice;
  else
    row.value = type == "PATH" || type == "FILE" || type == "DIR" ? Value::File : Value::Other;
  return row;
}

std::vector<CommandRow> table_of(const CLI::App& program) {
  std::vector<CommandRow> table;
  for (const CLI::App* command : program.get_subcommands({})) {
    CommandRow row{command->get_name(), command->get_description(), false, {}, {}};
    for (const CLI::Option* option : command->get_options()) {
      if (!option->get_positional()) {
        row.flags.push_back(row_of(*option));
      } else if (option->get_type_name() == "PATH") {
        row.takes_files = true;
      } else {
        row.words = split_choices(option->get_type_name());
      }
    }
    table.push_back(std::move(row));
  }
  return table;
}

std::string join(const std::vector<std::string>& words, const char* between = " ") {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

/// Words in single quotes for a shell.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string bash_script(const std::vector<CommandRow>& table) {
  std::vector<std::string> commands;
  for (const CommandRow& row : table) commands.push_back(row.name);
  std::string out =
      "# bash completion for demarche: source <(demarche completion bash)\n_demarche() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} flags=''\n  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W " +
      quoted(join(commands)) + " -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const CommandRow& row : table) {
    out += "    " + row.name + ")\n      case $before in\n";
    std::vector<std::string> all;
    for (const FlagRow& flag : row.flags) {
      all.insert(all.end(), flag.names.begin(), flag.names.end());
      if (flag.value == Value::None) continue;
      out += "        " + join(flag.names, "|") + ") ";
      if (flag.value == Value::Choice) out += "COMPREPLY=($(compgen -W " + quoted(join(flag.choices)) + " -- \"$word\")); ";
      if (flag.value == Value::File) out += "COMPREPLY=($(compgen -f -- \"$word\")); ";
      out += "return ;;\n";
    }
    out += "      esac\n      flags=" + quoted(join(all)) + "\n";
    if (!row.words.empty())
      out += "      if [ \"$COMP_CWORD\" -eq 2 ]; then COMPREPLY=($(compgen -W " + quoted(join(row.words)) + " -- \"$word\")); fi\n";
    if (row.takes_files) out += "      case $word in -*) ;; *) COMPREPLY=($(compgen -f -- \"$word\")) ;; esac\n";
    out += "      ;;\n";
  }
  return out +
         "  esac\n  case $word in -*) COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")) ;; esac\n}\n"
         "complete -o filenames -F _demarche demarche\n";
}

/// Text inside [...] of a zsh specification.
std::string zsh_purpose(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_flag(const FlagRow& flag) {
  std::string action;
  if (flag.value == Value::File) action = ":file:_files";
  if (flag.value == Value::Choice) action = ":value:(" + join(flag.choices) + ")";
  if (flag.value == Value::Other) action = ":value:";
  std::string out;
  for (const std::string& name : flag.names)
    out += fmt::format("        {} \\\n", quoted(fmt::format("*{}[{}]{}", name, zsh_purpose(flag.purpose), action)));
  return out;
}

std::string zsh_script(const std::vector<CommandRow>& table) {
  std::string out =
      "#compdef demarche\n# zsh completion for demarche: demarche completion zsh > ~/.zfunc/_demarche\n_demarche() {\n"
      "  local -a commands\n  commands=(\n";
  for (const CommandRow& row : table) out += "    " + quoted(row.name + ":" + row.purpose) + "\n";
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n"
      "  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const CommandRow& row : table) {
    out += "    " + row.name + ")\n      _arguments \\\n";
    for (const FlagRow& flag : row.flags) out += zsh_flag(flag);
    if (!row.words.empty()) out += "        " + quoted("1:what:(" + join(row.words) + ")") + " \\\n";
    out += row.takes_files ? "        '*:file:_files'\n" : "        '*: :'\n";
    out += "      ;;\n";
  }
  return out + "  esac\n}\ncompdef _demarche demarche\n";
}

std::string fish_script(const std::vector<CommandRow>& table) {
  std::string out =
      "# fish completion for demarche: demarche completion fish > ~/.config/fish/completions/demarche.fish\n"
      "complete -c demarche -f\n";
  for (const CommandRow& row : table) {
    out += "complete -c demarche -n __fish_use_subcommand -a " + row.name + " -d " + quoted(row.purpose) + "\n";
    const std::string start = "complete -c demarche -n " + quoted("__fish_seen_subcommand_from " + row.name);
    if (row.takes_files) out += start + " -F\n";
    if (!row.words.empty()) out += start + " -a " + quoted(join(row.words)) + "\n";
    for (const FlagRow& flag : row.flags) {
      out += start;
      for (const std::string& name : flag.names) out += name[1] == '-' ? " -l " + name.substr(2) : " -s " + name.substr(1);
      out += " -d " + quoted(flag.purpose);
      if (flag.value == Value::Choice) out += " -x -a " + quoted(join(flag.choices));
      if (flag.value == Value::File) out += " -r -F";
      if (flag.value == Value::Other) out += " -x";
      out += "\n";
    }
  }
  return out;
}

}  // namespace

std::string completion_script(const CLI::App& program, const std::string& shell) {
  const std::vector<CommandRow> table = table_of(program);
  if (shell == "bash") return bash_script(table);
  if (shell == "zsh") return zsh_script(table);
  return fish_script(table);
}

void add_completion(CLI::App& program, Session& session) {
  const Command command = add_command(program, "completion", "completion of commands and flags for a shell",
                                      "source <(demarche completion bash)\n"
                                      "demarche completion zsh > ~/.zfunc/_demarche\n"
                                      "demarche completion fish > ~/.config/fish/completions/demarche.fish");
  auto shell = std::make_shared<std::string>();
  add_choice(command, "SHELL", *shell, {"bash", "zsh", "fish"}, "bash, zsh or fish");
  const CLI::App* whole = &program;
  command.callback([&session, shell, whole] {
    session.run = [shell, whole] {
      if (shell->empty())
        throw UsageError("bad-usage", "completion needs the shell: bash, zsh or fish", "for example: demarche completion bash");
      Output output;
      output.write(completion_script(*whole, *shell));
      output.finish();
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace demarche

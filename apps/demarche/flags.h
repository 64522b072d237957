// SPDX-License-Identifier: Apache-2.0
// How commands declare their flags. flags.cc alone stands for the library that parses them (with main, help and completion, which look
// at what was declared): its header is large, and every command would pay for it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace demarche {

/// One flag or operand; the functions may follow one another.
class Flag {
 public:
  explicit Flag(CLI::Option* option) : option_(option) {}
  Flag* operator->() { return this; }

  Flag& type_name(const std::string& name);    ///< what help calls the value
  Flag& group(const std::string& title);       ///< heading of help under which it stands
  Flag& envname(const std::string& variable);  ///< taken from there where the flag is not given
  Flag& range(double least, double most);
  Flag& delimiter(char mark);  ///< several values in one, e.g. between commas
  Flag& one_each();            ///< one value each time it is given
  /// `test` returns or throws what is wrong with a value.
  Flag& check(const std::function<std::string(const std::string&)>& test);

 private:
  CLI::Option* option_;
};

/// A command of the program, while its flags are declared. Copies stand for the same command.
class Command {
 public:
  explicit Command(CLI::App& app) : app_(&app) {}

  Flag add_flag(const std::string& names, bool& value, const std::string& purpose) const;
  Flag add_option(const std::string& names, std::string& value, const std::string& purpose) const;
  Flag add_option(const std::string& names, std::vector<std::string>& values, const std::string& purpose) const;
  Flag add_option(const std::string& names, std::uint32_t& value, const std::string& purpose) const;
  Flag add_option(const std::string& names, std::uint64_t& value, const std::string& purpose) const;
  Flag add_option(const std::string& names, float& value, const std::string& purpose) const;
  void callback(std::function<void()> chosen) const;  ///< runs when the command was chosen, after its flags were read
  std::size_t count(const std::string& flag) const;   ///< how often it was given

 private:
  CLI::App* app_;
};

/// A command: one line of what it does, and examples that its help begins with.
Command add_command(CLI::App& program, const std::string& name, const std::string& purpose, const std::string& examples);

}  // namespace demarche

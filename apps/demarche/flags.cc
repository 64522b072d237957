// SPDX-License-Identifier: Apache-2.0
#include "flags.h"

#include <CLI/CLI.hpp>

namespace demarche {

Flag& Flag::type_name(const std::string& name) {
  return option_->type_name(name), *this;
}
Flag& Flag::group(const std::string& title) {
  return option_->group(title), *this;
}
Flag& Flag::envname(const std::string& variable) {
  return option_->envname(variable), *this;
}
Flag& Flag::range(double least, double most) {
  return option_->check(CLI::Range(least, most).description("")), *this;
}
Flag& Flag::delimiter(char mark) {
  return option_->delimiter(mark), *this;
}
Flag& Flag::one_each() {
  return option_->allow_extra_args(false), *this;
}
Flag& Flag::check(const std::function<std::string(const std::string&)>& test) {
  return option_->check(CLI::Validator(test, "")), *this;
}

Flag Command::add_flag(const std::string& names, bool& value, const std::string& purpose) const {
  return Flag(app_->add_flag(names, value, purpose));
}
Flag Command::add_option(const std::string& names, std::string& value, const std::string& purpose) const {
  return Flag(app_->add_option(names, value, purpose));
}
Flag Command::add_option(const std::string& names, std::vector<std::string>& values, const std::string& purpose) const {
  return Flag(app_->add_option(names, values, purpose));
}
Flag Command::add_option(const std::string& names, std::uint32_t& value, const std::string& purpose) const {
  return Flag(app_->add_option(names, value, purpose));
}
Flag Command::add_option(const std::string& names, std::uint64_t& value, const std::string& purpose) const {
  return Flag(app_->add_option(names, value, purpose));
}
Flag Command::add_option(const std::string& names, float& value, const std::string& purpose) const {
  return Flag(app_->add_option(names, value, purpose));
}
void Command::callback(std::function<void()> chosen) const {
  app_->callback(std::move(chosen));
}
std::size_t Command::count(const std::string& flag) const {
  return app_->get_option(flag)->count();
}

Command add_command(CLI::App& program, const std::string& name, const std::string& purpose, const std::string& examples) {
  CLI::App& command = *program.add_subcommand(name, purpose);
  command.footer(examples);
  command.allow_extras();  // main.cc names what was meant
  command.set_help_flag("-h,--help", "this help")->group("Other");
  return Command(command);
}

}  // namespace demarche

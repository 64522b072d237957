// SPDX-License-Identifier: Apache-2.0
// What the two output streams are, and standard output itself with errors that are noticed.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "exchange/styled_text.h"

namespace demarche {

/// --no-color was given. Before anything is printed.
void forbid_color();

/// NO_COLOR (not empty) and --no-color win over FORCE_COLOR and CLICOLOR_FORCE; else color is for terminals that are not
/// "dumb". Each stream is judged by itself.
ColorMode stdout_color();
ColorMode stderr_color();
bool stdout_is_terminal();
bool stderr_is_terminal();
/// COLUMNS, or the terminal's width, or 80.
std::uint32_t terminal_columns();

/// The reader of standard output went away: end quietly.
class PipeClosed : public std::exception {};

/// Standard output. Data only; everything else goes to standard error.
class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() = default;  ///< what was not finished is lost: finish() is the promise

  /// Throws PipeClosed, Error(FileUnwritable).
  void write(std::string_view bytes);
  void finish();

 private:
  std::string buffer_{};
};

/// Replaces the line of progress on standard error, if that is a terminal.
void show_progress(std::string_view line);
void clear_progress();

}  // namespace demarche

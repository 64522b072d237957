// SPDX-License-Identifier: Apache-2.0
// What the program says to people, always on standard error: errors with a slug and a remedy, notes, and the nearest right name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/error.h"

namespace demarche {

/// Exit codes, the same for all commands (docs/manual/command-line.md).
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,        ///< unexpected, or this machine or installation does not fit
  kWrongUse = 2,      ///< unknown flag, bad value; nothing was done
  kDoneInPart = 3,    ///< some inputs were refused
  kNothingFound = 4,  ///< no such record; or no rows, with --exit-empty
  kLedgerTrouble = 5,
  kRefused = 6,     ///< all inputs were refused
  kNotWritten = 7,  ///< output could not be completed
  kInterrupted = 130,
  kPipeClosed = 141,  ///< the reader of standard output went away; says nothing
};

ExitCode exit_code_of(ErrorCode code);

/// Wrong use with a slug of its own, e.g. "bad-date".
class UsageError : public Error {
 public:
  UsageError(std::string slug, std::string message, std::string remedy = "")
      : Error(ErrorCode::BadUsage, std::move(message), std::move(remedy)), slug_(std::move(slug)) {}
  const std::string& own_slug() const { return slug_; }

 private:
  std::string slug_;
};

/// "error[slug]: message", and each line of the remedy indented below.
void print_error(std::string_view slug, std::string_view message, std::string_view remedy = "");
void print_error(const Error& error);
/// One line on standard error.
void print_note(std::string_view text);
/// "error[slug]: where: message" for what was refused, "note[slug]: where: message" for the rest.
void print_diagnostic(const Diagnostic& diagnostic);

/// The candidate that differs least from `name`, if it is near enough to be meant; else empty.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "1,234,567"
std::string grouped(std::uint64_t number);
/// "1 report", "2,000 reports"
std::string counted(std::uint64_t number, std::string_view one);

}  // namespace demarche

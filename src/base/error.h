// SPDX-License-Identifier: Apache-2.0
// The one way to say "cannot go on": Error, thrown by fail(), caught at the program's borders only.
// Bad data is not an error: readers return the best value and add to Diagnostics (diagnostics.h).
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace demarche {

/// What went wrong, as a stable slug for people and programs. Each maps to an exit code of the command line.
enum class ErrorCode : std::uint8_t {
  FileUnreadable,      ///< cannot open or read
  FileUnwritable,      ///< cannot create, write or rename (disk full too)
  InputTooLarge,       ///< over a limit; the message names the limit and its flag
  InputInvalid,        ///< not of the format it claims
  ModelMismatch,       ///< the model file is damaged, of another format, or does not fit this program
  LexiconInvalid,      ///< a table of facts cannot be used
  LedgerMissing,       ///< no ledger at that path
  LedgerTooNew,        ///< written by a newer program
  LedgerTooOld,        ///< a writer must bring it forward before this question can be asked
  LedgerBusy,          ///< another writer holds it
  LedgerDamaged,       ///< not a ledger, or inconsistent
  BadUsage,            ///< wrong flag or value; nothing was done
  NotFound,            ///< no record of that id
  QueryTooSlow,        ///< a question took longer than it may
  UnsupportedMachine,  ///< the processor lacks what the program needs
};

/// "file-unreadable", "ledger-too-new" ...: the slug printed in error[...].
std::string_view slug(ErrorCode code);

/// Carries what failed, which thing, and what to do (`remedy`, may be empty).
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message, std::string remedy = "")
      : code_(code), message_(std::move(message)), remedy_(std::move(remedy)) {}
  const char* what() const noexcept override { return message_.c_str(); }
  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& remedy() const { return remedy_; }

 private:
  ErrorCode code_;
  std::string message_;
  std::string remedy_;
};

/// A broken invariant: a defect of the program, never of the data.
class Bug : public std::exception {
 public:
  explicit Bug(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

template <class... Args>
[[noreturn]] void fail(ErrorCode code, fmt::format_string<Args...> format, Args&&... args) {
  throw Error(code, fmt::format(format, std::forward<Args>(args)...));
}

[[noreturn]] void report_bug(const char* expression, const char* file, int line);

/// Always on. Ends the work on this report, not the program.
#define DEMARCHE_CHECK(expression)                                              \
  do {                                                                          \
    if (!(expression)) ::demarche::report_bug(#expression, __FILE__, __LINE__); \
  } while (false)

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Problems found in data while the work goes on: odd bytes in a report, a bad line of a table.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace demarche {

enum class Severity : std::uint8_t { Note, Warning, Refused };

struct Diagnostic {
  Severity severity = Severity::Warning;
  std::string code;     ///< stable slug, e.g. "invalid-utf8"
  std::string where;    ///< file, file:line or report id
  std::string message;  ///< what, and what was done about it
};

using Diagnostics = std::vector<Diagnostic>;

inline void refuse(Diagnostics& diagnostics, const char* code, const std::string& where, std::string message) {
  diagnostics.push_back({Severity::Refused, code, where, std::move(message)});
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "messages.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "exchange/styled_text.h"
#include "terminal.h"

namespace demarche {
namespace {

const Style kRed{Color::Red, true, false, false, false, false};
const Style kYellow{Color::Yellow, false, false, false, false, false};

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

void print_message(std::string_view word, Style style, std::string_view slug, std::string_view message) {
  StyledText line(word, style);
  line.add("[" + std::string(slug) + "]", style).add(": ");
  line.add(message);
  print_note(line.render(stderr_color()));
}

}  // namespace

ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::FileUnreadable:
    case ErrorCode::InputTooLarge:
    case ErrorCode::InputInvalid:
      return kRefused;
    case ErrorCode::FileUnwritable:
      return kNotWritten;
    case ErrorCode::LedgerMissing:
    case ErrorCode::LedgerTooNew:
    case ErrorCode::LedgerTooOld:
    case ErrorCode::LedgerBusy:
    case ErrorCode::LedgerDamaged:
      return kLedgerTrouble;
    case ErrorCode::BadUsage:
      return kWrongUse;
    case ErrorCode::NotFound:
      return kNothingFound;
    case ErrorCode::QueryTooSlow:
    case ErrorCode::ModelMismatch:
    case ErrorCode::LexiconInvalid:
    case ErrorCode::UnsupportedMachine:
      return kFailed;
  }
  return kFailed;
}

void print_error(std::string_view slug, std::string_view message, std::string_view remedy) {
  print_message("error", kRed, slug, message);
  for (std::size_t begin = 0; begin < remedy.size();) {
    const std::size_t end = std::min(remedy.find('\n', begin), remedy.size());
    print_note("  " + std::string(remedy.substr(begin, end - begin)));
    begin = end + 1;
  }
}

void print_error(const Error& error) {
  const auto* usage = dynamic_cast<const UsageError*>(&error);
  print_error(usage != nullptr ? std::string_view(usage->own_slug()) : slug(error.code()), error.message(), error.remedy());
}

void print_note(std::string_view text) {
  clear_progress();
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
}

void print_diagnostic(const Diagnostic& diagnostic) {
  const bool refused = diagnostic.severity == Severity::Refused;
  const bool is_named = diagnostic.where.empty() || diagnostic.message.find(diagnostic.where) != std::string::npos;
  const std::string where = is_named ? "" : diagnostic.where + ": ";
  print_message(refused ? "error" : "note", refused ? kRed : kYellow, diagnostic.code, where + diagnostic.message);
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    // A beginning of three letters or more is as good as one slip.
    const bool begins = name.size() >= 3 && candidate.compare(0, name.size(), name) == 0;
    const std::size_t distance = begins ? 1 : edit_distance(name, candidate);
    if (distance < least && distance < candidate.size()) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view one) {
  return grouped(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

namespace demarche {

std::string_view slug(ErrorCode code) {
  switch (code) {
    case ErrorCode::FileUnreadable:
      return "file-unreadable";
    case ErrorCode::FileUnwritable:
      return "file-unwritable";
    case ErrorCode::InputTooLarge:
      return "input-too-large";
    case ErrorCode::InputInvalid:
      return "input-invalid";
    case ErrorCode::ModelMismatch:
      return "model-mismatch";
    case ErrorCode::LexiconInvalid:
      return "lexicon-invalid";
    case ErrorCode::LedgerMissing:
      return "ledger-missing";
    case ErrorCode::LedgerTooNew:
      return "ledger-too-new";
    case ErrorCode::LedgerTooOld:
      return "ledger-too-old";
    case ErrorCode::LedgerBusy:
      return "ledger-locked";
    case ErrorCode::LedgerDamaged:
      return "ledger-damaged";
    case ErrorCode::BadUsage:
      return "bad-usage";
    case ErrorCode::NotFound:
      return "not-found";
    case ErrorCode::QueryTooSlow:
      return "query-too-slow";
    case ErrorCode::UnsupportedMachine:
      return "unsupported-machine";
  }
  return "internal";
}

void report_bug(const char* expression, const char* file, int line) {
  throw Bug(fmt::format("{}:{}: broken invariant: {}", file, line, expression));
}

}  // namespace demarche

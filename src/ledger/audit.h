// SPDX-License-Identifier: Apache-2.0
// Audit: proves that a ledger still says what was found, from the stored text up. Changes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace demarche {

struct AuditProblem {
  std::string code;     ///< stable slug, e.g. "quote-differs"; all are listed in docs/formats/ledger.md
  std::string record;   ///< id of the record, or the table where there is none
  std::string message;  ///< what is wrong, with both values
};

struct AuditReport {
  std::uint64_t runs = 0;
  std::uint64_t reports = 0;
  std::uint64_t readings = 0;  ///< a report read by two runs has two
  std::uint64_t statements = 0;
  std::uint64_t events = 0;
  std::uint64_t parties = 0;
  std::uint64_t evidence = 0;
  std::uint64_t problem_count = 0;       ///< all of them
  std::vector<AuditProblem> problems{};  ///< the first kMaxAuditProblems

  bool clean() const { return problem_count == 0; }
};

constexpr std::size_t kMaxAuditProblems = 1000;

/// Checks the file (integrity, foreign keys), every quote against the stored text in bytes and code points, every chain,
/// every id and digest by making it again. Throws Error(LedgerMissing, LedgerTooNew, LedgerDamaged) where there is
/// no ledger to check, also where the file is so damaged that it cannot be opened.
AuditReport audit(const std::string& path);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// For the tests of answers: one ledger that all of them ask.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "answers/answers.h"
#include "ledger/ledger.h"
#include "ledger/sample_reports.h"

namespace demarche {

constexpr int kArchiveReports = 60;

inline std::vector<Kind> every_kind() {
  std::vector<Kind> out;
  for (std::size_t i = 0; i < kKinds; ++i) out.push_back(static_cast<Kind>(i));
  return out;
}

/// One ledger for all tests that do not change it: the report with a chain, read twice, and an archive.
class AnswersTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new TemporaryFolder();
    Ledger ledger = Ledger::open(folder->file("a.db"));
    ledger.begin_batch();
    ledger.append(chain_report().document(), sample_run("old"));
    ledger.append(chain_report().document(), sample_run());
    for (int i = 0; i < kArchiveReports; ++i) ledger.append(archive_report(i).document(), sample_run());
    ledger.commit_batch();
  }
  static void TearDownTestSuite() { delete folder; }

  std::int64_t stream_count(Kind kind, const Parameters& parameters) const {
    std::int64_t rows = 0;
    answers_.stream(kind, parameters, [&](Row&&) { return ++rows, true; });
    return rows;
  }
  std::int64_t count(Kind kind, Parameters parameters) const {
    parameters.emplace_back("count", "exact");
    return answers_.count(kind, parameters).rows;
  }

  const Answers answers_{folder->file("a.db")};
  inline static TemporaryFolder* folder = nullptr;
};

}  // namespace demarche

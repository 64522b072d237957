// SPDX-License-Identifier: Apache-2.0
#include "pipeline/batch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace demarche {
namespace {

BatchSource bring(int reports) {
  return [reports](const BatchPush& push) {
    for (int i = 0; i < reports; ++i) {
      Report report;
      report.origin.id = std::to_string(i);
      report.bytes = std::string(static_cast<std::size_t>(i % 7), 'x');
      if (!push(std::move(report), {})) return;
    }
  };
}

Document make(const Report& report, Diagnostics&) {
  std::this_thread::sleep_for(std::chrono::microseconds(report.bytes.size() * 100));
  return Document(report.origin, report.bytes, {}, {});
}

TEST(Batch, HandsOnInTheOrderOfTheReports) {
  for (const std::size_t workers : {1U, 2U, 5U}) {
    SCOPED_TRACE(workers);
    int next = 0;
    run_batch({workers, 0}, bring(200), make, [&next](BatchResult&& result) {
      EXPECT_EQ(result.origin.id, std::to_string(next++));
      EXPECT_EQ(result.document->text().size(), result.bytes);
      return true;
    });
    EXPECT_EQ(next, 200);
  }
}

TEST(Batch, AFailingReportIsRefusedAlone) {
  int refused = 0;
  int handed_on = 0;
  const auto analyze = [](const Report& report, Diagnostics& diagnostics) {
    if (report.bytes.size() == 3) fail(ErrorCode::InputInvalid, "no text");
    return make(report, diagnostics);
  };
  run_batch({2, 0}, bring(70), analyze, [&](BatchResult&& result) {
    ++handed_on;
    if (result.document) return true;
    ++refused;
    EXPECT_EQ(result.diagnostics.back().severity, Severity::Refused);
    EXPECT_EQ(result.diagnostics.back().code, "input-invalid");
    return true;
  });
  EXPECT_EQ(handed_on, 70);
  EXPECT_EQ(refused, 10);
}

TEST(Batch, HoldsNoMoreReportsThanAllowed) {
  std::atomic<int> brought = 0;
  int handed_on = 0;
  const auto source = [&brought](const BatchPush& push) {
    for (int i = 0; i < 100 && push(Report{}, {}); ++i) ++brought;
  };
  run_batch({3, 4}, source, make, [&](BatchResult&&) {
    EXPECT_LE(brought - ++handed_on, 5);
    return true;
  });
  EXPECT_EQ(handed_on, 100);
}

TEST(Batch, TheSinkCanStopIt) {
  int handed_on = 0;
  run_batch({2, 0}, bring(1000000), make, [&handed_on](BatchResult&&) { return ++handed_on < 10; });
  EXPECT_EQ(handed_on, 10);
}

TEST(Batch, WhatTheSourceThrowsArrives) {
  int handed_on = 0;
  const auto source = [](const BatchPush& push) {
    push(Report{}, {});
    fail(ErrorCode::FileUnreadable, "gone");
  };
  EXPECT_THROW(run_batch({2, 0}, source, make, [&](BatchResult&&) { return ++handed_on > 0; }), Error);
  EXPECT_EQ(handed_on, 1);
}

TEST(Batch, WhatTheSinkThrowsArrives) {
  EXPECT_THROW(run_batch({2, 0}, bring(1000000), make, [](BatchResult&&) -> bool { fail(ErrorCode::FileUnwritable, "disk full"); }), Error);
}

}  // namespace
}  // namespace demarche

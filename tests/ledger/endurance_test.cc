// SPDX-License-Identifier: Apache-2.0
// What may happen to a ledger while it is written: the disk is full, the process is killed, the file is of an older program.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "base/error.h"
#include "failing_files.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "ledger/ledger_reader.h"
#include "ledger/link_dump.h"
#include "ledger/sample_reports.h"

namespace demarche {
namespace {

std::string problems_of(const std::string& path) {
  std::string out;
  for (const AuditProblem& problem : audit(path).problems) out += problem.code + " " + problem.record + ": " + problem.message + "\n";
  return out;
}

constexpr int kBatch = 5;

/// Reads reports [0, count) into the ledger as the program does, batch by batch, whatever is there already.
void read_archive(const std::string& path, int count, const std::string& file_layer = "") {
  Ledger ledger = Ledger::open(path, Ledger::Mode::OpenOrCreate, {"test", file_layer});
  for (int i = 0; i < count; ++i) {
    if (!ledger.in_batch()) ledger.begin_batch();
    ledger.append(i == 0 ? chain_report().document() : archive_report(i).document(), sample_run());
    if (i % kBatch == kBatch - 1) ledger.commit_batch();
  }
  if (ledger.in_batch()) ledger.commit_batch();
}

/// Everything that a person sees of a ledger, in its order.
std::string contents(const std::string& path) {
  std::string out;
  const LedgerReader reader(path);
  reader.each_report({}, [&](ReportEntry&& report) {
    const ReportPage page = reader.load_report(report.head.id);
    out += report.head.id + report.name + report.text_digest + report.run + "\n";
    for (const StatementEntry& s : page.statements) out += " " + s.id + s.within_id + s.content() + "\n";
    for (const EventEntry& e : page.events) out += " " + e.id + e.type + to_string(e.status) + e.within_id + "\n";
    return true;
  });
  return out + link_dump(path);
}

class Endurance : public testing::Test {
 protected:
  void SetUp() override {
    set_harm(Harm::None, 0);
    read_archive(folder_.file("sound.db"), kReports);
    expected_ = contents(folder_.file("sound.db"));
  }

  void expect_sound_then_complete(const std::string& path) {
    if (std::filesystem::exists(path)) {
      const AuditReport report = audit(path);
      EXPECT_TRUE(report.clean()) << problems_of(path);
      EXPECT_TRUE(report.reports % kBatch == 0 || report.reports == kReports) << report.reports << ": half a batch was kept";
    }
    read_archive(path, kReports);
    EXPECT_EQ(contents(path), expected_);
    EXPECT_EQ(problems_of(path), "");
    EXPECT_FALSE(std::filesystem::exists(path + "-new"));
    EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
    EXPECT_FALSE(std::filesystem::exists(path + "-writer"));
    std::filesystem::remove(path);
  }

  static constexpr int kReports = 7;
  TemporaryFolder folder_;
  std::string expected_;
};

TEST_F(Endurance, AFullDiskAtAnyChange) {
  const std::string path = folder_.file("a.db");
  for (const Harm harm : {Harm::FailOnce, Harm::FailFromThenOn}) {
    int refused = 0;
    int n = 1;
    for (;; n += 1 + n / 16) {  // every one of the first, then fewer: each costs a whole reading with its links
      SCOPED_TRACE(n);
      set_harm(harm, n);
      try {
        read_archive(path, kReports, failing_file_layer());
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::FileUnwritable) << error.what();
        ++refused;
      }
      const bool was_harmed = changes_seen() >= n;
      set_harm(Harm::None, 0);
      if (HasFatalFailure()) return;
      expect_sound_then_complete(path);
      if (HasFailure() || !was_harmed) break;
    }
    EXPECT_GT(refused, 50) << "of " << n;
  }
}

TEST_F(Endurance, AFullDiskIsNamed) {
  const std::string path = folder_.file("a.db");
  read_archive(path, 1);
  set_harm(Harm::FailFromThenOn, 1);
  try {
    read_archive(path, kReports, failing_file_layer());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), fmt::format("cannot write '{}': the disk is full", path));
    EXPECT_NE(error.remedy().find("make room"), std::string::npos);
  }
  set_harm(Harm::None, 0);
}

/// Runs `work` in a child process and waits for its end, whatever that is.
template <class Work>
int run_child(Work work, int kill_after_microseconds = -1) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      work();
    } catch (const std::exception&) {
      _exit(1);
    }
    _exit(0);
  }
  if (kill_after_microseconds >= 0) {
    usleep(static_cast<useconds_t>(kill_after_microseconds));
    kill(child, SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

TEST_F(Endurance, KilledAtAnyChange) {
  const std::string path = folder_.file("a.db");
  int killed = 0;
  for (int n = 1;; n += 1 + n / 16) {
    SCOPED_TRACE(n);
    const int status = run_child([&] {
      const std::string layer = failing_file_layer();
      set_harm(Harm::Kill, n);
      read_archive(path, kReports, layer);
    });
    killed += WIFSIGNALED(status) ? 1 : 0;
    expect_sound_then_complete(path);
    if (HasFailure() || !WIFSIGNALED(status)) break;
  }
  EXPECT_GT(killed, 50);
}

TEST_F(Endurance, KilledAtAnyMomentAndReadOnAgainAndAgain) {
  const std::string path = folder_.file("a.db");
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  constexpr int kMany = 200;
  std::uint64_t reports = 0;
  int rounds = 0;
  for (; rounds < 300; ++rounds) {
    const int status = run_child([&] { read_archive(path, kMany); }, static_cast<int>(random() % 40'000));
    if (!std::filesystem::exists(path)) continue;
    const AuditReport report = audit(path);
    EXPECT_TRUE(report.clean()) << problems_of(path);
    EXPECT_GE(report.reports, reports) << "what was committed is gone";
    reports = report.reports;
    if (HasFailure() || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) break;
  }
  read_archive(path, kMany);
  const std::string clean = folder_.file("clean.db");
  read_archive(clean, kMany);
  EXPECT_EQ(contents(path), contents(clean));
  EXPECT_EQ(problems_of(path), "");
}

TEST_F(Endurance, ReadersSeeWholeReportsWhileAWriterWrites) {
  const std::string path = folder_.file("a.db");
  read_archive(path, 1);
  const pid_t child = fork();
  if (child == 0) {
    try {
      read_archive(path, 300);
    } catch (const std::exception&) {
      _exit(1);
    }
    _exit(0);
  }
  int status = 0;
  const LedgerReader reader(path);
  while (waitpid(child, &status, WNOHANG) == 0) {
    std::uint64_t rows = 0;
    reader.each_report({}, [&](ReportEntry&& report) {
      EXPECT_EQ(reader.load_report(report.head.id).events.size(), report.events);
      EXPECT_GE(report.events, 1U);
      ++rows;
      return rows < 40;
    });
  }
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(reader.count_reports({}).rows, 300U);
}

}  // namespace
}  // namespace demarche

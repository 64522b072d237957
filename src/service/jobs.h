// SPDX-License-Identifier: Apache-2.0
// Reading many reports in the background: what became of each line, kept until it is asked for.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace demarche {

struct JobState {
  std::string id{};
  std::string key{};              ///< Idempotency-Key, or empty
  std::string created{};          ///< RFC 3339
  std::string state = "running";  ///< running, succeeded, partial, failed, canceled
  std::uint64_t lines = 0;
  std::uint64_t done = 0;
  std::uint64_t failed = 0;
  std::vector<std::string> errors{};  ///< one line of JSON each; the first thousands
};

/// Thread-safe. The last few jobs are remembered.
class Jobs {
 public:
  Jobs() = default;
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;
  ~Jobs();  ///< cancels what runs and waits for it

  /// Tells what became of one line; false: stop.
  using Tell = std::function<bool(bool ok, const std::string& error_line)>;
  using Work = std::function<void(const Tell&)>;
  /// Starts a job of so many lines. One with the same key is returned as it is. Throws Problem "rate-limited".
  JobState start(const std::string& key, const std::string& created, std::uint64_t lines, Work work);
  std::optional<JobState> find(const std::string& id) const;
  bool cancel(const std::string& id);  ///< false: there is no such job
  std::size_t running() const;

 private:
  struct Job {
    JobState state{};
    std::atomic<bool> canceled{false};
    std::thread thread{};
  };
  void finish(Job& job, bool threw);
  void forget_old();

  mutable std::mutex mutex_{};
  std::map<std::string, std::unique_ptr<Job>> jobs_{};
  std::uint64_t last_ = 0;
};

}  // namespace demarche

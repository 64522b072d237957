// SPDX-License-Identifier: Apache-2.0
// The one thread that writes the ledger. Requests hand it their work and wait for the commit; reading never waits for it.
// The ledger is open for writing only while there is work, so that `demarche read` can write too.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <thread>

#include "ledger/ledger.h"

namespace demarche {

class Writer {
 public:
  using Work = std::function<void(Ledger&)>;

  Writer(std::string ledger_path, std::string name, std::function<std::string()> clock);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();  ///< does first what was handed over

  /// Returns when the work is committed; throws what the work or the commit threw. Works that wait together are committed
  /// together.
  void run(Work work) { hand_over(std::move(work), false); }
  /// The same for work that commits by itself.
  void run_alone(Work work) { hand_over(std::move(work), true); }
  std::size_t waiting() const;

 private:
  struct Job {
    Work work{};
    bool alone = false;
    std::promise<void> done{};
  };
  void hand_over(Work work, bool alone);
  void loop();
  std::deque<Job> next_jobs();
  void run_batch(std::deque<Job>& jobs);
  void run_one(Job& job);
  void open();

  std::string path_;
  std::string name_;
  std::function<std::string()> clock_;
  mutable std::mutex mutex_{};
  std::condition_variable came_{};
  std::deque<Job> jobs_{};
  bool stopping_ = false;
  std::optional<Ledger> ledger_{};
  std::thread thread_;
};

}  // namespace demarche

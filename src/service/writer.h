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

  Writer(std::string ledger_path, std::string name);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();  ///< does first what was handed over

  /// Returns when the work is committed; throws what the work or the commit threw. Works that wait together are committed
  /// together.
  void run(Work work);
  std::size_t waiting() const;

 private:
  struct Job {
    Work work{};
    std::promise<void> done{};
  };
  void loop();
  void run_batch(std::deque<Job>& jobs);

  std::string path_;
  std::string name_;
  mutable std::mutex mutex_{};
  std::condition_variable came_{};
  std::deque<Job> jobs_{};
  bool stopping_ = false;
  std::optional<Ledger> ledger_{};
  std::thread thread_;
};

}  // namespace demarche

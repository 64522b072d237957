// SPDX-License-Identifier: Apache-2.0
#include "service/writer.h"

#include <chrono>

namespace demarche {
namespace {

constexpr std::size_t kMostInBatch = 64;
constexpr auto kIdle = std::chrono::seconds(1);

}  // namespace

Writer::Writer(std::string ledger_path, std::string name)
    : path_(std::move(ledger_path)), name_(std::move(name)), thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  came_.notify_all();
  thread_.join();
}

void Writer::run(Work work) {
  Job job;
  job.work = std::move(work);
  std::future<void> done = job.done.get_future();
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  came_.notify_one();
  done.get();
}

std::size_t Writer::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void Writer::loop() {
  while (true) {
    std::deque<Job> batch;
    {
      std::unique_lock lock(mutex_);
      const bool came = came_.wait_for(lock, kIdle, [this] { return stopping_ || !jobs_.empty(); });
      if (!came) {
        ledger_.reset();
        came_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      }
      if (jobs_.empty()) return;
      while (!jobs_.empty() && batch.size() < kMostInBatch) {
        batch.push_back(std::move(jobs_.front()));
        jobs_.pop_front();
      }
    }
    run_batch(batch);
  }
}

void Writer::run_batch(std::deque<Job>& jobs) {
  std::deque<Job> to_commit;
  try {
    if (!ledger_) ledger_.emplace(Ledger::open(path_, Ledger::Mode::OpenOrCreate, {name_, ""}));
    ledger_->begin_batch();
    while (!jobs.empty()) {
      Job job = std::move(jobs.front());
      jobs.pop_front();
      try {
        job.work(*ledger_);
        to_commit.push_back(std::move(job));
      } catch (...) {
        job.done.set_exception(std::current_exception());
      }
    }
    ledger_->commit_batch();
    for (Job& job : to_commit) job.done.set_value();
  } catch (...) {
    ledger_.reset();  // what is not committed is given up
    for (Job& job : to_commit) job.done.set_exception(std::current_exception());
    for (Job& job : jobs) job.done.set_exception(std::current_exception());
  }
}

}  // namespace demarche

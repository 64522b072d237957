// SPDX-License-Identifier: Apache-2.0
#include "service/writer.h"

#include <chrono>

namespace demarche {
namespace {

constexpr std::size_t kMostInBatch = 64;
constexpr auto kIdle = std::chrono::seconds(1);

}  // namespace

Writer::Writer(std::string ledger_path, std::string name, std::function<std::string()> clock)
    : path_(std::move(ledger_path)), name_(std::move(name)), clock_(std::move(clock)), thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  came_.notify_all();
  thread_.join();
}

void Writer::hand_over(Work work, bool alone) {
  Job job;
  job.work = std::move(work);
  job.alone = alone;
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

/// Works that can be committed together, or one that stands alone; none when the writer is to end.
std::deque<Writer::Job> Writer::next_jobs() {
  std::unique_lock lock(mutex_);
  if (!came_.wait_for(lock, kIdle, [this] { return stopping_ || !jobs_.empty(); })) {
    ledger_.reset();
    came_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
  }
  std::deque<Job> out;
  while (!jobs_.empty() && out.size() < kMostInBatch) {
    if (!out.empty() && (out.front().alone || jobs_.front().alone)) break;
    out.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
  }
  return out;
}

void Writer::loop() {
  while (true) {
    std::deque<Job> jobs = next_jobs();
    if (jobs.empty()) return;
    if (jobs.front().alone)
      run_one(jobs.front());
    else
      run_batch(jobs);
  }
}

void Writer::open() {
  if (!ledger_) ledger_.emplace(Ledger::open(path_, Ledger::Mode::OpenOrCreate, {name_, "", clock_}));
}

void Writer::run_one(Job& job) {
  try {
    open();
    job.work(*ledger_);
    job.done.set_value();
  } catch (...) {
    job.done.set_exception(std::current_exception());
  }
}

void Writer::run_batch(std::deque<Job>& jobs) {
  std::deque<Job> to_commit;
  try {
    open();
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

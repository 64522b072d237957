// SPDX-License-Identifier: Apache-2.0
#include "service/jobs.h"

#include <fmt/format.h>
#include <algorithm>

#include "service/problem.h"

namespace demarche {
namespace {

constexpr std::size_t kMostRunning = 4;
constexpr std::size_t kMostKept = 100;
constexpr std::size_t kMostErrors = 10000;

}  // namespace

Jobs::~Jobs() {
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [id, job] : jobs_) {
      job->canceled = true;
      if (job->thread.joinable()) threads.push_back(std::move(job->thread));
    }
  }
  for (std::thread& thread : threads) thread.join();
}

std::size_t Jobs::running() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(jobs_.begin(), jobs_.end(), [](const auto& entry) { return entry.second->state.state == "running"; }));
}

void Jobs::forget_old() {
  while (jobs_.size() >= kMostKept) {
    const auto ended = std::find_if(jobs_.begin(), jobs_.end(), [](const auto& entry) { return entry.second->state.state != "running"; });
    if (ended == jobs_.end()) return;
    if (ended->second->thread.joinable()) ended->second->thread.join();
    jobs_.erase(ended);
  }
}

void Jobs::finish(Job& job, bool threw) {
  const std::lock_guard lock(mutex_);
  JobState& state = job.state;
  if (job.canceled)
    state.state = "canceled";
  else if (threw || (state.done == 0 && state.failed > 0))
    state.state = "failed";
  else
    state.state = state.failed > 0 ? "partial" : "succeeded";
}

JobState Jobs::start(const std::string& key, const std::string& created, std::uint64_t lines, Work work) {
  const std::lock_guard lock(mutex_);
  std::size_t running = 0;
  for (const auto& [id, job] : jobs_) {
    if (!key.empty() && job->state.key == key) return job->state;
    running += job->state.state == "running" ? 1 : 0;
  }
  if (running >= kMostRunning) throw Problem("rate-limited", fmt::format("{} jobs are running already.", running));
  forget_old();
  auto job = std::make_unique<Job>();
  job->state.id = fmt::format("jb_{:06}", ++last_);
  job->state.key = key;
  job->state.created = created;
  job->state.lines = lines;
  Job& kept = *job;
  jobs_[kept.state.id] = std::move(job);
  JobState state = kept.state;
  kept.thread = std::thread([this, &kept, work = std::move(work)] {
    const Tell tell = [this, &kept](bool ok, const std::string& error_line) {
      const std::lock_guard inner(mutex_);
      ++(ok ? kept.state.done : kept.state.failed);
      if (!ok && kept.state.errors.size() < kMostErrors) kept.state.errors.push_back(error_line);
      return !kept.canceled;
    };
    bool threw = false;
    try {
      work(tell);
    } catch (const std::exception&) {
      threw = true;  // what failed was told line by line
    }
    finish(kept, threw);
  });
  return state;
}

std::optional<JobState> Jobs::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? std::nullopt : std::optional(found->second->state);
}

bool Jobs::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return false;
  found->second->canceled = true;
  return true;
}

}  // namespace demarche

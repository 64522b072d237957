// SPDX-License-Identifier: Apache-2.0
#include "service/answers_pool.h"

#include <sys/stat.h>

#include "service/problem.h"

namespace demarche {
namespace {

constexpr auto kLongestWait = std::chrono::seconds(10);

/// Tells one file from another of the same name; 0 where there is none.
std::uint64_t file_number(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? static_cast<std::uint64_t>(found.st_ino) : 0;
}

}  // namespace

AnswersPool::Lease::Lease(AnswersPool& pool, std::unique_ptr<Answers> answers, std::uint64_t file)
    : pool_(&pool), answers_(std::move(answers)), file_(file) {}

AnswersPool::Lease::Lease(Lease&& other) noexcept : pool_(other.pool_), answers_(std::move(other.answers_)), file_(other.file_) {
  other.pool_ = nullptr;
}

AnswersPool::Lease::~Lease() {
  if (pool_ != nullptr) pool_->give_back(std::move(answers_), file_);
}

void AnswersPool::give_back(std::unique_ptr<Answers> answers, std::uint64_t file) {
  if (answers) answers->interrupt_when({});
  const std::lock_guard lock(mutex_);
  --lent_;
  if (answers) idle_.push_back({std::move(answers), file});
  freed_.notify_one();
}

AnswersPool::Lease AnswersPool::take(std::function<bool()> too_late) {
  const std::uint64_t file = file_number(path_);
  if (file == 0) throw Problem("not-ready", "There is no ledger at '" + path_ + "' yet. demarche read FILES -l " + path_ + " makes one.");
  std::unique_ptr<Answers> answers;
  {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, kLongestWait, [this] { return lent_ < most_; }))
      throw Problem("rate-limited", "All connections to the ledger are busy.");
    ++lent_;
    std::erase_if(idle_, [file](const Idle& idle) { return idle.file != file; });
    if (!idle_.empty()) {
      answers = std::move(idle_.back().answers);
      idle_.pop_back();
    }
  }
  Lease lease(*this, std::move(answers), file);
  if (!lease.answers_) lease.answers_ = std::make_unique<Answers>(path_);
  lease.answers_->interrupt_when(std::move(too_late));
  return lease;
}

}  // namespace demarche

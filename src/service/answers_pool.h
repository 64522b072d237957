// SPDX-License-Identifier: Apache-2.0
// A few connections to the ledger, lent to one request at a time. They are opened when needed, also when the ledger appears or is
// replaced only after the server has started.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "answers/answers.h"

namespace demarche {

class AnswersPool {
 public:
  AnswersPool(std::string path, std::size_t most) : path_(std::move(path)), most_(most) {}

  /// Gives its connection back when it goes.
  class Lease {
   public:
    Lease(AnswersPool& pool, std::unique_ptr<Answers> answers, std::uint64_t file);
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    const Answers& operator*() const { return *answers_; }
    const Answers* operator->() const { return answers_.get(); }

   private:
    friend class AnswersPool;
    AnswersPool* pool_;
    std::unique_ptr<Answers> answers_;
    std::uint64_t file_;
  };

  /// Questions end with Error(QueryTooSlow) when `too_late` says so. Waits for a free connection; throws Problem
  /// "rate-limited" after a while, and "not-ready" where there is no ledger.
  Lease take(std::function<bool()> too_late);
  const std::string& path() const { return path_; }

 private:
  friend class Lease;
  struct Idle {
    std::unique_ptr<Answers> answers{};
    std::uint64_t file = 0;  ///< which file it is open on
  };
  void give_back(std::unique_ptr<Answers> answers, std::uint64_t file);

  std::string path_;
  std::size_t most_;
  std::size_t lent_ = 0;
  std::vector<Idle> idle_{};
  std::mutex mutex_{};
  std::condition_variable freed_{};
};

}  // namespace demarche

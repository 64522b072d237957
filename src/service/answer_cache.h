// SPDX-License-Identifier: Apache-2.0
// Bodies of answers that stay the same while the ledger does: a page that many people have open is asked once.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace demarche {

/// Thread-safe. Keeps the answers used last, of one revision, up to a number of bytes.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  struct Answer {
    std::string body{};
    std::string link{};  ///< the header of the next page, or empty
  };
  std::optional<Answer> find(std::string_view question, std::int64_t revision);
  void keep(std::string question, std::int64_t revision, Answer answer);

 private:
  using Entry = std::pair<std::string, Answer>;
  static std::size_t size_of(const Entry& entry) { return entry.first.size() + entry.second.body.size() + entry.second.link.size(); }
  void turn_to(std::int64_t revision);

  std::size_t most_bytes_;
  std::mutex mutex_{};
  std::int64_t revision_ = -1;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_{};  ///< the last used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> places_{};
};

}  // namespace demarche

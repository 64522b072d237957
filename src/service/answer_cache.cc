// SPDX-License-Identifier: Apache-2.0
#include "service/answer_cache.h"

#include <utility>

namespace demarche {

void AnswerCache::turn_to(std::int64_t revision) {
  if (revision == revision_) return;
  revision_ = revision;
  bytes_ = 0;
  places_.clear();
  entries_.clear();
}

std::optional<AnswerCache::Answer> AnswerCache::find(std::string_view question, std::int64_t revision) {
  const std::lock_guard lock(mutex_);
  if (revision != revision_) return std::nullopt;
  const auto place = places_.find(question);
  if (place == places_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, place->second);
  return place->second->second;
}

void AnswerCache::keep(std::string question, std::int64_t revision, Answer answer) {
  const std::lock_guard lock(mutex_);
  // One that was asked of an older revision comes too late.
  if (revision < revision_) return;
  turn_to(revision);
  if (places_.count(question) > 0) return;
  entries_.emplace_front(std::move(question), std::move(answer));
  places_[entries_.front().first] = entries_.begin();
  bytes_ += size_of(entries_.front());
  while (bytes_ > most_bytes_ && !entries_.empty()) {
    bytes_ -= size_of(entries_.back());
    places_.erase(entries_.back().first);
    entries_.pop_back();
  }
}

}  // namespace demarche

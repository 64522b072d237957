// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_components.h"

#include <limits>

#include "base/error.h"
#include "linking/clusters.h"

namespace demarche {

void LinkComponents::begin(const Rulings& rulings) {
  for (const auto& [a, b] : rulings.ruling.together) {
    decided_.emplace(a, b);
    decided_.emplace(b, a);
  }
}

void LinkComponents::end() {
  decided_.clear();
  neighbors_.clear();
  levels_.clear();
  too_large_.clear();
  collected_.clear();
}

const std::vector<LinkComponents::Neighbor>& LinkComponents::neighbors(std::int64_t mention) {
  const auto [entry, is_new] = neighbors_.try_emplace(mention);
  if (!is_new) return entry->second;
  Query& rows = database_.cached("SELECT other_key, points FROM link_pair WHERE one_key = ?").bind(mention);
  while (rows.step()) entry->second.push_back({rows.number(0), static_cast<std::int32_t>(rows.number(1))});
  rows.reset();
  if (decided_.empty()) return entry->second;
  const auto [first, last] = decided_.equal_range(mentions_.get(mention).id);
  for (auto other = first; other != last; ++other)
    for (const std::int64_t key : numbers(
             database_.cached("SELECT finding_key FROM finding JOIN link_feature USING (finding_key) WHERE id = ?").bind(other->second)))
      entry->second.push_back({key, std::numeric_limits<std::int32_t>::max()});
  return entry->second;
}

int LinkComponents::level_of(std::int64_t mention) {
  const auto [entry, is_new] = levels_.try_emplace(mention, 0);
  if (!is_new) return entry->second;
  const auto found = numbers(database_.cached("SELECT level FROM link_feature WHERE finding_key = ?").bind(mention));
  DEMARCHE_CHECK(found.size() == 1);
  return entry->second = static_cast<int>(found.front());
}

/// Fills the component of the level; false where it is too large, with the part that was seen.
bool LinkComponents::reach(std::int64_t start, int level, std::vector<std::int64_t>& keys) {
  const std::int32_t least = points_at(level);
  std::unordered_set<std::int64_t> known = {start};
  keys = {start};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (const Neighbor& neighbor : neighbors(keys[i])) {
      if (neighbor.points < least || !known.insert(neighbor.key).second) continue;
      keys.push_back(neighbor.key);
      if (keys.size() > largest_component() && level < kLastLevel) return false;
    }
  }
  return true;
}

/// Mentions that this one has drawn into a component too large for the level: until now theirs was not.
void LinkComponents::collect(std::int64_t start, int level, std::vector<std::int64_t>& again) {
  std::unordered_set<std::int64_t>& known = collected_[level];
  if (!known.insert(start).second) return;
  const std::int32_t least = points_at(level);
  std::vector<std::int64_t> open = {start};
  while (!open.empty()) {
    const std::int64_t at = open.back();
    open.pop_back();
    for (const Neighbor& neighbor : neighbors(at)) {
      if (neighbor.points < least || level_of(neighbor.key) > level || !known.insert(neighbor.key).second) continue;
      open.push_back(neighbor.key);
      again.push_back(neighbor.key);
    }
  }
}

void LinkComponents::remember(const Component& component) {
  for (const std::int64_t key : component.keys)
    if (level_of(key) != component.level)
      database_.cached("UPDATE link_feature SET level = ? WHERE finding_key = ?").bind(component.level, key).run();
}

LinkComponents::Component LinkComponents::find(std::int64_t mention, std::vector<std::int64_t>& again) {
  Component out;
  for (out.level = 0;; ++out.level) {
    const auto known = too_large_.find(mention);
    if (known == too_large_.end() || known->second < out.level) {
      if (reach(mention, out.level, out.keys)) break;
      for (const std::int64_t key : out.keys) too_large_[key] = out.level;
    }
    collect(mention, out.level, again);
  }
  remember(out);
  return out;
}

}  // namespace demarche

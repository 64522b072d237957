// SPDX-License-Identifier: Apache-2.0
#include "linking/clusters.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "linking/link_words.h"
#include "linking/pair_score.h"

namespace demarche {
namespace {

constexpr std::int32_t kDecided = 1'000'000;  // a person's word outweighs everything

/// Joins clusters along the strongest links while their mentions hold together on average.
class Clusterer {
 public:
  Clusterer(std::span<const LinkMention> mentions, const Ruling& ruling) : mentions_(mentions), ruling_(ruling), of_(mentions.size()) {
    std::iota(of_.begin(), of_.end(), 0U);
    members_.resize(mentions.size());
    sums_.resize(mentions.size());
    for (std::uint32_t i = 0; i < mentions.size(); ++i) members_[i] = {i};
  }

  void join(std::vector<Link> links, std::int32_t average) {
    for (const Link& link : links) {
      linked_.insert({link.a, link.b});
      sums_[link.a][link.b] += link.points;
      sums_[link.b][link.a] += link.points;
    }
    std::sort(links.begin(), links.end(), [&](const Link& x, const Link& y) {
      // By ids, since positions follow the order of arrival.
      return std::make_pair(-x.points, Ruling::pair(mentions_[x.a].id, mentions_[x.b].id)) <
             std::make_pair(-y.points, Ruling::pair(mentions_[y.a].id, mentions_[y.b].id));
    });
    // A pair that was too weak alone may hold once its clusters have grown.
    for (bool grows = true; grows;) {
      grows = false;
      for (const Link& link : links) grows = try_join(of_[link.a], of_[link.b], average) || grows;
    }
  }

  Groups take() {
    Groups groups;
    for (auto& group : members_) {
      if (group.empty()) continue;
      std::sort(group.begin(), group.end(), [&](std::uint32_t x, std::uint32_t y) { return mentions_[x].id < mentions_[y].id; });
      groups.push_back(std::move(group));
    }
    std::sort(groups.begin(), groups.end(),
              [&](const auto& x, const auto& y) { return mentions_[x.front()].id < mentions_[y.front()].id; });
    return groups;
  }

 private:
  bool try_join(std::uint32_t one, std::uint32_t other, std::int32_t average) {
    if (one == other) return false;
    const auto known = sums_[one].find(other);
    if (known == sums_[one].end()) return false;
    const auto pairs = static_cast<std::int64_t>(members_[one].size() * members_[other].size());
    if (known->second < average * pairs || is_forbidden(one, other)) return false;
    if (members_[one].size() < members_[other].size()) std::swap(one, other);
    for (const std::uint32_t member : members_[other]) of_[member] = one;
    members_[one].insert(members_[one].end(), members_[other].begin(), members_[other].end());
    members_[other].clear();
    for (const auto& [neighbor, sum] : sums_[other]) {
      sums_[neighbor].erase(other);
      if (neighbor == one) continue;
      sums_[one][neighbor] += sum;
      sums_[neighbor][one] += sum;
    }
    sums_[other].clear();
    return true;
  }

  /// A person said so; or a report would tell the act twice, though its own two tellings have no link and none of them denies.
  bool is_forbidden(std::uint32_t one, std::uint32_t other) const {
    for (const std::uint32_t a : members_[one]) {
      for (const std::uint32_t b : members_[other]) {
        const bool opposed = (mentions_[a].status == Status::Denied) != (mentions_[b].status == Status::Denied);
        if (!opposed && mentions_[a].report == mentions_[b].report && linked_.count({std::min(a, b), std::max(a, b)}) == 0) return true;
        if (!ruling_.apart.empty() && ruling_.apart.count(Ruling::pair(mentions_[a].id, mentions_[b].id)) > 0) return true;
      }
    }
    return false;
  }

  std::span<const LinkMention> mentions_;
  const Ruling& ruling_;
  std::vector<std::uint32_t> of_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::map<std::uint32_t, std::int64_t>> sums_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> linked_;
};

void add_decided(std::span<const LinkMention> mentions, const Ruling& ruling, std::vector<Link>& links) {
  if (ruling.together.empty()) return;
  std::unordered_map<std::string, std::uint32_t> positions;
  for (std::uint32_t i = 0; i < mentions.size(); ++i) positions.emplace(mentions[i].id, i);
  for (const auto& [a, b] : ruling.together) {
    const auto one = positions.find(a);
    const auto other = positions.find(b);
    if (one != positions.end() && other != positions.end())
      links.push_back({std::min(one->second, other->second), std::max(one->second, other->second), kDecided, "decision"});
  }
}

/// Groups one component of a level by links that hold what people decided too.
Groups cluster_links(std::span<const LinkMention> mentions, std::vector<Link> links, const Ruling& ruling, int level) {
  const std::int32_t least = points_at(level);
  std::erase_if(links, [&](const Link& link) { return link.points < least; });
  Clusterer clusterer(mentions, ruling);
  clusterer.join(std::move(links), link_limit("average") + least - link_limit("join"));
  return clusterer.take();
}

/// Some of all mentions, by their positions, with the links between them (by positions in this list).
struct Part {
  std::vector<std::uint32_t> members{};
  std::vector<Link> links{};
  int level = 0;
};

/// What hangs together in a part by links of its level.
std::vector<Part> components_of(const Part& part) {
  std::vector<std::uint32_t> parent(part.members.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const std::int32_t least = points_at(part.level);
  for (const Link& link : part.links)
    if (link.points >= least) parent[root(link.b)] = root(link.a);
  std::map<std::uint32_t, Part> parts;
  std::vector<std::uint32_t> place(part.members.size());
  for (std::uint32_t i = 0; i < part.members.size(); ++i) {
    Part& own = parts[root(i)];
    place[i] = static_cast<std::uint32_t>(own.members.size());
    own.members.push_back(part.members[i]);
    own.level = part.level;
  }
  for (const Link& link : part.links)
    if (link.points >= least) parts[root(link.a)].links.push_back({place[link.a], place[link.b], link.points, link.reason});
  std::vector<Part> out;
  out.reserve(parts.size());
  for (auto& [key, own] : parts) out.push_back(std::move(own));
  return out;
}

}  // namespace

std::pair<std::string, std::string> Ruling::pair(const std::string& a, const std::string& b) {
  return a < b ? std::pair(a, b) : std::pair(b, a);
}

std::vector<Link> link_block(std::span<const LinkMention> block) {
  const std::int32_t join = link_limit("join");
  std::vector<Link> links;
  for (std::uint32_t a = 0; a < block.size(); ++a) {
    for (std::uint32_t b = a + 1; b < block.size(); ++b) {
      PairScore score = score_pair(block[a], block[b]);
      if (score.possible && score.points >= join) links.push_back({a, b, score.points, std::move(score.reason)});
    }
  }
  return links;
}

std::int32_t points_at(int level) {
  constexpr std::int32_t kStep = 10;
  return link_limit("join") + kStep * level;
}

std::size_t largest_component() {
  return static_cast<std::size_t>(link_limit("component"));
}

Groups cluster_component(std::span<const LinkMention> mentions, std::vector<Link> links, const Ruling& ruling, int level) {
  add_decided(mentions, ruling, links);
  return cluster_links(mentions, std::move(links), ruling, level);
}

Groups cluster(std::span<const LinkMention> mentions, std::vector<Link> links, const Ruling& ruling) {
  add_decided(mentions, ruling, links);
  Part all{std::vector<std::uint32_t>(mentions.size()), std::move(links), 0};
  std::iota(all.members.begin(), all.members.end(), 0U);
  std::vector<Part> open = components_of(all);
  Groups out;
  while (!open.empty()) {
    Part part = std::move(open.back());
    open.pop_back();
    if (part.members.size() > largest_component() && part.level < kLastLevel) {
      ++part.level;
      for (Part& smaller : components_of(part)) open.push_back(std::move(smaller));
      continue;
    }
    std::vector<LinkMention> own;
    own.reserve(part.members.size());
    for (const std::uint32_t member : part.members) own.push_back(mentions[member]);
    for (auto& group : cluster_links(own, std::move(part.links), ruling, part.level)) {
      for (std::uint32_t& at : group) at = part.members[at];
      out.push_back(std::move(group));
    }
  }
  std::sort(out.begin(), out.end(), [&](const auto& x, const auto& y) { return mentions[x.front()].id < mentions[y.front()].id; });
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// From mentions to events: pairs of one block, then clusters of mentions that pairs hold together. The result depends on the set of
// mentions alone, never on their order.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "linking/link_record.h"

namespace demarche {

/// Two mentions that may tell one event, by their positions in the list that was given; a < b.
struct Link {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::int32_t points = 0;
  std::string reason{};
};

/// All pairs of one block that may be one event. The block holds mentions of one BlockKey::block whose days lie near each other.
std::vector<Link> link_block(std::span<const LinkMention> block);

/// What people decided: pairs of ids of mentions, the smaller first.
struct Ruling {
  std::set<std::pair<std::string, std::string>> together{};
  std::set<std::pair<std::string, std::string>> apart{};
  static std::pair<std::string, std::string> pair(const std::string& a, const std::string& b);
};

/// Where more mentions hang together than are clustered at once, weak links are left out, level by level, until what still hangs
/// together is small enough: each mention has the lowest level at which its component is. So nobody far away has a say.
constexpr int kLastLevel = 30;
/// The points that a link must have to count at a level; at 0 all count.
std::int32_t points_at(int level);
/// The most mentions that are clustered at once, but at kLastLevel.
std::size_t largest_component();

/// Positions in the list that was given, ordered by id of mention; groups are ordered by their first id.
using Groups = std::vector<std::vector<std::uint32_t>>;

/// Groups mentions into events.
Groups cluster(std::span<const LinkMention> mentions, std::vector<Link> links, const Ruling& ruling);
/// The same for one component of a level.
Groups cluster_component(std::span<const LinkMention> mentions, std::vector<Link> links, const Ruling& ruling, int level);

}  // namespace demarche

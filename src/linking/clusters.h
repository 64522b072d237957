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

/// Groups mentions into events: each group lists positions, ordered by id; groups are ordered by their first id.
std::vector<std::vector<std::uint32_t>> cluster(std::span<const LinkMention> mentions, std::vector<Link> links, const Ruling& ruling);

}  // namespace demarche

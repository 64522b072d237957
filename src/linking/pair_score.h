// SPDX-License-Identifier: Apache-2.0
// Whether two mentions may tell one event: blocks in which candidates meet, and points for and against each pair. Both depend on the
// two mentions alone, so that blocks can be worked on anywhere, in any order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linking/link_record.h"

namespace demarche {

struct BlockKey {
  std::uint64_t block = 0;
  std::int32_t day = 0;  ///< mentions meet in a block when their days are within the window
  auto operator<=>(const BlockKey&) const = default;
};

/// Type family with a country of a party or of the place; without any, with the kind of act. Ordered, each once.
std::vector<BlockKey> block_keys(const LinkMention& mention);

struct PairScore {
  std::int32_t points = 0;
  bool possible = false;  ///< false: whatever else agrees, these are two events
  std::string reason{};   ///< names of weights that spoke for it, in order
};

/// Symmetric.
PairScore score_pair(const LinkMention& a, const LinkMention& b);

/// Parties of which who acts on whom is no matter: everybody at a meeting, signers of a treaty.
bool is_mutual(const std::string& type);
/// Stems that both sentences or titles have beside the triggers.
std::size_t count_shared_words(const LinkMention& a, const LinkMention& b);

/// Whether two names may be one actor's: equal, or the last word of a longer one.
bool same_name(const LinkParty& a, const LinkParty& b);

}  // namespace demarche

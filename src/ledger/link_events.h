// SPDX-License-Identifier: Apache-2.0
// Writes merged events, and reads them back for comparing.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/database.h"
#include "ledger/link_rulings.h"
#include "linking/clusters.h"
#include "linking/event_summary.h"
#include "linking/plans.h"

namespace demarche {

/// Mentions by key with what is remembered of them; those of one batch stay until it is linked, and the last thousands longer.
class MentionCache {
 public:
  explicit MentionCache(Database& database) : database_(database) {}
  const LinkMention& get(std::int64_t key);
  void put(std::int64_t key, const LinkMention& mention) { known_.insert_or_assign(key, mention); }
  /// To be called between batches, as it may forget what others hold references to.
  void forget_some() {
    if (known_.size() > kMostKept) known_.clear();
  }

 private:
  static constexpr std::size_t kMostKept = 1U << 14U;  // about a kilobyte each
  Database& database_;
  std::unordered_map<std::int64_t, LinkMention> known_;
};

/// One mention of a group with why it is in it.
struct GroupMember {
  std::int64_t key = 0;
  std::string reason{};
  std::int32_t points = 0;
};

/// Each with its strongest link to another of the group; of equal ones, to the first by id.
std::vector<GroupMember> members_of(const std::vector<std::uint32_t>& group, const std::vector<std::int64_t>& keys,
                                    const std::vector<LinkMention>& list, const std::vector<Link>& links);

class LinkEvents {
 public:
  LinkEvents(Database& database, MentionCache& mentions) : database_(database), mentions_(mentions) {}

  /// Replaces the events that the members belonged to; returns the new event's key.
  std::int64_t write(const std::vector<GroupMember>& members, const Rulings& rulings);
  /// Takes an event with all that hangs on it, but for plan links, out of the tables.
  void remove(std::int64_t merged_key);
  /// As plans are compared with it; throws Bug where there is none.
  PlanEvent load(std::int64_t merged_key);

 private:
  Telling tell(std::int64_t key, std::map<std::string, std::pair<std::int64_t, std::string>>& identities);
  void write_event(std::int64_t key, const EventSummary& summary, const std::string& review, std::size_t n_mentions,
                   const std::map<std::string, std::int64_t>& keys);
  void write_parties(std::int64_t key, const EventSummary& summary,
                     const std::map<std::string, std::pair<std::int64_t, std::string>>& identities);
  void write_disputes(std::int64_t key, const EventSummary& summary, const std::map<std::string, std::int64_t>& keys,
                      const Rulings& rulings);

  Database& database_;
  MentionCache& mentions_;
};

}  // namespace demarche

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

/// Mentions by key with what is remembered of them while a batch is linked.
class MentionCache {
 public:
  explicit MentionCache(Database& database) : database_(database) {}
  const LinkMention& get(std::int64_t key);
  void put(std::int64_t key, const LinkMention& mention) { known_.insert_or_assign(key, mention); }
  void clear() { known_.clear(); }

 private:
  Database& database_;
  std::unordered_map<std::int64_t, LinkMention> known_;
};

/// One mention of a group with why it is in it.
struct GroupMember {
  std::int64_t key = 0;
  std::string reason{};
  std::int32_t points = 0;
};

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

// SPDX-License-Identifier: Apache-2.0
// LinkComponents: which mentions hang together closely enough to be clustered at once (linking/clusters.h), found from any of them by
// looking at its neighborhood alone, however large the ledger is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger/database.h"
#include "ledger/link_events.h"
#include "ledger/link_rulings.h"

namespace demarche {

class LinkComponents {
 public:
  struct Component {
    std::vector<std::int64_t> keys{};
    int level = 0;
  };

  LinkComponents(Database& database, MentionCache& mentions) : database_(database), mentions_(mentions) {}

  /// From here on pairs and rulings stay as they are, until end().
  void begin(const Rulings& rulings);
  /// The component of a mention, with its level remembered. Adds to `again` mentions whose former component has become too large.
  Component find(std::int64_t mention, std::vector<std::int64_t>& again);
  void end();

 private:
  struct Neighbor {
    std::int64_t key = 0;
    std::int32_t points = 0;
  };
  const std::vector<Neighbor>& neighbors(std::int64_t mention);
  int level_of(std::int64_t mention);
  bool reach(std::int64_t start, int level, std::vector<std::int64_t>& keys);
  void collect(std::int64_t start, int level, std::vector<std::int64_t>& again);
  void remember(const Component& component);

  Database& database_;
  MentionCache& mentions_;
  std::multimap<std::string, std::string> decided_{};  ///< ids that people hold together, both ways
  std::unordered_map<std::int64_t, std::vector<Neighbor>> neighbors_{};
  std::unordered_map<std::int64_t, int> levels_{};     ///< as they were when begin() was called
  std::unordered_map<std::int64_t, int> too_large_{};  ///< the highest level at which a mention's component is known to be
  std::map<int, std::unordered_set<std::int64_t>> collected_{};
};

}  // namespace demarche

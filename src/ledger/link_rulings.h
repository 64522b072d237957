// SPDX-License-Identifier: Apache-2.0
// What people decided and nobody has undone, as linking needs it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/database.h"
#include "linking/clusters.h"

namespace demarche {

/// Fields that a person put right; empty: as computed.
struct Correction {
  std::string type{};
  std::string mode{};
  std::string cameo{};
  std::string status{};
  std::string date_from{};
  std::string date_to{};
  bool any() const { return !(type + mode + cameo + status + date_from + date_to).empty(); }
};

struct Rulings {
  Ruling ruling{};
  std::set<std::string> alone{};                 ///< rejected mentions, mn_…
  std::map<std::string, std::string> reviews{};  ///< by mn_… of a mention: accepted, rejected, corrected
  std::map<std::string, Correction> corrections{};
  std::set<std::pair<std::string, std::string>> no_outcome{};  ///< mn_… of a plan and of the event that is not its outcome
  std::map<std::string, std::string> disputes{};               ///< by cx_…: accepted, rejected
  std::set<std::string> mentions{};                            ///< all that decisions name
};

/// The mention that gives a record its id: ev_… pl_… mn_… have the same characters.
std::string mention_of(const std::string& record_id);

Rulings load_rulings(Database& database);

}  // namespace demarche

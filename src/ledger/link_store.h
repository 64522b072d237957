// SPDX-License-Identifier: Apache-2.0
// LinkStore: keeps the links of a ledger in step with its entries. Deciding is src/linking/; here is which rows a new reading
// touches and where the results go. All within the writer's transaction. Whatever the order of arrival, the links are the same.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ledger/database.h"

namespace demarche {

/// Raised when the same entries would give other links: an older ledger is then linked anew.
constexpr std::int64_t kLinkingVersion = 8;

class LinkStore {
 public:
  explicit LinkStore(Database& database);
  ~LinkStore();

  /// A reading that was just written; the one that it supersedes leaves the links.
  void add_reading(std::int64_t reading_key);
  /// A decision was added, which may undo another: the mentions that it names are linked again.
  void apply_decision(const std::string& id, const std::string& undone);
  /// Links all that was touched since the last call. Before each commit, which makes this revision.
  void relink(std::int64_t revision);
  /// Throws all links away and makes them again, for a commit which makes this revision.
  void link_everything(std::int64_t revision);
  /// What is remembered may stand for rows that were undone.
  void forget();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Which rows of `actor` are one actor, kept in step with the names that come, and how often each is told of.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "ledger/database.h"
#include "linking/identities.h"

namespace demarche {

class LinkIdentities {
 public:
  explicit LinkIdentities(Database& database) : database_(database) {}

  /// Gives every actor of the reading an identity; returns actors that had another before.
  std::vector<std::int64_t> add_actors(std::int64_t reading_key);
  /// Counts a reading's parties; `times` is 1, or -1 where the reading leaves.
  void count_reading(std::int64_t reading_key, int times);
  /// Counts again what the aliases have changed, and names identities anew by what is told of them. Before each commit.
  void finish();
  void forget() {
    recount_.clear();
    touched_.clear();
  }

 private:
  std::vector<std::int64_t> gather(std::int64_t actor_key, std::vector<NamedActor>& actors);
  void set_alias(std::int64_t actor_key, std::int64_t identity_key, const NamedActor& best, const char* reason);
  void recount(std::int64_t identity_key);
  void tally(std::int64_t identity_key, const std::string& what, std::int64_t times);
  void describe(std::int64_t identity_key);

  Database& database_;
  std::set<std::int64_t> recount_;  ///< identities that gained or lost an alias
  std::set<std::int64_t> touched_;
};

}  // namespace demarche

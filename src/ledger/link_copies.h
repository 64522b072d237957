// SPDX-License-Identifier: Apache-2.0
// Which readings are copies of one another, kept in step with the readings that come and go.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "ledger/database.h"

namespace demarche {

class LinkCopies {
 public:
  explicit LinkCopies(Database& database) : database_(database) {}

  void add(std::int64_t reading_key, const std::string& text);
  void remove(std::int64_t reading_key);
  /// Makes the rows of `copy` of all groups that were touched; returns the readings whose row is another now.
  std::vector<std::int64_t> regroup();
  void forget() { touched_.clear(); }

 private:
  /// Readings that have the band, published from one day to another.
  void find(std::uint64_t band, std::int64_t first, std::int64_t last, std::set<std::int64_t>& found);
  std::vector<std::int64_t> neighbors(std::int64_t reading_key);
  void write_group(const std::vector<std::int64_t>& group, std::vector<std::int64_t>& changed);

  Database& database_;
  std::set<std::int64_t> touched_;
};

}  // namespace demarche

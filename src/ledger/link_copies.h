// SPDX-License-Identifier: Apache-2.0
// Which readings are copies of one another, kept in step with the readings that come and go.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ledger/database.h"
#include "linking/copies.h"

namespace demarche {

class LinkCopies {
 public:
  explicit LinkCopies(Database& database) : database_(database) {}

  void add(std::int64_t reading_key, const std::string& text);
  void remove(std::int64_t reading_key);
  /// Makes the rows of `copy` of all groups that were touched; returns the readings whose row is another now.
  std::vector<std::int64_t> regroup();

 private:
  /// Readings that have the band, published from one day to another.
  void find(std::uint64_t band, std::int64_t first, std::int64_t last, std::set<std::int64_t>& found);
  /// The sequences of a reading's text; those asked last are kept, as reports come with others of their days.
  const Shingles& shingles(std::int64_t reading_key);
  const Shingles& keep(std::int64_t reading_key, Shingles shingles);
  std::vector<std::int64_t> neighbors(std::int64_t reading_key);
  void write_group(const std::vector<std::int64_t>& group, std::vector<std::int64_t>& changed);

  Database& database_;
  std::set<std::int64_t> touched_;
  std::map<std::int64_t, Shingles> kept_;
  std::deque<std::int64_t> kept_in_order_;
};

}  // namespace demarche

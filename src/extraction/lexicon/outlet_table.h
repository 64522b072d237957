// SPDX-License-Identifier: Apache-2.0
// Where outlets are at home, by the ends of their addresses (lexicons/en/outlets.tsv) and the names in them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "extraction/lexicon/actor_table.h"
#include "extraction/lexicon/place_table.h"

namespace demarche {

class OutletTable {
 public:
  explicit OutletTable(const std::string& folder);
  /// ISO 3166-1 alpha-3 of the outlet's country; empty where neither its name nor its address tells. `outlet` is a name or an address.
  std::string home(std::string_view outlet, const ActorTable& actors, const PlaceTable& places) const;
  /// Whether the outlet of that name reports from everywhere, as Reuters does.
  bool is_of_everywhere(std::string_view outlet) const;
  const Table& table() const { return table_; }

 private:
  std::string home_of_host(std::string_view host, const ActorTable& actors, const PlaceTable& places) const;

  Table table_;
  std::unordered_map<std::string, std::string_view> homes_;  ///< of ends of addresses and of names, folded
};

}  // namespace demarche

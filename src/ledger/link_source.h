// SPDX-License-Identifier: Apache-2.0
// From the rows of one reading to what linking compares.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/database.h"
#include "linking/link_record.h"

namespace demarche {

struct LinkReading {
  std::int64_t key = 0;
  std::string report{};     ///< rp_…
  std::string published{};  ///< ISO date or empty
  std::string source{};
  std::string title{};
  std::string text{};
  std::vector<std::pair<std::int64_t, LinkMention>> mentions{};  ///< with their finding_key
};

LinkReading load_link_reading(Database& database, std::int64_t reading_key);

}  // namespace demarche

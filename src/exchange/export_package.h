// SPDX-License-Identifier: Apache-2.0
// The tables of a data package, for its papers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "answers/catalog.h"

namespace demarche {

struct PackageTable {
  std::string_view name;
  std::string_view meaning;
};

std::span<const PackageTable> package_tables();
std::vector<std::string> package_columns(std::string_view table);
std::string package_meaning(std::string_view table, std::string_view column);  ///< may be empty

}  // namespace demarche

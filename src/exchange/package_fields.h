// SPDX-License-Identifier: Apache-2.0
// The tables of a data package as data: what each is called, what it means, which columns it has and what fills them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "answers/catalog.h"

namespace demarche {

/// A column of a table, and the column of the answers that fills it.
struct PackageField {
  const char* name;
  const char* from;  ///< "#name": the writer computes it; "": the writer fills the whole row; null: what this version does not hold
};

struct PackageTable {
  std::string_view name;
  std::string_view meaning;
  std::span<const PackageField> fields;
  std::optional<Kind> kind;  ///< of the answers that fill it; none where the rows are parts of other records
};

std::span<const PackageTable> package_tables();
const PackageTable& package_table(std::string_view name);
/// What a column means, for the papers of the package; may be empty.
std::string package_meaning(const PackageTable& table, const PackageField& field);

}  // namespace demarche

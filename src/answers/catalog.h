// SPDX-License-Identifier: Apache-2.0
// The catalog of what can be asked: for each kind its columns, filters, facets and orders, as data. Help of the command line,
// completion, the OpenAPI document and the questions themselves are made from it; nothing of it is repeated elsewhere.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "answers/answers.h"

namespace demarche {

enum class ColumnType : std::uint8_t { Text, Integer, Real, Day, List, Flag };

struct ColumnInfo {
  std::string_view name;
  ColumnType type;
  std::string_view meaning;  ///< one line for codebooks
};

enum class FilterType : std::uint8_t { Choice, Name, Country, Day, Integer, Real, Id, Words, Flag };

struct FilterInfo {
  std::string_view name;
  FilterType type;
  std::string_view choices;  ///< of a Choice, with '|' between
  std::string_view meaning;
  bool repeats;  ///< several values are alternatives; else one value
};

std::vector<ColumnInfo> columns_of(Kind kind);
std::vector<FilterInfo> filters_of(Kind kind);
/// Names that facet= takes.
std::vector<std::string_view> facets_of(Kind kind);
/// Names that sort= takes, with or without '-'.
std::vector<std::string_view> orders_of(Kind kind);
/// limit, cursor, sort, fields, count, facet, facet_limit: what lists take beside filters.
std::span<const FilterInfo> list_parameters();

/// The candidate that differs least from `name`, if it is near enough to be meant; else empty.
std::string nearest_of(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace demarche

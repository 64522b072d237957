// SPDX-License-Identifier: Apache-2.0
#include "answers/catalog.h"

#include <algorithm>
#include <array>

#include "answers/kind_table.h"

namespace demarche {
namespace {

struct KindName {
  const char* plural;
  const char* singular;
};
constexpr std::array<KindName, kKinds> kNames = {{{"events", "event"},
                                                  {"mentions", "mention"},
                                                  {"statements", "statement"},
                                                  {"reports", "report"},
                                                  {"actors", "actor"},
                                                  {"sources", "source"},
                                                  {"places", "place"},
                                                  {"plans", "plan"},
                                                  {"contradictions", "contradiction"},
                                                  {"decisions", "decision"}}};

constexpr FilterInfo kListParameters[] = {
    {"limit", FilterType::Integer, "", "rows of a page: 50 if not given, at most 1000", false},
    {"cursor", FilterType::Words, "", "where the page before ended", false},
    {"sort", FilterType::Words, "", "order, with '-' before it for the greatest first", false},
    {"fields", FilterType::Words, "", "columns by name, with commas", false},
    {"count", FilterType::Choice, "auto|exact|none", "whether to count all rows", false},
    {"facet", FilterType::Words, "", "filters whose values are counted", true},
    {"facet_limit", FilterType::Integer, "", "values of a facet: 20 if not given", false},
};

}  // namespace

const char* to_string(Kind kind) {
  return kNames[static_cast<std::size_t>(kind)].plural;
}
const char* singular(Kind kind) {
  return kNames[static_cast<std::size_t>(kind)].singular;
}

std::optional<Kind> parse_kind(std::string_view name) {
  for (std::size_t i = 0; i < kKinds; ++i)
    if (name == kNames[i].plural) return static_cast<Kind>(i);
  return std::nullopt;
}

const KindTable& table_of(Kind kind) {
  switch (kind) {
    case Kind::Events:
      return event_table();
    case Kind::Mentions:
      return mention_table();
    case Kind::Statements:
      return statement_table();
    case Kind::Reports:
      return report_table();
    case Kind::Actors:
      return actor_table();
    case Kind::Sources:
      return source_table();
    case Kind::Places:
      return place_table();
    case Kind::Plans:
      return plan_table();
    case Kind::Contradictions:
      return contradiction_table();
    case Kind::Decisions:
      return decision_table();
  }
  throw Bug("no such kind of row");
}

std::vector<ColumnInfo> columns_of(Kind kind) {
  std::vector<ColumnInfo> out;
  for (const ColumnRow& row : table_of(kind).columns) out.push_back(row.info);
  return out;
}

std::vector<FilterInfo> filters_of(Kind kind) {
  std::vector<FilterInfo> out;
  for (const FilterRow& row : table_of(kind).filters) out.push_back(row.info);
  return out;
}

std::vector<std::string_view> facets_of(Kind kind) {
  std::vector<std::string_view> out;
  for (const FacetRow& row : table_of(kind).facets) out.push_back(row.name);
  return out;
}

std::vector<std::string_view> orders_of(Kind kind) {
  std::vector<std::string_view> out;
  for (const OrderRow& row : table_of(kind).orders) out.push_back(row.name);
  return out;
}

std::span<const FilterInfo> list_parameters() {
  return kListParameters;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What stands behind a kind of row: tables of SQL for its columns, filters and orders. Every question is put together from these
// pieces (question.h); a new filter is a new line here. The row itself is always `t`.
#pragma once

#include <cstdint>
#include <span>

#include "answers/catalog.h"

namespace demarche {

/// How the value of a filter becomes SQL.
enum class Take : std::uint8_t {
  Text,       ///< bound as it is to the '?' of `one`
  Upper,      ///< in capitals
  Country,    ///< three capitals, or a name that the table of countries knows
  Quad,       ///< 1 to 4, for kinds that hold only the type: `one` is the column of the type
  Choice,     ///< one of the choices, bound
  ChoiceSql,  ///< one of the choices; stands for the SQL of the same position in `one`, with '|' between
  Votes,      ///< one of the choices, in place of the '%' of `one`
  Actor,      ///< a name, ac_… or three capitals; `one` is "column of actor_key|column of country"
  Identity,   ///< the same with a column of identity_key
  Place,      ///< a name or three capitals; `one` is the column of place_key
  Source,     ///< a name or so_…; `one` is the column of source_key
  Report,     ///< rp_…, its beginning, or the report's own name; `one` is the alias of reading
  Record,     ///< an id or its beginning, between the two '?' of `one`
  Within,     ///< claimed, own or st_…; `one` is the column of within_key
  Words,      ///< folded, anywhere: instr(…, ?) > 0
  Search,     ///< folded words: the same, at word boundaries
  Match,      ///< an FTS5 expression
  DayFrom,
  DayTo,
  Integer,
  Real,
  Flag,
  Box,   ///< w,s,e,n; `one` is the column of place_key
  Near,  ///< lat,lon,km
};

/// '{}' in `test` and `keys` stands for the alternatives of the values, each made from `one`.
struct FilterRow {
  FilterInfo info;
  Take take;
  const char* one;
  const char* test;              ///< a condition on row t and its joins
  const char* keys;              ///< SELECT of the keys of all rows that have it, by an index; null where there is no such index
  const char* walk;              ///< index that gives the rows of one value in the order of dates; null where there is none
  const char* ranked = nullptr;  ///< the same keys with the rows' days, where another table has both
};

/// What a column needs beside SQL.
enum class Computed : std::uint8_t { None, Latitude, Longitude, PlacePrecision, GeonamesId, Gwcode, Cown };

struct ColumnRow {
  ColumnInfo info;
  const char* sql;
  Computed computed = Computed::None;  ///< then `sql` gives "name\tcountry" of a place, or a country
};

struct OrderTerm {
  const char* sql;
  bool descends;  ///< in the order of that name; the sign before the name turns all terms round
};

struct OrderRow {
  std::string_view name;
  std::span<const OrderTerm> terms;  ///< without the key, which comes last, ascending
  const char* index;
  bool nullable;  ///< of the first term: rows without it come last where it descends
  bool plain;     ///< sort=NAME gives the terms as they stand; else sort=-NAME does
};

struct FacetRow {
  std::string_view name;  ///< of the filter
  const char* value;      ///< SQL on t and its joins, or on `more`
  const char* more;       ///< joins that the value needs; may give a row several values
  const char* tally;      ///< facet of table tally that holds it for all rows, or a SELECT of value and n; null where none does
  const char* label;      ///< SELECT of the label for a value '?'; null: the value itself
  bool usual;
};

struct KindTable {
  Kind kind;
  const char* table;
  const char* key;     ///< column of the row's number
  const char* id;      ///< SQL of its id, for fetched rows
  const char* joins;   ///< for filters, after the table
  const char* always;  ///< condition on all rows
  const char* fetch;   ///< more joins for columns
  const char* all;     ///< SELECT of the number of all rows, from a total that is kept
  std::span<const ColumnRow> columns;
  std::span<const FilterRow> filters;
  std::span<const OrderRow> orders;  ///< the first is the usual one
  std::span<const FacetRow> facets;
  const char* date;     ///< SQL of the row's day, empty or NULL where unknown; null: the kind has no days
  const char* reports;  ///< SELECT of report keys and independent sources over `chosen`, a table of keys
};

const KindTable& table_of(Kind kind);
const KindTable& event_table();
const KindTable& mention_table();
const KindTable& statement_table();
const KindTable& report_table();
const KindTable& actor_table();
const KindTable& source_table();
const KindTable& place_table();
const KindTable& plan_table();
const KindTable& contradiction_table();
const KindTable& decision_table();

/// Separates the parts of a list inside SQL.
constexpr char kListMark = '\x1F';

}  // namespace demarche

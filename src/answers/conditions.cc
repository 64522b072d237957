// SPDX-License-Identifier: Apache-2.0
// From the values of a filter to SQL with bound parameters.
#include "answers/conditions.h"

#include <algorithm>
#include <cmath>

#include "answers/records.h"
#include "answers/tables.h"
#include "base/unicode.h"
#include "ledger/keys.h"

namespace demarche {
namespace {

constexpr double kKilometersOfDegree = 111.195;
constexpr double kPi = 3.14159265358979323846;

/// "a|b" at position 0 or 1.
std::string part_of(std::string_view pair, std::size_t position) {
  const std::size_t bar = pair.find('|');
  return std::string(position == 0 ? pair.substr(0, bar) : pair.substr(bar + 1));
}

/// Keys of the names that have these words: looked up by the longest, the others compared.
Clause names_with(const char* kind, const FilterRow& row, const std::string& value) {
  const std::string words = searchable(value);
  std::string longest;
  for (std::size_t begin = 1; begin < words.size();) {
    const std::size_t end = words.find(' ', begin);
    if (end - begin > longest.size()) longest = words.substr(begin, end - begin);
    begin = end + 1;
  }
  if (longest.empty()) throw BadParameter("bad-parameter", std::string(row.info.name), value, "has no letter or digit", "a name");
  const std::string table(kind);
  return {"SELECT name_key FROM name_word CROSS JOIN " + table + " AS named ON named." + table +
              "_key = name_key WHERE name_word.kind = '" + table + "' AND name_word.word = ? AND instr(named.words, ?) > 0",
          {longest, words}};
}

using Alternatives = std::vector<Clause>;

Alternatives by_actor(const FilterRow& row, const std::string& value, bool is_identity) {
  const std::string column = part_of(row.one, 0);
  const std::string country = part_of(row.one, 1);
  if (value.rfind("ac_", 0) == 0) {
    const std::string same =
        "SELECT identity_key FROM identity WHERE id = ? UNION SELECT alias.identity_key FROM actor CROSS JOIN alias ON "
        "alias.actor_key = actor.actor_key WHERE actor.id = ?";
    if (is_identity) return {{column + " IN (" + same + ")", {value, value}}};
    return {{column + " IN (SELECT actor_key FROM alias WHERE identity_key IN (" + same + "))", {value, value}}};
  }
  Clause names = names_with("actor", row, value);
  if (is_identity) names.sql = "SELECT identity_key FROM alias WHERE actor_key IN (" + names.sql + ")";
  Alternatives out = {{column + " IN (" + names.sql + ")", names.bound}};
  if (is_country_code(value)) out.push_back({country + " = ?", {value}});
  return out;
}

Clause by_place(const FilterRow& row, const std::string& value) {
  Clause names = names_with("place", row, value);
  if (is_country_code(value)) {
    names.sql += " UNION SELECT place_key FROM place WHERE country = ?";
    names.bound.emplace_back(value);
  }
  return {std::string(row.one) + " IN (" + names.sql + ")", names.bound};
}

Clause by_source(const FilterRow& row, const std::string& value) {
  if (value.rfind("so_", 0) == 0) return {std::string(row.one) + " IN (SELECT source_key FROM source WHERE id = ?)", {value}};
  Clause names = names_with("source", row, value);
  return {std::string(row.one) + " IN (" + names.sql + ")", names.bound};
}

Clause by_report(const FilterRow& row, const std::string& value) {
  const std::string reading(row.one);
  if (value.rfind("rp_", 0) != 0) return {reading + ".name = ?", {value}};
  const std::string id = normalized_id(value);
  return {reading + ".report_key IN (SELECT report_key FROM report WHERE id >= ? AND id < ?)", {id, id + "~"}};
}

Clause by_within(const FilterRow& row, const std::string& value) {
  const std::string column(row.one);
  if (value.rfind("st_", 0) == 0) return {column + " IN (SELECT finding_key FROM finding WHERE id = ?)", {normalized_id(value)}};
  return {column + (parse_choice(std::string(row.info.name), value, row.info.choices) == "own" ? " IS NULL" : " IS NOT NULL"), {}};
}

Clause by_quad(const FilterRow& row, const std::string& value) {
  const std::string quad = parse_choice(std::string(row.info.name), value, row.info.choices);
  std::string types;
  for (const TypeRow& type : type_table())
    if (std::to_string(type.quad) == quad) types += (types.empty() ? "'" : ", '") + std::string(type.type) + "'";
  return {std::string(row.one) + " IN (" + types + ")", {}};
}

/// Places of the ledger for which `holds` is true of latitude and longitude, as a JSON list of keys.
template <class Holds>
std::string places_where(Database& database, Holds holds) {
  std::string keys;
  Query query =
      database.query("SELECT place_total.place_key, place.name, place.country FROM place_total CROSS JOIN place USING (place_key)");
  while (query.step()) {
    const auto row = find_place(query.text(1), query.text(2));
    if (row && row->located && holds(row->latitude, row->longitude)) keys += (keys.empty() ? "" : ",") + std::to_string(query.number(0));
  }
  return "[" + keys + "]";
}

Clause by_keys(const FilterRow& row, std::string keys) {
  return {std::string(row.one) + " IN (SELECT value FROM json_each(?))", {std::move(keys)}};
}

Clause by_box(const FilterRow& row, const std::string& value, Database& database) {
  const std::vector<double> box = parse_numbers(std::string(row.info.name), value, 4);
  const double west = box[0], south = box[1], east = box[2], north = box[3];
  if (south > north)
    throw BadParameter("bad-parameter", std::string(row.info.name), value, "has its south above its north", "west,south,east,north");
  // A box may cross the line where days change: then its west lies east of its east.
  return by_keys(row, places_where(database, [=](double latitude, double longitude) {
                   const bool across = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
                   return latitude >= south && latitude <= north && across;
                 }));
}

Clause by_distance(const FilterRow& row, const std::string& value, Database& database) {
  const std::vector<double> given = parse_numbers(std::string(row.info.name), value, 3);
  return by_keys(row, places_where(database, [&](double latitude, double longitude) {
                   const double radians = kPi / 180;
                   const double cosine =
                       std::sin(latitude * radians) * std::sin(given[0] * radians) +
                       std::cos(latitude * radians) * std::cos(given[0] * radians) * std::cos((longitude - given[1]) * radians);
                   return std::acos(std::min(1.0, std::max(-1.0, cosine))) / radians * kKilometersOfDegree <= given[2];
                 }));
}

/// Places that are known at least so precisely.
Clause by_precision(const std::string& most, Database& database) {
  const std::vector<std::string_view> order = {"city", "admin1", "country"};
  const auto rank = [&](std::string_view name) { return std::find(order.begin(), order.end(), name) - order.begin(); };
  std::string keys;
  Query query =
      database.query("SELECT place_total.place_key, place.name, place.country FROM place_total CROSS JOIN place USING (place_key)");
  while (query.step()) {
    const auto row = find_place(query.text(1), query.text(2));
    if (row && rank(place_precision(*row)) <= rank(most)) keys += (keys.empty() ? "" : ",") + std::to_string(query.number(0));
  }
  return {"t.place_key IN (SELECT value FROM json_each(?))", {"[" + keys + "]"}};
}

std::string country_code(const FilterRow& row, const std::string& value) {
  std::string code = upper_ascii(value);
  if (is_country_code(code)) return code;
  const CountryCodes* meant = country_meant(value);
  if (meant != nullptr) return std::string(meant->iso3);
  std::vector<std::string_view> names;
  for (const CountryCodes& country : country_table()) names.push_back(country.name);
  throw BadParameter("bad-parameter", std::string(row.info.name), value, "is no country", "three letters, e.g. SDN for Sudan",
                     nearest_of(value, names));
}

bool parse_flag(const FilterRow& row, const std::string& value) {
  const std::optional<bool> flag = flag_meant(value);
  if (flag) return *flag;
  throw BadParameter("bad-parameter", std::string(row.info.name), value, "is neither yes nor no", "1 or 0");
}

/// The position of a choice picks the SQL of the same position.
Clause chosen_sql(const FilterRow& row, const std::string& value) {
  const std::string choice = parse_choice(std::string(row.info.name), value, row.info.choices);
  const std::vector<std::string_view> names = split_choices(row.info.choices);
  const std::vector<std::string_view> pieces = split_choices(row.one);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == choice) return {"(" + std::string(pieces.at(i)) + ")", {}};
  throw Bug("a choice without SQL");
}

Clause votes_for(const FilterRow& row, const std::string& value) {
  std::string sql(row.one);
  return {sql.replace(sql.find('%'), 1, parse_choice(std::string(row.info.name), value, row.info.choices)), {}};
}

Clause simple(const FilterRow& row, Bound bound) {
  return {row.one, {std::move(bound)}};
}

Clause one_value(const FilterRow& row, const std::string& value, Database& database) {
  const std::string name(row.info.name);
  switch (row.take) {
    case Take::Text:
      return simple(row, value);
    case Take::Upper:
      return simple(row, upper_ascii(value));
    case Take::Country:
      return simple(row, country_code(row, value));
    case Take::Quad:
      return by_quad(row, value);
    case Take::Choice:
      if (row.one == nullptr) return by_precision(parse_choice(name, value, row.info.choices), database);
      return simple(row, parse_choice(name, value, row.info.choices));
    case Take::ChoiceSql:
      return chosen_sql(row, value);
    case Take::Votes:
      return votes_for(row, value);
    case Take::Actor:
    case Take::Identity:
      break;
    case Take::Place:
      return by_place(row, value);
    case Take::Source:
      return by_source(row, value);
    case Take::Report:
      return by_report(row, value);
    case Take::Record:
      return {row.one, {normalized_id(value), normalized_id(value) + "~"}};
    case Take::Within:
      return by_within(row, value);
    case Take::Words:
      return simple(row, fold(value));
    case Take::Search:
      return simple(row, searchable(value));
    case Take::Match:
      return simple(row, match_expression(name, value));
    case Take::DayFrom:
      return simple(row, to_iso(read_period(name, value, PeriodEdge::First)));
    case Take::DayTo:
      return simple(row, to_iso(read_period(name, value, PeriodEdge::Last)));
    case Take::Integer:
      if (!row.info.choices.empty()) return simple(row, parse_integer(name, parse_choice(name, value, row.info.choices), 0, 9));
      return simple(row, parse_integer(name, value, 0, 1'000'000'000));
    case Take::Real:
      return simple(row, static_cast<double>(static_cast<float>(parse_real(name, value, 0, 1))));  // scores are floats
    case Take::Flag:
      return simple(row, std::int64_t{parse_flag(row, value) ? 1 : 0});
    case Take::Box:
      return by_box(row, value, database);
    case Take::Near:
      return by_distance(row, value, database);
  }
  throw Bug("a filter that takes nothing");
}

Alternatives alternatives_of(const FilterRow& row, const std::vector<std::string>& values, Database& database) {
  Alternatives out;
  for (const std::string& value : values) {
    if (row.take == Take::Actor || row.take == Take::Identity) {
      for (Clause& clause : by_actor(row, value, row.take == Take::Identity)) out.push_back(std::move(clause));
    } else {
      out.push_back(one_value(row, value, database));
    }
  }
  return out;
}

Clause any_of(const Alternatives& alternatives) {
  Clause out;
  for (const Clause& clause : alternatives) out.add(out.sql.empty() ? "" : " OR ").add(clause);
  if (alternatives.size() > 1) out.sql = "(" + out.sql + ")";
  return out;
}

/// The frame with the alternatives in the place of each '{}'.
Clause framed(std::string_view frame, const Clause& alternatives) {
  Clause out;
  std::size_t begin = 0;
  for (std::size_t at = frame.find("{}"); at != std::string_view::npos; at = frame.find("{}", begin)) {
    out.add(std::string(frame.substr(begin, at - begin))).add(alternatives);
    begin = at + 2;
  }
  return out.add(std::string(frame.substr(begin)));
}

/// The rows of each alternative by an index of its own: of an OR, SQLite would read every row itself.
Clause union_of(std::string_view frame, const Alternatives& alternatives) {
  Clause out;
  for (const Clause& clause : alternatives) out.add(out.sql.empty() ? "" : " UNION ALL ").add(framed(frame, clause));
  return out;
}

Commas commas_of(const FilterRow& row) {
  const bool whole = row.take == Take::Words || row.take == Take::Match || row.take == Take::Box || row.take == Take::Near;
  return whole ? Commas::BelongToValue : Commas::Separate;
}

void require_single(const FilterRow& row, const ParameterValues& values) {
  if (row.info.repeats) return;
  if (!values.unwanted.empty() && row.take != Take::Match)
    throw BadParameter("bad-parameter", values.parameter, values.shown, "cannot be excluded", "a value without '!'");
  if (values.wanted.size() > 1) throw BadParameter("bad-parameter", values.parameter, values.shown, "has several values", "one value");
}

}  // namespace

std::string place_precision(const PlaceRow& row) {
  if (row.kind == "country") return "country";
  if (row.kind == "admin1" || row.kind == "region" || row.kind == "sea" || row.kind == "river" || row.kind == "district") return "admin1";
  return "city";
}

std::optional<Restriction> make_restriction(const FilterRow& row, const Parameters& parameters, Database& database) {
  const std::optional<ParameterValues> values = values_of(parameters, row.info.name, commas_of(row));
  if (!values) return std::nullopt;
  require_single(row, *values);
  Restriction condition{values->parameter, values->shown};
  if (!values->wanted.empty()) {
    const Alternatives alternatives = alternatives_of(row, values->wanted, database);
    condition.test = framed(row.test, any_of(alternatives));
    // The index of a flag holds the rows that have it.
    const bool is_without = row.take == Take::Flag && !parse_flag(row, values->wanted.front());
    if (row.keys != nullptr && !is_without) condition.keys = union_of(row.keys, alternatives);
    condition.keys_are_all = values->unwanted.empty();
    if (row.ranked != nullptr) condition.ranked = union_of(row.ranked, alternatives);
    if (values->wanted.size() == 1) condition.walk = row.walk;
  }
  if (!values->unwanted.empty()) {
    if (!condition.test.sql.empty()) condition.test.add(" AND ");
    // Where there is no value, it is not the unwanted one either.
    condition.test.add("NOT ifnull(").add(framed(row.test, any_of(alternatives_of(row, values->unwanted, database)))).add(", 0)");
  }
  condition.test.sql = "(" + condition.test.sql + ")";
  return condition;
}

}  // namespace demarche

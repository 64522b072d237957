// SPDX-License-Identifier: Apache-2.0
// Events on a map: points where a city is known, areas where only a country is, and how many are on no map.
#include <algorithm>
#include <cmath>
#include <map>

#include "answers/conditions.h"
#include "answers/state.h"

namespace demarche {
namespace {

constexpr double kDegreesOfCell = 45;  ///< at zoom 0; half as much with each step

struct CellKey {
  std::string precision;
  std::int64_t x = 0, y = 0;
  auto operator<=>(const CellKey&) const = default;
};
struct Tile {
  MapCell cell;
  std::int64_t most = 0;  ///< events of the place that gives the label
};

double step_of(std::int64_t zoom) {
  return kDegreesOfCell / std::exp2(static_cast<double>(zoom));
}

void add_place(std::map<CellKey, Tile>& tiles, const PlaceRow& place, double step, std::int64_t rows, const std::int64_t (&quads)[4]) {
  const CellKey key{place_precision(place), static_cast<std::int64_t>(std::floor(place.longitude / step)),
                    static_cast<std::int64_t>(std::floor(place.latitude / step))};
  Tile& tile = tiles[key];
  MapCell& cell = tile.cell;
  // The middle of the places, each as heavy as its events.
  const auto before = static_cast<double>(cell.rows), added = static_cast<double>(rows);
  cell.latitude = (cell.latitude * before + place.latitude * added) / (before + added);
  cell.longitude = (cell.longitude * before + place.longitude * added) / (before + added);
  cell.precision = key.precision;
  ++cell.places;
  cell.rows += rows;
  for (std::size_t i = 0; i < 4; ++i) cell.quads[i] += quads[i];
  if (rows > tile.most) {
    tile.most = rows;
    cell.label = std::string(place.name);
    cell.country = std::string(place.country);
  }
}

}  // namespace

MapCells Answers::map(const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  Database& database = *state_->database;
  const std::int64_t zoom = parse_integer("zoom", last_of(parameters, "zoom").value_or("3"), 0, 12);
  Question question = make_question(Kind::Events, without(parameters, "zoom"), state_->context(), Purpose::Count);
  question.order = &question.table->orders.front();
  const Shape shape = choose_shape(question, database, Shape::kNone, false);
  Clause clause{"SELECT t.place_key, t.quad, count(*) ", {}};
  clause.add(rows_of(question, shape, Shape::kNone, false)).add(" GROUP BY 1, 2");
  struct Counts {
    std::int64_t rows = 0;
    std::int64_t quads[4] = {0, 0, 0, 0};
  };
  std::map<std::int64_t, Counts> places;
  MapCells out;
  Query query = prepare(database, clause);
  while (query.step()) {
    if (query.is_null(0)) {
      out.without_place += query.number(2);
      continue;
    }
    Counts& counts = places[query.number(0)];
    counts.rows += query.number(2);
    const std::int64_t quad = query.number(1);
    if (quad >= 1 && quad <= 4) counts.quads[quad - 1] += query.number(2);
  }
  std::map<CellKey, Tile> tiles;
  std::map<std::string, std::int64_t> countries;
  for (const auto& [key, counts] : places) {
    Query& place = database.cached("SELECT name, country FROM place WHERE place_key = ?").bind(key);
    const auto row = place.step() ? find_place(place.text(0), place.text(1)) : std::nullopt;
    const std::string country = !row ? place.text(1) : std::string(row->country);
    place.reset();
    if (row && row->located && place_precision(*row) != "country") {
      add_place(tiles, *row, step_of(zoom), counts.rows, counts.quads);
    } else if (!country.empty()) {
      countries[country] += counts.rows;
    } else {
      out.unlocated += counts.rows;
    }
  }
  for (auto& [key, tile] : tiles) out.cells.push_back(std::move(tile.cell));
  std::stable_sort(out.cells.begin(), out.cells.end(), [](const MapCell& a, const MapCell& b) { return a.rows > b.rows; });
  for (const auto& [iso3, rows] : countries) {
    const CountryCodes* country = find_country(iso3);
    out.countries.push_back({iso3, country == nullptr ? iso3 : std::string(country->name), rows});
  }
  std::stable_sort(out.countries.begin(), out.countries.end(), [](const FacetValue& a, const FacetValue& b) { return a.rows > b.rows; });
  return out;
}

}  // namespace demarche

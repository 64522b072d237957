// SPDX-License-Identifier: Apache-2.0
// Exports as tables of other programs: POLECAT, ICEWS, GDELT. One line is one list of cells with tabs between.
#include <array>

#include "base/civil_date.h"
#include "exchange/export_event.h"

namespace demarche {
namespace {

using Cells = std::vector<std::string>;

std::string line_of(const Cells& cells) {
  std::string out;
  for (const std::string& cell : cells) out += (out.empty() && &cell == cells.data() ? "" : "\t") + tsv_cell(cell);
  return out + "\n";
}

template <class Get>
std::string joined(const std::vector<ExportParty>& parties, Get get) {
  std::string out;
  for (const ExportParty& party : parties) {
    const std::string value = get(party);
    if (!value.empty()) out += (out.empty() ? "" : ";") + value;
  }
  return out;
}

std::string year_fraction(const std::string& day) {
  const std::optional<Date> date = parse_iso_date(day);
  if (!date) return "";
  const auto before = static_cast<double>(to_days(*date) - to_days({date->year, 1, 1}));
  return fmt::format("{:.4f}", date->year + before / 365.0);
}

const std::array<const char*, 40> kPolecat = {"Event ID",
                                              "Event Date",
                                              "Event Type",
                                              "Event Mode",
                                              "Intensity",
                                              "Quad Code",
                                              "Contexts",
                                              "Actor Name",
                                              "Actor Country",
                                              "Actor COW",
                                              "Primary Actor Sector",
                                              "Actor Sectors",
                                              "Actor Title",
                                              "Actor Name Raw",
                                              "Wikipedia Actor ID",
                                              "Recipient Name",
                                              "Recipient Country",
                                              "Recipient COW",
                                              "Primary Recipient Sector",
                                              "Recipient Sectors",
                                              "Recipient Title",
                                              "Recipient Name Raw",
                                              "Wikipedia Recipient ID",
                                              "Placename",
                                              "City",
                                              "District",
                                              "Province",
                                              "Country",
                                              "Latitude",
                                              "Longitude",
                                              "GeoNames ID",
                                              "Raw Placename",
                                              "Feature Type",
                                              "Source",
                                              "Publication Date",
                                              "Story People",
                                              "Story Organizations",
                                              "Story Locations",
                                              "Language",
                                              "Version"};

/// Eight cells of a party: name, country, COW, primary sector, sectors, title, raw name, Wikipedia id.
void add_polecat_party(Cells& cells, const std::vector<ExportParty>& parties) {
  cells.push_back(joined(parties, [](const ExportParty& p) { return p.name; }));
  cells.push_back(joined(parties, [](const ExportParty& p) { return country_name(p.country); }));
  cells.push_back(joined(parties, [](const ExportParty& p) { return cow_of(p.country); }));
  cells.push_back(parties.empty() ? "" : parties.front().sector);
  cells.push_back(joined(parties, [](const ExportParty& p) { return p.sector; }));
  cells.insert(cells.end(), {"", joined(parties, [](const ExportParty& p) { return p.name; }), ""});
}

struct PlaceCells {
  std::string city, province, country;
};

PlaceCells place_cells(const ExportEvent& event) {
  const std::string precision = event.text("place_precision");
  return {precision == "city" ? event.text("place") : "", precision == "admin1" ? event.text("place") : "",
          country_name(event.text("place_country"))};
}

const std::array<const char*, 20> kIcews = {"Event ID",       "Event Date", "Source Name",     "Source Sectors", "Source Country",
                                            "Event Text",     "CAMEO Code", "Intensity",       "Target Name",    "Target Sectors",
                                            "Target Country", "Story ID",   "Sentence Number", "Publisher",      "City",
                                            "District",       "Province",   "Country",         "Latitude",       "Longitude"};

std::string snake(std::string name) {
  for (char& c : name) c = c == ' ' ? '_' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return name;
}

std::string cameo_name(const std::string& code) {
  const CameoRow* row = find_cameo(code);
  return row == nullptr ? "" : std::string(row->name);
}

/// Columns of GDELT 2.0; 1.0 lacks the three that end in ADM2Code.
Cells gdelt_header(bool second) {
  Cells out = {"GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"};
  for (const char* actor : {"Actor1", "Actor2"})
    for (const char* field : {"Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
                              "Type2Code", "Type3Code"})
      out.push_back(std::string(actor) + field);
  out.insert(out.end(), {"IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
                         "NumSources", "NumArticles", "AvgTone"});
  for (const char* place : {"Actor1Geo", "Actor2Geo", "ActionGeo"})
    for (const char* field : {"_Type", "_FullName", "_CountryCode", "_ADM1Code", "_ADM2Code", "_Lat", "_Long", "_FeatureID"})
      if (second || std::string_view(field) != "_ADM2Code") out.push_back(std::string(place) + field);
  out.insert(out.end(), {"DATEADDED", "SOURCEURL"});
  return out;
}

/// CAMEO's code of an actor: country, then sector.
void add_gdelt_actor(Cells& cells, const ExportParty& party) {
  cells.insert(cells.end(), {party.country + party.sector, party.name, party.country, "", "", "", "", party.sector, "", ""});
}

void add_gdelt_place(Cells& cells, const ExportEvent& event, bool second, bool is_action) {
  const std::string precision = event.text("place_precision");
  const bool is_known = is_action && precision != "none" && precision != "unknown";
  // GDELT's types of a place: 1 country, 4 a city of the world, 5 a province of the world.
  const char* type = !is_known ? "0" : precision == "country" ? "1" : precision == "admin1" ? "5" : "4";
  const CountryCodes* country = find_country(event.text("place_country"));
  const std::string name = !is_known                ? ""
                           : precision == "country" ? event.text("place")
                                                    : event.text("place") + ", " + country_name(event.text("place_country"));
  const std::string code = is_known && country != nullptr ? std::string(country->iso2) : "";
  cells.insert(cells.end(), {type, name, code, code});
  if (second) cells.push_back("");
  cells.insert(cells.end(), {is_known ? event.text("latitude") : "", is_known ? event.text("longitude") : "",
                             is_known ? event.text("geonames_id") : ""});
}

Cells gdelt_cells(const ExportEvent& event, const std::pair<ExportParty, ExportParty>& pair, std::int64_t number, bool second) {
  const std::string day = event.text("date_from");
  const std::string digits = digits_of(day);
  Cells cells = {std::to_string(number), digits, digits.substr(0, 6), digits.substr(0, 4), year_fraction(day)};
  add_gdelt_actor(cells, pair.first);
  add_gdelt_actor(cells, pair.second);
  const std::string cameo = event.text("cameo");
  cells.insert(cells.end(), {"1", cameo, cameo.substr(0, 3), cameo.substr(0, 2), event.text("quad"), event.goldstein(),
                             event.text("n_mentions"), event.text("n_independent"), event.text("n_reports"), ""});
  for (const bool is_action : {false, false, true}) add_gdelt_place(cells, event, second, is_action);
  const std::string added = digits_of(event.text("first_reported"));
  cells.insert(cells.end(), {second && !added.empty() ? added + "000000" : added, event.text("url")});
  return cells;
}

}  // namespace

ExportResult write_polecat(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  ExportResult result;
  const Parameters parameters = limited_to_kept(answers, request, find_export_format("polecat"), result.excluded);
  sink(line_of(Cells(kPolecat.begin(), kPolecat.end())));
  each_event(answers, parameters, [&](const ExportEvent& event) {
    const PlaceCells place = place_cells(event);
    Cells cells = {event.text("event_id"),
                   event.text("date_from"),
                   event.text("type"),
                   event.text("mode"),
                   event.intensity(),
                   std::string(quad_table().at(static_cast<std::size_t>(std::max<std::int64_t>(1, event.number("quad")) - 1)).meaning),
                   ""};
    add_polecat_party(cells, event.actors());
    add_polecat_party(cells, event.recipients());
    cells.insert(cells.end(), {event.text("place"), place.city, "", place.province, place.country, event.text("latitude"),
                               event.text("longitude"), event.text("geonames_id"), event.text("place_words"), event.text("place_precision"),
                               event.text("source"), event.text("published"), "", "", "", "en", request.program});
    sink(line_of(cells));
    ++result.rows;
  });
  return result;
}

ExportResult write_icews(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  ExportResult result;
  const Parameters parameters = limited_to_kept(answers, request, find_export_format("icews"), result.excluded);
  Cells header(kIcews.begin(), kIcews.end());
  if (request.snake_names)
    for (std::string& name : header) name = snake(name);
  sink(line_of(header));
  NumberOfId numbers;
  // Every row needs a number of its own: the pair is part of what is numbered.
  each_event(answers, parameters, [&](const ExportEvent& event) {
    const PlaceCells place = place_cells(event);
    std::size_t pair_number = 0;
    for (const auto& [source, target] : pairs_of(event, request.first_pair)) {
      const std::string id = event.text("event_id") + (pair_number == 0 ? "" : "/" + std::to_string(pair_number));
      ++pair_number;
      sink(line_of({std::to_string(numbers.next(id)),
                    event.text("date_from"),
                    source.name,
                    source.sector,
                    country_name(source.country),
                    cameo_name(event.text("cameo")),
                    event.text("cameo"),
                    event.goldstein(),
                    target.name,
                    target.sector,
                    country_name(target.country),
                    event.text("report_id"),
                    "",
                    event.text("source"),
                    place.city,
                    "",
                    place.province,
                    place.country,
                    event.text("latitude"),
                    event.text("longitude")}));
      ++result.rows;
    }
  });
  return result;
}

ExportResult write_gdelt(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  const bool second = request.format == "gdelt2";
  ExportResult result;
  const Parameters parameters = limited_to_kept(answers, request, find_export_format(request.format), result.excluded);
  if (request.header) sink(line_of(gdelt_header(second)));
  NumberOfId numbers;
  std::int64_t undated = 0;
  each_event(answers, parameters, [&](const ExportEvent& event) {
    if (event.text("date_from").empty()) {
      ++undated;
      return;
    }
    std::size_t pair_number = 0;
    for (const auto& pair : pairs_of(event, request.first_pair)) {
      const std::string id = event.text("event_id") + (pair_number == 0 ? "" : "/" + std::to_string(pair_number));
      ++pair_number;
      sink(line_of(gdelt_cells(event, pair, numbers.next(id), second)));
      ++result.rows;
    }
  });
  if (undated > 0) result.excluded.push_back({"no date", undated});
  return result;
}

}  // namespace demarche

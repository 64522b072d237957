// SPDX-License-Identifier: Apache-2.0
// Code tables of lexicons/en/ that answers need beside the ledger: countries with their codes, event types, CAMEO, and where places
// lie. Compiled in, so that a question needs the ledger alone; read once, at first use, and the same for all threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

struct CountryCodes {
  std::string_view iso3, name, gwcode, cown, iso2, region;  ///< codes are empty where the country is no member of a list
};
struct TypeRow {
  std::string_view type;
  std::int32_t quad = 0;
  std::string_view score;  ///< PLOVER's intensity
  std::string_view modes;  ///< with blanks between
  std::string_view meaning;
};
struct ModeRow {
  std::string_view type, mode, score, meaning;
};
struct CameoRow {
  std::string_view code, name, type, goldstein;
};
struct PlaceRow {
  std::string_view name, country, kind;  ///< kind: city, admin1, country ...
  double latitude = 0, longitude = 0;
  bool located = false;
  std::string_view geonames_id;
};
struct WordRow {
  std::string_view word, meaning;
};

const std::vector<CountryCodes>& country_table();
const std::vector<TypeRow>& type_table();
const std::vector<ModeRow>& mode_table();
const std::vector<CameoRow>& cameo_table();
const std::vector<WordRow>& status_table();
const std::vector<WordRow>& sector_table();
const std::vector<WordRow>& quad_table();

/// Null where there is none.
const CountryCodes* find_country(std::string_view iso3);
/// By ISO code, two or three letters, or name, whatever the case; null where there is none.
const CountryCodes* country_meant(std::string_view text);
const TypeRow* find_type(std::string_view type);
const CameoRow* find_cameo(std::string_view code);
const ModeRow* find_mode(std::string_view type, std::string_view mode);
/// The most populous of that name and country.
std::optional<PlaceRow> find_place(std::string_view name, std::string_view country);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "answers/tables.h"

#include <charconv>

#include "answers/table_files.h"
#include "base/error.h"
#include "base/name_index.h"
#include "base/unicode.h"

namespace demarche {
namespace {

using Fields = std::vector<std::string_view>;

Fields split_line(std::string_view line) {
  Fields out;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

/// Lines of an embedded table but those that begin with '#' and explain it.
template <class Take>
void each_line(std::string_view name, Take take) {
  for (const EmbeddedFile& file : answer_tables()) {
    if (file.name != name) continue;
    file.each_line(take);
    return;
  }
  throw Bug("no embedded table " + std::string(name));
}

/// Rows of an embedded table, padded to `columns`.
template <class Make>
void each_row(std::string_view name, std::size_t columns, Make make) {
  each_line(name, [&](std::string_view line) {
    Fields fields = split_line(line);
    fields.resize(std::max(columns, fields.size()));
    make(fields);
  });
}

bool to_real(std::string_view text, double& out) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return !text.empty() && read.ec == std::errc();
}

std::vector<CountryCodes> read_countries() {
  std::vector<CountryCodes> out;
  each_row("countries.tsv", 9, [&](const Fields& f) { out.push_back({f[0], f[1], f[5], f[6], f[7], f[8]}); });
  return out;
}

std::vector<TypeRow> read_types() {
  std::vector<TypeRow> out;
  each_row("plover.tsv", 5, [&](const Fields& f) {
    std::int32_t quad = 0;
    std::from_chars(f[1].data(), f[1].data() + f[1].size(), quad);
    out.push_back({f[0], quad, f[2], f[3], f[4]});
  });
  return out;
}

std::vector<ModeRow> read_modes() {
  std::vector<ModeRow> out;
  each_row("modes.tsv", 4, [&](const Fields& f) { out.push_back({f[0], f[1], f[2], f[3]}); });
  return out;
}

std::vector<CameoRow> read_cameo() {
  std::vector<CameoRow> out;
  each_row("cameo.tsv", 5, [&](const Fields& f) { out.push_back({f[0], f[1], f[2], f[4]}); });
  return out;
}

std::string key_of(std::string_view name, std::string_view country) {
  return name_key(name).append("\t").append(country);
}

/// Places by name and country; their other cells are cut when asked for.
struct PlaceIndex {
  std::vector<std::string_view> lines{};
  NameIndex by_name{};
};

PlaceIndex read_places() {
  PlaceIndex out;
  each_line("places.tsv", [&](std::string_view line) {
    const std::size_t name = line.find('\t');
    const std::size_t country = line.find('\t', name + 1);
    out.by_name.add(key_of(line.substr(0, name), line.substr(name + 1, country - name - 1)), static_cast<std::uint32_t>(out.lines.size()));
    out.lines.push_back(line);
  });
  out.by_name.sort();
  return out;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

template <class Row, class Member>
const Row* find_in(const std::vector<Row>& table, Member member, std::string_view value) {
  for (const Row& row : table)
    if (row.*member == value) return &row;
  return nullptr;
}

}  // namespace

const std::vector<CountryCodes>& country_table() {
  static const std::vector<CountryCodes> kTable = read_countries();
  return kTable;
}
const std::vector<TypeRow>& type_table() {
  static const std::vector<TypeRow> kTable = read_types();
  return kTable;
}
const std::vector<ModeRow>& mode_table() {
  static const std::vector<ModeRow> kTable = read_modes();
  return kTable;
}
const std::vector<CameoRow>& cameo_table() {
  static const std::vector<CameoRow> kTable = read_cameo();
  return kTable;
}

const std::vector<WordRow>& status_table() {
  static const std::vector<WordRow> kTable = {
      {"happened", "is over, or was done"},
      {"ongoing", "is going on now, or is habitual"},
      {"planned", "will be done: announced, agreed, promised, scheduled or intended by the side that would do it"},
      {"requested", "is asked, demanded, urged, ordered or proposed by somebody, not yet undertaken"},
      {"threatened", "is held out as harm by the side that would do it"},
      {"possible", "may be or may have been: conditional, predicted, feared, speculated, considered"},
      {"denied", "did not, does not or will not happen: negated, denied, refused, canceled, ruled out"}};
  return kTable;
}

const std::vector<WordRow>& sector_table() {
  static const std::vector<WordRow> kTable = {{"GOV", "head of state, government, ministries, officials"},
                                              {"MIL", "regular forces"},
                                              {"COP", "police"},
                                              {"SPY", "intelligence"},
                                              {"JUD", "courts, prosecutors"},
                                              {"LEG", "parliament and its members"},
                                              {"PTY", "party"},
                                              {"OPP", "opposition"},
                                              {"REB", "armed opposition, insurgents, terrorists"},
                                              {"SEP", "separatists"},
                                              {"PRM", "paramilitary"},
                                              {"UAF", "unidentified armed"},
                                              {"ELI", "former officials, families of rulers"},
                                              {"BUS", "business"},
                                              {"JRN", "media"},
                                              {"EDU", "education"},
                                              {"LAB", "unions"},
                                              {"MED", "health"},
                                              {"REL", "religious"},
                                              {"CVL", "civilians, crowds, voters"},
                                              {"REF", "refugees, migrants"},
                                              {"CRM", "criminals"},
                                              {"SOC", "activists, civil society"},
                                              {"AGR", "farmers"},
                                              {"UNK", "unknown"}};
  return kTable;
}

const std::vector<WordRow>& quad_table() {
  static const std::vector<WordRow> kTable = {
      {"1", "verbal cooperation"}, {"2", "material cooperation"}, {"3", "verbal conflict"}, {"4", "material conflict"}};
  return kTable;
}

const CountryCodes* find_country(std::string_view iso3) {
  return find_in(country_table(), &CountryCodes::iso3, iso3);
}

const CountryCodes* country_meant(std::string_view text) {
  const std::string wanted = lowered(text);
  for (const CountryCodes& row : country_table())
    if (lowered(row.iso3) == wanted || lowered(row.name) == wanted || (wanted.size() == 2 && lowered(row.iso2) == wanted)) return &row;
  return nullptr;
}

const TypeRow* find_type(std::string_view type) {
  return find_in(type_table(), &TypeRow::type, type);
}
const CameoRow* find_cameo(std::string_view code) {
  return find_in(cameo_table(), &CameoRow::code, code);
}

const ModeRow* find_mode(std::string_view type, std::string_view mode) {
  for (const ModeRow& row : mode_table())
    if (row.type == type && row.mode == mode) return &row;
  return nullptr;
}

std::optional<PlaceRow> find_place(std::string_view name, std::string_view country) {
  static const PlaceIndex kIndex = read_places();
  const auto found = kIndex.by_name.find(key_of(name, country));
  if (found.empty()) return std::nullopt;
  Fields f = split_line(kIndex.lines[found.front().row]);  // the table is ordered by population
  f.resize(7);
  PlaceRow row{f[0], f[1], f[2], 0, 0, false, f[6]};
  row.located = to_real(f[4], row.latitude) && to_real(f[5], row.longitude);
  return row;
}

}  // namespace demarche

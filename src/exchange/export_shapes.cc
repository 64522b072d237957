// SPDX-License-Identifier: Apache-2.0
// Exports as JSON and XML of other programs: PLOVER, GeoJSON, GEXF; and panels as CSV.
#include <map>
#include <nlohmann/json.hpp>

#include "exchange/export_event.h"
#include "exchange/json_text.h"

namespace demarche {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestQuote = 300;  ///< bytes of a snippet

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json number_or_null(const std::string& text) {
  if (text.empty() || text == "-") return nullptr;
  return Json::parse(text, nullptr, false);
}

Json entities(const std::vector<ExportParty>& parties) {
  Json out = Json::array();
  for (const ExportParty& party : parties)
    out.push_back({{"code", party.country + party.sector},
                   {"sector", party.sector.empty() ? Json::array() : Json::array({party.sector})},
                   {"entity_text", party.name},
                   {"identifier_id", party.id},
                   {"identifier_text", party.name},
                   {"country", text_or_null(party.country)}});
  return out;
}

/// PLOVER has the status among its contexts, as auxiliary modes.
Json contexts(const std::string& status) {
  if (status == "planned") return Json::array({"future"});
  if (status == "requested" || status == "threatened" || status == "possible") return Json::array({"hypothetical"});
  if (status == "denied") return Json::array({"negation"});
  return Json::array();
}

/// 1 sub-city ... 5 country.
Json resolution(const std::string& precision) {
  if (precision == "city") return 2;
  if (precision == "admin1") return 4;
  return precision == "country" ? Json(5) : Json(nullptr);
}

Json plover_place(const ExportEvent& event) {
  const std::string precision = event.text("place_precision");
  if (precision == "none") return nullptr;
  const CountryCodes* country = find_country(event.text("place_country"));
  return {{"extracted_place", event.text("place_words")},
          {"resolved_place", event.text("place")},
          {"geonameid", text_or_null(event.text("geonames_id"))},
          {"lat", number_or_null(event.text("latitude"))},
          {"lon", number_or_null(event.text("longitude"))},
          {"city", precision == "city" ? Json(event.text("place")) : Json(nullptr)},
          {"district", nullptr},
          {"province", precision == "admin1" ? Json(event.text("place")) : Json(nullptr)},
          {"country", country == nullptr ? Json(nullptr) : Json(std::string(country->name))},
          {"country_code", text_or_null(event.text("place_country"))},
          {"feature_class", nullptr},
          {"feature_code", nullptr},
          {"resolution", resolution(precision)}};
}

Json votes(const ExportEvent& event) {
  Json out = Json::object();
  for (const WordRow& status : status_table()) out[std::string(status.word)] = event.number("votes_" + std::string(status.word));
  return out;
}

Json sizes(const ExportEvent& event) {
  Json out = Json::object();
  const std::pair<const char*, const char*> kNames[] = {
      {"dead", "killed"}, {"injured", "injured"}, {"arrested", "arrested"}, {"size", "crowd"}};
  for (const auto& [name, column] : kNames) {
    const std::string low = event.text(std::string(column) + "_low"), high = event.text(std::string(column) + "_high");
    if (!low.empty()) out[name] = Json::array({number_or_null(low), number_or_null(high)});
  }
  return out.empty() ? Json(nullptr) : out;
}

Json plover_record(const ExportEvent& event, const ExportRequest& request) {
  const std::string mode = event.text("mode");
  Json out = {{"id", event.text("event_id")},
              {"has_event", true},
              {"date", text_or_null(event.text("date_from"))},
              {"time", nullptr},
              {"enddate", text_or_null(event.text("date_to"))},
              {"endtime", nullptr},
              {"actor", entities(event.actors())},
              {"recipient", entities(event.recipients())},
              {"event", event.text("type")},
              {"event_loc", plover_place(event)},
              {"event_text", text_or_null(request.text == TextKept::Never ? "" : event.text("trigger"))},
              {"quad_code", event.number("quad")},
              {"event_scale", number_or_null(event.intensity())},
              {"mode", mode.empty() ? Json::array() : Json::array({mode})},
              {"context", contexts(event.text("status"))}};
  Json link = Json::array();
  if (!event.text("outcome_id").empty()) link.push_back(event.text("outcome_id"));
  for (const std::string& plan : event.list("plan_of")) link.push_back(plan);
  out["link"] = link;
  out["text"] = nullptr;
  out["text_info"] = nullptr;
  out["size"] = sizes(event);
  out["cite_info"] = {{"corpus", request.ledger},
                      {"citation", event.text("report_id")},
                      {"url", text_or_null(event.text("url"))},
                      {"title", text_or_null(request.text == TextKept::Never ? "" : event.text("title"))},
                      {"language", "en"},
                      {"publication", text_or_null(event.text("source"))},
                      {"license", nullptr},
                      {"copyright", nullptr},
                      {"coder", "demarche " + request.program},
                      {"codebook", "PLOVER"},
                      {"version", "2.0"}};
  out["coder"] = "demarche " + request.program;
  out["coded_date"] = nullptr;
  out["coded_time"] = nullptr;
  out["comment"] = nullptr;
  out["demarche"] = {{"status", event.text("status")},
                     {"votes", votes(event)},
                     {"contested", event.number("contested") == 1},
                     {"n_reports", event.number("n_reports")},
                     {"n_independent", event.number("n_independent")},
                     {"chain", event.list("said_through")},
                     {"date_precision", event.text("date_precision")},
                     {"date_basis", event.text("date_basis")},
                     {"cameo", event.text("cameo")},
                     {"plan_of", event.list("plan_of")},
                     {"outcome", text_or_null(event.text("outcome_id"))},
                     {"contradictions", event.list("contradiction_ids")},
                     {"confidence", number_or_null(event.text("confidence"))}};
  return out;
}

Json feature_of(const ExportEvent& event) {
  const double longitude = std::get<double>(event.at("longitude")), latitude = std::get<double>(event.at("latitude"));
  Json properties = Json::object();
  for (const char* name : {"event_id", "type", "mode", "status", "date_from", "date_to", "date_precision", "place", "place_country",
                           "place_precision", "review"})
    properties[name] = event.text(name);
  for (const char* name : {"quad", "contested", "n_reports", "n_independent"}) properties[name] = event.number(name);
  for (const char* name : {"actors", "actor_countries", "recipients", "recipient_countries"}) properties[name] = event.list(name);
  return {{"type", "Feature"},
          {"id", event.text("event_id")},
          {"geometry", {{"type", "Point"}, {"coordinates", {longitude, latitude}}}},
          {"properties", properties}};
}

std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // XML 1.0 has no other control characters.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
  return out;
}

struct GexfEdge {
  std::int64_t rows = 0;
  std::int64_t quads[4] = {0, 0, 0, 0};
};

constexpr const char* kGexfHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" "
    "version=\"1.3\">\n<meta><creator>demarche</creator></meta>\n"
    "<graph defaultedgetype=\"directed\" mode=\"static\">\n<attributes class=\"node\"><attribute id=\"0\" title=\"country\" "
    "type=\"string\"/><attribute "
    "id=\"1\" title=\"events\" type=\"integer\"/></attributes>\n<attributes class=\"edge\"><attribute id=\"0\" title=\"quad_1\" "
    "type=\"integer\"/><attribute id=\"1\" title=\"quad_2\" type=\"integer\"/><attribute id=\"2\" title=\"quad_3\" "
    "type=\"integer\"/><attribute id=\"3\" "
    "title=\"quad_4\" type=\"integer\"/></attributes>\n";

}  // namespace

ExportResult write_plover(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  ExportResult result;
  each_event(answers, request.parameters, [&](const ExportEvent& event) {
    sink(json_text(plover_record(event, request)) + "\n");
    ++result.rows;
  });
  return result;
}

ExportResult write_geojson(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  ExportResult result;
  std::int64_t no_place = 0, no_point = 0;
  sink("{\"type\":\"FeatureCollection\",\"features\":[");
  each_event(answers, request.parameters, [&](const ExportEvent& event) {
    if (!std::holds_alternative<double>(event.at("longitude"))) {
      ++(event.text("place_precision") == "none" ? no_place : no_point);
      return;
    }
    sink((result.rows == 0 ? "\n" : ",\n") + json_text(feature_of(event)));
    ++result.rows;
  });
  sink("\n]}\n");
  if (no_place > 0) result.excluded.push_back({"no place", no_place});
  if (no_point > 0) result.excluded.push_back({"place is an area or unknown, not a point", no_point});
  return result;
}

ExportResult write_gexf(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  ExportResult result;
  const Parameters parameters = limited_to_kept(answers, request, find_export_format("gexf"), result.excluded);
  std::map<std::string, std::pair<ExportParty, std::int64_t>> nodes;
  std::map<std::pair<std::string, std::string>, GexfEdge> edges;
  std::int64_t lonely = 0;
  each_event(answers, parameters, [&](const ExportEvent& event) {
    bool is_linked = false;
    for (const auto& [from, to] : pairs_of(event, false)) {
      if (from.id.empty() || to.id.empty() || from.id == to.id) continue;
      is_linked = true;
      for (const ExportParty& party : {from, to}) nodes[party.id].first = party;
      ++nodes[from.id].second;
      GexfEdge& edge = edges[{from.id, to.id}];
      ++edge.rows;
      const std::int64_t quad = event.number("quad");
      if (quad >= 1 && quad <= 4) ++edge.quads[quad - 1];
    }
    if (!is_linked) ++lonely;
  });
  sink(std::string(kGexfHead) + "<nodes>\n");
  for (const auto& [id, node] : nodes)
    sink("<node id=\"" + id + "\" label=\"" + xml(node.first.name) + "\"><attvalues><attvalue for=\"0\" value=\"" +
         xml(node.first.country) + "\"/><attvalue for=\"1\" value=\"" + std::to_string(node.second) + "\"/></attvalues></node>\n");
  sink("</nodes>\n<edges>\n");
  for (const auto& [ends, edge] : edges) {
    std::string line = "<edge id=\"" + std::to_string(result.rows) + "\" source=\"" + ends.first + "\" target=\"" + ends.second +
                       "\" weight=\"" + std::to_string(edge.rows) + "\"><attvalues>";
    for (std::size_t i = 0; i < 4; ++i)
      line += "<attvalue for=\"" + std::to_string(i) + "\" value=\"" + std::to_string(edge.quads[i]) + "\"/>";
    sink(line + "</attvalues></edge>\n");
    ++result.rows;
  }
  sink("</edges>\n</graph>\n</gexf>\n");
  if (lonely > 0) result.excluded.push_back({"no second party", lonely});
  return result;
}

ExportResult write_panel(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  const Page page = answers.panel(request.parameters);
  write_rows(page, RowForm::Csv, sink);
  return {static_cast<std::int64_t>(page.rows.size()), {}};
}

}  // namespace demarche

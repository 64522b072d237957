// SPDX-License-Identifier: Apache-2.0
#include "service/answer_json.h"

#include <algorithm>
#include <array>

#include "answers/catalog.h"
#include "exchange/json_text.h"
#include "service/problem.h"

namespace demarche {
namespace {

constexpr std::array kQuadNames = {"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"};

/// Names of columns that say yes or no. They mean so in every kind.
const std::vector<std::string>& flag_columns() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (std::size_t kind = 0; kind < kKinds; ++kind)
      for (const ColumnInfo& column : columns_of(static_cast<Kind>(kind)))
        if (column.type == ColumnType::Flag) names.emplace_back(column.name);
    return names;
  }();
  return kNames;
}

Json column_json(const std::string& column, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  const std::vector<std::string>& flags = flag_columns();
  if (number != nullptr && std::find(flags.begin(), flags.end(), column) != flags.end()) return *number != 0;
  return to_json(value);
}

Json quads_of(const std::int64_t (&quads)[4]) {
  Json out;
  for (std::size_t i = 0; i < kQuadNames.size(); ++i) out[kQuadNames[i]] = quads[i];
  return out;
}

Json evidence_json(const Evidence& evidence, OffsetUnit unit) {
  Json out = {{"role", evidence.role}, {"ordinal", evidence.ordinal}, {"text", evidence.quote}};
  out["begin"] = unit == OffsetUnit::Utf8 ? evidence.byte_begin : evidence.begin;
  out["end"] = unit == OffsetUnit::Utf8 ? evidence.byte_end : evidence.end;
  out["raw_begin"] = evidence.raw_begin;
  out["raw_end"] = evidence.raw_end;
  if (!evidence.prefix.empty() || !evidence.suffix.empty()) {
    out["prefix"] = evidence.prefix;
    out["suffix"] = evidence.suffix;
  }
  return out;
}

Json step_json(const ChainStep& step) {
  return {{"statement_id", step.statement_id}, {"speaker", step.speaker},     {"speaker_id", step.speaker_id},
          {"country", step.speaker_country},   {"words", step.speaker_words}, {"cue", step.cue},
          {"addressee", step.addressee}};
}

Json hit_json(const SearchHit& hit) {
  Json marks = Json::array();
  for (const auto& [begin, end] : hit.marks) marks.push_back({begin, end});
  return {{"id", hit.id},         {"title", hit.title},         {"snippet", hit.snippet},
          {"marks", marks},       {"said_by", hit.said_by},     {"said_through", hit.said_through},
          {"source", hit.source}, {"published", hit.published}, {"report_id", hit.report_id}};
}

Json facet_value_json(const FacetValue& value) {
  return {{"value", value.value}, {"label", value.label}, {"rows", value.rows}};
}

Json cell_json(const MapCell& cell) {
  Json properties = {
      {"label", cell.label}, {"country", cell.country}, {"precision", cell.precision}, {"places", cell.places}, {"rows", cell.rows}};
  properties["quads"] = quads_of(cell.quads);
  return {
      {"type", "Feature"}, {"geometry", {{"type", "Point"}, {"coordinates", {cell.longitude, cell.latitude}}}}, {"properties", properties}};
}

}  // namespace

OffsetUnit parse_offset_unit(std::string_view word) {
  if (word.empty() || word == "codepoint") return OffsetUnit::CodePoint;
  if (word == "utf8") return OffsetUnit::Utf8;
  if (word == "utf16") return OffsetUnit::Utf16;
  throw bad_parameter("offsets", word, "is none of its values", "codepoint, utf8 or utf16");
}

Json to_json(const Value& value) {
  return std::visit(
      [](const auto& inner) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(inner)>, std::monostate>)
          return nullptr;
        else
          return inner;
      },
      value);
}

Json to_json(const std::vector<std::string>& columns, const Row& row) {
  Json out = Json::object();
  for (std::size_t i = 0; i < columns.size() && i < row.values.size(); ++i) out[columns[i]] = column_json(columns[i], row.values[i]);
  return out;
}

Json to_json(const Page& page) {
  Json out = Json::array();
  for (const Row& row : page.rows) out.push_back(to_json(page.columns, row));
  return out;
}

Json to_json(const Counted& counted) {
  return {{"rows", counted.rows}, {"reports", counted.reports}, {"sources", counted.sources}, {"exact", counted.exact}};
}

Json to_json(const std::vector<CountWithout>& counts) {
  Json out = Json::array();
  for (const CountWithout& count : counts) out.push_back({{"without", count.parameter}, {"values", count.values}, {"rows", count.rows}});
  return out;
}

Json to_json(const std::vector<Facet>& facets) {
  Json out = Json::object();
  for (const Facet& facet : facets) {
    Json values = Json::array();
    for (const FacetValue& value : facet.values) values.push_back(facet_value_json(value));
    out[facet.name] = {{"values", values}, {"distinct", facet.distinct}, {"exact", facet.exact}};
  }
  return out;
}

Json to_json(const Series& series) {
  Json points = Json::array();
  for (const SeriesPoint& point : series.points) {
    Json rows = Json::object();
    std::int64_t all = 0;
    for (std::size_t i = 0; i < series.keys.size() && i < point.rows.size(); ++i) {
      all += point.rows[i];
      if (!series.by.empty()) rows[series.keys[i]] = point.rows[i];
    }
    Json entry = {{"period", point.period}, {"start", point.start}, {"rows", all}, {"reports", point.reports}};
    if (!series.by.empty()) entry["by"] = rows;
    points.push_back(entry);
  }
  return {{"interval", series.interval},
          {"by", series.by},
          {"keys", series.by.empty() ? Json::array() : Json(series.keys)},
          {"points", points},
          {"undated", series.undated},
          {"exact", series.exact}};
}

Json to_json(const Graph& graph) {
  Json nodes = Json::array();
  for (const GraphNode& node : graph.nodes)
    nodes.push_back(
        {{"id", node.id}, {"name", node.name}, {"country", node.country}, {"kind", node.kind}, {"rows", node.rows}, {"depth", node.depth}});
  Json edges = Json::array();
  for (const GraphEdge& edge : graph.edges)
    edges.push_back({{"from", edge.from}, {"to", edge.to}, {"rows", edge.rows}, {"quads", quads_of(edge.quads)}, {"last", edge.last}});
  return {{"nodes", nodes}, {"edges", edges}, {"omitted", graph.omitted}};
}

Json to_json(const MapCells& cells) {
  Json features = Json::array();
  for (const MapCell& cell : cells.cells) features.push_back(cell_json(cell));
  Json countries = Json::array();
  for (const FacetValue& country : cells.countries) countries.push_back(facet_value_json(country));
  return {{"type", "FeatureCollection"},
          {"features", features},
          {"countries", countries},
          {"without_place", cells.without_place},
          {"unlocated", cells.unlocated}};
}

Json to_json(const Found& found) {
  Json groups = Json::array();
  for (const SearchGroup& group : found.groups) {
    Json hits = Json::array();
    for (const SearchHit& hit : group.hits) hits.push_back(hit_json(hit));
    groups.push_back({{"kind", to_string(group.kind)}, {"rows", group.rows}, {"exact", group.exact}, {"hits", hits}});
  }
  return {{"groups", groups}, {"nearest", found.nearest}};
}

Json to_json(const Overview& overview) {
  Json trends = Json::array();
  for (const Trend& trend : overview.trends)
    trends.push_back(
        {{"type", trend.type}, {"country", trend.country}, {"now", trend.now}, {"before", trend.before}, {"band", trend.band}});
  Json out;
  out["from"] = overview.from;
  out["to"] = overview.to;
  out["today"] = overview.today;
  out["counts"] = {{"reports", overview.reports},       {"copies", overview.copies},
                   {"sources", overview.sources},       {"statements", overview.statements},
                   {"mentions", overview.mentions},     {"events", overview.events},
                   {"actors", overview.actors},         {"plans", overview.plans},
                   {"open_plans", overview.open_plans}, {"contradictions", overview.contradictions},
                   {"decisions", overview.decisions},   {"unreviewed", overview.unreviewed}};
  out["trends"] = trends;
  out["coming"] = to_json(overview.coming);
  out["overdue"] = to_json(overview.overdue);
  out["speakers"] = to_json(overview.speakers);
  out["disputed"] = to_json(overview.disputed);
  out["models"] = overview.models;
  return out;
}

Json to_json(const Changes& changes) {
  Json list = Json::array();
  for (const Change& change : changes.changes)
    list.push_back({{"id", change.id}, {"what", change.what}, {"into", change.into}, {"revision", change.revision}});
  return {{"revision", changes.revision}, {"latest", changes.latest}, {"changes", list}, {"complete", changes.complete}};
}

// Parts hold records that may hold parts; src/answers/ makes two such levels and no more.
// NOLINTNEXTLINE(misc-no-recursion)
Json to_json(const Record& record, OffsetUnit unit) {
  Json out = to_json(record.columns, record.row);
  out["record"] = record.kind;
  if (!record.evidence.empty()) {
    Json list = Json::array();
    for (const Evidence& evidence : record.evidence) list.push_back(evidence_json(evidence, unit));
    out["evidence"] = list;
  }
  if (!record.chain.empty()) {
    Json list = Json::array();
    for (const ChainStep& step : record.chain) list.push_back(step_json(step));
    out["chain"] = list;
  }
  for (const Part& part : record.parts) {
    Json list = Json::array();
    for (const Record& inner : part.records) list.push_back(to_json(inner, unit));
    // An actor has a column of names, and its names with what is known of each.
    out[out.contains(part.name) ? part.name + "_in_full" : part.name] = list;
  }
  return out;
}

std::string dump(const Json& json) {
  return json_text(json) + "\n";
}

HttpAnswer json_answer(const Json& json) {
  HttpAnswer out;
  out.body = dump(json);
  return out;
}

}  // namespace demarche

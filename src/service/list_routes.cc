// SPDX-License-Identifier: Apache-2.0
// Lists of every kind, page by page, and the same lists as streams of all rows.
#include <fmt/format.h>
#include <algorithm>

#include "service/answer_json.h"
#include "service/problem.h"
#include "service/row_stream.h"
#include "service/service.h"

namespace demarche {
namespace {

constexpr const char* kApi = "/api/v1/";
constexpr int kMostRows = 1000;  // of a page

bool has_parameter(const Parameters& parameters, std::string_view name) {
  return std::any_of(parameters.begin(), parameters.end(), [name](const auto& entry) { return entry.first == name; });
}

/// The question of the next page: the same, with the cursor.
std::string next_url(const Service& service, const Call& call, const std::string& cursor) {
  Parameters parameters;
  for (const auto& entry : call.parameters)
    if (entry.first != "cursor") parameters.push_back(entry);
  parameters.emplace_back("cursor", cursor);
  if (!call.revision.empty()) parameters.emplace_back(kRevision, call.revision);
  return service.url(call.route.path) + "?" + make_query(parameters);
}

std::int64_t limit_of(const Page& page, const Parameters& parameters) {
  const std::string given = value_of(parameters, "limit");
  return given.empty() ? 50 : std::max<std::int64_t>(std::atoll(given.c_str()), static_cast<std::int64_t>(page.rows.size()));
}

HttpAnswer answer_list(Service& service, const Call& call) {
  const Kind kind = *call.route.kind;
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out;
  const std::int64_t revision = ask->revision();
  if (service.is_fresh(call, revision, out) || service.is_known(call, revision, out)) return out;
  const Page page = ask->list(kind, call.parameters);
  Json body;
  body["data"] = to_json(page);
  const std::string next = page.next.empty() ? "" : next_url(service, call, page.next);
  body["page"] = {{"limit", limit_of(page, call.parameters)},
                  {"next", page.next.empty() ? Json(nullptr) : Json(page.next)},
                  {"next_url", next.empty() ? Json(nullptr) : Json(next)}};
  if (value_of(call.parameters, "count") != "none") body["count"] = to_json(ask->count(kind, call.parameters));
  if (has_parameter(call.parameters, "facet")) body["facets"] = to_json(ask->facets(kind, call.parameters));
  if (page.rows.empty() && !has_parameter(call.parameters, "cursor")) body["empty"] = to_json(ask->explain_empty(kind, call.parameters));
  body["query"] = {{"human", ask->human(kind, call.parameters)}, {"revision", page.revision}};
  out.body = dump(body);
  if (!next.empty()) out.add("Link", "<" + next + ">; rel=\"next\"");
  if (page.revision == revision) service.keep(call, revision, out);
  return out;
}

HttpAnswer answer_facets(Service& service, const Call& call) {
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out;
  const std::int64_t revision = ask->revision();
  if (service.is_fresh(call, revision, out) || service.is_known(call, revision, out)) return out;
  out.body = dump({{"facets", to_json(ask->facets(*call.route.kind, call.parameters))},
                   {"query", {{"human", ask->human(*call.route.kind, call.parameters)}, {"revision", revision}}}});
  service.keep(call, revision, out);
  return out;
}

HttpAnswer answer_count(Service& service, const Call& call) {
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out;
  const std::int64_t revision = ask->revision();
  if (service.is_fresh(call, revision, out) || service.is_known(call, revision, out)) return out;
  out.body = dump({{"count", to_json(ask->count(*call.route.kind, call.parameters))},
                   {"query", {{"human", ask->human(*call.route.kind, call.parameters)}, {"revision", revision}}}});
  service.keep(call, revision, out);
  return out;
}

HttpAnswer answer_sql(Service& service, const Call& call) {
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out = json_answer({{"sql", ask->sql(*call.route.kind, call.parameters)}});
  return out;
}

HttpAnswer answer_stream(Service& service, const Call& call) {
  return stream_rows(service, *call.route.kind, call);
}

std::vector<RouteParameter> filters(Kind kind) {
  std::vector<RouteParameter> out;
  for (const FilterInfo& filter : filters_of(kind))
    out.push_back({std::string(filter.name), filter.type, std::string(filter.choices), std::string(filter.meaning), filter.repeats, false});
  return out;
}

/// What lists take beside filters, but for `left_out`.
std::vector<RouteParameter> with_list_parameters(Kind kind, const std::vector<std::string_view>& left_out) {
  std::vector<RouteParameter> out = filters(kind);
  for (const FilterInfo& info : list_parameters()) {
    if (std::find(left_out.begin(), left_out.end(), info.name) != left_out.end()) continue;
    RouteParameter parameter{std::string(info.name), info.type, std::string(info.choices), std::string(info.meaning), info.repeats, false};
    if (parameter.name == "facet") parameter.meaning += fmt::format(": {}", fmt::join(facets_of(kind), ", "));
    if (parameter.name == "sort") parameter.meaning += fmt::format(": {}", fmt::join(orders_of(kind), ", "));
    out.push_back(std::move(parameter));
  }
  return out;
}

void add_kind_of_list(std::vector<Route>& routes, Kind kind) {
  const std::string name = to_string(kind);
  std::vector<RouteParameter> page = with_list_parameters(kind, {});
  for (RouteParameter& parameter : page)
    if (parameter.name == "limit") parameter.most = kMostRows;
  routes.push_back({.path = kApi + name,
                    .name = "list_" + name,
                    .summary = fmt::format("A page of {}", name),
                    .handler = answer_list,
                    .parameters = std::move(page),
                    .answer = name + "_page",
                    .kind = kind});
  std::vector<RouteParameter> stream = with_list_parameters(kind, {"cursor", "count", "facet", "facet_limit"});
  stream.push_back({"end", FilterType::Flag, "", "1: a last line {\"_end\":{\"rows\":N}} in .jsonl", false, false});
  routes.push_back({.path = kApi + name + ".{format}",
                    .name = "stream_" + name,
                    .summary = fmt::format("All {} as jsonl, csv or tsv, in constant memory; cut off where it fails", name),
                    .handler = answer_stream,
                    .parameters = std::move(stream),
                    .answer = "rows",
                    .type = "application/x-ndjson",
                    .kind = kind,
                    .problems = {404}});
  std::vector<RouteParameter> facet = with_list_parameters(kind, {"cursor", "sort", "limit", "fields", "count"});
  routes.push_back({.path = std::string(kApi) + "facets/" + name,
                    .name = "facets_" + name,
                    .summary = fmt::format("How many {} each value of a filter would give", name),
                    .handler = answer_facets,
                    .parameters = std::move(facet),
                    .answer = "facets",
                    .kind = kind});
  routes.push_back({.path = std::string(kApi) + "count/" + name,
                    .name = "count_" + name,
                    .summary = fmt::format("How many {} there are, and how many reports and sources tell them", name),
                    .handler = answer_count,
                    .parameters = with_list_parameters(kind, {"cursor", "sort", "limit", "fields", "facet", "facet_limit"}),
                    .answer = "count",
                    .kind = kind});
  routes.push_back({.path = std::string(kApi) + "sql/" + name,
                    .name = "sql_" + name,
                    .summary = fmt::format("The list of {} as one SQL statement on the ledger's views", name),
                    .handler = answer_sql,
                    .parameters = with_list_parameters(kind, {"cursor", "facet", "facet_limit", "count"}),
                    .answer = "sql",
                    .kind = kind});
}

}  // namespace

void add_list_routes(std::vector<Route>& routes) {
  for (std::size_t i = 0; i < kKinds; ++i) add_kind_of_list(routes, static_cast<Kind>(i));
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Questions that are no lists: series, panels, search, networks, maps, the overview, words and their meaning.
#include <fmt/format.h>
#include <algorithm>

#include "answers/parameters.h"
#include "service/answer_json.h"
#include "service/problem.h"
#include "service/service.h"

namespace demarche {
namespace {

constexpr std::int64_t kChangesAtOnce = 10'000;

/// Asks, and answers 304 where the client has it already.
template <class Question>
HttpAnswer answer_question(Service& service, const Call& call, const Question& question) {
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out;
  const std::int64_t revision = ask->revision();
  if (service.is_fresh(call, revision, out)) return out;
  Json body = question(*ask);
  body["query"]["revision"] = revision;
  out.body = dump(body);
  return out;
}

HttpAnswer answer_timeline(Service& service, const Call& call) {
  return answer_question(service, call, [&](const Answers& ask) { return to_json(ask.timeline(call.parameters)); });
}

HttpAnswer answer_panel(Service& service, const Call& call) {
  return answer_question(service, call, [&](const Answers& ask) {
    const Page page = ask.panel(call.parameters);
    return Json{{"columns", page.columns}, {"data", to_json(page)}};
  });
}

HttpAnswer answer_search(Service& service, const Call& call) {
  return answer_question(service, call, [&](const Answers& ask) { return to_json(ask.search(call.parameters)); });
}

HttpAnswer answer_graph(Service& service, const Call& call) {
  return answer_question(service, call, [&](const Answers& ask) { return to_json(ask.graph(call.parameters)); });
}

HttpAnswer answer_map(Service& service, const Call& call) {
  HttpAnswer out = answer_question(service, call, [&](const Answers& ask) { return to_json(ask.map(call.parameters)); });
  out.type = "application/geo+json";
  return out;
}

HttpAnswer answer_overview(Service& service, const Call& call) {
  return answer_question(service, call, [&](const Answers& ask) { return to_json(ask.overview(call.parameters)); });
}

HttpAnswer answer_changes(Service& service, const Call& call) {
  const std::string since = value_of(call.parameters, "since");
  if (since.find_first_not_of("0123456789") != std::string::npos || since.size() > 18)
    throw bad_parameter("since", since, "is no revision", "a number, as Demarche-Revision gives it");
  const std::string limit = value_of(call.parameters, "limit");
  const std::int64_t most = limit.empty() ? kChangesAtOnce : parse_integer("limit", limit, 1, 100 * kChangesAtOnce);
  return answer_question(service, call, [&](const Answers& ask) { return to_json(ask.changes(std::atoll(since.c_str()), most)); });
}

HttpAnswer answer_vocab(Service& service, const Call& call) {
  return answer_question(service, call, [&](const Answers& ask) {
    try {
      return Json{{"data", to_json(ask.vocab(call.path_value("name")))}};
    } catch (const BadParameter& error) {
      throw Problem("no-such-path", error.message());  // the word is part of the path
    }
  });
}

std::vector<RouteParameter> with_filters(std::vector<RouteParameter> own, Kind kind) {
  for (const FilterInfo& filter : filters_of(kind)) {
    const auto is_it = [&filter](const RouteParameter& parameter) { return parameter.name == filter.name; };
    if (std::none_of(own.begin(), own.end(), is_it))
      own.push_back(
          {std::string(filter.name), filter.type, std::string(filter.choices), std::string(filter.meaning), filter.repeats, false});
  }
  return own;
}

void add_time_routes(std::vector<Route>& routes) {
  const std::vector<RouteParameter> time = {
      {"interval", FilterType::Choice, "auto|day|week|month|year", "length of a period", false, false},
      {"by", FilterType::Words, "", "one series for each value of a facet, for example status or quad", false, false},
      {"kind", FilterType::Choice, "events|mentions|statements|reports", "what is counted; events if not given", false, false}};
  routes.push_back({.path = "/api/v1/events/timeline",
                    .name = "timeline",
                    .summary = "Counts over time, with the reports of each period as denominator",
                    .handler = answer_timeline,
                    .parameters = with_filters(time, Kind::Events),
                    .answer = "series"});
  const std::vector<RouteParameter> panel = {
      {"unit", FilterType::Words, "", "what a row is about: country, dyad, actor or none", false, false},
      {"by", FilterType::Words, "", "period: day, week, month or year; further columns after a comma", true, false},
      {"id", FilterType::Choice, "iso3|gwcode|cown", "codes of countries", false, false},
      {"zeros", FilterType::Flag, "", "0 leaves out rows without events", false, false},
      {"count", FilterType::Words, "", "events or mentions", false, false}};
  routes.push_back({.path = "/api/v1/events/panel",
                    .name = "panel",
                    .summary = "Units by periods, as statistics programs take them",
                    .handler = answer_panel,
                    .parameters = with_filters(panel, Kind::Events),
                    .answer = "panel"});
}

void add_picture_routes(std::vector<Route>& routes) {
  const std::vector<RouteParameter> graph = {
      {"actor", FilterType::Id, "", "the actor in the middle: its id", false, true},
      {"depth", FilterType::Choice, "1|2", "steps from it", false, false},
      {"limit", FilterType::Integer, "", "most nodes: 60 if not given, at most 300", false, false},
      {"edge", FilterType::Choice, "events|statements|attribution", "what joins two actors", false, false}};
  routes.push_back({.path = "/api/v1/graph",
                    .name = "graph",
                    .summary = "Who acts on whom around one actor, the strongest first, with what was left out",
                    .handler = answer_graph,
                    .parameters = with_filters(graph, Kind::Events),
                    .answer = "graph",
                    .problems = {404}});
  const std::vector<RouteParameter> map = {
      {"zoom", FilterType::Integer, "", "0 (the world) to 12: how near places may lie to be one cell", false, false},
      {"bbox", FilterType::Words, "", "west,south,east,north in degrees", false, false}};
  routes.push_back({.path = "/api/v1/map/events",
                    .name = "map",
                    .summary = "Events by place as GeoJSON; those known by country alone are counted, never drawn as points",
                    .handler = answer_map,
                    .parameters = with_filters(map, Kind::Events),
                    .answer = "map",
                    .type = "application/geo+json"});
}

}  // namespace

void add_question_routes(std::vector<Route>& routes) {
  add_time_routes(routes);
  add_picture_routes(routes);
  const std::vector<RouteParameter> search = {{"q", FilterType::Words, "", "words; \"a phrase\", -without", false, true},
                                              {"kind", FilterType::Choice, "reports|statements|events|actors", "which groups", true, false},
                                              {"limit", FilterType::Integer, "", "most hits of a group: 10 if not given", false, false}};
  routes.push_back({.path = "/api/v1/search",
                    .name = "search",
                    .summary = "Full text: reports, statements, events and actors in one answer",
                    .handler = answer_search,
                    .parameters = with_filters(search, Kind::Reports),
                    .answer = "found"});
  routes.push_back({.path = "/api/v1/overview",
                    .name = "overview",
                    .summary = "What was read, what changed, what is due, who speaks, what is in dispute",
                    .handler = answer_overview,
                    .parameters = {{"today", FilterType::Day, "", "the day from which weeks are counted back", false, false},
                                   {"weeks", FilterType::Integer, "", "compared with as many before: 4 if not given", false, false}},
                    .answer = "overview"});
  routes.push_back({.path = "/api/v1/changes",
                    .name = "changes",
                    .summary = "Records added, changed, merged or removed since a revision",
                    .handler = answer_changes,
                    .parameters = {{"since", FilterType::Integer, "", "a revision, as Demarche-Revision gives it", false, true},
                                   {"limit", FilterType::Integer, "",
                                    "about how many changes at once, in whole revisions; 10000 if not given", false, false, 1'000'000}},
                    .answer = "changes"});
  routes.push_back({.path = "/api/v1/vocab/{name}",
                    .name = "vocab",
                    .summary = "Words and their meaning: types, modes, statuses, sectors, countries, quads, cameo",
                    .handler = answer_vocab,
                    .answer = "vocab",
                    .problems = {404}});
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "service/openapi.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "answers/catalog.h"
#include "service/problem.h"

namespace demarche {
namespace {

constexpr const char* kDayPattern = "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$";
constexpr std::array kStreamForms = {"jsonl", "csv", "tsv"};
constexpr std::array kVocabularies = {"types", "modes", "statuses", "sectors", "countries", "quads", "cameo"};

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(mark, begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

Json schema_of(const RouteParameter& parameter) {
  switch (parameter.type) {
    case FilterType::Choice:
      if (parameter.choices.empty()) return {{"type", "string"}};
      return {{"type", "string"}, {"enum", split(parameter.choices, '|')}};
    case FilterType::Day:
      return {{"type", "string"}, {"pattern", kDayPattern}};
    case FilterType::Integer: {
      Json out = {{"type", "integer"}, {"minimum", parameter.most > 0 ? 1 : 0}};
      if (parameter.most > 0) out["maximum"] = parameter.most;
      return out;
    }
    case FilterType::Real:
      return {{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
    case FilterType::Flag:
      return {{"type", "string"}, {"enum", {"0", "1", "true", "false"}}};
    case FilterType::Name:
    case FilterType::Country:
    case FilterType::Id:
    case FilterType::Words:
      break;
  }
  return {{"type", "string"}};
}

Json describe(const RouteParameter& parameter) {
  Json out = {{"name", parameter.name}, {"in", "query"}};
  std::string meaning = parameter.meaning;
  Json schema = schema_of(parameter);
  if (parameter.repeats) {
    schema = {{"type", "array"}, {"items", schema}};
    meaning += ". Several values are alternatives; «!» before one excludes it";
  }
  out["description"] = meaning;
  if (parameter.required) out["required"] = true;
  out["schema"] = schema;
  return out;
}

Json path_parameters(const std::string& path) {
  Json out = Json::array();
  for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    const std::string name = path.substr(at + 1, path.find('}', at) - at - 1);
    Json schema = {{"type", "string"}, {"minLength", 1}};
    if (name == "format" && path.find("/exports/") == std::string::npos) schema["enum"] = kStreamForms;
    if (path.find("/exports/") != std::string::npos) schema["enum"] = export_forms();
    if (path.find("/vocab/") != std::string::npos) schema["enum"] = kVocabularies;
    out.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", schema}});
  }
  return out;
}

Json schema_reference(const std::string& name) {
  return {{"$ref", "#/components/schemas/" + name}};
}

Json usual_answer(const Route& route) {
  Json out = {{"description", route.summary}};
  if (route.name.starts_with("stream_")) {
    for (const char* type : {"application/x-ndjson", "text/csv", "text/tab-separated-values"})
      out["content"][type] = {{"schema", {{"type", "string"}}}};
    out["headers"]["Demarche-Revision"] = {{"schema", {{"type", "string"}}}};
    return out;
  }
  if (route.name == "export") {
    for (const char* type : {"application/x-ndjson", "text/csv", "text/tab-separated-values", "application/geo+json", "application/xml"})
      out["content"][type] = {{"schema", Json::object()}};
    return out;
  }
  if (route.status == 204) return out;
  const Json schema = route.answer.empty() ? Json{{"type", "string"}} : schema_reference(route.answer);
  out["content"][route.type] = {{"schema", schema}};
  return out;
}

Json answers_of(const Route& route) {
  Json out = Json::object();
  out[std::to_string(route.status)] = usual_answer(route);
  if (route.name == "read")
    out["200"] = {{"description", "One line for each report, as it is done"},
                  {"content", {{"application/x-ndjson", {{"schema", {{"type", "string"}}}}}}}};
  std::vector<int> problems = route.problems;
  problems.insert(problems.end(), {400, 401, 403, 421, 429, 500, 503});
  std::sort(problems.begin(), problems.end());
  problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
  for (const int status : problems)
    out[std::to_string(status)] =
        status == 308
            ? Json{{"description", "The record is now part of another, at Location"}}
            : Json{{"description", "A problem"}, {"content", {{"application/problem+json", {{"schema", schema_reference("problem")}}}}}};
  if (route.method == "GET" && !route.answer.empty()) out["304"] = {{"description", "The ledger has not changed since"}};
  return out;
}

Json body_of(const Route& route) {
  Json out = {{"required", true}};
  for (const std::string& type : route.body_types) {
    const bool is_json = type == "application/json" && !route.body.empty();
    out["content"][type] = {{"schema", is_json ? schema_reference(route.body) : Json{{"type", "string"}}}};
  }
  return out;
}

Json operation_of(const Route& route) {
  Json out = {{"operationId", route.name}, {"summary", route.summary}};
  Json parameters = path_parameters(route.path);
  for (const RouteParameter& parameter : route.parameters) parameters.push_back(describe(parameter));
  if (!parameters.empty()) out["parameters"] = parameters;
  if (!route.body_types.empty()) out["requestBody"] = body_of(route);
  out["responses"] = answers_of(route);
  if (route.scope != Scope::Nobody) out["security"] = Json::array({Json::object(), {{"token", Json::array({to_string(route.scope)})}}});
  return out;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

Json make_openapi(const std::vector<Route>& routes, const std::string& version, const std::string& base_path) {
  Json out;
  out["openapi"] = "3.1.0";
  out["info"] = {{"title", "Demarche"},
                 {"version", version},
                 {"description",
                  "Questions about a ledger of statements and events that news reports tell, with the words that show each. "
                  "Answers are JSON; errors are problems (RFC 9457); unknown parameters are errors."},
                 {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}};
  out["servers"] = Json::array({{{"url", base_path.empty() ? "/" : base_path}}});
  for (const Route& route : routes) out["paths"][route.path][lower(route.method)] = operation_of(route);
  out["components"]["schemas"] = make_schemas();
  out["components"]["securitySchemes"]["token"] = {
      {"type", "http"}, {"scheme", "bearer"}, {"description", "A token of the server's token file, if it has one"}};
  return out;
}

}  // namespace demarche

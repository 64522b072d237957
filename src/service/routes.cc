// SPDX-License-Identifier: Apache-2.0
#include "service/routes.h"

#include <fmt/format.h>
#include <algorithm>

#include "answers/parameters.h"
#include "service/problem.h"

namespace demarche {
namespace {

std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

/// "events.{format}" against "events.csv": text before, one placeholder, text after.
bool match_segment(std::string_view pattern, std::string_view segment, Parameters& values) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == segment;
  const std::size_t close = pattern.find('}', open);
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(close + 1);
  if (segment.size() <= before.size() + after.size() || !segment.starts_with(before) || !segment.ends_with(after)) return false;
  values.emplace_back(pattern.substr(open + 1, close - open - 1),
                      segment.substr(before.size(), segment.size() - before.size() - after.size()));
  return true;
}

}  // namespace

std::optional<Parameters> match_path(std::string_view pattern, std::string_view path) {
  Parameters values;
  while (!pattern.empty() && !path.empty()) {
    if (path.front() != '/') return std::nullopt;
    const std::string_view expected = next_segment(pattern);
    if (!match_segment(expected, next_segment(path), values)) return std::nullopt;
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return values;
}

/// What holds of a parameter whatever it means; the rest is for whoever reads it.
void check_values(const RouteParameter& parameter, const Parameters& given) {
  std::size_t times = 0;
  for (const auto& [name, value] : given) {
    if (name != parameter.name) continue;
    if (++times > 1 && !parameter.repeats) throw bad_parameter(name, value, "is given more than once", "one value");
    if (parameter.type == FilterType::Flag && !flag_meant(value)) throw bad_parameter(name, value, "is neither yes nor no", "1 or 0");
    if (parameter.repeats) continue;
    const bool is_count = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
    if (parameter.type == FilterType::Integer && !is_count) throw bad_parameter(name, value, "is no whole number", "0, 1, 2 ...");
    if (parameter.type == FilterType::Choice && value.empty()) throw bad_parameter(name, value, "is empty", parameter.choices);
  }
  if (parameter.required && value_of(given, parameter.name).empty())
    throw bad_parameter(parameter.name, "", "is missing", parameter.meaning);
}

bool is_yes(std::string_view value) {
  return flag_meant(value).value_or(false);
}

void check_parameters(const Route& route, const Parameters& given) {
  for (const auto& [name, value] : given) {
    const auto is_it = [&key = name](const RouteParameter& parameter) { return parameter.name == key; };
    if (std::any_of(route.parameters.begin(), route.parameters.end(), is_it)) continue;
    std::vector<std::string_view> known;
    known.reserve(route.parameters.size());
    for (const RouteParameter& parameter : route.parameters) known.push_back(parameter.name);
    throw bad_parameter(name, value, "is not known here",
                        known.empty() ? "no parameters" : fmt::format("one of {}", fmt::join(known, ", ")), nearest_of(name, known));
  }
  for (const RouteParameter& parameter : route.parameters) check_values(parameter, given);
}

/// Answers to questions may be asked of one revision only.
void add_revision(std::vector<Route>& routes) {
  for (Route& route : routes) {
    if (route.method != "GET" || route.name == "changes" || route.name == "vocab" || route.name.starts_with("sql_")) continue;
    route.parameters.push_back({kRevision, FilterType::Integer, "", "only of this revision of the ledger, else 409"});
    route.problems.push_back(409);
  }
}

std::vector<Route> make_routes() {
  std::vector<Route> out;
  add_question_routes(out);  // before /api/v1/events/{id}, which would match /api/v1/events/timeline too
  add_list_routes(out);
  add_revision(out);
  add_export_routes(out);
  add_record_routes(out);
  add_reading_routes(out);
  add_decision_routes(out);
  add_site_routes(out);
  return out;
}

}  // namespace demarche

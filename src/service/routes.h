// SPDX-License-Identifier: Apache-2.0
// The addresses of the API as a table: path, parameters, form of the answer, who may ask. Answering, the check of parameters, the
// OpenAPI document and the page /api are all made from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/catalog.h"
#include "service/guard.h"
#include "service/http.h"

namespace demarche {

class Service;
struct Route;

/// A request that has found its route.
struct Call {
  const HttpRequest& request;
  const Route& route;
  Parameters path_values{};  ///< what stands at {id} and the like
  Parameters parameters{};   ///< of the query, but for rev
  std::string revision{};    ///< rev: the answer must be of this one; empty: of whatever the ledger is at

  std::string path_value(std::string_view name) const { return value_of(path_values, name); }
};

using RouteHandler = HttpAnswer (*)(Service& service, const Call& call);

/// The parameter by which pages of one answer are kept to one revision.
constexpr const char* kRevision = "rev";

struct RouteParameter {
  std::string name{};
  FilterType type = FilterType::Words;
  std::string choices{};  ///< of a Choice, with '|' between
  std::string meaning{};
  bool repeats = false;
  bool required = false;
  int most = 0;  ///< of a number; 0: no limit
};

struct Route {
  std::string method = "GET";
  std::string path{};  ///< "/api/v1/events/{id}"; at most one {} in a segment
  std::string name{};  ///< operationId, and the label of its metrics
  std::string summary{};
  RouteHandler handler = nullptr;
  std::vector<RouteParameter> parameters{};
  std::string answer{};                   ///< name of a schema (openapi_schemas.h); empty: none
  std::string body{};                     ///< name of the schema of a JSON body
  std::vector<std::string> body_types{};  ///< content types that are read; empty: no body
  std::string type = "application/json";  ///< of the answer
  int status = 200;                       ///< of the usual answer
  Scope scope = Scope::Read;
  std::optional<Kind> kind{};   ///< of lists and records
  std::vector<int> problems{};  ///< statuses that its answers may have besides those that all have
};

std::vector<Route> make_routes();

/// Values of the placeholders where `path` is of the form `pattern`, else nothing.
std::optional<Parameters> match_path(std::string_view pattern, std::string_view path);
/// Of a flag that was checked; false where it is not given.
bool is_yes(std::string_view value);
/// Throws Problem for parameters that the route does not have, required ones that are missing, and one value too many.
void check_parameters(const Route& route, const Parameters& given);

// Each group of routes adds its own.
void add_list_routes(std::vector<Route>& routes);
void add_question_routes(std::vector<Route>& routes);
void add_export_routes(std::vector<Route>& routes);
/// Names that /api/v1/exports/{format} takes.
std::vector<std::string> export_forms();
void add_record_routes(std::vector<Route>& routes);
void add_reading_routes(std::vector<Route>& routes);
void add_decision_routes(std::vector<Route>& routes);
void add_site_routes(std::vector<Route>& routes);

}  // namespace demarche

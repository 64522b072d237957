// SPDX-License-Identifier: Apache-2.0
// The API's description (OpenAPI 3.1), made from the table of routes and the catalog of columns.
#pragma once

#include <string>
#include <vector>

#include "service/answer_json.h"
#include "service/routes.h"

namespace demarche {

Json make_openapi(const std::vector<Route>& routes, const std::string& version, const std::string& base_path);
/// components/schemas: the form of every answer.
Json make_schemas();

}  // namespace demarche

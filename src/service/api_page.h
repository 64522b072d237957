// SPDX-License-Identifier: Apache-2.0
// Pages for people who program against the API: plain HTML without scripts.
#pragma once

#include <string>
#include <string_view>

#include "service/answer_json.h"
#include "service/problem.h"

namespace demarche {

std::string make_api_page(const Json& openapi, const std::string& base_path);
std::string make_problem_page(const ProblemKind& kind, const std::string& base_path);
std::string make_problem_list(const std::string& base_path);
std::string_view api_style();

}  // namespace demarche

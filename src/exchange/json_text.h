// SPDX-License-Identifier: Apache-2.0
// JSON as text, one way for all.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace demarche {

/// On one line, or indented by so many blanks; without a line end. What is no valid UTF-8 becomes U+FFFD.
std::string json_text(const nlohmann::ordered_json& json, int indent = -1);

}  // namespace demarche

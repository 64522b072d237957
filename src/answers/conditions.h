// SPDX-License-Identifier: Apache-2.0
// From the values of a filter to SQL with bound parameters.
#pragma once

#include <optional>
#include <string>

#include "answers/question.h"
#include "answers/tables.h"

namespace demarche {

/// nullopt where the filter is not given. Throws BadParameter.
std::optional<Restriction> make_restriction(const FilterRow& row, const Parameters& parameters, Database& database);

/// "city", "admin1" or "country".
std::string place_precision(const PlaceRow& row);

}  // namespace demarche

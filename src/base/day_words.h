// SPDX-License-Identifier: Apache-2.0
// Days as people write and speak them, for messages that explain what is wrong with one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"

namespace demarche {

/// "3 February".
std::string spoken_day(Date date);

/// The numbers of "3/2/2026", "03.02.2026", "2026-2-3"; empty if it is anything else than three numbers.
std::vector<std::int32_t> three_numbers(std::string_view value);

}  // namespace demarche

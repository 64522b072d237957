// SPDX-License-Identifier: Apache-2.0
// Days, weeks from Monday, months and years, by name and first day.
#pragma once

#include <string>

#include "base/civil_date.h"

namespace demarche {

enum class Interval : std::uint8_t { Day, Week, Month, Year };

Interval parse_interval(const std::string& parameter, const std::string& value);
const char* to_string(Interval interval);
Date start_of(Interval interval, Date day);
Date next_start(Interval interval, Date start);
/// "2026-02-03", "2026-W06", "2026-02", "2026".
std::string name_of(Interval interval, Date start);

}  // namespace demarche

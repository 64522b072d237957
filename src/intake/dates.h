// SPDX-License-Identifier: Apache-2.0
// Reads the dates by which reports say when they were published. No clock and no guessing: what can be read in two ways is
// not read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_date.h"
#include "base/diagnostics.h"

namespace demarche {

enum class DateProblem : std::uint8_t {
  None,
  Unreadable,  ///< no date of a known form stands there
  Ambiguous,   ///< 03/02/2026: February or March
  Impossible,  ///< year 0, February 30
};

struct ReadDate {
  std::optional<Date> date{};
  DateProblem problem = DateProblem::Unreadable;
  std::size_t size = 0;  ///< bytes read from the beginning, a time of day included
};

/// Reads the date at the beginning of `text` (after white space and a weekday): ISO 8601, RFC 3339, RFC 2822, 20251126,
/// "26 November 2025", "Nov. 26, 2025", 26/11/2025, 26.11.2025. The day is taken as written, whatever the time zone.
ReadDate read_date(std::string_view text);

/// The first date written out in full (with a month's name or as ISO) within `text`.
std::optional<Date> find_date(std::string_view text);

/// The full date in the dateline that `text` begins with: "CAIRO - 26 July 2022: ...", "GENEVA, Nov. 3, 2024 (Wire) - ...".
std::optional<Date> find_dateline_date(std::string_view text);

/// The date of `text`, which says nothing else; if there is none that can be used, a diagnostic says why.
std::optional<Date> read_date_or_say(std::string_view text, const std::string& where, Diagnostics& diagnostics);

}  // namespace demarche

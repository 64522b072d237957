// SPDX-License-Identifier: Apache-2.0
// Parameters taken apart: the alternatives of a filter, days and periods, numbers, and what is said of values that cannot be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/answers.h"
#include "base/civil_date.h"

namespace demarche {

/// The alternatives of one filter, sorted into those that must hold and those that must not.
struct ParameterValues {
  std::string parameter{};
  std::string shown{};  ///< as given, joined by commas
  std::vector<std::string> wanted{};
  std::vector<std::string> unwanted{};
};

enum class Commas : std::uint8_t { Separate, BelongToValue };

/// All values of that name; nullopt where the parameter is not given.
std::optional<ParameterValues> values_of(const Parameters& parameters, std::string_view name, Commas commas = Commas::Separate);
/// The last value of that name.
std::optional<std::string> last_of(const Parameters& parameters, std::string_view name);
/// Parameters without those of that name.
Parameters without(const Parameters& parameters, std::string_view name);

enum class PeriodEdge : std::uint8_t { First, Last };
/// "2026-02-03", or the first or last day of "2026-02" or "2026". Explains other writings.
Date read_period(const std::string& parameter, const std::string& value, PeriodEdge edge);

std::int64_t parse_integer(const std::string& parameter, const std::string& value, std::int64_t least, std::int64_t most);
double parse_real(const std::string& parameter, const std::string& value, double least, double most);
/// Numbers with commas between, exactly `count` of them.
std::vector<double> parse_numbers(const std::string& parameter, const std::string& value, std::size_t count);
/// "1", "true", "yes" and their opposites, in any case; nothing for another word.
std::optional<bool> flag_meant(std::string_view value);

/// The one of `choices` ("a|b|c") that `value` is, in the writing of the choices whatever its case. Throws BadParameter.
std::string parse_choice(const std::string& parameter, const std::string& value, std::string_view choices);
std::vector<std::string_view> split_choices(std::string_view choices);

/// A question in words as an FTS5 expression: words must all occur, "a phrase" as it stands, -word not, word* begins,
/// a near/5 b within five words.
std::string match_expression(const std::string& parameter, const std::string& value);

std::string upper_ascii(std::string_view text);
std::string lower_ascii(std::string_view text);
bool is_country_code(std::string_view value);  ///< three capitals

/// Throws BadParameter with the nearest of `known`.
[[noreturn]] void refuse_unknown(const std::string& parameter, const std::string& value, const std::vector<std::string_view>& known);

}  // namespace demarche

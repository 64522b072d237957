// SPDX-License-Identifier: Apache-2.0
// Questions that the totals by time can answer (table tally_time): those that filter by nothing but type, status and quad class of
// events and mentions, or by the form of statements. The same conditions are put to the totals, as if they were rows.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "answers/question.h"

namespace demarche {

/// Whether the totals hold these conditions (but `without`) and the values of `by`; `by` may be empty.
bool cube_holds(const Question& question, std::size_t without, std::string_view by);
/// Rows of the question.
std::int64_t count_in_cube(const Question& question, Database& database);
/// Rows by value of `by`.
std::vector<std::pair<std::string, std::int64_t>> count_in_cube(const Question& question, std::size_t without, std::string_view by,
                                                                Database& database);
/// SELECT of first day ('' where unknown), value of `by` and number of rows; `grain` is month or week.
Clause cube_series(const Question& question, std::string_view by, std::string_view grain);

}  // namespace demarche

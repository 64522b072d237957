// SPDX-License-Identifier: Apache-2.0
// Days with a name, and what is named by its time: Christmas, Good Friday, Election Day, spring, the Second World War.
#pragma once

#include "extraction/time_items.h"
#include "extraction/time_normalizer.h"

namespace demarche {

/// The days that such a name means: of the year told, else the last or the next one, as the words say; nullopt where none is named.
std::optional<DateInterval> feast_or_season(const TimeItems& items, std::optional<Date> reported, Tense tense);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Words of time and what they mean (lexicons/en/calendar.tsv): months, weekdays, units, numbers, seasons, days with a name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "extraction/lexicon/table.h"

namespace demarche {

enum class TimeWord : std::uint8_t {
  Month,     ///< value 1-12
  Weekday,   ///< value 0 = Monday ... 6
  Unit,      ///< value: TimeUnit
  Number,    ///< value
  Ordinal,   ///< value
  Clock,     ///< value: hour of the day
  Daytime,   ///< value, to: hours ("evening" 18 to 24, "night" 20 to 6)
  Season,    ///< value: first month
  Relative,  ///< value, to: days from the report's date ("yesterday" -1, "overnight" -1 and 0)
  Anchored,  ///< value: days from the date told before ("the next day" 1)
  Part,      ///< value: TimePart
  FixedDay,  ///< value: month * 100 + day ("christmas" 1225)
  Moving,    ///< value: days from Easter; to: 0 western, 1 orthodox; or to >= 100: month * 100 + nth * 10 + weekday, value: days on
  Named,     ///< value, to: days since 1970, of what happened once ("world war ii")
  Direction  ///< value: -1 last, 0 this, +1 next
};

enum class TimeUnit : std::int32_t { Day, Week, Weekend, Month, Year, Decade, Hour };

enum class TimePart : std::int32_t { FirstThird, MiddleThird, LastThird, FirstPart, LastPart };

struct TimeMeaning {
  TimeWord word = TimeWord::Number;
  std::int32_t value = 0;
  std::int32_t to = 0;  ///< of Relative
};

class Calendar {
 public:
  explicit Calendar(const std::string& folder);
  /// By lower-case word without a final period.
  std::optional<TimeMeaning> find(std::string_view form) const;
  /// By words joined by one blank, without marks ("new year s eve"): days with a name, wars, parts ("end of").
  std::optional<TimeMeaning> find_phrase(std::string_view words) const;
  std::size_t longest_phrase() const { return longest_phrase_; }
  const Table& table() const { return table_; }

 private:
  Table table_;
  std::unordered_map<std::string_view, TimeMeaning> words_;
  std::unordered_map<std::string, TimeMeaning> phrases_;
  std::size_t longest_phrase_ = 0;  ///< words
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What linking knows of one report's telling of an event, as plain data: made once when the report is read, kept as one line of
// text, compared with others ever after. Linking knows no database and no network: these records may as well come from a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/findings.h"

namespace demarche {

constexpr std::int32_t kNoDay = INT32_MIN;

std::optional<std::string> iso(std::int32_t day);  ///< days since 1970 as "2025-11-26"; none for kNoDay
std::int32_t day_of(const std::string& iso);       ///< kNoDay where it is no date

struct LinkParty {
  bool recipient = false;
  bool specific = false;  ///< a name, and not "officials"
  std::string name{};     ///< folded words with single spaces
  std::string country{};
  auto operator<=>(const LinkParty&) const = default;
};

enum class Counted : std::uint8_t { Killed, Injured, Arrested, Crowd };
const char* to_string(Counted counted);

/// "more than 80 were wounded"
struct LinkNumber {
  Counted what = Counted::Killed;
  std::int32_t low = 0;
  std::int32_t high = 0;
  std::string words{};
  auto operator<=>(const LinkNumber&) const = default;
};

struct LinkMention {
  std::string id{};         ///< mn_…
  std::string report{};     ///< rp_…
  std::string source{};     ///< outlet
  std::string published{};  ///< ISO date or empty
  std::string type{};
  std::string mode{};
  std::string cameo{};
  Status status = Status::Happened;
  float score = 0;
  std::int32_t from = kNoDay;  ///< days since 1970
  std::int32_t to = kNoDay;
  bool dated = false;  ///< by the text and not by the publication date
  std::int32_t published_day = kNoDay;
  std::string place{};  ///< folded words
  std::string place_name{};
  std::string place_country{};
  std::uint32_t begin = 0;             ///< of the trigger in the text
  std::vector<std::string> acts{};     ///< stems of the trigger, ordered
  std::vector<std::string> context{};  ///< stems of its sentence and of the report's title, ordered
  std::vector<LinkParty> parties{};
  std::vector<LinkNumber> numbers{};
  /// Who says so, from the innermost statement outwards: names alone, "?" for those whom nothing names.
  std::vector<std::string> tellers{};
};

/// One line. from_line() throws Bug where it is none.
std::string to_line(const LinkMention& mention);
LinkMention mention_from_line(std::string_view line);

/// Whether the mention is of something done (or denied), or of something that may come.
bool is_ahead(const LinkMention& mention);
bool is_asserted(Status status);  ///< happened or ongoing

}  // namespace demarche

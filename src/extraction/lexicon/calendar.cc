// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/calendar.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/error.h"

namespace demarche {
namespace {

constexpr std::array<std::pair<std::string_view, TimeWord>, 8> kKinds = {{{"month", TimeWord::Month},
                                                                          {"weekday", TimeWord::Weekday},
                                                                          {"unit", TimeWord::Unit},
                                                                          {"number", TimeWord::Number},
                                                                          {"season", TimeWord::Season},
                                                                          {"relative", TimeWord::Relative},
                                                                          {"fixed", TimeWord::FixedDay},
                                                                          {"direction", TimeWord::Direction}}};

}  // namespace

Calendar::Calendar(const std::string& folder) : table_(folder + "/calendar.tsv", 3) {
  for (const Table::Row& row : table_.rows()) {
    for (const auto& [name, word] : kKinds) {
      if (row[0] != name) continue;
      std::int32_t value = 0;
      const auto [end, error] = std::from_chars(row[2].data(), row[2].data() + row[2].size(), value);
      if (error != std::errc() || end != row[2].data() + row[2].size())
        fail(ErrorCode::LexiconInvalid, "{}: '{}' is no number", table_.where(row.line), row[2]);
      words_.try_emplace(row[1], TimeMeaning{word, value});
    }
  }
}

std::optional<TimeMeaning> Calendar::find(std::string_view form) const {
  const auto found = words_.find(form);
  if (found == words_.end()) return std::nullopt;
  return found->second;
}

}  // namespace demarche

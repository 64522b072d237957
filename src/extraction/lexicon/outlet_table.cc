// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/outlet_table.h"

#include <algorithm>
#include <vector>

#include "base/unicode.h"
#include "extraction/actor_names.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestName = 4;   ///< words of a country's or town's name in an outlet's
constexpr std::size_t kShortestPart = 5;  ///< letters of a name that begins or ends a host's: "kuwaittimes"

std::string_view state_of(std::string_view name, const ActorTable& actors) {
  const auto found = actors.find(name, std::nullopt);
  if (!found || found->entry->country.size() != 3) return {};
  const std::string_view kind = found->entry->kind;
  const bool tells = kind == "state" || kind == "capital" || kind == "demonym" || kind == "adjective" || kind == "outlet";
  return tells ? found->entry->country : std::string_view();
}

std::string_view town_of(std::string_view name, const PlaceTable& places) {
  const auto place = places.find(name, [](std::string_view) { return false; });
  return place && place->population > 0 && place->kind != "admin1" ? place->country : std::string_view();
}

/// "https://www.example.org/a" -> "www.example.org"; empty for what is no address.
std::string host_of(std::string_view outlet) {
  const std::size_t scheme = outlet.find("://");
  if (scheme != std::string_view::npos) {
    outlet.remove_prefix(scheme + 3);
  } else if (outlet.find_first_of(" /") != std::string_view::npos || outlet.find('.') == std::string_view::npos || outlet.back() == '.') {
    return {};
  }
  return lower_case(outlet.substr(0, outlet.find_first_of("/:?#")));
}

}  // namespace

OutletTable::OutletTable(const std::string& folder) : table_(folder + "/outlets.tsv", 2) {
  // "-" is at home everywhere.
  for (const Table::Row& row : table_.rows()) homes_[fold(row[0])] = row[1] == "-" ? std::string_view() : row[1];
}

std::string OutletTable::home_of_host(std::string_view host, const ActorTable& actors, const PlaceTable& places) const {
  for (std::size_t at = 0; at != std::string_view::npos; at = host.find('.', at), at += at == std::string_view::npos ? 0 : 1)
    if (const auto found = homes_.find(fold(host.substr(at))); found != homes_.end()) return std::string(found->second);
  // The longest label names the outlet: "www.kuwaittimes.com".
  std::string_view name;
  for (std::size_t begin = 0; begin < host.size();) {
    const std::size_t end = std::min(host.find('.', begin), host.size());
    if (end - begin > name.size()) name = host.substr(begin, end - begin);
    begin = end + 1;
  }
  for (std::size_t length = name.size(); length >= kShortestPart; --length) {
    for (const std::string_view part : {name.substr(0, length), name.substr(name.size() - length)}) {
      if (const std::string_view country = state_of(part, actors); !country.empty()) return std::string(country);
      if (const std::string_view country = town_of(part, places); !country.empty()) return std::string(country);
    }
  }
  return {};
}

bool OutletTable::is_of_everywhere(std::string_view outlet) const {
  const auto found = homes_.find(fold(outlet));
  return found != homes_.end() && found->second.empty();
}

std::string OutletTable::home(std::string_view outlet, const ActorTable& actors, const PlaceTable& places) const {
  if (const std::string host = host_of(outlet); !host.empty()) return home_of_host(host, actors, places);
  if (const auto found = homes_.find(fold(outlet)); found != homes_.end()) return std::string(found->second);
  const std::vector<std::string_view> words = split_words(outlet);
  for (const auto& look : {+[](std::string_view name, const ActorTable&a, const PlaceTable&) { return state_of(name, a); },
                           +[](std::string_view name, const ActorTable&, const PlaceTable&p) { return town_of(name, p); }}) {
    for (std::size_t length = std::min(words.size(), kLongestName); length > 0; --length) {
      for (std::size_t first = 0; first + length <= words.size(); ++first) {
        const std::string_view last = words[first + length - 1];
        const std::string_view name(words[first].data(), static_cast<std::size_t>(last.data() + last.size() - words[first].data()));
        if (const std::string_view country = look(name, actors, places); !country.empty()) return std::string(country);
      }
    }
  }
  return {};
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "linking/identities.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "linking/link_words.h"

namespace demarche {
namespace {

std::string last_word(const std::string& plain) {
  const std::size_t space = plain.rfind(' ');
  return space == std::string::npos ? plain : plain.substr(space + 1);
}

/// Folded names of all countries.
const std::set<std::string>& state_names() {
  static const std::set<std::string> names = [] {
    std::set<std::string> found;
    for (const EmbeddedFile& file : linking_files()) {
      if (file.name != "countries.tsv") continue;
      for (std::size_t begin = 0; begin < file.bytes.size();) {
        const std::size_t end = std::min(file.bytes.find('\n', begin), file.bytes.size());
        const std::string_view line = file.bytes.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t tab = line.find('\t');
        if (line.empty() || line.front() == '#' || tab == std::string_view::npos) continue;
        found.insert(plain_name(line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1)));
      }
    }
    return found;
  }();
  return names;
}

bool begins_with_capital(std::string_view name) {
  return !name.empty() && !(name.front() >= 'a' && name.front() <= 'z') && !(name.front() >= '0' && name.front() <= '9');
}

/// The best name: found by knowledge, longest with its accents, then first by letters.
auto rank(const NamedActor& actor) {
  const auto marks = std::count_if(actor.name.begin(), actor.name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return std::make_tuple(actor.resolved ? 0 : 1, -static_cast<std::int64_t>(actor.name.size()), -marks, actor.name, actor.id);
}

}  // namespace

std::vector<std::string> identity_keys(const NamedActor& actor) {
  const std::string plain = spelled_name(actor.name);
  const std::string end = "|" + actor.country + (actor.resolved ? "|1" : "|0");
  std::vector<std::string> keys = {plain + end};
  if (!actor.resolved || actor.country.empty()) return keys;
  const std::string last = last_word(plain);
  const std::size_t space = actor.name.rfind(' ');
  // "American officials" are not the Officials.
  const bool is_name = space != std::string::npos && begins_with_capital(actor.name) && begins_with_capital(actor.name.substr(space + 1));
  if (is_name && last != plain && last.size() > 3) keys.push_back(last + end);
  return keys;
}

std::vector<Alias> identify(std::span<const NamedActor> actors) {
  std::map<std::string, std::vector<std::uint32_t>> spellings;  // by folded name and country
  for (std::uint32_t i = 0; i < actors.size(); ++i) spellings[identity_keys(actors[i]).front()].push_back(i);
  std::map<std::string, std::set<std::string>> full_names;  // of each last name
  for (const auto& [key, members] : spellings) {
    const auto keys = identity_keys(actors[members.front()]);
    if (keys.size() > 1) full_names[keys[1]].insert(key);
  }
  const auto best_of = [&](const std::vector<std::uint32_t>& members) {
    return *std::min_element(members.begin(), members.end(),
                             [&](std::uint32_t a, std::uint32_t b) { return rank(actors[a]) < rank(actors[b]); });
  };
  std::vector<Alias> aliases(actors.size());
  for (const auto& [key, members] : spellings) {
    const auto full = full_names.find(key);
    const bool is_short = full != full_names.end() && full->second.size() == 1;
    const std::uint32_t best = best_of(is_short ? spellings.at(*full->second.begin()) : members);
    for (const std::uint32_t member : members)
      aliases[member] = {member, best, member == best ? "itself" : is_short ? "short-name" : "spelling"};
  }
  return aliases;
}

const char* kind_of_actor(const std::string& name, const std::string& country, const std::string& reason) {
  static const std::set<std::string> kBodies = {"IGO", "NGO", "IMG", "MNC", "UNO", "EUR"};
  if (kBodies.count(country) > 0) return "organization";
  if (state_names().count(plain_name(name)) > 0) return "state";
  if (reason.find("agents.tsv") != std::string::npos || reason.empty()) return "group";
  if (reason.rfind("name", 0) == 0 || reason.rfind("pronoun", 0) == 0) return "person";
  return "unknown";
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "linking/identities.h"

#include <algorithm>
#include <initializer_list>
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

/// Folded names of a table that the program carries; `name_in` has the first two cells of a row, and gives an empty one for no name.
template <class NameIn>
std::set<std::string> names_of(std::string_view table, NameIn name_in) {
  std::set<std::string> found;
  for (const EmbeddedFile& file : linking_files()) {
    if (file.name != table) continue;
    file.each_line([&](std::string_view line) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      const std::string_view rest = line.substr(std::min(tab + 1, line.size()));
      found.insert(plain_name(name_in(line.substr(0, tab), rest.substr(0, rest.find('\t')))));
    });
  }
  found.erase("");
  return found;
}

const std::set<std::string>& state_names() {
  static const std::set<std::string> names = names_of("countries.tsv", [](std::string_view, std::string_view name) { return name; });
  return names;
}

const std::set<std::string>& given_names() {
  static const std::set<std::string> names = names_of("persons.tsv", [](std::string_view word, std::string_view kind) {
    return kind == "given name" ? word : std::string_view();
  });
  return names;
}

bool begins_with_capital(std::string_view name) {
  return !name.empty() && !(name.front() >= 'a' && name.front() <= 'z') && !(name.front() >= '0' && name.front() <= '9');
}

/// "Ana Hale", "Omar al-Bashir": a given name first, nothing but names behind it, and the last of them a family's. Not "Parliament of
/// Verania", "Veranian Army", "Hale and Orr", "Prince William".
bool is_full_name(std::string_view name) {
  constexpr std::size_t kMostWords = 4;
  const std::vector<std::string> words = words_of(name);
  if (words.size() < 2 || given_names().count(words.front()) == 0) return false;
  if (given_names().count(words.back()) > 0 || state_names().count(words.back()) > 0) return false;
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < name.size(); ++count) {
    const std::size_t end = std::min(name.find(' ', begin), name.size());
    const std::string_view word = name.substr(begin, end - begin);
    begin = end + 1;
    const bool is_mark = word.find_first_of(",;&()/\"") != std::string_view::npos;
    if (is_mark || (!begins_with_capital(word) && !is_name_particle(word))) return false;
  }
  return count <= kMostWords;
}

/// The best name: found by knowledge, without a stray mark at its end, with its accents, its hyphens and its small letters ("Kim Jong-un",
/// "Hamas"), then first by letters.
auto rank(const NamedActor& actor) {
  const std::string& name = actor.name;
  const auto count = [&](auto is) { return std::count_if(name.begin(), name.end(), is); };
  const bool is_stray = !name.empty() && (name.back() == '\'' || name.back() == '"' || name.front() == '"' || name.ends_with("\u2019"));
  const auto accents = count([](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto hyphens = count([](char c) { return c == '-'; });
  const auto small = count([](char c) { return c >= 'a' && c <= 'z'; });
  const auto full = static_cast<std::int64_t>(plain_name(name).size());  // a last name alone is not the best
  return std::make_tuple(actor.resolved ? 0 : 1, is_stray, -full, -accents, -hyphens, -small, name, actor.id);
}

}  // namespace

std::vector<std::string> identity_keys(const NamedActor& actor) {
  const std::string plain = spelled_name(actor.name);
  const std::string end = "|" + actor.country + (actor.resolved ? "|1" : "|0");
  std::vector<std::string> keys = {plain + end};
  if (!actor.resolved || actor.country.empty()) return keys;
  const std::string last = last_word(plain);
  const std::size_t open = actor.name.rfind(" (");  // "Economic Community of West African States (ECOWAS)"
  const bool has_short = open != std::string::npos && actor.name.ends_with(')') && actor.name.find(' ', open + 1) == std::string::npos;
  if (has_short || (is_full_name(actor.name) && last.size() > 3)) keys.push_back(last + end);
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
  const auto is_of_table = [&](std::initializer_list<std::string_view> kinds) {  // "actors-reviewed.tsv:12 (leader)"
    return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
      const std::size_t at = reason.find(kind);
      return at != std::string::npos && at > 0 && reason[at - 1] == '(' && reason.compare(at + kind.size(), 1, ")") == 0;
    });
  };
  if (is_of_table({"leader", "person"})) return "person";
  if (kBodies.count(country) > 0) return "organization";
  if (state_names().count(plain_name(name)) > 0) return "state";
  if (is_of_table({"body", "government", "organization", "outlet", "party"})) return "organization";
  if (is_of_table({"group"}) || reason.find("agents.tsv") != std::string::npos || reason.empty()) return "group";
  if (reason.rfind("name", 0) == 0 || reason.rfind("pronoun", 0) == 0) return "person";
  return "unknown";
}

}  // namespace demarche

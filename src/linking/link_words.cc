// SPDX-License-Identifier: Apache-2.0
#include "linking/link_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "linking/number_words.h"

namespace demarche {
namespace {

std::int32_t parse_number(std::string_view text) {
  std::int32_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  DEMARCHE_CHECK(result.ec == std::errc() && result.ptr == text.data() + text.size());
  return value;
}

Counted parse_counted(std::string_view name) {
  for (const Counted counted : {Counted::Killed, Counted::Injured, Counted::Arrested, Counted::Crowd})
    if (name == to_string(counted)) return counted;
  throw Bug(fmt::format("words.tsv counts '{}'", name));
}

/// "seize", "seizes", "seizing" meet without their e; so do "arrive" and "arrival".
std::string without_e(std::string word) {
  if (word.size() > 4 && word.back() == 'e') word.pop_back();
  return word;
}

struct Tables {
  std::unordered_map<std::string, std::string> forms;
  std::unordered_map<std::string, std::string> kinds;
  std::unordered_set<std::string> stops;
  std::unordered_set<std::string> common;
  std::unordered_set<std::string> particles;
  NumberWords numbers;
  std::unordered_map<std::string, Counted> counts;
  std::unordered_set<std::string> people;
  std::unordered_set<std::string> nobody;
  std::unordered_set<std::string> sites;
  std::vector<std::pair<std::string, std::string>> letters;
  std::map<std::string, std::int32_t, std::less<>> weights;
  std::map<std::string, std::int32_t, std::less<>> limits;
  std::map<std::string, std::string, std::less<>> families;

  Tables() {
    for (const EmbeddedFile& file : linking_files()) {
      if (file.name == "weights.tsv" || file.name == "words.tsv") file.each_line([&](std::string_view line) { read(line); });
    }
  }

  void read(std::string_view line) {
    std::string_view cells[3];
    for (std::size_t i = 0; i < 3 && !line.empty(); ++i) {
      const std::size_t end = std::min(line.find('\t'), line.size());
      cells[i] = line.substr(0, end);
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    const std::string name(cells[1]);
    if (cells[0] == "form")
      forms.emplace(name, cells[2]);
    else if (cells[0] == "kin")
      kinds.emplace(without_e(name), cells[2]);
    else if (cells[0] == "stop")
      stops.insert(name);
    else if (cells[0] == "common")
      common.insert(name);
    else if (cells[0] == "particle")
      particles.insert(name);
    else if (cells[0] == "people")
      people.insert(name);
    else if (cells[0] == "letter")
      letters.emplace_back(cells[1], cells[2]);
    else if (cells[0] == "nobody")
      nobody.insert(name);
    else if (cells[0] == "site")
      sites.insert(name);
    else if (cells[0] == "count")
      counts.emplace(without_e(name), parse_counted(cells[2]));
    else if (cells[0] == "weight")
      weights.emplace(name, parse_number(cells[2]));
    else if (cells[0] == "limit")
      limits.emplace(name, parse_number(cells[2]));
    else if (cells[0] == "family")
      families.emplace(name, cells[2]);
    else if (cells[0] == "number")
      numbers.add(name, range(cells[2]));
    else if (cells[0] == "vague")
      numbers.add_vague(name, range(cells[2]));
    else if (cells[0] == "suffix")
      numbers.add_suffix(name, parse_number(cells[2]));
    else if (cells[0] == "times")
      numbers.add_multiplier(name, parse_number(cells[2]));
    else
      throw Bug(fmt::format("a table of linking has a line '{}'", cells[0]));
  }

  static NumberRange range(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return {parse_number(text), parse_number(text)};
    return {parse_number(text.substr(0, dash)), parse_number(text.substr(dash + 1))};
  }
};

const Tables& tables() {
  static const Tables all;
  return all;
}

bool ends_with(const std::string& word, std::string_view ending) {
  return word.size() > ending.size() && word.compare(word.size() - ending.size(), ending.size(), ending) == 0;
}

bool has_vowel(std::string_view word) {
  return word.find_first_of("aeiouy") != std::string_view::npos;
}

/// "stopp" -> "stop", but not "kill", "pass": English doubles only short stems' last letter.
void undouble(std::string& word) {
  const std::size_t n = word.size();
  if (n < 4 || word[n - 1] != word[n - 2]) return;
  if (std::string_view("bdgmnprt").find(word[n - 1]) != std::string_view::npos) word.pop_back();
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = fold(text);
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < folded.size();) {
    const Decoded d = decode_utf8(folded, i);
    const bool in_number = d.code_point == U',' && !word.empty() && word.back() >= '0' && word.back() <= '9' && i + 1 < folded.size() &&
                           folded[i + 1] >= '0' && folded[i + 1] <= '9';
    if (is_letter(d.code_point) || is_digit(d.code_point)) {
      word.append(folded, i, d.size);
    } else if (!in_number) {
      finish();
    }
    i += d.size;
  }
  finish();
  return words;
}

PlaceWords place_words(std::string_view name) {
  PlaceWords out;
  for (std::string& word : words_of(name)) {
    if (tables().sites.contains(word))
      out.is_site = true;
    else if (word.size() > 1 && !tables().stops.contains(word))
      out.names.push_back(std::move(word));
  }
  return out;
}

std::string stem_of(const std::string& given) {
  const auto known = tables().forms.find(given);
  if (known != tables().forms.end()) return without_e(known->second);
  std::string word = given;
  const auto cut = [&](std::string_view ending, std::size_t least) {
    if (!ends_with(word, ending) || word.size() - ending.size() < least) return false;
    if (!has_vowel(std::string_view(word).substr(0, word.size() - ending.size()))) return false;
    word.resize(word.size() - ending.size());
    return true;
  };
  if (ends_with(word, "ies") && word.size() > 4) {
    word.resize(word.size() - 3);
    word += 'y';
  } else if (ends_with(word, "s") && !ends_with(word, "ss") && !ends_with(word, "us") && !ends_with(word, "is")) {
    cut("s", 3);
  }
  const auto plural = tables().forms.find(word);
  if (plural != tables().forms.end()) return without_e(plural->second);
  if (ends_with(word, "ied") && word.size() > 4) {
    word.resize(word.size() - 3);
    word += 'y';
  } else if (cut("ing", 3) || cut("ed", 3)) {
    undouble(word);
  }
  return without_e(std::move(word));
}

std::vector<std::string> stems_of(std::string_view text) {
  std::vector<std::string> stems;
  for (const std::string& word : words_of(text)) {
    if (word.size() < 2 || tables().stops.count(word) > 0) continue;
    stems.push_back(stem_of(word));
  }
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

const std::string& kind_of_act(const std::string& stem) {
  const auto known = tables().kinds.find(stem);
  return known == tables().kinds.end() ? stem : known->second;
}

bool is_act(const std::string& stem) {
  return tables().kinds.count(stem) > 0;
}

bool is_name_particle(std::string_view word) {
  const std::string_view bare = word.substr(0, word.find_first_of("-'\xE2"));
  return tables().particles.contains(std::string(word)) || tables().particles.contains(std::string(bare));
}

bool is_common(const std::string& stem) {
  return tables().common.contains(stem);
}

namespace {

constexpr std::int64_t kMillion = 1000000;
constexpr std::size_t kReach = 7;  ///< words between a number and what is counted

struct NearestCount {
  std::size_t distance = kReach + 1;
  Counted what = Counted::Killed;
};

/// The word of killing or wounding that stands nearest to the words [first, last]; before them at equal distance.
NearestCount nearest_count(const std::vector<std::string>& words, std::size_t first, std::size_t last) {
  NearestCount best;
  for (std::size_t k = first > kReach ? first - kReach : 0; k < std::min(words.size(), last + kReach + 1); ++k) {
    if (first <= k && k <= last) continue;
    const auto cue = tables().counts.find(stem_of(words[k]));
    const std::size_t distance = k < first ? first - k : 2 * (k - last);
    if (cue != tables().counts.end() && distance < best.distance) best = {distance, cue->second};
  }
  return best;
}

}  // namespace

std::vector<LinkNumber> numbers_of(std::string_view sentence) {
  const std::vector<std::string> words = words_of(NumberWords::keep_decimals(sentence));
  std::vector<LinkNumber> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto number = tables().numbers.at(words, i);
    const std::int64_t low = number ? number->range.low : 0;
    if (low < 1) continue;
    const std::size_t first = i, last = i + number->words - 1;
    i = last;
    const auto is_people = [&](std::size_t k) { return k < words.size() && tables().people.count(words[k]) > 0; };
    const bool of_people = is_people(last + 1) || is_people(last + 2);
    const auto [distance, what] = nearest_count(words, first, last);
    const bool closely = distance <= 3;
    if (distance > kReach || (!of_people && !closely)) continue;
    if (!of_people && low > 1900 && low < 2100) continue;   // a year
    if (low >= kMillion && !is_people(last + 1)) continue;  // "5m" may be meters
    const bool known = std::any_of(found.begin(), found.end(), [kind = what](const LinkNumber& n) { return n.what == kind; });
    if (known) continue;
    found.push_back({what, static_cast<std::int32_t>(low), static_cast<std::int32_t>(number->range.high),
                     NumberWords::as_written(words, first, number->words)});
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string_view sentence_around(std::string_view text, std::size_t begin, std::size_t end) {
  const auto ends_here = [&](std::size_t i) {
    if (text[i] == '\n') return true;
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') return false;
    // A capital alone or an abbreviation of up to three letters ("Gen.", "U.S.") does not end a sentence.
    std::size_t word = i;
    while (word > 0 && text[word - 1] != ' ' && text[word - 1] != '\n') --word;
    const bool is_short = i - word <= 3 && i > word && text[word] >= 'A' && text[word] <= 'Z';
    return !is_short && (i + 1 >= text.size() || text[i + 1] == ' ' || text[i + 1] == '\n' || text[i + 1] == '"');
  };
  std::size_t first = std::min(begin, text.size());
  while (first > 0 && !ends_here(first - 1)) --first;
  std::size_t last = std::min(end, text.size());
  while (last < text.size() && !ends_here(last)) ++last;
  return text.substr(first, last - first);
}

std::string plain_name(std::string_view text) {
  std::string name;
  for (const std::string& word : words_of(text)) name += (name.empty() ? "" : " ") + word;
  return name;
}

std::string spelled_name(std::string_view text) {
  std::string name(text);
  for (const auto& [letter, plain] : tables().letters)
    for (std::size_t at = name.find(letter); at != std::string::npos; at = name.find(letter, at + plain.size()))
      name.replace(at, letter.size(), plain);
  return plain_name(name);
}

bool names_nobody(std::string_view text) {
  // "WHO" is somebody, "Who" nobody.
  const bool is_acronym = std::any_of(text.begin() + (text.empty() ? 0 : 1), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (is_acronym) return false;
  const std::string plain = plain_name(text);
  const bool is_told_by_kind = std::all_of(text.begin(), text.end(), [](char c) {  // "gunman", "three men", "police"
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
  });
  return plain.empty() || is_told_by_kind || tables().nobody.count(plain) > 0;
}

std::int32_t link_weight(std::string_view name) {
  const auto known = tables().weights.find(name);
  DEMARCHE_CHECK(known != tables().weights.end());
  return known->second;
}

std::int32_t link_limit(std::string_view name) {
  const auto known = tables().limits.find(name);
  DEMARCHE_CHECK(known != tables().limits.end());
  return known->second;
}

std::string_view family_of(std::string_view type) {
  const auto known = tables().families.find(type);
  return known == tables().families.end() ? type : std::string_view(known->second);
}

}  // namespace demarche

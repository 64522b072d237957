// SPDX-License-Identifier: Apache-2.0
#include "language/lemmatizer.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/unicode.h"

namespace demarche {
namespace {

constexpr std::uint64_t kMaxLemmaBytes = 4U << 20U;
constexpr std::uint32_t kDominates = 10;  ///< a verb so many times as frequent as the head's is the likelier one ("hop" for "hoping") ...
constexpr std::uint32_t kCommon = 20;     ///< ... unless that one is common too

constexpr char kNoKind = ' ';

/// First letter of the kind of word that a tag of an inflected form is of.
char kind_of(std::string_view xpos) {
  if (xpos == "VBG" || xpos == "VBD" || xpos == "VBN" || xpos == "VBZ") return 'v';
  if (xpos == "NNS") return 'n';
  return xpos == "JJR" || xpos == "JJS" ? 'a' : kNoKind;
}

std::string key_of(char of, std::string_view form) {
  return of + std::string(form);
}

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

/// Base forms that a stem may have lost its end of: "retir" retire, "runn" run, "studi" study.
std::vector<std::string> completed(std::string_view stem) {
  std::vector<std::string> out = {std::string(stem), std::string(stem) + "e"};
  const std::size_t size = stem.size();
  if (size > 2 && stem[size - 1] == stem[size - 2] && !is_vowel(stem[size - 1])) out.emplace_back(stem.substr(0, size - 1));
  if (size > 1 && stem[size - 1] == 'i') out.push_back(std::string(stem.substr(0, size - 1)) + "y");
  return out;
}

/// All base forms that the ending of a form with this tag allows.
std::vector<std::string> candidates(std::string_view form, std::string_view xpos) {
  const auto without = [&](std::size_t letters) { return form.substr(0, form.size() - letters); };
  if (xpos == "VBG" && form.ends_with("ing")) return completed(without(3));
  if ((xpos == "VBD" || xpos == "VBN") && form.ends_with("ed")) return completed(without(2));
  if (xpos == "JJR" && form.ends_with("er")) return completed(without(2));
  if (xpos == "JJS" && form.ends_with("est")) return completed(without(3));
  std::vector<std::string> out;
  if ((xpos != "VBZ" && xpos != "NNS") || !form.ends_with("s")) return out;
  out.emplace_back(without(1));
  if (form.ends_with("es")) out.emplace_back(without(2));
  if (form.ends_with("ies")) out.push_back(std::string(without(3)) + "y");
  return out;
}

}  // namespace

Lemmatizer::Lemmatizer(const std::string& folder) {
  for (const char* name : {"/lemmas.tsv", "/lemmas-reviewed.tsv"}) read(folder + name);
}

void Lemmatizer::read(const std::string& path) {
  std::istringstream lines(read_file(path, kMaxLemmaBytes));
  std::string line;
  for (std::uint32_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::string_view row = line;
    const auto first = row.find('\t');
    const auto second = first == std::string_view::npos ? first : row.find('\t', first + 1);
    const std::string_view kind = row.substr(0, first);
    if (second == std::string_view::npos || (kind != "verb" && kind != "noun" && kind != "adjective"))
      fail(ErrorCode::LexiconInvalid, "{}:{}: expected verb, noun or adjective, a form, and its base form or count", path, number);
    const std::string key = key_of(kind[0], row.substr(first + 1, second - first - 1));
    const std::string_view value = row.substr(second + 1);
    std::uint32_t count = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), count).ptr == value.data() + value.size())
      counts_[key] = count;
    else
      irregular_[key] = value;
  }
}

std::uint32_t Lemmatizer::count(char of, std::string_view base) const {
  const auto found = counts_.find(key_of(of, base));
  return found == counts_.end() ? 0 : found->second;
}

std::string Lemmatizer::best(std::string_view form, std::string_view xpos, std::string_view lemma) const {
  const char of = kind_of(xpos);
  const auto irregular = irregular_.find(key_of(of, form));
  if (irregular != irregular_.end() && xpos != "VBG" && xpos != "VBZ") return irregular->second;
  std::string found(lemma);
  std::uint32_t most = count(of, lemma);
  if (most >= kCommon || (most > 0 && of != 'v')) return found;
  most *= kDominates;
  for (std::string& base : candidates(form, xpos)) {
    const std::uint32_t times = count(of, base);
    if (times <= most) continue;
    most = times;
    found = std::move(base);
  }
  return found;
}

void Lemmatizer::correct(const Document& document, Tags& tags) const {
  for (std::uint32_t i = 0; i < tags.words.size(); ++i) {
    WordTags& word = tags.words[i];
    if (kind_of(word.xpos) == kNoKind || std::string_view(word.upos) == "PROPN") continue;
    const std::string form = lower_case(document.word(i));
    word.lemma = best(form, word.xpos, word.lemma);
  }
}

}  // namespace demarche

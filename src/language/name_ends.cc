// SPDX-License-Identifier: Apache-2.0
#include "language/name_ends.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/unicode.h"

namespace demarche {
namespace {

constexpr std::uint64_t kMaxNameEndsBytes = 1U << 16U;

bool holds_address(std::string_view word) {
  const auto at = word.find('@');
  return word.find("://") != std::string_view::npos || (at != std::string_view::npos && at > 0);
}

bool is_mark(std::string_view word) {
  return word.size() == 1 && std::string_view("\"'<([:").find(word) != std::string_view::npos;
}

/// "Brian Orr" <brian@orr.example>: the name is Brian Orr.
void end_before_address(const Document& document, std::vector<Name>& names) {
  for (Name& name : names) {
    const std::uint32_t whole = name.words.last;
    for (std::uint32_t i = name.words.first; i < name.words.last; ++i)
      if (holds_address(document.word(i))) name.words.last = i;
    while (name.words.last < whole && !name.words.empty() && is_mark(document.word(name.words.last - 1))) --name.words.last;
  }
  std::erase_if(names, [](const Name& name) { return name.words.empty(); });
}

}  // namespace

NameEnds::NameEnds(const std::string& folder) {
  const std::string path = folder + "/name_ends.tsv";
  std::istringstream lines(read_file(path, kMaxNameEndsBytes));
  std::string line;
  for (std::uint32_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const auto tab = line.find('\t');
    if (tab == std::string::npos || line.substr(tab + 1) != "legal-form")
      fail(ErrorCode::LexiconInvalid, "{}:{}: expected a word and its kind, legal-form", path, number);
    legal_forms_.insert(line.substr(0, tab));
  }
}

/// "Orr Mills, Inc.", "Karsk Steel Ltd": the legal form is a part of an organization's name, and so is a comma before it.
void NameEnds::take_in_legal_form(const Document& document, const Sentences& sentences, std::vector<Name>& names) const {
  const auto is_form = [&](std::uint32_t i) { return legal_forms_.contains(lower_case(document.word(i))); };
  for (std::size_t n = 0; n < names.size(); ++n) {
    Name& name = names[n];
    if (std::string_view(name.type) != "ORG") continue;
    std::uint32_t limit = sentences.sentences[sentences.of_word[name.words.last - 1]].last;
    if (n + 1 < names.size()) limit = std::min(limit, names[n + 1].words.first);
    const std::uint32_t next = name.words.last;
    if (next + 1 < limit && document.word(next) == "," && is_form(next + 1)) name.words.last = next + 2;
    while (name.words.last < limit && is_form(name.words.last)) ++name.words.last;
  }
}

void NameEnds::correct(const Document& document, const Sentences& sentences, Names& names) const {
  for (auto* found : {&names.names, &names.kinds}) {
    end_before_address(document, *found);
    take_in_legal_form(document, sentences, *found);
  }
}

}  // namespace demarche

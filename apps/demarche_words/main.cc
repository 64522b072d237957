// SPDX-License-Identifier: Apache-2.0
// demarche-words [LEXICON]: JSON Lines {"id","text"} on standard input -> {"id","words":[[begin,end,gap],...]}, offsets in code
// points. For training only, so that the model learns from the words that the program will see.
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/utf8.h"
#include "language/tokenizer.h"

namespace {

/// Paragraphs: stretches between blank lines, trimmed.
demarche::Blocks paragraphs(std::string_view text) {
  demarche::Blocks out;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find("\n\n", begin), text.size());
    const std::size_t next = end + 2;
    while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
    if (begin < end) out.blocks.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    begin = next;
  }
  return out;
}

void print_words(const demarche::Tokenizer& tokenizer, const nlohmann::json& report) {
  const demarche::Document document({}, report.at("text").get<std::string>(), {},
                                    paragraphs(report.at("text").get_ref<const std::string&>()));
  const demarche::CodePointIndex index(document.text());
  nlohmann::json words = nlohmann::json::array();
  for (const demarche::Word& word : tokenizer.annotate(document).words)
    words.push_back({index.to_code_points(word.span.begin), index.to_code_points(word.span.end), static_cast<int>(word.gap)});
  std::cout << nlohmann::json{{"id", report.at("id")}, {"words", std::move(words)}}.dump() << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const demarche::Tokenizer tokenizer(argc > 1 ? argv[1] : "lexicons/en/tokenizer.tsv");
    for (std::string line; std::getline(std::cin, line);)
      if (!line.empty()) print_words(tokenizer, nlohmann::json::parse(line));
  } catch (const std::exception& error) {
    std::cerr << "demarche-words: " << error.what() << "\n";
    return 1;
  }
}

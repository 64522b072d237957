// SPDX-License-Identifier: Apache-2.0
// For tools/facts/make_party_countries.py: what speaks for each country that a party of the gold may belong to.
//   demarche-parties DATA < gold.jsonl > signs.jsonl
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/utf8.h"
#include "extraction/actor_resolver.h"
#include "pipeline/pipeline.h"

namespace demarche {
namespace {

using nlohmann::json;

Report report_of(const json& record) {
  json told = json::object();
  for (const char* name : {"id", "date", "title", "source", "text"}) told[name] = record.value(name, "");
  Report report;
  report.format = Format::JsonLine;
  report.bytes = told.dump();
  return report;
}

/// Bytes of the text at which its code points begin, and its size.
std::vector<std::uint32_t> offsets_of(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t at = 0; at < text.size(); at += decode_utf8(text, at).size) out.push_back(at);
  out.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

void write_parties(const json& record, const Document& document, const ActorResolver& actors) {
  const ReadingView view(document);
  const std::vector<std::uint32_t> offsets = offsets_of(document.text());
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const json& event : record["events"]) {
    for (const char* role : {"actors", "recipients"}) {
      for (const json& party : event[role]) {
        const std::size_t begin = party["begin"];
        const std::size_t end = party["end"];
        if (end >= offsets.size() || !party.contains("country") || !party["country"].is_string()) continue;
        const WordRange words = view.words_in({offsets[begin], offsets[end]});
        if (words.empty() || !seen.insert({words.first, words.last}).second) continue;
        json candidates = json::array();
        for (const CountryCandidate& candidate : actors.country_candidates(words)) {
          json signs = json::object();
          for (const auto& [sign, amount] : candidate.signs) signs[sign] = amount;
          candidates.push_back({{"country", candidate.country}, {"signs", signs}});
        }
        if (candidates.empty()) continue;
        std::cout
            << json{{"report", record["id"]}, {"words", view.text(words)}, {"country", party["country"]}, {"candidates", candidates}}.dump()
            << "\n";
      }
    }
  }
}

int run(const std::string& data) {
  PipelineOptions options;
  options.model_path = data + "/models/reader-en.dmm";
  options.lexicon_path = data + "/lexicons/en";
  const Pipeline pipeline(options);
  const Lexicons lexicons(options.lexicon_path);
  for (std::string line; std::getline(std::cin, line);) {
    const json record = json::parse(line);
    Diagnostics diagnostics;
    const Document document = pipeline.analyze(report_of(record), diagnostics);
    write_parties(record, document, ActorResolver(document, lexicons));
  }
  return 0;
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  try {
    return demarche::run(argc > 1 ? argv[1] : ".");
  } catch (const std::exception& error) {
    fmt::print(stderr, "demarche-parties: {}\n", error.what());
    return 1;
  }
}

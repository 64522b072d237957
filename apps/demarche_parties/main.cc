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

/// Writes the parties of one report.
class Parties {
 public:
  Parties(const json& record, const Document& document, const Lexicons& lexicons)
      : record_(record), view_(document), actors_(document, lexicons), offsets_(offsets_of(document.text())) {}

  void write() {
    for (const json& event : record_["events"]) {
      const auto acting = told(event["actors"]);
      const auto receiving = told(event["recipients"]);
      const std::string place = event["place"].is_null() ? "" : event["place"].value("country", "");
      const std::string type = event["type"];
      for (const json& party : event["actors"]) write_party(party, {acting, receiving, place, type});
      for (const json& party : event["recipients"]) write_party(party, {receiving, acting, place, type});
      if (!event["place"].is_null()) write_place(event["place"], {acting, receiving, "", type});
    }
  }

 private:
  WordRange words_of(const json& party) const {
    const std::size_t begin = party["begin"];
    const std::size_t end = party["end"];
    return end < offsets_.size() ? view_.words_in({offsets_[begin], offsets_[end]}) : WordRange{};
  }

  std::set<std::string, std::less<>> told(const json& parties) const {
    std::set<std::string, std::less<>> out;
    for (const json& party : parties)
      if (const WordRange words = words_of(party); !words.empty())
        for (const Entity& entity : actors_.resolve_each(words))
          if (!ActorResolver::is_by_context(entity)) out.insert(entity.country);
    return out;
  }

  void write_party(const json& party, const PartySetting& setting) {
    const WordRange words = words_of(party);
    if (!words.empty()) write(party, words, actors_.country_candidates(words, &setting));
  }

  void write_place(const json& place, const PartySetting& setting) {
    const WordRange words = words_of(place);
    if (!words.empty()) write(place, words, actors_.place_candidates(words, setting));
  }

  void write(const json& party, WordRange words, const std::vector<CountryCandidate>& weighed) {
    if (!party.contains("country") || !party["country"].is_string()) return;
    json candidates = json::array();
    for (const CountryCandidate& candidate : weighed) {
      json signs = json::object();
      for (const auto& [sign, amount] : candidate.signs) signs[sign] = amount;
      candidates.push_back({{"country", candidate.country}, {"signs", signs}});
    }
    if (candidates.empty()) return;
    const std::string line =
        json{{"report", record_["id"]}, {"words", view_.text(words)}, {"country", party["country"]}, {"candidates", candidates}}.dump();
    if (seen_.insert(line).second) std::cout << line << "\n";
  }

  const json& record_;
  ReadingView view_;
  ActorResolver actors_;
  std::vector<std::uint32_t> offsets_;
  std::set<std::string> seen_{};
};

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
    Parties(record, document, lexicons).write();
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

// SPDX-License-Identifier: Apache-2.0
// Runs the merging of src/linking/ on mentions from a file, for evaluation on other people's data: one JSON object a line with `id`,
// `block` (mentions of different blocks are never compared), `trigger`, `sentence` and, where known, `title`. Prints one line
// a mention: its id and the id of the first mention of its event.
//   merge-mentions < mentions.jsonl
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "linking/clusters.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

LinkMention to_mention(const nlohmann::json& row) {
  LinkMention m;
  m.id = row.at("id").get<std::string>();
  m.report = m.id;  // within a report, extraction joins tellings; here the mentions are given, and those of one report may be one event
  m.acts = stems_of(row.at("trigger").get<std::string>());
  if (m.acts.empty()) m.acts = words_of(row.at("trigger").get<std::string>());
  std::vector<std::string> words = stems_of(row.at("sentence").get<std::string>());
  for (const std::string& word : stems_of(row.value("title", ""))) words.push_back(word);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::set_difference(words.begin(), words.end(), m.acts.begin(), m.acts.end(), std::back_inserter(m.context));
  for (const nlohmann::json& party : row.value("parties", nlohmann::json::array()))
    m.parties.push_back({false, true, plain_name(party.get<std::string>()), ""});
  if (row.contains("place")) m.place = plain_name(row["place"].get<std::string>());
  return m;
}

void run() {
  std::map<std::string, std::vector<LinkMention>> blocks;
  std::string line;
  while (std::getline(std::cin, line)) {
    const nlohmann::json row = nlohmann::json::parse(line);
    blocks[row.at("block").get<std::string>()].push_back(to_mention(row));
  }
  for (const auto& [name, mentions] : blocks) {
    for (const auto& group : cluster(mentions, link_block(mentions), {}))
      for (const std::uint32_t at : group) fmt::print("{}\t{}\n", mentions[at].id, mentions[group.front()].id);
  }
}

}  // namespace
}  // namespace demarche

int main() {
  try {
    demarche::run();
  } catch (const std::exception& error) {
    fmt::print(stderr, "merge-mentions: {}\n", error.what());
    return 1;
  }
  return 0;
}

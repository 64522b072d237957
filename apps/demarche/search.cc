// SPDX-License-Identifier: Apache-2.0
// search: full text over reports, statements, events and names, and who said it.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "ask.h"
#include "base/utf8.h"
#include "exchange/drawing.h"
#include "exchange/json_text.h"
#include "messages.h"

namespace demarche {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  std::vector<std::string> kinds;
  std::string from, to;
  std::vector<std::string> source;
  std::uint64_t limit = 10;
  bool json = false;
};

const Style kFound{Color::Yellow, true, false, false, false, false};

/// The snippet with the found words marked.
StyledText marked(const SearchHit& hit) {
  const std::u32string snippet = to_code_points(hit.snippet);
  StyledText out;
  std::size_t at = 0;
  for (const auto& [begin, end] : hit.marks) {
    const auto from = static_cast<std::size_t>(begin), to = static_cast<std::size_t>(end);
    out.add(to_utf8(snippet.substr(at, from - at))).add(to_utf8(snippet.substr(from, to - from)), kFound);
    at = to;
  }
  return out.add(to_utf8(snippet.substr(std::min(at, snippet.size()))));
}

void draw(const SearchHit& hit, Output& output) {
  StyledText head("  " + hit.title, kBold);
  if (!hit.said_through.empty()) head.add("  through " + hit.said_through, kDim);
  if (!hit.source.empty()) head.add("  " + hit.source, kDim);
  if (!hit.published.empty()) head.add("  " + hit.published, kDim);
  head.add("  " + hit.id, kDim);
  output.write(head.render(stdout_color()) + "\n");
  if (hit.snippet.empty()) return;
  const std::uint32_t width = terminal_columns();
  for (const StyledText& line : marked(hit).wrap(width > 12 ? width - 6 : 6)) output.write("    " + line.render(stdout_color()) + "\n");
}

nlohmann::ordered_json to_json(const SearchHit& hit) {
  nlohmann::ordered_json marks = nlohmann::ordered_json::array();
  for (const auto& [begin, end] : hit.marks) marks.push_back({begin, end});
  return {{"kind", singular(hit.kind)},       {"id", hit.id},         {"title", hit.title},
          {"snippet", hit.snippet},           {"marks", marks},       {"said_by", hit.said_by},
          {"said_through", hit.said_through}, {"source", hit.source}, {"published", hit.published},
          {"report_id", hit.report_id}};
}

Parameters parameters_of(const SearchOptions& options) {
  std::string words;
  for (const std::string& word : options.words) {
    // What the shell took the quotes from is still a phrase.
    const bool is_phrase = word.find(' ') != std::string::npos && word.find('"') == std::string::npos;
    words += (words.empty() ? "" : " ") + (is_phrase ? "\"" + word + "\"" : word);
  }
  Parameters asked = {{"q", words}, {"limit", std::to_string(options.limit)}};
  for (const std::string& kind : options.kinds) asked.emplace_back("kind", kind);
  for (const std::string& source : options.source) asked.emplace_back("source", source);
  if (!options.from.empty()) asked.emplace_back("from", options.from);
  if (!options.to.empty()) asked.emplace_back("to", options.to);
  return asked;
}

void draw(const SearchGroup& group, bool as_json, Output& output) {
  if (!as_json && !group.hits.empty()) output.write(StyledText(std::string(to_string(group.kind)), kDim).render(stdout_color()) + "\n");
  for (const SearchHit& hit : group.hits) {
    if (as_json) {
      output.write(json_text(to_json(hit)) + "\n");
    } else {
      draw(hit, output);
    }
  }
}

int run_search(const Session& session, const SearchOptions& options) {
  if (options.words.empty()) throw UsageError("bad-usage", "search needs words", "for example: demarche search \"heavy weapons\" airport");
  const Found found = Answers(session.ledger).search(parameters_of(options));
  Output output;
  std::string line;
  for (const SearchGroup& group : found.groups) {
    line += (line.empty() ? "" : " · ") + std::string(group.exact ? "" : "at least ") +
            counted(static_cast<std::uint64_t>(group.rows), singular(group.kind));
    draw(group, options.json, output);
  }
  output.finish();
  print_note(line);
  return kDone;
}

}  // namespace

void add_search(CLI::App& program, Session& session) {
  const Command command = add_command(program, "search", "full text of reports, statements and events, with who said it",
                                      "demarche search ceasefire airport\n"
                                      "demarche search \"heavy weapons\" '!exercise' --from 1995-08\n"
                                      "demarche search 'shell*' --kind statements");
  auto options = std::make_shared<SearchOptions>();
  command.add_option("WORDS", options->words, "words that all occur; \"a phrase\", !without, begin*, a near/5 b")->type_name("WORD");
  add_ledger_flag(command, session);
  add_list(command, "--kind", options->kinds, "reports|statements|events|actors", "only these")->group("Filters");
  command.add_option("--from", options->from, "published on this day or later")->type_name("DATE")->group("Filters");
  command.add_option("--to", options->to, "published on this day or earlier")->type_name("DATE")->group("Filters");
  add_list(command, "--source", options->source, "NAME", "outlet or agency")->group("Filters");
  command.add_option("--limit", options->limit, "of each kind at most; 10 if not given")->type_name("N")->group("Output");
  command.add_flag("--jsonl", options->json, "one hit a line")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, options] {
    session.run = [&session, options] { return in_words_of_flags([&] { return run_search(session, *options); }); };
  });
}

}  // namespace demarche

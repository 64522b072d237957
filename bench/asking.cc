// SPDX-License-Identifier: Apache-2.0
// asking: how long questions take on a large ledger (bench/make_ledger.py), each beside the bare SQLite query with the same plan.
//
//   asking LEDGER [ROUNDS]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>

#include "answers/state.h"

namespace demarche {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Times {
  std::vector<double> all{};
  void add(double time) { all.push_back(time); }
  double at(double share) {
    std::sort(all.begin(), all.end());
    return all.at(std::min(all.size() - 1, static_cast<std::size_t>(share * static_cast<double>(all.size()))));
  }
};

struct Asked {
  Kind kind;
  Parameters parameters;
};

/// Lists as people and programs ask them: no filter, a frequent value, a rare one, several, deep pages, other orders.
std::vector<Asked> lists() {
  std::vector<Asked> out;
  const auto add = [&out](Kind kind, Parameters parameters) { out.push_back({kind, std::move(parameters)}); };
  for (std::size_t i = 0; i < kKinds; ++i) add(static_cast<Kind>(i), {});
  for (const char* type : {"ASSAULT", "AID", "ASSAULT,COERCE", "!PROTEST"}) add(Kind::Events, {{"type", type}});
  for (const char* status : {"happened", "denied", "!denied", "planned,threatened"}) add(Kind::Events, {{"status", status}});
  for (const char* country : {"AFG", "USA", "SDN", "ZWE", "BIH,SRB,HRV"}) {
    add(Kind::Events, {{"country", country}});
    add(Kind::Events, {{"country", country}, {"type", "ASSAULT"}, {"status", "happened"}});
    add(Kind::Statements, {{"country", country}});
  }
  for (const char* actor : {"person 0", "person 1 border", "person 40000", "border"}) {
    add(Kind::Events, {{"actor", actor}});
    add(Kind::Events, {{"actor", actor}, {"from", "2020"}});
    add(Kind::Statements, {{"speaker", actor}});
    add(Kind::Mentions, {{"actor", actor}});
  }
  for (const char* from : {"2016", "2020-06", "2025-12"}) {
    add(Kind::Events, {{"from", from}});
    add(Kind::Events, {{"from", from}, {"to", from}});
    add(Kind::Statements, {{"from", from}, {"to", from}});
    add(Kind::Reports, {{"from", from}});
    add(Kind::Mentions, {{"to", from}});
  }
  add(Kind::Events, {{"sources_min", "5"}});
  add(Kind::Events, {{"contested", "1"}});
  add(Kind::Events, {{"contested", "1"}, {"type", "ASSAULT"}});
  add(Kind::Events, {{"quad", "4"}, {"place", "FRA"}});
  add(Kind::Events, {{"place", "Paris"}});
  add(Kind::Events, {{"bbox", "-10,35,30,60"}});
  add(Kind::Events, {{"source", "Outlet 299"}});
  add(Kind::Events, {{"source", "Outlet 0"}});
  add(Kind::Events, {{"q", "shelled village"}});
  add(Kind::Events, {{"sort", "-sources"}});
  add(Kind::Events, {{"sort", "-reports"}, {"type", "AID"}});
  add(Kind::Events, {{"sort", "date"}});
  add(Kind::Statements, {{"form", "direct"}});
  add(Kind::Statements, {{"depth", "3"}});
  add(Kind::Statements, {{"q", "\"peace bridge\""}});
  add(Kind::Statements, {{"q", "sanctions"}});
  add(Kind::Statements, {{"source", "Outlet 7"}, {"from", "2024"}});
  add(Kind::Plans, {{"verdict", "open"}});
  add(Kind::Contradictions, {{"type", "ASSAULT"}});
  return out;
}

/// The same statements without making anything of the rows.
double bare_list(Answers::State& state, const Asked& asked) {
  const Question question = make_question(asked.kind, asked.parameters, state.context(), Purpose::List);
  const Shape shape = choose_shape(question, *state.database, Shape::kNone, true);
  const Clause clause = list_sql(question, shape, false, question.limit + 1);
  std::string fetch = "SELECT ";
  for (const ColumnRow* field : question.fields) fetch += (field == question.fields.front() ? "" : ", ") + std::string(field->sql);
  fetch += std::string(" FROM ") + question.table->table + " AS t" + question.table->joins + question.table->fetch + " WHERE t." +
           question.table->key + " = ?";
  const auto start = Clock::now();
  Query keys = prepare(*state.database, clause);
  Query rows = state.database->query(fetch);
  while (keys.step()) {
    rows.bind(keys.number(0));
    rows.step();
  }
  return milliseconds(start);
}

std::string shown(const Asked& asked) {
  std::string out = to_string(asked.kind);
  for (const auto& [name, value] : asked.parameters) out += " " + name + "=" + value;
  return out;
}

void measure_lists(const std::string& path, int rounds) {
  const Answers answers(path);
  Answers::State state(path);
  Times all, bare;
  std::vector<std::pair<double, std::string>> slowest;
  for (const Asked& asked : lists()) {
    std::string cursor;
    double worst = 0;
    for (int round = 0; round < rounds; ++round) {
      Parameters parameters = asked.parameters;
      if (!cursor.empty()) parameters.emplace_back("cursor", cursor);
      const auto start = Clock::now();
      const Page page = answers.list(asked.kind, parameters);
      const double time = milliseconds(start);
      all.add(time);
      worst = std::max(worst, time);
      cursor = page.next;
    }
    bare.add(bare_list(state, asked));
    slowest.emplace_back(worst, shown(asked));
  }
  fmt::print(
      "list pages     {:4} questions  p50 {:7.1f} ms  p95 {:7.1f} ms  max {:7.1f} ms  bare SQLite p50 {:.1f} p95 {:.1f}  ratio of p50 "
      "{:.1f}\n",
      lists().size(), all.at(0.5), all.at(0.95), all.at(1), bare.at(0.5), bare.at(0.95), all.at(0.5) / std::max(0.01, bare.at(0.5)));
  std::sort(slowest.rbegin(), slowest.rend());
  for (std::size_t i = 0; i < 8; ++i) fmt::print("               {:7.1f} ms  {}\n", slowest.at(i).first, slowest.at(i).second);
}

void measure(const char* name, const std::vector<std::pair<std::string, std::function<void()>>>& calls, int rounds) {
  Times all;
  std::string each;
  for (const auto& [label, call] : calls) {
    Times own;
    for (int round = 0; round < rounds; ++round) {
      const auto start = Clock::now();
      call();
      own.add(milliseconds(start));
      all.add(own.all.back());
    }
    each += fmt::format("               {:7.1f} ms  {}\n", own.at(0.5), label);
  }
  fmt::print("{:14} {:4} questions  p50 {:7.1f} ms  p95 {:7.1f} ms  max {:7.1f} ms\n{}", name, calls.size(), all.at(0.5), all.at(0.95),
             all.at(1), each);
}

void measure_others(const std::string& path, int rounds) {
  const Answers answers(path);
  std::vector<std::pair<std::string, std::function<void()>>> facets, counts, searches, timelines;
  const auto label = [](const Parameters& p) {
    std::string out;
    for (const auto& [name, value] : p) out += (out.empty() ? "" : " ") + name + "=" + value;
    return out.empty() ? std::string("all") : out;
  };
  for (const Parameters& p : {Parameters{},
                              {{"type", "ASSAULT"}},
                              {{"status", "denied"}},
                              {{"country", "SDN"}},
                              {{"country", "AFG"}},
                              {{"from", "2025-01"}},
                              {{"actor", "person 40000"}},
                              {{"type", "ASSAULT"}, {"country", "USA"}},
                              {{"contested", "1"}}}) {
    facets.emplace_back("events " + label(p), [&answers, p] { answers.facets(Kind::Events, p); });
    counts.emplace_back("events " + label(p), [&answers, p] { answers.count(Kind::Events, p); });
  }
  for (const Parameters& p : {Parameters{}, {{"form", "direct"}}, {{"country", "ZWE"}}, {{"from", "2025-06"}}}) {
    facets.emplace_back("statements " + label(p), [&answers, p] { answers.facets(Kind::Statements, p); });
    counts.emplace_back("statements " + label(p), [&answers, p] { answers.count(Kind::Statements, p); });
  }
  for (const char* words : {"shelled", "shelled village", "\"cease fire\"", "sanctions -court", "person 4711", "zzz"})
    searches.emplace_back(words, [&answers, words] { answers.search({{"q", words}}); });
  for (const char* by : {"", "type", "status", "quad"})
    for (const char* interval : {"auto", "week", "year"})
      timelines.emplace_back(fmt::format("everything by {} {}", interval, by), [&answers, by, interval] {
        Parameters p = {{"interval", interval}};
        if (*by != '\0') p.emplace_back("by", by);
        answers.timeline(p);
      });
  measure("facets", facets, rounds);
  measure("counts", counts, rounds);
  measure("search", searches, rounds);
  measure("timelines", timelines, rounds);
  measure("others",
          {{"overview", [&] { answers.overview({}); }},
           {"timeline by day",
            [&] {
              answers.timeline({{"interval", "day"}});
            }},
           {"map of a country",
            [&] {
              answers.map({{"country", "SDN"}});
            }},
           {"map of everything", [&] { answers.map({}); }},
           {"panel of countries and years",
            [&] {
              answers.panel({{"unit", "country"}, {"by", "year"}, {"country", "SDN"}});
            }}},
          2);
}

}  // namespace
}  // namespace demarche

int main(int count, char** words) {
  if (count < 2) {
    fmt::print(stderr, "asking LEDGER [ROUNDS]\n");
    return 2;
  }
  const int rounds = count > 2 ? std::max(1, std::atoi(words[2])) : 3;
  demarche::measure_lists(words[1], rounds);
  demarche::measure_others(words[1], rounds);
  return 0;
}

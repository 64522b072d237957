// SPDX-License-Identifier: Apache-2.0
// What linking costs for each report, and whether that grows with the ledger. Reads generated reports of ten mentions and twenty statements
// into a new ledger and prints, at each size, the milliseconds a report for recording it and for linking it, and those of them that a
// processor worked (which other work on the machine changes little).
//   link_cost LEDGER EVENTS
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "base/digest.h"
#include "ledger/ledger.h"

namespace demarche {
namespace {

constexpr int kMentions = 10;
constexpr int kStatements = 20;
constexpr int kBatch = 64;

/// The same numbers on every machine.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state_ >> 33U) % n);
  }

 private:
  std::uint64_t state_;
};

/// Text with spans as it grows.
class Writer {
 public:
  TextSpan add(const std::string& words) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += words;
    return {begin, static_cast<std::uint32_t>(text.size())};
  }
  std::string text;
};

const char* const kTypes[] = {"ASSAULT", "CONSULT", "ACCUSE", "REQUEST", "AGREE", "AID", "PROTEST", "COERCE", "SANCTION", "RETREAT"};
const char* const kActs[] = {"shelled", "met",          "accused",  "urged",      "signed",
                             "helped",  "demonstrated", "arrested", "sanctioned", "released"};

Entity party(Writer& out, std::uint32_t country) {
  // Few countries are told of often, many seldom; eight names in each.
  const std::string code = {static_cast<char>('A' + country / 26 % 26), static_cast<char>('A' + country % 26), 'X'};
  const std::string name = fmt::format("General Name{} of {}", country * 7 % 8, code);
  return {out.add(name), name, code, "MIL", "actors.tsv:1"};
}

Document make_report(std::uint64_t number, std::int32_t day) {
  Chance chance(number + 1);
  Writer out;
  Origin origin;
  origin.id = origin.path = fmt::format("report-{}", number);
  origin.publisher = fmt::format("Outlet {}", chance.below(200));
  origin.title = fmt::format("Title {} of things", number);
  origin.published = from_days(day);
  origin.date_basis = "field";
  std::vector<Statement> statements;
  std::vector<Event> events;
  for (int i = 0; i < kStatements; ++i) {
    Statement statement;
    const std::uint32_t country = chance.below(1 + chance.below(150));
    statement.speaker = party(out, country);
    out.add(" ");
    statement.cue = out.add("said");
    const auto begin = static_cast<std::uint32_t>(out.text.size());
    out.add(" that ");
    if (i % 2 == 0) {
      Event event;
      const std::uint32_t kind = chance.below(10);
      event.type = kTypes[kind];
      event.actors = {party(out, chance.below(1 + chance.below(150)))};
      out.add(" ");
      event.trigger = out.add(kActs[kind]);
      out.add(" ");
      event.recipients = {party(out, chance.below(1 + chance.below(150)))};
      event.status = chance.below(8) == 0 ? Status::Planned : chance.below(10) == 0 ? Status::Denied : Status::Happened;
      event.score = 0.5F;
      event.rule = "generated";
      out.add(fmt::format(" near place {} with word{} and word{}", chance.below(300), chance.below(5000), chance.below(5000)));
      event.within = static_cast<std::uint32_t>(i);
      events.push_back(std::move(event));
    } else {
      out.add(fmt::format("nothing of word{} would word{} soon", chance.below(5000), chance.below(5000)));
    }
    statement.content = {{begin, static_cast<std::uint32_t>(out.text.size())}};
    statement.score = 0.5F;
    statement.rule = "generated";
    statements.push_back(std::move(statement));
    out.add(".\n");
  }
  origin.digest = sha256_hex(out.text);
  Document document(origin, out.text, SourceMap{}, {});
  document.attach(Statements{std::move(statements)});
  document.attach(Events{std::move(events)});
  return document;
}

void run(const std::string& path, std::uint64_t mentions) {
  using Clock = std::chrono::steady_clock;
  const auto ms = [](Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); };
  Ledger ledger = Ledger::open(path, Ledger::Mode::CreateNew);
  const RunInfo info{"link_cost", "none", "none", "none"};
  const std::uint64_t reports = mentions / kMentions;
  Clock::duration recording{};
  Clock::duration linking{};
  std::clock_t worked = 0;
  std::uint64_t told = 0;
  std::uint64_t next = 1000 / kMentions;
  fmt::print("{:>10} {:>16} {:>16} {:>16}\n", "mentions", "recording ms", "linking ms", "processor ms");
  for (std::uint64_t i = 0; i < reports;) {
    ledger.begin_batch();
    const auto start = Clock::now();
    for (int k = 0; k < kBatch && i < reports; ++k, ++i) ledger.append(make_report(i, static_cast<std::int32_t>(10'000 + i / 50)), info);
    const auto middle = Clock::now();
    const std::clock_t before = std::clock();
    ledger.commit_batch();
    recording += middle - start;
    linking += Clock::now() - middle;
    worked += std::clock() - before;
    if (i < next && i < reports) continue;
    const auto reports_since = static_cast<double>(i - told);
    fmt::print("{:>10} {:>16.2f} {:>16.2f} {:>16.2f}\n", i * kMentions, ms(recording) / reports_since, ms(linking) / reports_since,
               1000.0 * static_cast<double>(worked) / CLOCKS_PER_SEC / reports_since);
    std::fflush(stdout);
    recording = linking = {};
    worked = 0;
    told = i;
    next *= i >= 10'000 / kMentions ? 2 : 10;
  }
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "use: link_cost LEDGER MENTIONS\n");
    return 2;
  }
  demarche::run(argv[1], std::strtoull(argv[2], nullptr, 10));
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// throughput [--data DIR] [--seconds S] FILES...: how fast one core goes from raw text to findings, which stage takes what
// share, and how far that is from the bare int8 products of the same encoder in the same run. Machines differ, ratios less.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/pipeline.h"

namespace {

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

struct Arguments {
  std::string data = ".";
  double seconds = 10;
  std::vector<std::string> files{};
};

Arguments arguments_of(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--data") == 0 && i + 1 < argc)
      arguments.data = argv[++i];
    else if (std::strcmp(argv[i], "--seconds") == 0 && i + 1 < argc)
      arguments.seconds = std::strtod(argv[++i], nullptr);
    else
      arguments.files.emplace_back(argv[i]);
  }
  if (arguments.files.empty()) arguments.files = {arguments.data + "/examples/dayton"};
  return arguments;
}

struct Totals {
  std::size_t reports = 0;
  std::size_t bytes = 0;
  std::size_t statements = 0;
  std::size_t events = 0;
};

void print_share(const char* name, double seconds, double all) {
  std::printf("  %-12s %6.1f %%\n", name, 100.0 * seconds / all);
}

void print_shares(const demarche::StageTimes& times) {
  const demarche::ReaderTimes& r = times.reader;
  const double all = times.intake + times.words + times.reading + times.extraction;
  std::printf("share of each stage\n");
  print_share("intake", times.intake, all);
  print_share("words", times.words, all);
  print_share("sub-words", r.pieces, all);
  print_share("products", r.products, all);
  print_share("attention", r.attention, all);
  print_share("glue", r.glue, all);
  print_share("word heads", r.word_heads, all);
  print_share("trees", r.trees, all);
  print_share("statements", r.statements, all);
  print_share("events", r.events, all);
  print_share("extraction", times.extraction, all);
}

int run(const Arguments& arguments) {
  using namespace demarche;
  const double before_load = cpu_seconds();
  const Pipeline pipeline({arguments.data + "/models/reader-en.dmm", arguments.data + "/lexicons/en", {}, 0});
  const double load = cpu_seconds() - before_load;

  std::vector<Report> reports;
  Diagnostics diagnostics;
  for (const std::string& file : list_inputs(arguments.files, diagnostics))
    read_reports(
        file, {},
        [&](Report&& report) {
          reports.push_back(std::move(report));
          return true;
        },
        diagnostics);
  if (reports.empty()) fail(ErrorCode::BadUsage, "no reports to read in {}", arguments.files.front());

  StageTimes warm_up;
  pipeline.analyze(reports.front(), diagnostics, Until::Findings, &warm_up);
  StageTimes times;
  Totals totals;
  const double start = cpu_seconds();
  do {
    for (const Report& report : reports) {
      const Document document = pipeline.analyze(report, diagnostics, Until::Findings, &times);
      ++totals.reports;
      totals.bytes += document.text().size();
      totals.statements += document.get<Statements>().statements.size();
      totals.events += document.get<Events>().events.size();
    }
  } while (cpu_seconds() - start < arguments.seconds);
  const double spent = cpu_seconds() - start;
  const double bare = pipeline.time_bare_products(times.reader.sub_words);

  const auto per_second = [&](std::size_t count) { return static_cast<double>(count) / spent; };
  std::printf("one core, raw text to findings: %.0f words/s  %.1f reports/s  %.2f MB/s of text\n", per_second(times.reader.words),
              per_second(totals.reports), per_second(totals.bytes) / 1e6);
  std::printf("sub-words per word %.2f, statements %zu, events %zu, reports %zu\n",
              static_cast<double>(times.reader.sub_words) / static_cast<double>(times.reader.words), totals.statements, totals.events,
              totals.reports);
  std::printf("bare int8 products of the encoder for the same sub-words: %.2f s of %.2f s; whole way / bare products = %.2f\n", bare, spent,
              spent / bare);
  print_shares(times);
  std::printf("start-up %.0f ms (CPU), peak memory %.0f MB\n", 1000.0 * load, peak_megabytes());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(arguments_of(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "throughput: %s\n", error.what());
    return 1;
  }
}

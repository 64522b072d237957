// SPDX-License-Identifier: Apache-2.0
// read: reports into a ledger. One writer, in input order; what was committed stays, whatever happens after.
#include <fmt/format.h>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "data_folder.h"
#include "ledger/ledger.h"
#include "messages.h"
#include "reading.h"
#include "terminal.h"

namespace demarche {
namespace {

constexpr std::uint64_t kReportsInBatch = 64;
constexpr auto kLongestBatch = std::chrono::seconds(1);

struct ReadOptions {
  bool dry_run = false;
  bool quiet = false;
  std::string stats_path;
};

/// What is new in the ledger.
struct Recorded {
  std::uint64_t reports = 0;
  std::uint64_t known = 0;  ///< already there, read by the same run
  std::array<std::uint64_t, 3> forms{};
  std::array<std::uint64_t, 7> statuses{};
  std::uint64_t chained = 0;  ///< statements through two or more people
  std::uint64_t claimed = 0;  ///< events that only a source claims

  std::uint64_t statements() const { return forms[0] + forms[1] + forms[2]; }
  std::uint64_t events() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : statuses) sum += count;
    return sum;
  }

  void count(const Document& document) {
    ++reports;
    for (const Statement& statement : document.get<Statements>().statements) {
      ++forms[static_cast<std::size_t>(statement.form)];
      if (statement.within) ++chained;
    }
    for (const Event& event : document.get<Events>().events) {
      ++statuses[static_cast<std::size_t>(event.status)];
      if (event.within) ++claimed;
    }
  }
};

/// Appends in batches, none open for longer than a second of work.
class Recorder {
 public:
  Recorder(Ledger ledger, const RunInfo& run) : ledger_(std::move(ledger)), run_(run) {}

  bool append(const Document& document) {
    if (!ledger_.in_batch()) {
      ledger_.begin_batch();
      begun_ = std::chrono::steady_clock::now();
    }
    const bool is_new = ledger_.append(document, run_);
    if (++in_batch_ >= kReportsInBatch || std::chrono::steady_clock::now() - begun_ > kLongestBatch) commit();
    return is_new;
  }

  void commit() {
    if (ledger_.in_batch()) ledger_.commit_batch();
    in_batch_ = 0;
  }

 private:
  Ledger ledger_;
  const RunInfo& run_;
  std::uint64_t in_batch_ = 0;
  std::chrono::steady_clock::time_point begun_{};
};

std::string list_counts(const std::map<std::string, std::uint64_t>& counts) {
  std::string out;
  for (const auto& [name, count] : counts) out += (out.empty() ? "" : " · ") + name + " " + grouped(count);
  return out;
}

void print_row(const std::string& label, std::uint64_t number, const std::string& rest) {
  print_note(fmt::format("  {:<18} {:>9}{}{}", label, grouped(number), rest.empty() ? "" : "   ", rest));
}

void print_summary(const Session& session, const ReadOptions& options, const ReadingOutcome& outcome, const Recorded& recorded) {
  const double rate = static_cast<double>(outcome.reports) / std::max(outcome.seconds, 1e-6);
  print_note(fmt::format("Read {} in {:.1f} s ({:.1f} reports/s){}", counted(outcome.reports, "report"), outcome.seconds, rate,
                         options.dry_run ? "; nothing kept" : " into " + session.ledger));
  print_row("new reports", recorded.reports, "");
  print_row("already there", recorded.known, recorded.known > 0 ? "read by the same program, model and lexicons before" : "");
  if (outcome.refused > 0) print_row("refused", outcome.refused, list_counts(outcome.refusals));
  if (!outcome.notes.empty()) print_note("  notes                          " + list_counts(outcome.notes));
  print_note("Found");
  print_row("statements", recorded.statements(),
            fmt::format("direct {} · indirect {} · mixed {} · through two or more people {}", grouped(recorded.forms[0]),
                        grouped(recorded.forms[1]), grouped(recorded.forms[2]), grouped(recorded.chained)));
  std::string statuses;
  for (std::size_t i = 0; i < recorded.statuses.size(); ++i)
    if (recorded.statuses[i] > 0)
      statuses += std::string(statuses.empty() ? "" : " · ") + to_string(static_cast<Status>(i)) + " " + grouped(recorded.statuses[i]);
  print_row("events", recorded.events(), statuses);
  print_row("  of these claimed", recorded.claimed, "by somebody in the report, not by the report itself");
  if (outcome.interrupted) print_note("Interrupted: what is counted here is kept; the same command reads the rest");
  if (!options.dry_run && !outcome.interrupted && recorded.reports > 0) {
    const std::string where = session.ledger == "demarche.db" ? "" : " -l " + session.ledger;
    print_note("Next   demarche query events" + where);
  }
}

void write_stats(const std::string& path, const ReadingOutcome& outcome, const Recorded& recorded, const RunInfo& run) {
  nlohmann::ordered_json statuses;
  for (std::size_t i = 0; i < recorded.statuses.size(); ++i) statuses[to_string(static_cast<Status>(i))] = recorded.statuses[i];
  const nlohmann::ordered_json stats = {
      {"reports", outcome.reports},
      {"new_reports", recorded.reports},
      {"already_there", recorded.known},
      {"refused", outcome.refused},
      {"refused_by_reason", outcome.refusals},
      {"notes_by_reason", outcome.notes},
      {"statements", recorded.statements()},
      {"statements_by_form", {{"direct", recorded.forms[0]}, {"indirect", recorded.forms[1]}, {"mixed", recorded.forms[2]}}},
      {"statements_through_two_or_more", recorded.chained},
      {"events", recorded.events()},
      {"events_by_status", statuses},
      {"events_claimed", recorded.claimed},
      {"bytes", outcome.bytes},
      {"seconds", outcome.seconds},
      {"interrupted", outcome.interrupted},
      {"program", run.program},
      {"model", run.model},
      {"lexicons", run.lexicons}};
  write_file_whole(path, stats.dump(2) + "\n");
}

int run_read(const Session& session, const ReadOptions& options) {
  if (session.inputs.empty())
    throw UsageError("no-input", "read needs FILES", "for example: demarche read ./archive, or - for standard input");
  const PipelineOptions pipeline_options = make_pipeline_options(session);
  // The ledger first: who cannot write need not wait for the model.
  std::optional<Ledger> ledger;
  if (!options.dry_run) ledger = Ledger::open(session.ledger, Ledger::Mode::OpenOrCreate, {"demarche read", "", utc_now});
  const Pipeline pipeline(pipeline_options);
  Recorded recorded;
  std::optional<Recorder> recorder;
  if (ledger) recorder.emplace(std::move(*ledger), pipeline.run());
  const auto sink = [&](Document&& document) {
    if (recorder && !recorder->append(document))
      ++recorded.known;
    else
      recorded.count(document);
  };
  const auto more = [&recorded] {
    return " · " + counted(recorded.statements(), "statement") + " · " + counted(recorded.events(), "event");
  };
  const ReadingOutcome outcome = read_inputs(session, pipeline, Until::Findings, sink, more);
  if (recorder) recorder->commit();
  if (!options.stats_path.empty()) write_stats(options.stats_path, outcome, recorded, pipeline.run());
  if (!options.quiet) print_summary(session, options, outcome, recorded);
  return outcome.exit_code();
}

}  // namespace

void add_read(CLI::App& program, Session& session) {
  const Command command = add_command(program, "read", "read reports into a ledger; reading again adds nothing",
                                      "demarche read ./archive                          a folder with all that is in it\n"
                                      "demarche read day.jsonl --map text=body,date=published\n"
                                      "curl -s URL | demarche read - --as html --date 2026-02-03");
  auto options = std::make_shared<ReadOptions>();
  add_ledger_flag(command, session);
  add_files(command, session);
  add_input_flags(command, session);
  add_reading_flags(command, session);
  command.add_option("--stats", options->stats_path, "write the counts as JSON")->type_name("FILE")->group("Output");
  command.add_flag("-n,--dry-run", options->dry_run, "read and count, keep nothing")->group("Output");
  command.add_flag("-q,--quiet", options->quiet, "no summary")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, options] { session.run = [&session, options] { return run_read(session, *options); }; });
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "reading.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "exchange/json_text.h"
#include "messages.h"
#include "terminal.h"

namespace demarche {
namespace {

constexpr std::uint64_t kShownMessages = 10;  ///< of each kind, refusals and notes; --errors has all refusals
constexpr auto kOnTerminal = std::chrono::milliseconds(100);
constexpr auto kInLogs = std::chrono::seconds(10);

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int signal) {
  interrupted = 1;
  std::signal(signal, SIG_DFL);
}

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Brings the reports of all inputs; runs in the batch's own thread.
class Source {
 public:
  Source(const Session& session, const IntakeOptions& options) : session_(session), options_(options) {}

  void bring(const BatchPush& push) {
    const std::vector<std::string> files = list_inputs(session_.inputs, found_);
    files_ = files.size();
    for (const std::string& file : files) {
      if (stopped_ || is_interrupted()) return;
      if (!is_own_ledger(file)) bring_file(file, push);
      ++files_done_;
    }
  }

  /// What was found behind the last report; after the batch has ended.
  Diagnostics take_rest() { return std::move(found_); }
  std::size_t files() const { return files_; }
  std::size_t files_done() const { return files_done_; }

 private:
  /// The ledger in a folder of reports is no report; named outright it is refused like any other binary file.
  bool is_own_ledger(const std::string& file) const {
    if (std::find(session_.inputs.begin(), session_.inputs.end(), file) != session_.inputs.end()) return false;
    std::error_code error;
    for (const char* ending : {"", "-wal", "-shm", "-journal", "-writer"})
      if (std::filesystem::equivalent(file, session_.ledger + ending, error)) return true;
    return false;
  }

  void bring_file(const std::string& file, const BatchPush& push) {
    try {
      read_reports(
          file, options_,
          [this, &push](Report&& report) {
            if (is_interrupted() || !push(std::move(report), std::move(found_))) stopped_ = true;
            found_.clear();
            return !stopped_;
          },
          found_);
    } catch (const Error& error) {
      found_.push_back({Severity::Refused, std::string(slug(error.code())), file, error.message()});
    }
  }

  const Session& session_;
  const IntakeOptions& options_;
  Diagnostics found_{};
  bool stopped_ = false;
  std::atomic<std::size_t> files_{0};
  std::atomic<std::size_t> files_done_{0};
};

/// Counts and tells what the batch hands on; runs in the calling thread.
class Teller {
 public:
  Teller(ReadingOutcome& outcome, std::string& errors) : outcome_(outcome), errors_(errors) {}

  void tell(const Diagnostics& diagnostics, const std::string& id) {
    for (const Diagnostic& diagnostic : diagnostics) {
      const bool refused = diagnostic.severity == Severity::Refused;
      auto& counts = refused ? outcome_.refusals : outcome_.notes;
      ++counts[diagnostic.code];
      if (refused) {
        ++outcome_.refused;
        const nlohmann::ordered_json row = {
            {"where", diagnostic.where}, {"id", id}, {"code", diagnostic.code}, {"message", diagnostic.message}};
        errors_ += json_text(row) + "\n";
      }
      std::uint64_t& shown = refused ? shown_refusals_ : shown_notes_;
      if (++shown <= kShownMessages) print_diagnostic(diagnostic);
      if (shown == kShownMessages + 1) print_note(refused ? "  ... more were refused (--errors FILE lists all)" : "  ... more notes");
    }
  }

 private:
  ReadingOutcome& outcome_;
  std::string& errors_;
  std::uint64_t shown_refusals_ = 0;
  std::uint64_t shown_notes_ = 0;
};

/// One line on a terminal; in logs one line every ten seconds.
class Progress {
 public:
  explicit Progress(const std::function<std::string()>& more) : more_(more), on_terminal_(stderr_is_terminal()) {}

  void show(const ReadingOutcome& outcome, const Source& source) {
    const auto now = Clock::now();
    if (on_terminal_ ? now - last_ < kOnTerminal : now - last_ < kInLogs) return;
    last_ = now;
    const double rate = static_cast<double>(outcome.reports) / std::max(seconds_since(start_), 0.001);
    const std::string more = more_ ? more_() : "";
    if (on_terminal_) {
      std::string line = "  " + grouped(source.files_done()) + " of " + counted(source.files(), "file") + " · " +
                         counted(outcome.reports, "report") + " · " + grouped(static_cast<std::uint64_t>(rate)) + "/s";
      if (outcome.refused > 0) line += " · " + grouped(outcome.refused) + " refused";
      show_progress(cut_to_width(line + more, terminal_columns() - 1));
    } else {
      print_note(utc_now() + " read reports=" + std::to_string(outcome.reports) + " refused=" + std::to_string(outcome.refused) +
                 " files=" + std::to_string(source.files_done()) + "/" + std::to_string(source.files()) +
                 " rate=" + std::to_string(static_cast<std::uint64_t>(rate)) + "/s");
    }
  }

 private:
  const std::function<std::string()>& more_;
  bool on_terminal_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

int ReadingOutcome::exit_code() const {
  if (interrupted) return kInterrupted;
  if (refused == 0) return kDone;
  return reports == 0 ? kRefused : kDoneInPart;
}

ReadingOutcome read_inputs(const Session& session, const Pipeline& pipeline, Until until, const std::function<void(Document&&)>& sink,
                           const std::function<std::string()>& more_progress) {
  ReadingOutcome outcome;
  std::string errors;
  const auto start = Clock::now();
  const IntakeOptions options = make_intake_options(session);
  Source source(session, options);
  Teller teller(outcome, errors);
  Progress progress(more_progress);
  catch_interrupts();
  run_batch(
      {worker_count(session), 0}, [&source](const BatchPush& push) { source.bring(push); },
      [&pipeline, until](const Report& report, Diagnostics& diagnostics) { return pipeline.analyze(report, diagnostics, until); },
      [&](BatchResult&& result) {
        if (is_interrupted()) return false;
        teller.tell(result.diagnostics, result.origin.id);
        if (result.document) {
          ++outcome.reports;
          outcome.bytes += result.bytes;
          sink(std::move(*result.document));
        }
        progress.show(outcome, source);
        return true;
      });
  clear_progress();
  outcome.interrupted = is_interrupted();
  if (!outcome.interrupted) teller.tell(source.take_rest(), "");
  if (outcome.reports == 0 && outcome.refused == 0 && outcome.notes.empty() && !outcome.interrupted)
    print_note("note: there is no report in " + counted(source.files(), "file"));
  outcome.seconds = seconds_since(start);
  if (!session.errors_path.empty()) write_file_whole(session.errors_path, errors);
  return outcome;
}

bool is_interrupted() {
  return interrupted != 0;
}

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace demarche

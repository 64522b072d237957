// SPDX-License-Identifier: Apache-2.0
// One list of slots in the order of the reports. The source appends, any worker takes the first slot that nobody has taken,
// and the calling thread hands on the first slot once it is done. One mutex guards it: a report takes milliseconds to analyze.
#include "pipeline/batch.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace demarche {
namespace {

struct Slot {
  Report report{};
  BatchResult result{};
  bool taken = false;
  bool done = false;
};

void refuse(BatchResult& result, std::string_view code, const char* message) {
  const std::string& where = result.origin.path.empty() ? result.origin.id : result.origin.path;
  result.diagnostics.push_back({Severity::Refused, std::string(code), where, message});
}

/// The border at which one report's failure stays its own.
void analyze_one(const BatchAnalyze& analyze, Slot& slot) {
  try {
    slot.result.document.emplace(analyze(slot.report, slot.result.diagnostics));
  } catch (const Error& error) {
    refuse(slot.result, slug(error.code()), error.what());
  } catch (const Bug& bug) {
    refuse(slot.result, "internal", bug.what());
  } catch (const std::exception& error) {
    refuse(slot.result, "internal", error.what());
  }
  slot.report = {};
}

class Batch {
 public:
  Batch(std::size_t in_flight, const BatchAnalyze& analyze) : in_flight_(in_flight), analyze_(analyze) {}

  bool push(Report&& report, Diagnostics&& found) {
    auto slot = std::make_shared<Slot>();
    slot->result.origin = report.origin;
    slot->result.bytes = report.bytes.size();
    slot->result.diagnostics = std::move(found);
    slot->report = std::move(report);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || slots_.size() < in_flight_; });
    if (stopped_) return false;
    slots_.push_back(std::move(slot));
    changed_.notify_all();
    return true;
  }

  void bring(const BatchSource& source) {
    std::exception_ptr failure;
    try {
      source([this](Report&& report, Diagnostics&& found) { return push(std::move(report), std::move(found)); });
    } catch (...) {
      failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    source_failure_ = failure;
    complete_ = true;
    changed_.notify_all();
  }

  void work() {
    for (;;) {
      std::shared_ptr<Slot> slot;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this, &slot] {
          slot = find_untaken();
          return stopped_ || slot != nullptr || complete_;
        });
        if (stopped_ || slot == nullptr) return;
        slot->taken = true;
      }
      analyze_one(analyze_, *slot);
      const std::lock_guard lock(mutex_);
      slot->done = true;
      changed_.notify_all();
    }
  }

  /// Until all is handed on, or the sink says stop.
  void hand_on(const BatchSink& sink) {
    for (;;) {
      std::shared_ptr<Slot> slot;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return slots_.empty() ? complete_ : slots_.front()->done; });
        if (slots_.empty()) return;
        slot = std::move(slots_.front());
        slots_.pop_front();
        changed_.notify_all();
      }
      if (!sink(std::move(slot->result))) return;
    }
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

  std::exception_ptr source_failure() const { return source_failure_; }

 private:
  std::shared_ptr<Slot> find_untaken() const {
    const auto found = std::find_if(slots_.begin(), slots_.end(), [](const auto& slot) { return !slot->taken; });
    return found == slots_.end() ? nullptr : *found;
  }

  const std::size_t in_flight_;
  const BatchAnalyze& analyze_;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::deque<std::shared_ptr<Slot>> slots_{};  ///< brought and not yet handed on
  bool complete_ = false;                      ///< the source brings no more
  bool stopped_ = false;
  std::exception_ptr source_failure_{};
};

/// Ends and joins the threads, also when the sink throws.
class Threads {
 public:
  explicit Threads(Batch& batch) : batch_(batch) {}
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() {
    batch_.stop();
    for (std::thread& thread : threads_) thread.join();
  }
  template <class Function>
  void start(Function&& function) {
    threads_.emplace_back(std::forward<Function>(function));
  }

 private:
  Batch& batch_;
  std::vector<std::thread> threads_{};
};

}  // namespace

void run_batch(const BatchOptions& options, const BatchSource& source, const BatchAnalyze& analyze, const BatchSink& sink) {
  const std::size_t workers = std::max<std::size_t>(options.workers, 1);
  Batch batch(options.reports_in_flight > 0 ? options.reports_in_flight : 8 * workers, analyze);
  {
    Threads threads(batch);
    threads.start([&batch, &source] { batch.bring(source); });
    for (std::size_t i = 0; i < workers; ++i) threads.start([&batch] { batch.work(); });
    batch.hand_on(sink);
  }
  if (batch.source_failure()) std::rethrow_exception(batch.source_failure());
}

}  // namespace demarche

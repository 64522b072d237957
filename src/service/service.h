// SPDX-License-Identifier: Apache-2.0
// The service: from a request to its answer. Finds the route, checks who asks, lets the route answer, and turns errors into
// problems. Knows no network (http_server.h) and no SQL (src/answers/, src/ledger/).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/pipeline.h"
#include "service/answer_cache.h"
#include "service/answers_pool.h"
#include "service/guard.h"
#include "service/metrics.h"
#include "service/routes.h"

namespace demarche {

class Jobs;
class Writer;

struct ServiceOptions {
  std::string ledger_path{};
  std::string base_path{};  ///< "" or "/demarche": the page and all addresses lie below
  std::string version{};    ///< of the program
  GuardOptions guard{};
  std::size_t connections = 8;             ///< to the ledger
  std::size_t readers = 2;                 ///< texts analyzed at the same time
  double most_seconds = 10;                ///< for one question
  std::size_t max_text_bytes = 4U << 20U;  ///< of one text
  /// Opens model and lexicons; throws Error where they are not there. Called once, when first needed.
  std::function<std::unique_ptr<Pipeline>()> open_pipeline{};
  std::function<std::string()> now{};                   ///< RFC 3339, for decisions and jobs
  std::function<void(std::string_view)> log{};          ///< troubles of the server, one line each
  std::function<void(std::string_view)> log_request{};  ///< may be empty
  std::function<bool()> is_stopping{};
};

class Service {
 public:
  explicit Service(ServiceOptions options);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  ~Service();

  /// Thread-safe. Throws nothing.
  HttpAnswer answer(const HttpRequest& request);

  // For the routes.
  const ServiceOptions& options() const { return options_; }
  const std::vector<Route>& routes() const { return routes_; }
  const Guard& guard() const { return guard_; }
  Metrics& metrics() { return metrics_; }
  Writer& writer() { return *writer_; }
  Jobs& jobs() { return *jobs_; }
  /// A connection for one question, with the time limit; for a stream without.
  AnswersPool::Lease ask();
  AnswersPool::Lease ask_for_stream();
  /// Throws Problem "not-ready" where there is no model.
  const Pipeline& pipeline();
  /// What is missing for full service; empty: nothing.
  std::string not_ready();
  /// Reads a text with the model, with a limit on how many are read at once. Throws Problem.
  Document analyze(const Report& report, Diagnostics& diagnostics);
  std::string url(const std::string& path) const { return options_.base_path + path; }
  /// Throws Problem where the call wants an answer of another revision (rev=N).
  static void require_revision(const Call& call, std::int64_t revision);
  /// An answer that depends on the ledger's revision and the question alone: with ETag, or 304 where the client has it.
  bool is_fresh(const Call& call, std::int64_t revision, HttpAnswer& answer) const;
  /// The answer to the same question of the same revision, unless the client asks for a new one (Cache-Control: no-cache).
  bool is_known(const Call& call, std::int64_t revision, HttpAnswer& answer);
  void keep(const Call& call, std::int64_t revision, const HttpAnswer& answer);
  void log(std::string_view line) const {
    if (options_.log) options_.log(line);
  }
  std::string next_request_name();

 private:
  static constexpr std::size_t kCacheBytes = 16U << 20U;
  HttpAnswer dispatch(const HttpRequest& request, std::string& route_name);
  HttpAnswer call_route(const Route& route, Parameters&& path_values, const HttpRequest& request);
  HttpAnswer answer_no_route(const HttpRequest& request, const std::string& allowed);

  ServiceOptions options_;
  std::vector<Route> routes_;
  Guard guard_;
  AnswersPool pool_;
  AnswersPool stream_pool_;
  AnswerCache cache_{kCacheBytes};
  Metrics metrics_{};
  std::atomic<std::uint64_t> requests_{0};
  struct Reading;
  std::unique_ptr<Reading> reading_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Jobs> jobs_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "service/service.h"

#include <fmt/format.h>
#include <algorithm>
#include <future>
#include <mutex>
#include <semaphore>
#include <thread>

#include "base/digest.h"
#include "service/jobs.h"
#include "service/page_files.h"
#include "service/problem.h"
#include "service/writer.h"

namespace demarche {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostStreams = 8;
constexpr std::size_t kMostReaders = 64;
constexpr auto kLongestWaitForReader = std::chrono::seconds(20);

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

bool is_write(const std::string& method) {
  return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

/// "application/json" of "application/json; charset=utf-8".
std::string_view media_type(std::string_view header) {
  header = header.substr(0, header.find(';'));
  while (!header.empty() && header.back() == ' ') header.remove_suffix(1);
  return header;
}

void check_body_type(const Route& route, const HttpRequest& request) {
  if (route.body_types.empty()) return;
  const std::string_view given = media_type(request.header("Content-Type"));
  for (const std::string& type : route.body_types)
    if (equal_ignoring_case(type, given)) return;
  throw Problem("unsupported-type", fmt::format("Content-Type is «{}»; here it must be {}.", given, fmt::join(route.body_types, ", ")))
      .header("Accept", fmt::format("{}", fmt::join(route.body_types, ", ")));
}

}  // namespace

/// The model: opened once, shared by all, and not more texts at once than there are readers.
struct Service::Reading {
  std::mutex mutex{};
  std::unique_ptr<Pipeline> pipeline{};
  std::string missing = "The model is being loaded.";
  std::counting_semaphore<kMostReaders> free;
  std::thread opening{};

  explicit Reading(std::size_t readers) : free(static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(readers, 1, kMostReaders))) {}
  ~Reading() {
    if (opening.joinable()) opening.join();
  }

  const Pipeline& open(const std::function<std::unique_ptr<Pipeline>()>& open_pipeline) {
    const std::lock_guard lock(mutex);
    if (pipeline) return *pipeline;
    try {
      pipeline = open_pipeline();
      missing.clear();
      return *pipeline;
    } catch (const Error& error) {
      missing = error.message() + ". " + error.remedy();
      throw Problem("not-ready", "Texts cannot be read: " + missing);
    }
  }
};

Service::Service(ServiceOptions options)
    : options_(std::move(options)),
      routes_(make_routes()),
      guard_(options_.guard),
      pool_(options_.ledger_path, options_.connections),
      stream_pool_(options_.ledger_path, kMostStreams),
      reading_(std::make_unique<Reading>(options_.readers)),
      writer_(std::make_unique<Writer>(options_.ledger_path, "demarche serve", options_.now)),
      jobs_(std::make_unique<Jobs>()) {
  // In the background, so that the first answers need not wait for the model.
  reading_->opening = std::thread([this] {
    try {
      reading_->open(options_.open_pipeline);
    } catch (const std::exception& error) {
      log(error.what());
    }
  });
}

Service::~Service() = default;

AnswersPool::Lease Service::ask() {
  const Clock::time_point begin = Clock::now();
  return pool_.take([begin, this] { return seconds_since(begin) > options_.most_seconds; });
}

AnswersPool::Lease Service::ask_for_stream() {
  return stream_pool_.take(options_.is_stopping);
}

const Pipeline& Service::pipeline() {
  return reading_->open(options_.open_pipeline);
}

std::string Service::not_ready() {
  try {
    ask();
  } catch (const Problem& problem) {
    return problem.detail();
  } catch (const Error& error) {
    return error.message();
  }
  const std::unique_lock lock(reading_->mutex, std::try_to_lock);
  return lock.owns_lock() ? reading_->missing : "The model is being loaded.";
}

Document Service::analyze(const Report& report, Diagnostics& diagnostics) {
  const Pipeline& reader = pipeline();
  if (!reading_->free.try_acquire_for(kLongestWaitForReader)) throw Problem("rate-limited", "Too many texts are being read.");
  struct Release {
    std::counting_semaphore<kMostReaders>& free;
    ~Release() { free.release(); }
  } release{reading_->free};
  const Clock::time_point begin = Clock::now();
  Document document = reader.analyze(report, diagnostics);
  metrics_.count_extraction(seconds_since(begin));
  return document;
}

void Service::require_revision(const Call& call, std::int64_t revision) {
  if (call.revision.empty() || call.revision == std::to_string(revision)) return;
  throw Problem("other-revision", fmt::format("The ledger is at revision {}, and {} was asked for.", revision, call.revision));
}

bool Service::is_fresh(const Call& call, std::int64_t revision, HttpAnswer& answer) const {
  require_revision(call, revision);
  const std::string key = options_.version + call.request.path + "?" + call.request.query;
  const std::string tag = fmt::format("W/\"r{}-{}\"", revision, sha256_hex(key).substr(0, 12));
  answer.add("ETag", tag);
  answer.add("Cache-Control", "no-cache");
  answer.add("Demarche-Revision", std::to_string(revision));
  if (!header_names(call.request.header("If-None-Match"), tag) && call.request.header("If-None-Match") != "*") return false;
  answer.status = 304;
  return true;
}

bool Service::is_known(const Call& call, std::int64_t revision, HttpAnswer& answer) {
  if (header_names(call.request.header("Cache-Control"), "no-cache")) return false;
  std::optional<AnswerCache::Answer> known = cache_.find(call.request.path + "?" + call.request.query, revision);
  if (!known) return false;
  answer.body = std::move(known->body);
  if (!known->link.empty()) answer.add("Link", known->link);
  return true;
}

void Service::keep(const Call& call, std::int64_t revision, const HttpAnswer& answer) {
  AnswerCache::Answer kept{answer.body, {}};
  for (const auto& [name, value] : answer.headers)
    if (name == "Link") kept.link = value;
  cache_.keep(call.request.path + "?" + call.request.query, revision, std::move(kept));
}

std::string Service::next_request_name() {
  return fmt::format("urn:demarche:request:{:012}", ++requests_);
}

HttpAnswer Service::answer(const HttpRequest& request) {
  const Clock::time_point begin = Clock::now();
  std::string route_name = "none";
  HttpAnswer out;
  try {
    out = dispatch(request, route_name);
  } catch (...) {
    out = to_answer(current_problem(options_.log), options_.base_path, next_request_name());
  }
  out.add("X-Content-Type-Options", "nosniff");
  out.add("Referrer-Policy", "same-origin");
  out.add("Cross-Origin-Resource-Policy", guard_.cors_headers(request).empty() ? "same-origin" : "cross-origin");
  for (auto& header : guard_.cors_headers(request)) out.headers.push_back(std::move(header));
  const double seconds = seconds_since(begin);
  metrics_.count_request(route_name, out.status, seconds);
  if (options_.log_request)
    options_.log_request(fmt::format("{} {}{}{} {} {:.1f} ms", request.method, request.path, request.query.empty() ? "" : "?",
                                     request.query, out.status, seconds * 1000));
  return out;
}

HttpAnswer Service::dispatch(const HttpRequest& request, std::string& route_name) {
  guard_.check_host(request);
  if (!request.path.starts_with(options_.base_path) || request.path.size() == options_.base_path.size()) {
    if (request.path + "/" == options_.base_path + "/" && !options_.base_path.empty()) {
      HttpAnswer moved;
      moved.status = 308;
      moved.add("Location", options_.base_path + "/");
      return moved;
    }
    throw Problem("no-such-path", "All addresses of this server begin with " + options_.base_path + "/.");
  }
  const std::string_view path = std::string_view(request.path).substr(options_.base_path.size());
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  std::string allowed;
  for (const Route& route : routes_) {
    std::optional<Parameters> values = match_path(route.path, path);
    if (!values) continue;
    if (route.method == method) {
      route_name = route.name;
      return call_route(route, std::move(*values), request);
    }
    if (allowed.find(route.method) == std::string::npos) allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  return answer_no_route(request, allowed);
}

HttpAnswer Service::call_route(const Route& route, Parameters&& path_values, const HttpRequest& request) {
  if (is_write(request.method)) guard_.check_site(request);
  guard_.check_scope(request, route.scope);
  check_parameters(route, request.parameters);
  check_body_type(route, request);
  Call call{request, route, std::move(path_values), request.parameters, value_of(request.parameters, kRevision)};
  std::erase_if(call.parameters, [](const auto& entry) { return entry.first == kRevision; });
  return route.handler(*this, call);
}

HttpAnswer Service::answer_no_route(const HttpRequest& request, const std::string& allowed) {
  const std::string_view path = std::string_view(request.path).substr(options_.base_path.size());
  if (!allowed.empty()) {
    const std::string methods = allowed.find("GET") == std::string::npos ? allowed + ", OPTIONS" : allowed + ", HEAD, OPTIONS";
    if (request.method == "OPTIONS") return guard_.preflight(request, methods);
    throw Problem("wrong-method", fmt::format("{} takes {}.", path, methods)).header("Allow", methods);
  }
  if (path.starts_with("/api/") || path.starts_with("/problems/"))
    throw Problem("no-such-path", fmt::format("There is nothing at {}. {}/api lists all addresses.", path, options_.base_path));
  if (request.method != "GET" && request.method != "HEAD")
    throw Problem("wrong-method", "The page takes GET and HEAD.").header("Allow", "GET, HEAD");
  return answer_page_file(*this, request, path);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Texts in: read and answered without being kept, or read into the ledger, one at a time or many.
#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "service/annotations.h"
#include "service/answer_json.h"
#include "service/jobs.h"
#include "service/problem.h"
#include "service/reading.h"
#include "service/service.h"

namespace demarche {
namespace {

const std::vector<std::string> kTextTypes = {"application/json", "text/plain", "text/html"};

const std::vector<RouteParameter> kTold = {{"title", FilterType::Words, "", "headline, where the body does not tell it", false, false},
                                           {"date", FilterType::Day, "", "publication date", false, false},
                                           {"source", FilterType::Words, "", "outlet or agency", false, false},
                                           {"url", FilterType::Words, "", "where it was found", false, false}};

HttpAnswer answer_extract(Service& service, const Call& call) {
  const OffsetUnit unit = parse_offset_unit(value_of(call.parameters, "offsets"));
  const Report report = read_report(service, call);
  Diagnostics diagnostics;
  const Document document = service.analyze(report, diagnostics);
  HttpAnswer out = json_answer(make_annotations(document, diagnostics, unit));
  out.add("Cache-Control", "no-store");
  return out;
}

HttpAnswer answer_report(Service& service, const Call& call) {
  const Report report = read_report(service, call);
  Diagnostics diagnostics;
  HttpAnswer out = json_answer(record_report(service, report, diagnostics));
  out.status = 201;
  return out;
}

/// One line for each report, as it is done.
HttpAnswer stream_reading(Service& service, std::vector<Received>&& reports) {
  HttpAnswer out;
  out.type = "application/x-ndjson";
  out.add("Cache-Control", "no-store");
  out.stream = [&service, reports = std::move(reports)](BodyWriter& body) {
    std::uint64_t ok = 0;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      const Json told = record_received(service, reports[i]);
      if (told["ok"].get<bool>()) ++ok;
      body.write(dump(told));
      body.flush();
    }
    body.write(dump({{"end", true}, {"ok", ok}, {"failed", reports.size() - ok}}));
  };
  return out;
}

Json to_json(const JobState& state) {
  return {{"job_id", state.id},   {"state", state.state}, {"created", state.created},
          {"lines", state.lines}, {"ok", state.done},     {"failed", state.failed}};
}

HttpAnswer start_job(Service& service, const Call& call, std::vector<Received>&& reports) {
  const std::uint64_t count = reports.size();
  const JobState state = service.jobs().start(std::string(call.request.header("Idempotency-Key")), service.options().now(), count,
                                              [&service, reports = std::move(reports)](const Jobs::Tell& tell) {
                                                for (std::size_t i = 0; i < reports.size(); ++i) {
                                                  const Json told = record_received(service, reports[i]);
                                                  if (!tell(told["ok"].get<bool>(), dump(told))) return;
                                                }
                                              });
  HttpAnswer out = json_answer({{"data", to_json(state)}});
  out.status = 202;
  out.add("Location", service.url("/api/v1/jobs/" + state.id));
  return out;
}

HttpAnswer answer_read(Service& service, const Call& call) {
  std::vector<Received> reports = read_many(call.request);
  service.pipeline();  // without a model nothing is begun
  if (header_names(call.request.header("Accept"), "application/x-ndjson")) return stream_reading(service, std::move(reports));
  return start_job(service, call, std::move(reports));
}

JobState find_job(Service& service, const Call& call) {
  const std::optional<JobState> state = service.jobs().find(call.path_value("id"));
  if (!state) throw Problem("no-such-record", "There is no job " + call.path_value("id") + "; jobs end with the server.");
  return *state;
}

HttpAnswer answer_job(Service& service, const Call& call) {
  return json_answer({{"data", to_json(find_job(service, call))}});
}

HttpAnswer answer_job_errors(Service& service, const Call& call) {
  HttpAnswer out;
  out.type = "application/x-ndjson";
  for (const std::string& line : find_job(service, call).errors) out.body += line;
  return out;
}

/// Server-sent events: the state whenever it has changed, until the job has ended.
HttpAnswer stream_job(Service& service, const Call& call) {
  const std::string id = find_job(service, call).id;
  HttpAnswer out;
  out.type = "text/event-stream";
  out.add("Cache-Control", "no-store");
  out.stream = [&service, id](BodyWriter& body) {
    constexpr auto kPause = std::chrono::milliseconds(100);
    std::string last;
    const auto stopping = [&service] { return service.options().is_stopping && service.options().is_stopping(); };
    for (bool running = true; running && !stopping();) {
      const std::optional<JobState> state = service.jobs().find(id);
      if (!state) return;
      running = state->state == "running";
      const std::string now = dump(to_json(*state));
      if (now != last) body.write("event: " + std::string(running ? "progress" : "end") + "\ndata: " + now + "\n");
      if (now != last) body.flush();
      last = now;
      if (running) std::this_thread::sleep_for(kPause);
    }
  };
  return out;
}

HttpAnswer cancel_job(Service& service, const Call& call) {
  service.jobs().cancel(find_job(service, call).id);
  return answer_job(service, call);
}

void add_job_routes(std::vector<Route>& routes) {
  routes.push_back({.path = "/api/v1/jobs/{id}",
                    .name = "job",
                    .summary = "How far a job of reading has come",
                    .handler = answer_job,
                    .answer = "job",
                    .problems = {404}});
  routes.push_back({.path = "/api/v1/jobs/{id}/events",
                    .name = "job_events",
                    .summary = "The same as server-sent events, whenever it has changed, until the job has ended",
                    .handler = stream_job,
                    .type = "text/event-stream",
                    .problems = {404}});
  routes.push_back({.path = "/api/v1/jobs/{id}/errors.jsonl",
                    .name = "job_errors",
                    .summary = "Lines that could not be read, each with its problem",
                    .handler = answer_job_errors,
                    .type = "application/x-ndjson",
                    .problems = {404}});
  routes.push_back({.method = "DELETE",
                    .path = "/api/v1/jobs/{id}",
                    .name = "cancel_job",
                    .summary = "Ends a job; what it has read stays",
                    .handler = cancel_job,
                    .answer = "job",
                    .scope = Scope::Write,
                    .problems = {404}});
}

}  // namespace

void add_reading_routes(std::vector<Route>& routes) {
  std::vector<RouteParameter> extract = kTold;
  extract.push_back({"offsets", FilterType::Choice, "codepoint|utf8|utf16", "what positions count", false, false});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/extract",
                    .name = "extract",
                    .summary = "Text in, findings out; nothing is kept",
                    .handler = answer_extract,
                    .parameters = extract,
                    .answer = "annotations",
                    .body = "text_body",
                    .body_types = kTextTypes,
                    .problems = {413, 415, 422, 429}});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/reports",
                    .name = "add_report",
                    .summary = "Reads one report into the ledger",
                    .handler = answer_report,
                    .parameters = kTold,
                    .answer = "added_report",
                    .body = "text_body",
                    .body_types = {"application/json"},
                    .status = 201,
                    .scope = Scope::Write,
                    .problems = {413, 415, 422, 429}});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/read",
                    .name = "read",
                    .summary =
                        "Reads many reports: JSON Lines, a web archive or a page; with Accept: application/x-ndjson the answer tells of "
                        "each as it is done",
                    .handler = answer_read,
                    .answer = "job",
                    .body_types = {"application/x-ndjson", "application/warc", "text/html"},  // none that a page elsewhere may send unasked
                    .status = 202,
                    .scope = Scope::Write,
                    .problems = {413, 415, 422, 429}});
  add_job_routes(routes);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What describes the server itself: health, version, metrics, the API's description, explanations of problems.
#include <sys/stat.h>

#include <fmt/format.h>

#include "service/answer_json.h"
#include "service/api_page.h"
#include "service/jobs.h"
#include "service/openapi.h"
#include "service/page_files.h"
#include "service/problem.h"
#include "service/reading.h"
#include "service/service.h"
#include "service/writer.h"

namespace demarche {
namespace {

HttpAnswer plain(std::string text) {
  HttpAnswer out;
  out.type = "text/plain; charset=utf-8";
  out.body = std::move(text);
  out.add("Cache-Control", "no-store");
  return out;
}

HttpAnswer html(std::string page) {
  HttpAnswer out;
  out.type = "text/html; charset=utf-8";
  out.body = std::move(page);
  out.add("Cache-Control", "no-cache");
  add_page_policy(out);
  return out;
}

HttpAnswer answer_health(Service&, const Call&) {
  return plain("ok\n");
}

HttpAnswer answer_ready(Service& service, const Call&) {
  const std::string missing = service.not_ready();
  if (!missing.empty()) throw Problem("not-ready", missing);
  return plain("ready\n");
}

HttpAnswer answer_version(Service& service, const Call&) {
  Json out = {{"program", "demarche"},
              {"version", service.options().version},
              {"api", "v1"},
              {"read_only", service.guard().is_read_only()},
              {"ledger", service.options().ledger_path}};
  const std::string missing = service.not_ready();
  out["ready"] = missing.empty();
  out["missing"] = missing;
  HttpAnswer answer = json_answer(out);
  answer.add("Cache-Control", "no-store");
  return answer;
}

/// The page's way in where tokens are asked for: what a browser fetches by itself (downloads, links) carries no header.
HttpAnswer begin_session(Service& service, const Call& call) {
  constexpr std::size_t kLongest = 4096;
  const Json body = Json::parse(read_body(call.request, kLongest), nullptr, false);
  const auto token = body.is_object() ? body.find("token") : body.end();
  if (!body.is_object() || token == body.end() || !token->is_string()) throw Problem("bad-body", "The body has no string «token».");
  HttpAnswer out;
  out.status = 204;
  out.add("Set-Cookie",
          fmt::format("{}; Path={}/", service.guard().session_cookie(token->get<std::string>()), service.options().base_path));
  return out;
}

HttpAnswer end_session(Service& service, const Call&) {
  HttpAnswer out;
  out.status = 204;
  out.add("Set-Cookie", fmt::format("{}=; Max-Age=0; HttpOnly; SameSite=Strict; Path={}/", kSessionCookie, service.options().base_path));
  return out;
}

HttpAnswer answer_metrics(Service& service, const Call&) {
  std::map<std::string, std::pair<std::string, double>> gauges;
  struct stat found {};
  if (::stat(service.options().ledger_path.c_str(), &found) == 0) {
    gauges["demarche_ledger_bytes"] = {"Size of the ledger's file.", static_cast<double>(found.st_size)};
    gauges["demarche_ledger_revision"] = {"Grows with every commit that changes the ledger.",
                                          static_cast<double>(service.ask()->revision())};
  }
  gauges["demarche_queue_depth"] = {"Reports and decisions that wait to be written.", static_cast<double>(service.writer().waiting())};
  gauges["demarche_jobs_running"] = {"Jobs of reading.", static_cast<double>(service.jobs().running())};
  HttpAnswer out = plain(service.metrics().write(gauges));
  out.type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  return out;
}

HttpAnswer answer_openapi(Service& service, const Call&) {
  HttpAnswer out = json_answer(make_openapi(service.routes(), service.options().version, service.options().base_path));
  out.add("Cache-Control", "no-cache");
  return out;
}

HttpAnswer answer_api_page(Service& service, const Call&) {
  return html(
      make_api_page(make_openapi(service.routes(), service.options().version, service.options().base_path), service.options().base_path));
}

HttpAnswer answer_api_style(Service&, const Call&) {
  HttpAnswer out = plain(std::string(api_style()));
  out.type = "text/css; charset=utf-8";
  return out;
}

HttpAnswer answer_problem_page(Service& service, const Call& call) {
  const ProblemKind* kind = find_problem_kind(call.path_value("slug"));
  if (kind == nullptr) throw Problem("no-such-path", "There is no problem of that name. All are at " + service.url("/problems") + ".");
  return html(make_problem_page(*kind, service.options().base_path));
}

HttpAnswer answer_problem_list(Service& service, const Call&) {
  return html(make_problem_list(service.options().base_path));
}

}  // namespace

void add_site_routes(std::vector<Route>& routes) {
  const auto add = [&routes](const char* path, const char* name, const char* summary, RouteHandler handler, const char* type, Scope scope) {
    routes.push_back({.path = path, .name = name, .summary = summary, .handler = handler, .type = type, .scope = scope});
  };
  add("/healthz", "health", "200 while the process lives", answer_health, "text/plain", Scope::Nobody);
  add("/readyz", "ready", "200 when ledger and model are open; else a problem that says what is missing", answer_ready, "text/plain",
      Scope::Nobody);
  routes.back().problems = {503};
  add("/version", "version", "Who answers, for which ledger, and whether it may be written", answer_version, "application/json",
      Scope::Read);
  routes.back().answer = "version";
  add("/metrics", "metrics", "Counts for Prometheus and the like", answer_metrics, "application/openmetrics-text", Scope::Read);
  routes.push_back({.method = "POST",
                    .path = "/api/v1/session",
                    .name = "begin_session",
                    .summary = "Trades a token for a cookie, for browsers",
                    .handler = begin_session,
                    .body = "session_body",
                    .body_types = {"application/json"},
                    .status = 204,
                    .scope = Scope::Nobody,
                    .problems = {401, 413, 415, 422}});
  routes.push_back({.method = "DELETE",
                    .path = "/api/v1/session",
                    .name = "end_session",
                    .summary = "Takes the cookie back",
                    .handler = end_session,
                    .status = 204,
                    .scope = Scope::Nobody});
  add("/api/v1/openapi.json", "openapi", "This description", answer_openapi, "application/json", Scope::Nobody);
  routes.back().answer = "openapi";
  add("/api", "api_page", "This description as a page", answer_api_page, "text/html", Scope::Nobody);
  add("/api/style.css", "api_style", "The look of the pages on the API", answer_api_style, "text/css", Scope::Nobody);
  add("/problems", "problem_list", "All kinds of problems", answer_problem_list, "text/html", Scope::Nobody);
  add("/problems/{slug}", "problem_page", "What a problem means and what to do", answer_problem_page, "text/html", Scope::Nobody);
  routes.back().problems = {404};
}

}  // namespace demarche

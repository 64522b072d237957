// SPDX-License-Identifier: Apache-2.0
// What people decide: the only way to change by hand what the ledger shows.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "service/answer_json.h"
#include "service/problem.h"
#include "service/reading.h"
#include "service/service.h"
#include "service/writer.h"

namespace demarche {
namespace {

constexpr std::size_t kMostBytes = 1U << 20U;

std::string text_of(const Json& body, const char* name) {
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) return {};
  if (!found->is_string()) throw Problem("bad-body", fmt::format("Member «{}» is no string.", name));
  return found->get<std::string>();
}

Json parse_body(const Call& call) {
  const std::string bytes = read_body(call.request, kMostBytes);
  Json body = Json::parse(bytes.empty() ? "{}" : bytes, nullptr, false);
  if (!body.is_object()) throw Problem("bad-body", "The body is no JSON object.");
  return body;
}

/// Whoever decides on what has changed meanwhile must see it as it is now.
void check_seen(Service& service, const Json& body, const std::string& record_id) {
  const auto seen = body.find("seen");
  if (seen == body.end() || seen->is_null()) return;
  if (!seen->is_object()) throw Problem("bad-body", "Member «seen» is no object of columns.");
  const AnswersPool::Lease ask = service.ask();
  const Json current = to_json(ask->record(record_id), OffsetUnit::CodePoint);
  for (const auto& [column, value] : seen->items()) {
    const auto now = current.find(column);
    if (now != current.end() && *now == value) continue;
    Problem problem("conflict", fmt::format("{} of {} is no longer what was seen.", column, record_id));
    throw problem.with("current", current);
  }
}

/// Hands the decision to the writer, and answers with it as the ledger has it.
HttpAnswer decide(Service& service, Decision decision) {
  decision.at = service.options().now();
  if (decision.by.empty()) decision.by = "somebody";
  std::string id;
  try {
    service.writer().run_alone([&](Ledger& ledger) { id = ledger.decide(decision); });
  } catch (const Error& error) {
    if (error.code() == ErrorCode::BadUsage)
      throw Problem("bad-body", error.message() + (error.remedy().empty() ? "" : ". " + error.remedy()));
    throw;
  }
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out = json_answer({{"data", to_json(ask->record(id), OffsetUnit::CodePoint)}, {"query", {{"revision", ask->revision()}}}});
  out.status = 201;
  out.add("Location", service.url("/api/v1/decisions/" + id));
  return out;
}

HttpAnswer answer_decision(Service& service, const Call& call) {
  const Json body = parse_body(call);
  Decision decision;
  decision.act = text_of(body, "act");
  constexpr std::array kActs = {"accept", "reject", "correct", "merge", "split"};
  if (std::find(kActs.begin(), kActs.end(), decision.act) == kActs.end())
    throw Problem("bad-body", fmt::format("Member «act» is «{}»; it must be one of {}.", decision.act, fmt::join(kActs, ", ")));
  decision.record_id = text_of(body, "record_id");
  if (decision.record_id.empty()) throw Problem("bad-body", "Member «record_id» says which record is decided on; it is missing.");
  decision.other_id = text_of(body, "other_id");
  decision.reason = text_of(body, "reason");
  decision.by = text_of(body, "by");
  const auto after = body.find("after");
  if (after != body.end() && !after->is_null()) {
    if (!after->is_object()) throw Problem("bad-body", "Member «after» is no object of fields.");
    decision.after = after->dump();
  }
  check_seen(service, body, decision.record_id);
  return decide(service, std::move(decision));
}

HttpAnswer answer_undo(Service& service, const Call& call) {
  const Json body = parse_body(call);
  Decision decision;
  decision.act = "undo";
  decision.record_id = call.path_value("id");
  decision.reason = text_of(body, "reason");
  decision.by = text_of(body, "by");
  return decide(service, std::move(decision));
}

}  // namespace

void add_decision_routes(std::vector<Route>& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/decisions",
                    .name = "decide",
                    .summary = "Records what a person decides of a record: accept, reject, correct, merge, split",
                    .handler = answer_decision,
                    .answer = "made_decision",
                    .body = "decision_body",
                    .body_types = {"application/json"},
                    .status = 201,
                    .scope = Scope::Review,
                    .problems = {404, 409, 413, 415}});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/decisions/{id}/undo",
                    .name = "undo_decision",
                    .summary = "Appends a decision that undoes another",
                    .handler = answer_undo,
                    .answer = "made_decision",
                    .body = "undo_body",
                    .body_types = {"application/json"},
                    .status = 201,
                    .scope = Scope::Review,
                    .problems = {404, 409, 413, 415}});
}

}  // namespace demarche

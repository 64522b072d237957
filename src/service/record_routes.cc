// SPDX-License-Identifier: Apache-2.0
// One record of any kind, its evidence, and a report's text with its marks.
#include <fmt/format.h>
#include <algorithm>

#include "service/annotations.h"
#include "service/answer_json.h"
#include "service/problem.h"
#include "service/service.h"

namespace demarche {
namespace {

const RouteParameter kOffsets = {"offsets", FilterType::Choice, "codepoint|utf8|utf16", "what positions count", false, false};
const RouteParameter kOffsetsWithoutText = {"offsets", FilterType::Choice, "codepoint|utf8", "what positions count", false, false};

/// Ids that are no more lead to the record that has taken them up.
HttpAnswer lead_to(const Service& service, const Call& call, const std::string& into) {
  const Problem problem = Problem("no-such-record", call.path_value("id") + " is now part of " + into).with("merged_into", into);
  HttpAnswer out = to_answer(problem, service.options().base_path, "");
  Json body = Json::parse(out.body);
  body["status"] = out.status = 308;
  body["type"] = service.url("/problems/no-such-record");
  out.body = dump(body);
  std::string path = call.route.path;
  path.replace(path.find("{id}"), 4, into);
  out.add("Location", service.url(path));
  return out;
}

/// Parts that `expand` does not name are left out, once it names any.
void keep_expanded(Json& data, const Record& record, const Parameters& parameters) {
  std::vector<std::string> wanted;
  for (const auto& [name, value] : parameters) {
    if (name != "expand") continue;
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = std::min(value.find(',', begin), value.size());
      wanted.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  if (wanted.empty()) return;
  for (const Part& part : record.parts)
    if (std::find(wanted.begin(), wanted.end(), part.name) == wanted.end()) data.erase(part.name);
  if (std::find(wanted.begin(), wanted.end(), "evidence") == wanted.end()) data.erase("evidence");
}

Record find_record(const Answers& ask, const Call& call) {
  const std::string id = call.path_value("id");
  Record record;
  try {
    record = ask.record(id);
  } catch (const Merged&) {
    throw;
  } catch (const Removed& removed) {
    throw Problem("deleted", fmt::format("{}.", removed.message()));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::NotFound && error.code() != ErrorCode::BadUsage) throw;
    throw Problem("no-such-record", error.message());
  }
  if (record.kind != singular(*call.route.kind))
    throw Problem("no-such-record", fmt::format("{} is no {} but a {}.", record.id, singular(*call.route.kind), record.kind));
  return record;
}

template <class Make>
HttpAnswer answer_of_record(Service& service, const Call& call, const Make& make) {
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out;
  const std::int64_t revision = ask->revision();
  try {
    const Record record = find_record(*ask, call);
    if (service.is_fresh(call, revision, out)) return out;
    Json body = make(*ask, record);
    body["query"]["revision"] = revision;
    out.body = dump(body);
    return out;
  } catch (const Merged& merged) {
    return lead_to(service, call, merged.into());
  }
}

HttpAnswer answer_record(Service& service, const Call& call) {
  const OffsetUnit unit = parse_offset_unit(value_of(call.parameters, "offsets"));
  return answer_of_record(service, call, [&](const Answers&, const Record& record) {
    Json data = to_json(record, unit);
    keep_expanded(data, record, call.parameters);
    return Json{{"data", data}};
  });
}

HttpAnswer answer_evidence(Service& service, const Call& call) {
  const OffsetUnit unit = parse_offset_unit(value_of(call.parameters, "offsets"));
  return answer_of_record(service, call, [&](const Answers& ask, const Record& record) {
    Json data = Json::array();
    for (const Record& mention : ask.evidence(record.id)) data.push_back(to_json(mention, unit));
    return Json{{"data", data}};
  });
}

HttpAnswer answer_annotations(Service& service, const Call& call) {
  const OffsetUnit unit = parse_offset_unit(value_of(call.parameters, "offsets"));
  return answer_of_record(service, call,
                          [&](const Answers& ask, const Record& record) { return make_annotations(ask.report_text(record.id), unit); });
}

HttpAnswer answer_text(Service& service, const Call& call) {
  const AnswersPool::Lease ask = service.ask();
  HttpAnswer out;
  const Record record = find_record(*ask, call);
  if (service.is_fresh(call, ask->revision(), out)) return out;
  out.type = "text/plain; charset=utf-8";
  out.body = ask->report_text(record.id).text;
  return out;
}

void add_kind_of_record(std::vector<Route>& routes, Kind kind) {
  const std::string path = fmt::format("/api/v1/{}/{{id}}", to_string(kind));
  routes.push_back({.path = path,
                    .name = std::string("get_") + singular(kind),
                    .summary = fmt::format("One {} with all that shows it", singular(kind)),
                    .handler = answer_record,
                    .parameters = {kOffsetsWithoutText,
                                   {"expand", FilterType::Words, "",
                                    "which lists to give: mentions, parties, decisions ...; all if not given", true, false}},
                    .answer = std::string(singular(kind)) + "_record",
                    .kind = kind,
                    .problems = {308, 404}});
  if (kind != Kind::Events && kind != Kind::Mentions && kind != Kind::Statements) return;
  routes.push_back({.path = path + "/evidence",
                    .name = std::string("evidence_of_") + singular(kind),
                    .summary = fmt::format("The words that show the {}, report by report, and who said so through whom", singular(kind)),
                    .handler = answer_evidence,
                    .parameters = {kOffsetsWithoutText},
                    .answer = "evidence_list",
                    .kind = kind,
                    .problems = {308, 404}});
}

}  // namespace

void add_record_routes(std::vector<Route>& routes) {
  for (std::size_t i = 0; i < kKinds; ++i) add_kind_of_record(routes, static_cast<Kind>(i));
  routes.push_back({.path = "/api/v1/reports/{id}/annotations",
                    .name = "annotations",
                    .summary = "The text of a report with every statement and event marked in it",
                    .handler = answer_annotations,
                    .parameters = {kOffsets},
                    .answer = "annotations",
                    .kind = Kind::Reports,
                    .problems = {404}});
  routes.push_back({.path = "/api/v1/reports/{id}/text",
                    .name = "report_text",
                    .summary = "The text of a report, as its positions count it",
                    .handler = answer_text,
                    .type = "text/plain",
                    .kind = Kind::Reports,
                    .problems = {404}});
}

}  // namespace demarche

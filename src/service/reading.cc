// SPDX-License-Identifier: Apache-2.0
#include "service/reading.h"

#include <fmt/format.h>

#include <cstdlib>

#include "intake/decompress.h"
#include "intake/intake.h"
#include "ledger/keys.h"
#include "ledger/ledger.h"
#include "service/problem.h"
#include "service/service.h"
#include "service/writer.h"

namespace demarche {
namespace {

constexpr std::size_t kMostOfMany = 64U << 20U;

Date parse_date(const std::string& text) {
  const std::optional<Date> date = parse_iso_date(text.substr(0, 10));
  if (!date) throw Problem("bad-date", fmt::format("«{}» is no date. Write YYYY-MM-DD.", text));
  return *date;
}

/// What is told of a report beside its text: none of it need be told.
void tell(Origin& origin, const std::string& name, const std::string& value) {
  if (name == "title") origin.title = value;
  if (name == "source") origin.publisher = value;
  if (name == "url") origin.url = value;
  if (name == "date") {
    origin.published = parse_date(value);
    origin.date_basis = "field";
  }
}

Json parse_object(const std::string& body) {
  Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) throw Problem("bad-body", "The body is no JSON object.");
  return json;
}

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) return {};
  if (!found->is_string()) throw Problem("bad-body", fmt::format("Member «{}» is no string.", name));
  return found->get<std::string>();
}

Format format_of_type(std::string_view type) {
  if (type.starts_with("application/warc")) return Format::Warc;
  return type.starts_with("text/html") ? Format::Html : Format::JsonLine;
}

/// "body:17" is the seventeenth line or record of the body; "body" is the whole of it.
std::uint64_t record_number(const std::string& where) {
  const std::size_t colon = where.find(':');
  return colon == std::string::npos ? 1 : static_cast<std::uint64_t>(std::atoll(where.c_str() + colon + 1));
}

/// What came packed by gzip, xz or zstd, known by its first bytes.
std::string unpacked(std::string body, std::size_t most) {
  const Compression kind = sniff_compression(body);
  if (kind == Compression::None) return body;
  const std::unique_ptr<ByteStream> stream = decompress(open_bytes(body), kind, most);
  std::string out = read_all(*stream);
  if (!stream->problem().empty())
    throw Problem(out.size() >= most ? "too-large" : "unreadable", "The body cannot be unpacked: " + stream->problem() + ".");
  return out;
}

}  // namespace

std::string read_body(const HttpRequest& request, std::size_t most) {
  std::string out;
  bool fits = true;
  const bool whole = request.read_body([&](std::string_view piece) {
    fits = out.size() + piece.size() <= most;
    if (fits) out += piece;
    return fits;
  });
  if (!fits) throw Problem("too-large", fmt::format("At most {} bytes are read at once.", most));
  if (!whole) throw Problem("bad-body", "The body ended early, or is over the limit of the server.");
  return unpacked(std::move(out), most);
}

Report read_report(const Service& service, const Call& call) {
  const std::string body = read_body(call.request, service.options().max_text_bytes);
  const std::string_view type = call.request.header("Content-Type");
  Report report;
  report.origin.id = "text";
  report.origin.path = "-";
  report.format = Format::Text;
  if (type.starts_with("application/json")) {
    const Json json = parse_object(body);
    report.bytes = text_of(json, "text");
    if (!json.contains("text")) throw Problem("bad-body", "The body has no member «text».");
    for (const char* name : {"title", "date", "source", "url"})
      if (const std::string value = text_of(json, name); !value.empty()) tell(report.origin, name, value);
  } else {
    report.bytes = body;
    if (type.starts_with("text/html")) report.format = Format::Html;
  }
  for (const auto& [name, value] : call.parameters) tell(report.origin, name, value);
  return report;
}

std::vector<Received> read_many(const HttpRequest& request) {
  const std::string body = read_body(request, kMostOfMany);
  IntakeOptions options;
  options.format = format_of_type(request.header("Content-Type"));
  std::vector<Received> out;
  Diagnostics diagnostics;
  const auto tell_refused = [&] {
    for (const Diagnostic& diagnostic : diagnostics)
      if (diagnostic.severity == Severity::Refused) out.push_back({record_number(diagnostic.where), {}, diagnostic});
    diagnostics.clear();
  };
  const auto take = [&](Report&& report) {
    tell_refused();
    const std::uint64_t line = record_number(report.origin.path);
    out.push_back({line, std::move(report), {}});
    return true;
  };
  read_reports("body", open_bytes(body), options, take, diagnostics);
  tell_refused();
  if (out.empty()) throw Problem("bad-body", "The body holds no report.");
  return out;
}

Json record_report(Service& service, const Report& report, Diagnostics& diagnostics) {
  const Document document = service.analyze(report, diagnostics);
  bool is_new = false;
  service.writer().run([&](Ledger& ledger) { is_new = ledger.append(document, service.pipeline().run()); });
  service.metrics().count_read(1);
  return {{"report_id", report_id(document.origin().digest)},
          {"new", is_new},
          {"statements", document.get<Statements>().statements.size()},
          {"events", document.get<Events>().events.size()}};
}

Json record_received(Service& service, const Received& received) {
  Json out = {{"line", received.line}};
  try {
    if (received.refused)
      throw Problem(received.refused->code == "input-too-large" ? "too-large" : "unreadable", received.refused->message + ".");
    Diagnostics diagnostics;
    const Json told = record_report(service, received.report, diagnostics);
    out["ok"] = true;
    out.update(told);
  } catch (...) {
    const Problem problem = current_problem([&service](std::string_view text) { service.log(text); });
    service.metrics().count_refused(std::string(problem.kind().slug));
    out["ok"] = false;
    out["problem"] = to_json(problem, service.options().base_path, service.next_request_name());
  }
  return out;
}

}  // namespace demarche

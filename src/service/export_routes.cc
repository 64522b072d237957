// SPDX-License-Identifier: Apache-2.0
// The ledger in the forms of other programs, as a stream with trailers.
#include <fmt/format.h>
#include <algorithm>

#include "exchange/export.h"
#include "service/problem.h"
#include "service/service.h"

namespace demarche {
namespace {

/// What belongs to the form of the file and not to the question.
const std::vector<RouteParameter> kForm = {
    {"include_status", FilterType::Choice, "planned|requested|threatened|possible|denied",
     "beside happened and ongoing, in forms that lack the status: a planned act looks like one that happened there", true, false},
    {"with_text", FilterType::Choice, "never|snippet|full", "words of the reports; never if not given", false, false},
    {"header", FilterType::Flag, "", "1: a line of names in GDELT files, which have none", false, false},
    {"snake_names", FilterType::Flag, "", "1: event_id for Event ID in ICEWS files", false, false},
    {"first_pair", FilterType::Flag, "", "1: one row an event, not one for each pair of parties", false, false}};

TextKept parse_text(const std::string& word) {
  if (word.empty() || word == "never") return TextKept::Never;
  if (word == "snippet") return TextKept::Snippet;
  if (word == "full") return TextKept::Full;
  throw bad_parameter("with_text", word, "is none of its values", "never, snippet or full");
}

bool is_form(std::string_view name) {
  return std::any_of(kForm.begin(), kForm.end(), [name](const RouteParameter& parameter) { return parameter.name == name; });
}

ExportRequest make_request(const Service& service, const Call& call) {
  ExportRequest out;
  out.format = call.path_value("format");
  out.text = parse_text(value_of(call.parameters, "with_text"));
  out.header = is_yes(value_of(call.parameters, "header"));
  out.snake_names = is_yes(value_of(call.parameters, "snake_names"));
  out.first_pair = is_yes(value_of(call.parameters, "first_pair"));
  out.program = service.options().version;
  out.ledger = service.options().ledger_path;
  for (const auto& [name, value] : call.parameters) {
    if (name == "include_status") out.statuses.push_back(parse_choice(name, value, kForm.front().choices));
    if (!is_form(name)) out.parameters.emplace_back(name, value);
  }
  return out;
}

const ExportFormat& find_format(const std::string& name) {
  const std::vector<ExportFormat>& all = export_formats();
  const auto found = std::find_if(all.begin(), all.end(), [&name](const ExportFormat& format) { return format.name == name; });
  if (found == all.end()) throw Problem("no-such-path", "There is no form of export «" + name + "». /api names all.");
  if (found->is_folder)
    throw Problem("no-such-path", fmt::format("{} is several files: demarche export --to {} writes them; here every list comes alone, for "
                                              "example /api/v1/events.{}",
                                              name, name, name));
  return *found;
}

std::string tell_excluded(const std::vector<Excluded>& excluded) {
  std::string out;
  for (const Excluded& entry : excluded) out += fmt::format("{}{}={}", out.empty() ? "" : ", ", entry.reason, entry.n);
  return out.empty() ? "none" : out;
}

/// Makes the question and goes as far as the first bytes: what is wrong is told while there is still a status to tell it by.
void try_export(const Answers& ask, const ExportRequest& request) {
  struct FirstBytes {};
  if (request.format != "panel") ask.human(Kind::Events, request.parameters);
  try {
    write_export(ask, request, [](std::string_view) { throw FirstBytes(); });
  } catch (const FirstBytes&) {
    return;
  }
}

HttpAnswer answer_export(Service& service, const Call& call) {
  const ExportFormat& format = find_format(call.path_value("format"));
  const ExportRequest request = make_request(service, call);
  auto ask = std::make_shared<AnswersPool::Lease>(service.ask_for_stream());
  try_export(**ask, request);
  HttpAnswer out;
  out.type = media_type_of(format.extension);
  out.add("Demarche-Revision", std::to_string((*ask)->revision()));
  out.add("Cache-Control", "no-store");
  out.add("Content-Disposition", fmt::format("attachment; filename=\"{}{}\"", format.name, format.extension));
  out.trailers = "Demarche-Rows, Demarche-Excluded, Demarche-Complete";
  out.stream = [&service, ask, request](BodyWriter& body) {
    try {
      const ExportResult result = write_export(**ask, request, [&body](std::string_view bytes) { body.write(bytes); });
      body.trailer("Demarche-Rows", std::to_string(result.rows));
      body.trailer("Demarche-Excluded", tell_excluded(result.excluded));
      body.trailer("Demarche-Complete", "true");
    } catch (const Error& error) {
      service.log(fmt::format("an export as {} was cut off: {}", request.format, error.message()));
      throw;
    }
  };
  return out;
}

}  // namespace

std::vector<std::string> export_forms() {
  std::vector<std::string> out;
  for (const ExportFormat& format : export_formats())
    if (!format.is_folder) out.emplace_back(format.name);
  return out;
}

void add_export_routes(std::vector<Route>& routes) {
  std::vector<RouteParameter> parameters = kForm;
  std::vector<FilterInfo> filters = filters_of(Kind::Events);
  for (const FilterInfo& filter : filters)
    parameters.push_back(
        {std::string(filter.name), filter.type, std::string(filter.choices), std::string(filter.meaning), filter.repeats, false});
  for (const char* name : {"unit", "by", "id", "zeros"})
    parameters.push_back({name, FilterType::Words, "", "of a panel, as /api/v1/events/panel", false, false});
  routes.push_back(
      {.path = "/api/v1/exports/{format}",
       .name = "export",
       .summary = "The events of a question in the form of another program: " + fmt::format("{}", fmt::join(export_forms(), ", ")),
       .handler = answer_export,
       .parameters = std::move(parameters),
       .type = "text/plain",
       .problems = {404}});
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "service/row_stream.h"

#include <fmt/format.h>

#include "exchange/rows.h"
#include "service/answer_json.h"
#include "service/problem.h"
#include "service/service.h"

namespace demarche {
namespace {

class Lines {
 public:
  Lines(std::string format, std::vector<std::string> columns) : format_(std::move(format)), columns_(std::move(columns)) {}

  std::string header() const {
    if (format_ == "jsonl") return {};
    Row row;
    for (const std::string& column : columns_) row.values.emplace_back(column);
    return line(row);
  }

  std::string line(const Row& row) const {
    if (format_ == "jsonl") return dump(to_json(columns_, row));
    std::string out;
    for (const Value& value : row.values) {
      if (&value != &row.values.front()) out += format_ == "csv" ? ',' : '\t';
      out += format_ == "csv" ? csv_cell(cell_text(value)) : tsv_cell(cell_text(value));
    }
    return out + "\n";
  }

 private:
  std::string format_;
  std::vector<std::string> columns_;
};

}  // namespace

HttpAnswer stream_rows(Service& service, Kind kind, const Call& call) {
  const std::string format = call.path_value("format");
  HttpAnswer out;
  if (format != "jsonl" && format != "csv" && format != "tsv")
    throw Problem("no-such-path", "Lists come as .jsonl, .csv and .tsv, not as ." + format + ". Other forms are below /api/v1/exports/.");
  out.type = media_type_of("." + format);
  Parameters question;
  for (const auto& entry : call.parameters)
    if (entry.first != "end") question.push_back(entry);
  const bool tells_end = format == "jsonl" && is_yes(value_of(call.parameters, "end"));
  // Wrong parameters must be told before the first byte.
  auto ask = std::make_shared<AnswersPool::Lease>(service.ask_for_stream());
  const Lines lines(format, (*ask)->columns(kind, question));
  (*ask)->human(kind, question);
  Service::require_revision(call, (*ask)->revision());
  out.add("Demarche-Revision", std::to_string((*ask)->revision()));
  out.add("Cache-Control", "no-store");
  out.add("Content-Disposition", fmt::format("inline; filename=\"{}.{}\"", to_string(kind), format));
  out.trailers = "Demarche-Rows, Demarche-Complete";
  out.stream = [&service, ask, kind, question, lines, tells_end](BodyWriter& body) {
    std::uint64_t rows = 0;
    try {
      body.write(lines.header());
      (*ask)->stream(kind, question, [&](Row&& row) {
        body.write(lines.line(row));
        ++rows;
        return true;
      });
    } catch (const Error& error) {
      service.log(fmt::format("a stream of {} was cut off after {} rows: {}", to_string(kind), rows, error.message()));
      throw;
    }
    if (tells_end) body.write(fmt::format("{{\"_end\":{{\"rows\":{}}}}}\n", rows));
    body.trailer("Demarche-Rows", std::to_string(rows));
    body.trailer("Demarche-Complete", "true");
  };
  return out;
}

}  // namespace demarche

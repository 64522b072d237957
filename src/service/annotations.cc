// SPDX-License-Identifier: Apache-2.0
#include "service/annotations.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "exchange/findings_json.h"

namespace demarche {
namespace {

/// Positions in code points turned into another unit, by one table over the text.
class Offsets {
 public:
  Offsets(std::string_view text, OffsetUnit unit) {
    if (unit == OffsetUnit::CodePoint) return;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const unsigned char byte = static_cast<unsigned char>(text[i]);
      if ((byte & 0xC0U) == 0x80U) {  // not the first byte of its character
        at += unit == OffsetUnit::Utf8 ? 1 : 0;
        continue;
      }
      table_.push_back(at);
      at += unit == OffsetUnit::Utf16 && byte >= 0xF0U ? 2 : 1;
    }
    table_.push_back(at);
  }

  std::int64_t operator()(std::int64_t code_points) const {
    return table_.empty() ? code_points : table_[std::min(static_cast<std::size_t>(code_points), table_.size() - 1)];
  }

 private:
  std::vector<std::uint32_t> table_{};
};

std::string text_at(const Record& record, std::string_view column) {
  const auto* text = std::get_if<std::string>(&record.at(column));
  return text == nullptr ? "" : *text;
}

/// JSON of a column; absent texts are empty.
Json at(const Record& record, std::string_view column) {
  return to_json(record.at(column));
}

const Record* find_party(const Record& record, std::string_view role, std::int64_t ordinal) {
  for (const Part& part : record.parts) {
    if (part.name != "parties") continue;
    for (const Record& party : part.records) {
      if (text_at(party, "role") == role && text_at(party, "ordinal") == std::to_string(ordinal)) return &party;
    }
  }
  return nullptr;
}

/// Findings of the ledger in the form of those of a document.
class LedgerFindings {
 public:
  LedgerFindings(const ReportText& report, OffsetUnit unit) : offsets_(report.text, unit) {}

  Json statement(const Record& record) const {
    Json out;
    out["id"] = record.id;
    out["speaker"] = first(record, "speaker");
    out["cue"] = first(record, "cue");
    out["content"] = spans(record, "content");
    out["form"] = at(record, "form");
    out["addressee"] = first(record, "addressee");
    out["within"] = at(record, "within");
    out["depth"] = at(record, "depth");
    out["score"] = at(record, "score");
    out["rule"] = at(record, "rule");
    return out;
  }

  Json mention(const Record& record) const {
    Json out;
    out["id"] = record.id;
    out["event_id"] = at(record, "event_id");
    out["trigger"] = first(record, "trigger");
    for (const char* column : {"type", "mode", "cameo"}) out[column] = at(record, column);
    out["actors"] = spans(record, "actor");
    out["recipients"] = spans(record, "recipient");
    out["status"] = at(record, "status");
    out["within"] = at(record, "within");
    out["content_of"] = at(record, "content_of");
    out["date"] = first(record, "time");
    if (!out["date"].is_null()) {
      const bool by_text = text_at(record, "date_basis") == "text";
      out["date"]["from"] = by_text ? at(record, "date_from") : Json("");
      out["date"]["to"] = by_text ? at(record, "date_to") : Json("");
    }
    out["place"] = first(record, "place");
    if (!out["place"].is_null()) {
      out["place"]["name"] = at(record, "place");
      out["place"]["country"] = at(record, "place_country");
    }
    out["score"] = at(record, "score");
    out["rule"] = at(record, "rule");
    out["independent"] = at(record, "independent");
    return out;
  }

 private:
  Json span(const Record& record, const Evidence& evidence) const {
    Json out = {{"begin", offsets_(evidence.begin)}, {"end", offsets_(evidence.end)}, {"text", evidence.quote}};
    if (const Record* party = find_party(record, evidence.role, evidence.ordinal)) {
      out["name"] = at(*party, "resolved_name");
      for (const char* column : {"country", "sector", "actor_id", "reason"}) out[column] = at(*party, column);
    }
    return out;
  }

  Json spans(const Record& record, std::string_view role) const {
    Json out = Json::array();
    for (const Evidence& evidence : record.evidence)
      if (evidence.role == role) out.push_back(span(record, evidence));
    return out;
  }

  Json first(const Record& record, std::string_view role) const {
    const Json all = spans(record, role);
    return all.empty() ? Json(nullptr) : all.front();
  }

  Offsets offsets_;
};

/// Whatever has a begin and an end, in another unit; findings nest three deep and no more.
// NOLINTNEXTLINE(misc-no-recursion)
void convert(Json& json, const Offsets& offsets) {
  if (json.is_object() && json.contains("begin") && json.contains("end")) {
    for (const char* key : {"begin", "end"}) json[key] = offsets(json[key].get<std::int64_t>());
  }
  if (json.is_structured())
    for (Json& inner : json) convert(inner, offsets);
}

const char* name_of(OffsetUnit unit) {
  return unit == OffsetUnit::Utf8 ? "utf8" : unit == OffsetUnit::Utf16 ? "utf16" : "codepoint";
}

}  // namespace

Json make_annotations(const ReportText& report, OffsetUnit unit) {
  const LedgerFindings findings(report, unit);
  Json out;
  out["id"] = report.report.id;
  out["date"] = at(report.report, "published");
  out["source"] = at(report.report, "source");
  out["title"] = at(report.report, "title");
  out["text"] = report.text;
  out["offsets"] = name_of(unit);
  out["report"] = to_json(report.report, unit);
  out["statements"] = Json::array();
  for (const Record& record : report.statements) out["statements"].push_back(findings.statement(record));
  out["events"] = Json::array();
  for (const Record& record : report.mentions) out["events"].push_back(findings.mention(record));
  return out;
}

Json make_annotations(const Document& document, const Diagnostics& diagnostics, OffsetUnit unit) {
  Json out = Json::parse(to_json_line(document));
  for (Json& event : out["events"]) event["event_id"] = nullptr;
  if (unit != OffsetUnit::CodePoint) {
    const Offsets offsets(document.text(), unit);
    convert(out["statements"], offsets);
    convert(out["events"], offsets);
  }
  out["offsets"] = name_of(unit);
  out["notes"] = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) out["notes"].push_back({{"code", diagnostic.code}, {"message", diagnostic.message}});
  return out;
}

}  // namespace demarche

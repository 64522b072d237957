// SPDX-License-Identifier: Apache-2.0
#include "exchange/findings_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace demarche {
namespace {

using Json = nlohmann::ordered_json;

/// Three decimals: what a person reads, and the same bytes on every machine.
double rounded(float score) {
  return std::round(static_cast<double>(score) * 1000.0) / 1000.0;
}

Json label(char letter, std::optional<std::uint32_t> position) {
  if (!position) return nullptr;
  return letter + std::to_string(*position + 1);
}

/// Turns spans of one document into JSON.
class Writer {
 public:
  explicit Writer(const Document& document) : document_(document), index_(document.text()) {}

  Json report() const {
    const Origin& origin = document_.origin();
    Json out;
    out["id"] = origin.id;
    out["date"] = origin.published ? to_iso(*origin.published) : "";
    out["source"] = origin.publisher.empty() ? origin.url : origin.publisher;
    out["title"] = origin.title;
    out["text"] = document_.text();
    out["statements"] = Json::array();
    out["events"] = Json::array();
    if (document_.has<Statements>())
      for (const Statement& statement : document_.get<Statements>().statements)
        out["statements"].push_back(write(statement, out["statements"].size()));
    if (document_.has<Events>())
      for (const Event& event : document_.get<Events>().events) out["events"].push_back(write(event, out["events"].size()));
    return out;
  }

 private:
  Json write(TextSpan span) const {
    Json out;
    out["begin"] = index_.to_code_points(span.begin);
    out["end"] = index_.to_code_points(span.end);
    out["text"] = document_.text(span);
    return out;
  }

  Json write(const Entity& entity) const {
    Json out = write(entity.span);
    out["name"] = entity.name;
    out["country"] = entity.country;
    out["sector"] = entity.sector;
    return out;
  }

  template <class Value>
  Json write_optional(const std::optional<Value>& value) const {
    return value ? write(*value) : Json(nullptr);
  }

  template <class Value>
  Json write_list(const std::vector<Value>& values) const {
    Json out = Json::array();
    for (const Value& value : values) out.push_back(write(value));
    return out;
  }

  Json write(const EventDate& date) const {
    Json out = write(date.span);
    out["from"] = date.interval ? to_iso(date.interval->from) : "";
    out["to"] = date.interval ? to_iso(date.interval->to) : "";
    return out;
  }

  Json write(const Statement& statement, std::size_t position) const {
    Json out;
    out["id"] = label('s', static_cast<std::uint32_t>(position));
    out["speaker"] = write_optional(statement.speaker);
    out["cue"] = write_optional(statement.cue);
    out["content"] = write_list(statement.content);
    out["form"] = to_string(statement.form);
    out["addressee"] = write_optional(statement.addressee);
    out["within"] = label('s', statement.within);
    out["score"] = rounded(statement.score);
    out["rule"] = statement.rule;
    return out;
  }

  Json write(const Event& event, std::size_t position) const {
    Json out;
    out["id"] = label('e', static_cast<std::uint32_t>(position));
    out["trigger"] = write(event.trigger);
    out["type"] = event.type;
    out["mode"] = event.mode;
    out["cameo"] = event.cameo;
    out["actors"] = write_list(event.actors);
    out["recipients"] = write_list(event.recipients);
    out["status"] = to_string(event.status);
    out["within"] = label('s', event.within);
    out["content_of"] = label('e', event.content_of);
    out["date"] = write_optional(event.date);
    out["place"] = write_optional(event.place);
    out["score"] = rounded(event.score);
    out["rule"] = event.rule;
    return out;
  }

  const Document& document_;
  CodePointIndex index_;
};

}  // namespace

std::string to_json_line(const Document& document) {
  return Writer(document).report().dump();
}

std::string to_json_page(const Document& document) {
  return Writer(document).report().dump(2);
}

}  // namespace demarche

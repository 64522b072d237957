// SPDX-License-Identifier: Apache-2.0
// The form of every answer. Rows come from the catalog of columns; the rest is written out here.
#include <fmt/format.h>

#include "answers/catalog.h"
#include "service/openapi.h"

namespace demarche {
namespace {

// "additionalProperties" is left open everywhere: within a version of the API members are only ever added.
constexpr const char* kSchemas = R"json({
 "problem": {"type": "object", "required": ["type", "title", "status", "detail", "instance"], "properties": {
   "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
   "instance": {"type": "string"}, "errors": {"type": "array", "items": {"type": "object", "properties": {
     "parameter": {"type": "string"}, "value": {"type": "string"}, "expected": {"type": "string"}, "nearest": {"type": "string"}}}}}},
 "about_page": {"type": "object", "required": ["limit", "next", "next_url"], "properties": {
   "limit": {"type": "integer"}, "next": {"type": ["string", "null"]}, "next_url": {"type": ["string", "null"]}}},
 "counted": {"type": "object", "required": ["rows", "reports", "sources", "exact"], "properties": {
   "rows": {"type": "integer"}, "reports": {"type": "integer"}, "sources": {"type": "integer"}, "exact": {"type": "boolean"}}},
 "about_query": {"type": "object", "required": ["revision"], "properties": {"human": {"type": "string"}, "revision": {"type": "integer"}}},
 "facet_values": {"type": "object", "additionalProperties": {"type": "object", "required": ["values", "distinct", "exact"], "properties": {
   "values": {"type": "array", "items": {"$ref": "#/components/schemas/facet_value"}}, "distinct": {"type": "integer"}, "exact": {"type": "boolean"}}}},
 "facet_value": {"type": "object", "required": ["value", "label", "rows"], "properties": {
   "value": {"type": "string"}, "label": {"type": "string"}, "rows": {"type": "integer"}}},
 "facets": {"type": "object", "required": ["facets", "query"], "properties": {
   "facets": {"$ref": "#/components/schemas/facet_values"}, "query": {"$ref": "#/components/schemas/about_query"}}},
 "count": {"type": "object", "required": ["count", "query"], "properties": {
   "count": {"$ref": "#/components/schemas/counted"}, "query": {"$ref": "#/components/schemas/about_query"}}},
 "sql": {"type": "object", "required": ["sql"], "properties": {"sql": {"type": "string"}}},
 "empty": {"type": "array", "items": {"type": "object", "required": ["without", "values", "rows"], "properties": {
   "without": {"type": "string"}, "values": {"type": "string"}, "rows": {"type": "integer"}}}},
 "series": {"type": "object", "required": ["interval", "by", "keys", "points", "undated", "exact", "query"], "properties": {
   "interval": {"type": "string", "enum": ["day", "week", "month", "year"]}, "by": {"type": "string"}, "keys": {"type": "array", "items": {"type": "string"}},
   "points": {"type": "array", "items": {"type": "object", "required": ["period", "start", "rows", "reports"], "properties": {
     "period": {"type": "string"}, "start": {"type": "string"}, "rows": {"type": "integer"}, "reports": {"type": "integer"},
     "by": {"type": "object", "additionalProperties": {"type": "integer"}}}}},
   "undated": {"type": "integer"}, "exact": {"type": "boolean"}, "query": {"$ref": "#/components/schemas/about_query"}}},
 "panel": {"type": "object", "required": ["columns", "data", "query"], "properties": {
   "columns": {"type": "array", "items": {"type": "string"}}, "data": {"type": "array", "items": {"type": "object"}},
   "query": {"$ref": "#/components/schemas/about_query"}}},
 "quads": {"type": "object", "additionalProperties": {"type": "integer"}},
 "graph": {"type": "object", "required": ["nodes", "edges", "omitted"], "properties": {
   "nodes": {"type": "array", "items": {"type": "object", "required": ["id", "name", "country", "kind", "rows", "depth"], "properties": {
     "id": {"type": "string"}, "name": {"type": "string"}, "country": {"type": "string"}, "kind": {"type": "string"}, "rows": {"type": "integer"},
     "depth": {"type": "integer"}}}},
   "edges": {"type": "array", "items": {"type": "object", "required": ["from", "to", "rows", "quads", "last"], "properties": {
     "from": {"type": "string"}, "to": {"type": "string"}, "rows": {"type": "integer"}, "quads": {"$ref": "#/components/schemas/quads"},
     "last": {"type": "string"}}}},
   "omitted": {"type": "integer"}}},
 "map": {"type": "object", "required": ["type", "features", "countries", "without_place", "unlocated"], "properties": {
   "type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": {"type": "object"}},
   "countries": {"type": "array", "items": {"$ref": "#/components/schemas/facet_value"}},
   "without_place": {"type": "integer"}, "unlocated": {"type": "integer"}}},
 "found": {"type": "object", "required": ["groups", "nearest"], "properties": {
   "groups": {"type": "array", "items": {"type": "object", "required": ["kind", "rows", "exact", "hits"], "properties": {
     "kind": {"type": "string"}, "rows": {"type": "integer"}, "exact": {"type": "boolean"},
     "hits": {"type": "array", "items": {"type": "object", "required": ["id", "title", "snippet", "marks"], "properties": {
       "id": {"type": "string"}, "title": {"type": "string"}, "snippet": {"type": "string"},
       "marks": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}}}}}}}},
   "nearest": {"type": "string"}}},
 "overview": {"type": "object", "required": ["from", "to", "today", "counts", "trends", "coming", "overdue", "speakers", "disputed", "models"],
   "properties": {"counts": {"type": "object", "additionalProperties": {"type": "integer"}}, "trends": {"type": "array", "items": {"type": "object"}},
   "coming": {"type": "array", "items": {"type": "object"}}, "overdue": {"type": "array", "items": {"type": "object"}},
   "speakers": {"type": "array", "items": {"type": "object"}}, "disputed": {"type": "array", "items": {"type": "object"}},
   "models": {"type": "array", "items": {"type": "string"}}}},
 "changes": {"type": "object", "required": ["revision", "latest", "changes", "complete"], "properties": {
   "revision": {"type": "integer"}, "latest": {"type": "integer"}, "complete": {"type": "boolean"},
   "changes": {"type": "array", "items": {"type": "object", "required": ["id", "what", "into", "revision"], "properties": {
     "id": {"type": "string"}, "what": {"enum": ["added", "changed", "merged", "removed"]}, "into": {"type": "string"}, "revision": {"type": "integer"}}}}}},
 "vocab": {"type": "object", "required": ["data"], "properties": {"data": {"type": "array", "items": {"type": "object"}}}},
 "evidence": {"type": "object", "required": ["role", "ordinal", "text", "begin", "end"], "properties": {
   "role": {"type": "string"}, "ordinal": {"type": "integer"}, "text": {"type": "string"}, "begin": {"type": "integer"}, "end": {"type": "integer"},
   "raw_begin": {"type": "integer"}, "raw_end": {"type": "integer"}, "prefix": {"type": "string"}, "suffix": {"type": "string"}}},
 "chain_step": {"type": "object", "required": ["statement_id", "speaker", "cue"], "properties": {
   "statement_id": {"type": "string"}, "speaker": {"type": "string"}, "speaker_id": {"type": "string"}, "country": {"type": "string"},
   "words": {"type": "string"}, "cue": {"type": "string"}, "addressee": {"type": "string"}}},
 "shown": {"type": "object", "required": ["record"], "properties": {"record": {"type": "string"},
   "evidence": {"type": "array", "items": {"$ref": "#/components/schemas/evidence"}},
   "chain": {"type": "array", "items": {"$ref": "#/components/schemas/chain_step"}}}},
 "evidence_list": {"type": "object", "required": ["data", "query"], "properties": {
   "data": {"type": "array", "items": {"$ref": "#/components/schemas/shown"}}, "query": {"$ref": "#/components/schemas/about_query"}}},
 "span": {"type": "object", "required": ["begin", "end", "text"], "properties": {
   "begin": {"type": "integer"}, "end": {"type": "integer"}, "text": {"type": "string"}, "name": {"type": ["string", "null"]},
   "country": {"type": ["string", "null"]}, "sector": {"type": ["string", "null"]}, "actor_id": {"type": ["string", "null"]},
   "reason": {"type": ["string", "null"]}, "from": {"type": ["string", "null"]}, "to": {"type": ["string", "null"]}}},
 "maybe_span": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/span"}]},
 "annotations": {"type": "object", "required": ["id", "date", "source", "title", "text", "offsets", "statements", "events"], "properties": {
   "id": {"type": "string"}, "date": {"type": ["string", "null"]}, "source": {"type": ["string", "null"]}, "title": {"type": ["string", "null"]},
   "text": {"type": "string"}, "offsets": {"enum": ["codepoint", "utf8", "utf16"]}, "report": {"type": "object"},
   "notes": {"type": "array", "items": {"type": "object", "required": ["code", "message"]}},
   "statements": {"type": "array", "items": {"type": "object",
     "required": ["id", "speaker", "cue", "content", "form", "addressee", "within", "score", "rule"], "properties": {
     "id": {"type": "string"}, "speaker": {"$ref": "#/components/schemas/maybe_span"}, "cue": {"$ref": "#/components/schemas/maybe_span"},
     "content": {"type": "array", "items": {"$ref": "#/components/schemas/span"}}, "form": {"type": "string"},
     "addressee": {"$ref": "#/components/schemas/maybe_span"}, "within": {"type": ["string", "null"]}, "score": {"type": ["number", "null"]}}}},
   "events": {"type": "array", "items": {"type": "object",
     "required": ["id", "event_id", "trigger", "type", "mode", "actors", "recipients", "status", "within", "content_of", "date", "place"], "properties": {
     "id": {"type": "string"}, "event_id": {"type": ["string", "null"]}, "trigger": {"$ref": "#/components/schemas/maybe_span"},
     "actors": {"type": "array", "items": {"$ref": "#/components/schemas/span"}}, "recipients": {"type": "array", "items": {"$ref": "#/components/schemas/span"}},
     "within": {"type": ["string", "null"]}, "content_of": {"type": ["string", "null"]},
     "date": {"$ref": "#/components/schemas/maybe_span"}, "place": {"$ref": "#/components/schemas/maybe_span"}}}}}},
 "text_body": {"type": "object", "required": ["text"], "properties": {
   "text": {"type": "string", "minLength": 1}, "title": {"type": "string"}, "source": {"type": "string"}, "url": {"type": "string"},
   "date": {"type": "string", "pattern": "^([12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]))?$"}}},
 "added_report": {"type": "object", "required": ["report_id", "new", "statements", "events"], "properties": {
   "report_id": {"type": "string"}, "new": {"type": "boolean"}, "statements": {"type": "integer"}, "events": {"type": "integer"}}},
 "job": {"type": "object", "required": ["data"], "properties": {"data": {"type": "object",
   "required": ["job_id", "state", "created", "lines", "ok", "failed"], "properties": {
   "job_id": {"type": "string"}, "state": {"enum": ["running", "succeeded", "partial", "failed", "canceled"]}, "created": {"type": "string"},
   "lines": {"type": "integer"}, "ok": {"type": "integer"}, "failed": {"type": "integer"}}}}},
 "session_body": {"type": "object", "required": ["token"], "properties": {"token": {"type": "string"}}},
 "decision_body": {"type": "object", "required": ["act", "record_id"], "properties": {
   "act": {"enum": ["accept", "reject", "correct", "merge", "split"]}, "record_id": {"type": "string", "minLength": 1},
   "other_id": {"type": "string"}, "after": {"type": "object"}, "reason": {"type": "string"}, "by": {"type": "string"},
   "seen": {"type": "object"}}},
 "undo_body": {"type": "object", "properties": {"reason": {"type": "string"}, "by": {"type": "string"}}},
 "made_decision": {"type": "object", "required": ["data"], "properties": {"data": {"type": "object"}}},
 "version": {"type": "object", "required": ["program", "version", "api", "read_only", "ledger", "ready", "missing"], "properties": {
   "program": {"type": "string"}, "version": {"type": "string"}, "api": {"const": "v1"}, "read_only": {"type": "boolean"}, "ledger": {"type": "string"},
   "ready": {"type": "boolean"}, "missing": {"type": "string"}}},
 "openapi": {"type": "object", "required": ["openapi", "info", "paths"]}
})json";

Json schema_of(const ColumnInfo& column) {
  Json out = {{"description", column.meaning}};
  switch (column.type) {
    case ColumnType::Integer:
      out["type"] = {"integer", "null"};
      break;
    case ColumnType::Real:
      out["type"] = {"number", "null"};
      break;
    case ColumnType::Flag:
      out["type"] = {"boolean", "null"};
      break;
    case ColumnType::List:
      out["type"] = {"array", "null"};
      out["items"] = {{"type", "string"}};
      break;
    case ColumnType::Text:
    case ColumnType::Day:
      out["type"] = {"string", "null"};
      break;
  }
  return out;
}

Json reference(const std::string& name) {
  return {{"$ref", "#/components/schemas/" + name}};
}

void add_kind(Json& schemas, Kind kind) {
  Json row = {{"type", "object"}};
  for (const ColumnInfo& column : columns_of(kind)) row["properties"][std::string(column.name)] = schema_of(column);
  schemas[singular(kind)] = row;
  schemas[std::string(to_string(kind)) + "_page"] = {{"type", "object"},
                                                     {"required", {"data", "page", "query"}},
                                                     {"properties",
                                                      {{"data", {{"type", "array"}, {"items", reference(singular(kind))}}},
                                                       {"page", reference("about_page")},
                                                       {"count", reference("counted")},
                                                       {"facets", reference("facet_values")},
                                                       {"empty", reference("empty")},
                                                       {"query", reference("about_query")}}}};
  schemas[std::string(singular(kind)) + "_record"] = {
      {"type", "object"},
      {"required", {"data", "query"}},
      {"properties",
       {{"data", {{"allOf", Json::array({reference(singular(kind)), reference("shown")})}}}, {"query", reference("about_query")}}}};
}

}  // namespace

Json make_schemas() {
  Json out = Json::parse(kSchemas);
  for (std::size_t i = 0; i < kKinds; ++i) add_kind(out, static_cast<Kind>(i));
  return out;
}

}  // namespace demarche

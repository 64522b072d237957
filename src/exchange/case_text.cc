// SPDX-License-Identifier: Apache-2.0
#include "exchange/case_text.h"

namespace demarche {
namespace {

std::string quoted(std::string_view words) {
  std::string out = "\"";
  for (const char c : words) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

std::string write(const Document& document, const Entity& entity) {
  std::string out = quoted(document.text(entity.span));
  if (entity.name.empty() && entity.country.empty() && entity.sector.empty()) return out;
  out += " =";
  if (!entity.name.empty()) out += " " + entity.name;
  if (entity.country.empty() && entity.sector.empty()) return out;
  out += " " + (entity.country.empty() ? "-" : entity.country);
  if (!entity.sector.empty()) out += "/" + entity.sector;
  return out;
}

std::string write(const Document& document, const std::vector<Entity>& entities) {
  std::string out;
  for (const Entity& entity : entities) out += (out.empty() ? "" : ", ") + write(document, entity);
  return out;
}

std::string write(const Document& document, const Statement& statement) {
  std::string out = "statement ";
  for (std::size_t i = 0; i < statement.content.size(); ++i) out += (i == 0 ? "" : " + ") + quoted(document.text(statement.content[i]));
  out += std::string(" ") + to_string(statement.form);
  if (statement.speaker) out += " speaker " + write(document, *statement.speaker);
  if (statement.cue) out += " cue " + quoted(document.text(*statement.cue));
  if (statement.addressee) out += " to " + write(document, *statement.addressee);
  if (statement.within) out += " within s" + std::to_string(*statement.within + 1);
  return out;
}

std::string write(const Document& document, const Event& event) {
  std::string out = event.type;
  if (!event.mode.empty()) out += "/" + event.mode;
  if (!event.cameo.empty()) out += " " + event.cameo;
  out += std::string(" ") + to_string(event.status) + " " + quoted(document.text(event.trigger));
  if (!event.actors.empty()) out += " actors " + write(document, event.actors);
  if (!event.recipients.empty()) out += " -> " + write(document, event.recipients);
  if (event.date) out += " date " + quoted(document.text(event.date->span));
  if (event.date && event.date->interval) out += " " + to_iso(event.date->interval->from) + ".." + to_iso(event.date->interval->to);
  if (event.place) out += " place " + write(document, *event.place);
  if (event.within) out += " within s" + std::to_string(*event.within + 1);
  if (event.content_of) out += " content-of e" + std::to_string(*event.content_of + 1);
  return out;
}

}  // namespace

std::string to_case_text(const Document& document) {
  std::string out;
  std::size_t number = 0;
  if (document.has<Statements>())
    for (const Statement& statement : document.get<Statements>().statements)
      out += "s" + std::to_string(++number) + " " + write(document, statement) + "\n";
  number = 0;
  if (document.has<Events>())
    for (const Event& event : document.get<Events>().events) out += "e" + std::to_string(++number) + " " + write(document, event) + "\n";
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "exchange/ledger_document.h"

#include <algorithm>
#include <unordered_map>

namespace demarche {
namespace {

using Positions = std::unordered_map<std::string, std::uint32_t>;

/// Stretches between blank lines, trimmed.
Blocks make_blocks(std::string_view text) {
  Blocks out;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find("\n\n", begin), text.size());
    const std::size_t next = end + 2;
    while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
    if (begin < end) out.blocks.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    begin = next;
  }
  return out;
}

Origin make_origin(const ReportEntry& report) {
  Origin out;
  out.id = report.name;
  out.path = report.head.path;
  out.url = report.head.url;
  out.publisher = report.head.source;
  out.author = report.author;
  out.title = report.head.title;
  out.language = report.language;
  out.published = report.head.published;
  out.date_basis = report.date_basis;
  out.digest = report.raw_digest;
  return out;
}

std::optional<std::uint32_t> find(const Positions& positions, const std::string& id) {
  const auto found = positions.find(id);
  return found == positions.end() ? std::nullopt : std::optional(found->second);
}

const EvidenceEntry* find_evidence(const FindingEntry& finding, Role role, std::uint32_t ordinal) {
  for (const EvidenceEntry& evidence : finding.evidence)
    if (evidence.role == role && evidence.ordinal == ordinal) return &evidence;
  return nullptr;
}

std::vector<Entity> make_entities(const FindingEntry& finding, Role role) {
  std::vector<Entity> out;
  for (const PartyEntry* party : finding.parties_of(role)) {
    const EvidenceEntry* evidence = find_evidence(finding, role, party->ordinal);
    if (evidence == nullptr) continue;
    out.push_back({evidence->bytes, party->resolved ? party->name : "", party->country, party->sector, party->reason});
  }
  return out;
}

std::optional<Entity> make_entity(const FindingEntry& finding, Role role) {
  std::vector<Entity> entities = make_entities(finding, role);
  return entities.empty() ? std::nullopt : std::optional(std::move(entities.front()));
}

Statement make_statement(const StatementEntry& entry, const Positions& statements) {
  Statement out;
  out.speaker = make_entity(entry, Role::Speaker);
  out.addressee = make_entity(entry, Role::Addressee);
  if (const EvidenceEntry* cue = entry.find_evidence(Role::Cue)) out.cue = cue->bytes;
  for (const EvidenceEntry& evidence : entry.evidence)
    if (evidence.role == Role::Content) out.content.push_back(evidence.bytes);
  out.form = entry.form;
  out.within = find(statements, entry.within_id);
  out.score = entry.score;
  out.rule = entry.rule;
  return out;
}

Event make_event(const EventEntry& entry, const Positions& statements, const Positions& events) {
  Event out;
  if (const EvidenceEntry* trigger = entry.find_evidence(Role::Trigger)) out.trigger = trigger->bytes;
  out.type = entry.type;
  out.mode = entry.mode;
  out.cameo = entry.cameo;
  out.actors = make_entities(entry, Role::Actor);
  out.recipients = make_entities(entry, Role::Recipient);
  out.status = entry.status;
  out.within = find(statements, entry.within_id);
  out.content_of = find(events, entry.content_of_id);
  if (const EvidenceEntry* time = entry.find_evidence(Role::Time))
    out.date = EventDate{time->bytes, entry.date_basis == "text" ? entry.date : std::nullopt, entry.date_rule};
  const EvidenceEntry* place = entry.find_evidence(Role::Place);
  if (place != nullptr && entry.place)
    out.place = Entity{place->bytes, entry.place->resolved ? entry.place->name : "", entry.place->country, "", entry.place->reason};
  out.score = entry.score;
  out.status_score = entry.status_score;
  out.rule = entry.rule;
  return out;
}

}  // namespace

Document to_document(const ReportPage& page) {
  Document document(make_origin(page.report), page.text, {}, make_blocks(page.text));
  Positions statement_at;
  Positions event_at;
  for (const StatementEntry& entry : page.statements) statement_at.emplace(entry.id, static_cast<std::uint32_t>(statement_at.size()));
  for (const EventEntry& entry : page.events) event_at.emplace(entry.id, static_cast<std::uint32_t>(event_at.size()));
  Statements statements;
  for (const StatementEntry& entry : page.statements) statements.statements.push_back(make_statement(entry, statement_at));
  Events events;
  for (const EventEntry& entry : page.events) events.events.push_back(make_event(entry, statement_at, event_at));
  document.attach(std::move(statements));
  document.attach(std::move(events));
  return document;
}

}  // namespace demarche

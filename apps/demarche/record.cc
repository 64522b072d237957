// SPDX-License-Identifier: Apache-2.0
#include "record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/unicode.h"

namespace demarche {
namespace {

constexpr std::uint32_t kLabelWidth = 16;

/// Rows of "label  value", the value wrapped in its own column.
class Sheet {
 public:
  explicit Sheet(const DrawingOptions& options) : options_(options) {}

  void add_head(const StyledText& head) { add_lines(head, 0, 2); }

  void add(const std::string& label, const StyledText& value) {
    if (value.empty()) return;
    StyledText line("  " + label, kDim);
    line.pad(kLabelWidth);
    add_lines(line.add(value), 0, kLabelWidth);
  }
  void add(const std::string& label, const std::string& value) { add(label, StyledText(value, {})); }

  std::string take() { return std::move(out_); }

 private:
  void add_lines(const StyledText& text, std::uint32_t first, std::uint32_t other) {
    bool is_first = true;
    for (const StyledText& line : text.wrap(options_.columns - first, options_.columns - other)) {
      out_ += std::string(is_first ? first : other, ' ') + line.render(options_.color) + "\n";
      is_first = false;
    }
  }

  DrawingOptions options_;
  std::string out_{};
};

std::string join_parties(const FindingEntry& finding, Role role, const char* between) {
  std::string out;
  for (const PartyEntry* party : finding.parties_of(role)) out += (out.empty() ? "" : between) + party->name;
  return out;
}

/// "Witkoff → Putin", or "A ↔ B" where all take part alike.
std::string describe_parties(const EventEntry& event) {
  const std::string recipients = join_parties(event, Role::Recipient, ", ");
  if (recipients.empty()) return join_parties(event, Role::Actor, " ↔ ");
  const std::string actors = join_parties(event, Role::Actor, ", ");
  return (actors.empty() ? std::string("?") : actors) + " → " + recipients;
}

StyledText describe(const PartyEntry& party) {
  StyledText out(party.words, {});
  if (party.resolved && party.name != party.words) out.add(" = ", kDim).add(party.name);
  if (!party.country.empty() || !party.sector.empty()) out.add("  " + party.country + " " + party.sector, kDim);
  out.add("  " + party.actor_id, kDim);
  if (!party.reason.empty()) out.add("  by " + party.reason, kDim);
  return out;
}

/// The chain from the outermost source to this finding.
StyledText describe_chain(const FindingEntry& finding) {
  StyledText out(finding.report.source.empty() ? "the report" : finding.report.source, kSpeaker);
  for (auto link = finding.chain.rbegin(); link != finding.chain.rend(); ++link) {
    out.add(" ▸ ", kDim).add(link->speaker.empty() ? "nobody named" : link->speaker, kSpeaker);
    if (!link->cue.empty()) out.add(" " + link->cue, kCue);
    if (!link->addressee.empty()) out.add(" " + link->addressee);
    out.add(" " + link->statement_id, kDim);
  }
  return out;
}

void add_parties(Sheet& sheet, const FindingEntry& finding) {
  for (const PartyEntry& party : finding.parties) sheet.add(to_string(party.role), describe(party));
}

void add_evidence(Sheet& sheet, const FindingEntry& finding) {
  bool first = true;
  for (const EvidenceEntry& evidence : finding.evidence) {
    StyledText line(fmt::format("{:<10}", to_string(evidence.role)), kDim);
    line.add("“", kDim).add(on_one_line(evidence.quote)).add("”", kDim);
    line.add(fmt::format("  characters {}–{}, bytes received {}–{}", evidence.characters.begin, evidence.characters.end, evidence.raw.begin,
                         evidence.raw.end),
             kDim);
    sheet.add(first ? "evidence" : "", line);
    first = false;
  }
}

void add_origin(Sheet& sheet, const FindingEntry& finding, const RunEntry& run) {
  const ReportHead& report = finding.report;
  sheet.add("report", StyledText(report.title.empty() ? report.path : report.title, kBold).add("  " + report.id, kDim));
  StyledText place(report.source, {});
  if (report.published) place.add((place.empty() ? "" : " · ") + to_iso(*report.published));
  if (!report.url.empty()) place.add((place.empty() ? "" : " · ") + report.url);
  sheet.add("", place);
  StyledText rule(fmt::format("{:.2f}", finding.score), {});
  sheet.add("score", rule.add("  by " + finding.rule, kDim));
  sheet.add("run",
            StyledText(run.fingerprint.substr(0, 12), {}).add(finding.superseded ? "  a later run has read this report again" : "", kDim));
  sheet.add("", "program " + run.info.program);
  sheet.add("", "model " + run.info.model);
  sheet.add("", "lexicons " + run.info.lexicons);
  if (!run.info.settings.empty()) sheet.add("", "settings " + run.info.settings);
}

}  // namespace

std::string draw_statement(const StatementEntry& statement, const RunEntry& run, const DrawingOptions& options) {
  Sheet sheet(options);
  const PartyEntry* speaker = statement.find_party(Role::Speaker);
  StyledText head(speaker == nullptr ? "nobody named" : speaker->name, kSpeaker);
  const EvidenceEntry* cue = statement.find_evidence(Role::Cue);
  if (cue != nullptr) head.add(" " + cue->quote, kCue);
  sheet.add_head(head.add("  " + std::string(to_string(statement.form)), {}).add("  " + statement.id, kDim));
  sheet.add("content", statement.content());
  sheet.add("said through", describe_chain(statement));
  add_parties(sheet, statement);
  add_evidence(sheet, statement);
  add_origin(sheet, statement, run);
  return sheet.take();
}

std::string draw_event(const EventEntry& event, const RunEntry& run, const DrawingOptions& options) {
  Sheet sheet(options);
  StyledText head(event.type + (event.mode.empty() ? "" : "/" + event.mode), kBold);
  head.add("  " + describe_parties(event)).add("  ").add(badge_of(event.status), style_of(event.status));
  sheet.add_head(head.add("  " + event.id, kDim));
  sheet.add("said through", describe_chain(event));
  if (event.date) {
    StyledText date(to_iso(event.date->from) + (event.date->to == event.date->from ? "" : " to " + to_iso(event.date->to)), {});
    date.add(event.date_basis == "text" ? "  from “" + event.date_words() + "” by " + event.date_rule : "  " + event.date_basis, kDim);
    sheet.add("date", date);
  }
  if (event.place) {
    StyledText place(event.place->name, {});
    sheet.add("place", place.add("  " + event.place->country + (event.place->reason.empty() ? "" : "  by " + event.place->reason), kDim));
  }
  sheet.add("cameo", event.cameo);
  sheet.add("spoken of in", event.content_of_id);
  sheet.add("status", StyledText(to_string(event.status), style_of(event.status)).add(fmt::format("  {:.2f}", event.status_score), kDim));
  add_parties(sheet, event);
  add_evidence(sheet, event);
  add_origin(sheet, event, run);
  return sheet.take();
}

}  // namespace demarche

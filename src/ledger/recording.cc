// SPDX-License-Identifier: Apache-2.0
#include "ledger/recording.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "base/digest.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ledger/keys.h"

namespace demarche {
namespace {

/// Heads give probabilities; rounding may leave the range by a hair, and a NaN says nothing.
/// To four digits, as the digest of findings holds them: what lies beyond may differ between processors.
float clamp_score(float score) {
  return score >= 0 ? std::round(std::min(score, 1.0F) * 1e4F) / 1e4F : 0.0F;
}

template <class Record, class Next>
void check_chain(const std::vector<Record>& records, std::size_t start, Next next) {
  std::size_t steps = 0;
  for (auto at = next(records[start]); at; at = next(records[*at])) {
    DEMARCHE_CHECK(*at < records.size());
    DEMARCHE_CHECK(++steps <= records.size());
  }
}

class Recorder {
 public:
  explicit Recorder(const Document& document) : document_(document), characters_(document.text()) {
    DEMARCHE_CHECK(is_valid_utf8(document.text()));
    recording_.text_digest = sha256_hex(document.text());
  }

  Recording record() {
    if (document_.has<Statements>()) record_statements(document_.get<Statements>().statements);
    if (document_.has<Events>()) record_events(document_.get<Events>().events);
    return std::move(recording_);
  }

 private:
  bool is_boundary(std::uint32_t offset) const {
    const std::string_view text = document_.text();
    return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80U;
  }

  void add_evidence(FindingEntry& finding, Role role, std::uint32_t ordinal, TextSpan span) const {
    DEMARCHE_CHECK(span.begin < span.end && span.end <= document_.text().size());
    DEMARCHE_CHECK(is_boundary(span.begin) && is_boundary(span.end));
    EvidenceEntry evidence;
    evidence.role = role;
    evidence.ordinal = ordinal;
    evidence.bytes = span;
    evidence.characters = {characters_.to_code_points(span.begin), characters_.to_code_points(span.end)};
    evidence.raw = document_.source_map().to_raw(span);
    evidence.quote = document_.text(span);
    finding.evidence.push_back(std::move(evidence));
  }

  void add_party(FindingEntry& finding, Role role, std::uint32_t ordinal, const Entity& entity) const {
    PartyEntry party;
    party.role = role;
    party.ordinal = ordinal;
    if (!entity.span.empty()) {
      add_evidence(finding, role, ordinal, entity.span);
      party.words = finding.evidence.back().quote;
    }
    party.resolved = !entity.name.empty();
    party.name = party.resolved ? entity.name : party.words;
    party.country = entity.country;
    party.sector = entity.sector;
    party.reason = entity.reason;
    party.actor_id = actor_id(party);
    finding.parties.push_back(std::move(party));
  }

  /// Equal keys within a reading are told apart by the number of their occurrence.
  template <class MakeId>
  std::string free_id(MakeId make_id) {
    for (std::uint32_t occurrence = 0;; ++occurrence) {
      std::string id = make_id(occurrence);
      if (taken_.insert(id).second) return id;
    }
  }

  void check_within(std::uint32_t within, TextSpan anchor) const {
    const auto& outer = document_.get<Statements>().statements;
    DEMARCHE_CHECK(within < outer.size());
    const auto& content = outer[within].content;
    DEMARCHE_CHECK(std::any_of(content.begin(), content.end(), [&](TextSpan span) { return span.contains(anchor); }));
  }

  void record_statements(const std::vector<Statement>& statements) {
    auto& entries = recording_.statements;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const Statement& statement = statements[i];
      DEMARCHE_CHECK(!statement.content.empty());
      check_chain(statements, i, [](const Statement& s) { return s.within; });
      if (statement.within) check_within(*statement.within, statement.cue ? *statement.cue : statement.content.front());
      StatementEntry entry;
      entry.form = statement.form;
      entry.score = clamp_score(statement.score);
      entry.rule = statement.rule;
      if (statement.speaker) add_party(entry, Role::Speaker, 0, *statement.speaker);
      if (statement.addressee) add_party(entry, Role::Addressee, 0, *statement.addressee);
      if (statement.cue && !statement.cue->empty()) add_evidence(entry, Role::Cue, 0, *statement.cue);
      for (std::uint32_t part = 0; part < statement.content.size(); ++part)
        add_evidence(entry, Role::Content, part, statement.content[part]);
      entry.id = free_id(
          [&](std::uint32_t occurrence) { return statement_id(entry, document_.origin().digest, recording_.text_digest, occurrence); });
      entries.push_back(std::move(entry));
    }
    for (std::size_t i = 0; i < statements.size(); ++i)
      if (statements[i].within) entries[i].within_id = entries[*statements[i].within].id;
  }

  void record_date(EventEntry& entry, const Event& event) const {
    if (event.date) {
      if (!event.date->span.empty()) add_evidence(entry, Role::Time, 0, event.date->span);
      entry.date_rule = event.date->rule;
      entry.date = event.date->interval;
    }
    if (entry.date) {
      DEMARCHE_CHECK(is_valid(entry.date->from) && is_valid(entry.date->to) && entry.date->from <= entry.date->to);
      entry.date_basis = "text";
    } else if (document_.origin().published) {
      entry.date = DateInterval{*document_.origin().published, *document_.origin().published};
      entry.date_basis = "publication_date";
    }
  }

  void record_place(EventEntry& entry, const Entity& entity) const {
    PlaceEntry place;
    if (!entity.span.empty()) {
      add_evidence(entry, Role::Place, 0, entity.span);
      place.words = entry.evidence.back().quote;
    }
    place.resolved = !entity.name.empty();
    place.name = place.resolved ? entity.name : place.words;
    place.country = entity.country;
    place.reason = entity.reason;
    entry.place = std::move(place);
  }

  void record_events(const std::vector<Event>& events) {
    auto& entries = recording_.events;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const Event& event = events[i];
      check_chain(events, i, [](const Event& e) { return e.content_of; });
      if (event.within) check_within(*event.within, event.trigger);
      EventEntry entry;
      entry.score = clamp_score(event.score);
      entry.rule = event.rule;
      entry.type = event.type;
      entry.mode = event.mode;
      entry.cameo = event.cameo;
      entry.status = event.status;
      entry.status_score = clamp_score(event.status_score);
      for (std::uint32_t k = 0; k < event.actors.size(); ++k) add_party(entry, Role::Actor, k, event.actors[k]);
      for (std::uint32_t k = 0; k < event.recipients.size(); ++k) add_party(entry, Role::Recipient, k, event.recipients[k]);
      add_evidence(entry, Role::Trigger, 0, event.trigger);
      record_date(entry, event);
      if (event.place) record_place(entry, *event.place);
      if (event.within) entry.within_id = recording_.statements[*event.within].id;
      entry.id =
          free_id([&](std::uint32_t occurrence) { return event_id(entry, document_.origin().digest, recording_.text_digest, occurrence); });
      entries.push_back(std::move(entry));
    }
    for (std::size_t i = 0; i < events.size(); ++i)
      if (events[i].content_of) entries[i].content_of_id = entries[*events[i].content_of].id;
  }

  const Document& document_;
  CodePointIndex characters_;
  Recording recording_;
  std::unordered_set<std::string> taken_;
};

}  // namespace

Recording record_findings(const Document& document) {
  return Recorder(document).record();
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/keys.h"

#include "base/digest.h"
#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {

CanonicalKey& CanonicalKey::add(std::string_view field) {
  bytes_ += std::to_string(field.size());
  bytes_ += ':';
  bytes_ += field;
  return *this;
}
CanonicalKey& CanonicalKey::add(TextSpan span) {
  return add(fmt::format("{}-{}", span.begin, span.end));
}
CanonicalKey& CanonicalKey::add(double value) {
  return add(fmt::format("{}", value));
}
CanonicalKey& CanonicalKey::add(std::uint64_t value) {
  return add(std::to_string(value));
}

std::string report_id(std::string_view raw_digest) {
  return "rp_" + short_id(CanonicalKey("report").add(raw_digest).bytes());
}

std::string source_id(std::string_view name) {
  return "so_" + short_id(CanonicalKey("source").add(name).bytes());
}

std::string actor_id(const PartyEntry& party) {
  CanonicalKey key("actor");
  key.add(party.name).add(party.country).add(party.resolved ? "resolved" : "words");
  return "ac_" + short_id(key.bytes());
}

std::string statement_id(const StatementEntry& statement, std::string_view raw_digest, std::string_view text_digest,
                         std::uint32_t occurrence) {
  CanonicalKey key("statement");
  key.add(raw_digest).add(text_digest);
  for (const EvidenceEntry& evidence : statement.evidence) {
    if (evidence.role == Role::Cue || evidence.role == Role::Content) key.add(to_string(evidence.role)).add(evidence.bytes);
  }
  key.add(std::uint64_t{occurrence});
  return "st_" + short_id(key.bytes());
}

std::string event_id(const EventEntry& event, std::string_view raw_digest, std::string_view text_digest, std::uint32_t occurrence) {
  CanonicalKey key("event");
  key.add(raw_digest).add(text_digest).add(event.type);
  if (const EvidenceEntry* trigger = event.find_evidence(Role::Trigger)) key.add(trigger->bytes);
  key.add(std::uint64_t{occurrence});
  return "mn_" + short_id(key.bytes());
}

std::string run_fingerprint(const RunInfo& run) {
  CanonicalKey key("run");
  key.add(run.program).add(run.model).add(run.lexicons).add(run.settings);
  return sha256_hex(key.bytes());
}

std::string reading_fingerprint(const Origin& origin, std::string_view text_digest, std::string_view run_fingerprint) {
  CanonicalKey key("reading");
  key.add(origin.digest).add(text_digest).add(run_fingerprint);
  key.add(origin.url).add(origin.publisher).add(origin.author).add(origin.title).add(origin.language);
  key.add(origin.published ? to_iso(*origin.published) : "").add(origin.date_basis);
  return sha256_hex(key.bytes());
}

namespace {

/// Schema 1 called mentions ev_…; digests go on using that, so that what it recorded is still proved by them.
std::string first_id(const std::string& id) {
  return id.rfind("mn_", 0) == 0 ? "ev_" + id.substr(3) : id;
}

void add_finding(CanonicalKey& key, const FindingEntry& finding) {
  key.add(first_id(finding.id)).add(finding.within_id).add(static_cast<double>(finding.score)).add(finding.rule);
  for (const PartyEntry& party : finding.parties) {
    key.add(to_string(party.role)).add(std::uint64_t{party.ordinal}).add(party.actor_id);
    key.add(party.sector).add(party.reason);
  }
  for (const EvidenceEntry& evidence : finding.evidence) {
    key.add(to_string(evidence.role)).add(std::uint64_t{evidence.ordinal}).add(evidence.bytes);
    key.add(evidence.raw).add(evidence.quote);
  }
}

}  // namespace

std::string findings_digest(const std::vector<StatementEntry>& statements, const std::vector<EventEntry>& events) {
  Sha256 digest;
  for (const StatementEntry& statement : statements) {
    CanonicalKey key("statement");
    add_finding(key, statement);
    key.add(to_string(statement.form));
    digest.update(key.bytes());
  }
  for (const EventEntry& event : events) {
    CanonicalKey key("event");
    add_finding(key, event);
    key.add(event.type).add(event.mode).add(event.cameo).add(to_string(event.status));
    key.add(static_cast<double>(event.status_score)).add(first_id(event.content_of_id));
    key.add(event.date ? to_iso(event.date->from) : "").add(event.date ? to_iso(event.date->to) : "");
    key.add(event.date_basis).add(event.date_rule);
    if (event.place) {
      key.add(event.place->name).add(event.place->resolved ? "resolved" : "words");
      key.add(event.place->country).add(event.place->reason);
    }
    digest.update(key.bytes());
  }
  return digest.hex();
}

std::string searchable(std::string_view text) {
  const std::string folded = fold(text);
  std::string out = " ";
  for (std::size_t i = 0; i < folded.size();) {
    const Decoded d = decode_utf8(folded, i);
    if (is_letter(d.code_point) || is_digit(d.code_point)) {
      out += folded.substr(i, d.size);
    } else if (out.back() != ' ') {
      out += ' ';
    }
    i += d.size;
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry_loader.h"

#include <algorithm>

#include "base/error.h"

namespace demarche {
namespace {

constexpr std::size_t kMaxChain = 100;  // the audit, not the reader, complains of a ring

constexpr const char* kFinding =
    "SELECT finding.id, report.id, reading.title, source.name, reading.url, reading.path, reading.published, run.fingerprint, "
    "EXISTS (SELECT 1 FROM reading AS later WHERE later.report_key = reading.report_key AND later.reading_key > "
    "reading.reading_key), (SELECT id FROM finding AS outer_finding WHERE outer_finding.finding_key = finding.within_key), "
    "finding.within_key, finding.score, finding.rule "
    "FROM finding JOIN reading USING (reading_key) JOIN report USING (report_key) JOIN source USING (source_key) "
    "JOIN run USING (run_key) WHERE finding.finding_key = ?";
constexpr const char* kParties =
    "SELECT role, ordinal, actor.id, name, resolved, country, sector, reason FROM party JOIN actor USING (actor_key) "
    "WHERE finding_key = ?";
constexpr const char* kEvidence =
    "SELECT role, ordinal, byte_begin, byte_end, char_begin, char_end, raw_begin, raw_end, quote FROM evidence "
    "WHERE finding_key = ?";
constexpr const char* kLink =
    "SELECT finding.id, finding.within_key, speaker.name, speaker.country, addressee.name, "
    "(SELECT quote FROM evidence WHERE finding_key = finding.finding_key AND role = 'speaker' AND ordinal = 0), "
    "(SELECT quote FROM evidence WHERE finding_key = finding.finding_key AND role = 'cue' AND ordinal = 0) "
    "FROM finding "
    "LEFT JOIN party AS said ON said.finding_key = finding.finding_key AND said.role = 'speaker' AND said.ordinal = 0 "
    "LEFT JOIN actor AS speaker ON speaker.actor_key = said.actor_key "
    "LEFT JOIN party AS heard ON heard.finding_key = finding.finding_key AND heard.role = 'addressee' AND heard.ordinal = 0 "
    "LEFT JOIN actor AS addressee ON addressee.actor_key = heard.actor_key WHERE finding.finding_key = ?";
constexpr const char* kEvent =
    "SELECT type, mode, cameo, status, status_score, (SELECT id FROM finding WHERE finding_key = content_of_key), date_from, "
    "date_to, date_basis, date_rule, place.name, place.resolved, place.country, place_reason "
    "FROM event LEFT JOIN place USING (place_key) WHERE event.finding_key = ?";
constexpr const char* kReport =
    "SELECT report.id, reading.title, source.name, reading.url, reading.path, reading.published, reading.name, reading.author, "
    "reading.language, reading.date_basis, source.id, report.raw_digest, text.digest, run.fingerprint, "
    "(SELECT count(*) FROM reading AS any_reading WHERE any_reading.report_key = reading.report_key), "
    "(SELECT count(*) FROM finding WHERE finding.reading_key = reading.reading_key AND kind = 'statement'), "
    "(SELECT count(*) FROM finding WHERE finding.reading_key = reading.reading_key AND kind = 'event') "
    "FROM reading JOIN report USING (report_key) JOIN source USING (source_key) JOIN text USING (text_key) "
    "JOIN run USING (run_key) WHERE reading.reading_key = ?";
constexpr const char* kRun =
    "SELECT fingerprint, program, model, lexicons, settings, "
    "(SELECT count(DISTINCT report_key) FROM reading WHERE reading.run_key = run.run_key) FROM run WHERE fingerprint = ?";

template <class Entry>
void order_by_role(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.role != b.role ? a.role < b.role : a.ordinal < b.ordinal; });
}

Role role_of(const Query& query, int column) {
  const std::string name = query.text(column);
  const std::optional<Role> role = parse_role(name);
  if (!role) fail(ErrorCode::LedgerDamaged, "the ledger names an unknown role '{}'", name);
  return *role;
}

const EvidenceEntry* words_of(const FindingEntry& finding, Role role, std::uint32_t ordinal) {
  for (const EvidenceEntry& evidence : finding.evidence)
    if (evidence.role == role && evidence.ordinal == ordinal) return &evidence;
  return nullptr;
}

}  // namespace

std::optional<Date> to_date(const Query& query, int column) {
  return query.is_null(column) ? std::nullopt : parse_iso_date(query.text(column));
}

void EntryLoader::load_finding(std::int64_t key, FindingEntry& finding) {
  Query& row = database_.cached(kFinding).bind(key);
  if (!row.step()) fail(ErrorCode::LedgerDamaged, "'{}' lacks the finding with the key {}", database_.path(), key);
  finding.id = row.text(0);
  finding.report = {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), to_date(row, 6)};
  finding.run = row.text(7);
  finding.superseded = row.number(8) != 0;
  finding.within_id = row.text(9);
  std::optional<std::int64_t> next;
  if (!row.is_null(10)) next = row.number(10);
  finding.score = static_cast<float>(row.real(11));
  finding.rule = row.text(12);
  row.reset();

  Query& evidence = database_.cached(kEvidence).bind(key);
  while (evidence.step()) {
    finding.evidence.push_back({role_of(evidence, 0),
                                evidence.offset(1),
                                {evidence.offset(2), evidence.offset(3)},
                                {evidence.offset(4), evidence.offset(5)},
                                {evidence.offset(6), evidence.offset(7)},
                                evidence.text(8)});
  }
  evidence.reset();
  order_by_role(finding.evidence);

  Query& party = database_.cached(kParties).bind(key);
  while (party.step()) {
    PartyEntry entry{role_of(party, 0), party.offset(1),      party.text(2),
                     party.text(3),     party.number(4) != 0, party.text(5),
                     party.text(6),     party.text(7),        {}};
    if (const EvidenceEntry* words = words_of(finding, entry.role, entry.ordinal)) entry.words = words->quote;
    finding.parties.push_back(std::move(entry));
  }
  party.reset();
  order_by_role(finding.parties);

  while (next && finding.chain.size() < kMaxChain) {
    Query& link = database_.cached(kLink).bind(*next);
    if (!link.step()) break;
    finding.chain.push_back({link.text(0), link.text(2), link.text(5), link.text(3), link.text(6), link.text(4)});
    next = link.is_null(1) ? std::nullopt : std::optional(link.number(1));
    link.reset();
  }
}

StatementEntry EntryLoader::load_statement(std::int64_t key) {
  StatementEntry statement;
  load_finding(key, statement);
  Query& row = database_.cached("SELECT form FROM statement WHERE finding_key = ?").bind(key);
  if (!row.step()) fail(ErrorCode::LedgerDamaged, "{} is no statement", statement.id);
  const std::string form = row.text(0);
  row.reset();
  if (form != "direct" && form != "indirect" && form != "mixed")
    fail(ErrorCode::LedgerDamaged, "{} has an unknown form '{}'", statement.id, form);
  statement.form = form == "direct" ? Form::Direct : form == "mixed" ? Form::Mixed : Form::Indirect;
  return statement;
}

EventEntry EntryLoader::load_event(std::int64_t key) {
  EventEntry event;
  load_finding(key, event);
  Query& row = database_.cached(kEvent).bind(key);
  if (!row.step()) fail(ErrorCode::LedgerDamaged, "{} is no event", event.id);
  event.type = row.text(0);
  event.mode = row.text(1);
  event.cameo = row.text(2);
  const std::optional<Status> status = parse_status(row.text(3));
  if (!status) fail(ErrorCode::LedgerDamaged, "{} has an unknown status '{}'", event.id, row.text(3));
  event.status = *status;
  event.status_score = static_cast<float>(row.real(4));
  event.content_of_id = row.text(5);
  const std::optional<Date> from = to_date(row, 6);
  const std::optional<Date> to = to_date(row, 7);
  if (from && to) event.date = DateInterval{*from, *to};
  event.date_basis = row.text(8);
  event.date_rule = row.text(9);
  if (!row.is_null(10)) {
    event.place = PlaceEntry{row.text(10), row.number(11) != 0, row.text(12), row.text(13), {}};
    if (const EvidenceEntry* words = event.find_evidence(Role::Place)) event.place->words = words->quote;
  }
  row.reset();
  return event;
}

ReportEntry EntryLoader::load_report(std::int64_t reading_key) {
  Query& row = database_.cached(kReport).bind(reading_key);
  if (!row.step()) fail(ErrorCode::LedgerDamaged, "'{}' lacks the reading with the key {}", database_.path(), reading_key);
  ReportEntry report;
  report.head = {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), to_date(row, 5)};
  report.name = row.text(6);
  report.author = row.text(7);
  report.language = row.text(8);
  report.date_basis = row.text(9);
  report.source_id = row.text(10);
  report.raw_digest = row.text(11);
  report.text_digest = row.text(12);
  report.run = row.text(13);
  report.readings = row.offset(14);
  report.statements = static_cast<std::uint64_t>(row.number(15));
  report.events = static_cast<std::uint64_t>(row.number(16));
  row.reset();
  return report;
}

RunEntry EntryLoader::load_run(const std::string& fingerprint) {
  Query& row = database_.cached(kRun).bind(fingerprint);
  if (!row.step()) fail(ErrorCode::NotFound, "no run '{}'", fingerprint);
  RunEntry run{row.text(0), {row.text(1), row.text(2), row.text(3), row.text(4)}, static_cast<std::uint64_t>(row.number(5))};
  row.reset();
  return run;
}

std::vector<std::int64_t> EntryLoader::keys_of(std::int64_t reading_key, const char* kind) {
  Query& rows =
      database_.cached("SELECT finding_key FROM finding WHERE reading_key = ? AND kind = ? ORDER BY ordinal").bind(reading_key, kind);
  std::vector<std::int64_t> keys;
  while (rows.step()) keys.push_back(rows.number(0));
  rows.reset();
  return keys;
}

std::vector<StatementEntry> EntryLoader::load_statements(std::int64_t reading_key) {
  std::vector<StatementEntry> statements;
  for (std::int64_t key : keys_of(reading_key, "statement")) statements.push_back(load_statement(key));
  return statements;
}

std::vector<EventEntry> EntryLoader::load_events(std::int64_t reading_key) {
  std::vector<EventEntry> events;
  for (std::int64_t key : keys_of(reading_key, "event")) events.push_back(load_event(key));
  return events;
}

std::string EntryLoader::load_text(std::int64_t reading_key) {
  Query& row = database_.cached("SELECT text FROM reading JOIN text USING (text_key) WHERE reading_key = ?").bind(reading_key);
  std::string text = row.step() ? row.text(0) : "";
  row.reset();
  return text;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/digest.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ledger/database.h"
#include "ledger/entry_loader.h"
#include "ledger/keys.h"
#include "ledger/ledger_file.h"
#include "ledger/migrations.h"

namespace demarche {
namespace {

std::string shorten(const std::string& text) {
  constexpr std::size_t kShown = 80;
  if (text.size() <= kShown) return text;
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

/// One reading with all that was found in it, as it stands in the ledger.
struct StoredReading {
  ReportEntry report;
  Origin origin;  ///< made of the row
  std::string text;
  std::vector<StatementEntry> statements;
  std::vector<EventEntry> events;
  std::string fingerprint;
  std::string findings_digest;
};

class Auditor {
 public:
  explicit Auditor(const std::string& path) : database_(open_for_reading(path)), loader_(*database_) {}

  AuditReport run() {
    const Transaction snapshot(*database_, Transaction::Kind::Read);
    // A file with damaged pages may fail at any question after the first; what was found so far is still told.
    guard("file", [&] { check_file(); });
    guard("file", [&] { count_rows(); });
    guard("run", [&] { check_runs(); });
    guard("source", [&] { check_names(); });
    guard("finding", [&] { check_links(); });
    guard("link", [&] { check_merged(); });
    guard("reading", [&] {
      Query readings = database_->query("SELECT reading_key FROM reading ORDER BY reading_key");
      while (readings.step()) {
        const std::int64_t key = readings.number(0);
        guard(fmt::format("reading {}", key), [&] { check_reading(key); });
      }
    });
    return std::move(report_);
  }

 private:
  void complain(const std::string& code, const std::string& record, std::string message) {
    if (++report_.problem_count <= kMaxAuditProblems) report_.problems.push_back({code, record, std::move(message)});
  }

  template <class Check>
  void guard(const std::string& record, Check check) {
    try {
      check();
    } catch (const Error& error) {
      complain("unreadable", record, error.message());
    } catch (const Bug& bug) {
      complain("unreadable", record, bug.what());
    }
  }

  void expect_equal(const char* code, const std::string& record, const std::string& stored, const std::string& made) {
    if (stored != made) complain(code, record, fmt::format("stored «{}», made again «{}»", shorten(stored), shorten(made)));
  }

  void check_file() {
    Query integrity = database_->query("PRAGMA integrity_check(100)");
    while (integrity.step())
      if (integrity.text(0) != "ok") complain("integrity", "file", integrity.text(0));
    static const std::string own = own_schema_text();
    if (schema_text(*database_) != own) complain("schema-differs", "file", "the tables, views or triggers are not those of a ledger");
    Query keys = database_->query("PRAGMA foreign_key_check");
    while (keys.step())
      complain("foreign-key", keys.text(0), fmt::format("row {} names a row of {} that is not there", keys.text(1), keys.text(2)));
  }

  void count_rows() {
    const auto count = [&](const char* table) {
      return static_cast<std::uint64_t>(database_->number(fmt::format("SELECT count(*) FROM {}", table)));
    };
    report_.runs = count("run");
    report_.reports = count("report");
    report_.readings = count("reading");
    report_.statements = count("statement");
    report_.events = count("event");
    report_.parties = count("party");
    report_.evidence = count("evidence");
  }

  void check_runs() {
    Query runs = database_->query("SELECT fingerprint, program, model, lexicons, settings FROM run");
    while (runs.step()) {
      expect_equal("run-fingerprint", runs.text(0), runs.text(0),
                   run_fingerprint({runs.text(1), runs.text(2), runs.text(3), runs.text(4)}));
    }
  }

  void check_names() {
    Query sources = database_->query("SELECT id, name FROM source");
    while (sources.step()) expect_equal("source-id", sources.text(0), sources.text(0), source_id(sources.text(1)));
    Query reports = database_->query("SELECT id, raw_digest FROM report");
    while (reports.step()) expect_equal("report-id", reports.text(0), reports.text(0), report_id(reports.text(1)));
    Query actors = database_->query("SELECT id, name, country, resolved FROM actor");
    while (actors.step()) {
      PartyEntry party;
      party.name = actors.text(1);
      party.country = actors.text(2);
      party.resolved = actors.number(3) != 0;
      expect_equal("actor-id", actors.text(0), actors.text(0), actor_id(party));
    }
  }

  /// What crosses from one reading into another, or is half there.
  void check_links() {
    const struct {
      const char* code;
      const char* message;
      const char* sql;
    } checks[] = {
        {"chain-leaves-report", "stands within a statement of another reading",
         "SELECT inner_finding.id FROM finding AS inner_finding JOIN finding AS outer_finding "
         "ON outer_finding.finding_key = inner_finding.within_key "
         "WHERE inner_finding.reading_key <> outer_finding.reading_key"},
        {"chain-leaves-report", "is content of an event of another reading",
         "SELECT act.id FROM event JOIN finding AS act USING (finding_key) JOIN finding AS doorway "
         "ON doorway.finding_key = event.content_of_key WHERE act.reading_key <> doorway.reading_key"},
        {"half-record", "is a finding without its statement or event",
         "SELECT id FROM finding WHERE NOT EXISTS (SELECT 1 FROM statement WHERE statement.finding_key = "
         "finding.finding_key AND kind = 'statement') AND NOT EXISTS (SELECT 1 FROM event WHERE event.finding_key = "
         "finding.finding_key AND kind = 'event')"},
        {"half-record", "is a report that nothing has read",
         "SELECT id FROM report WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.report_key = report.report_key)"},
        {"date-differs", "does not have the publication date of its report",
         "SELECT finding.id FROM statement JOIN finding USING (finding_key) JOIN reading USING (reading_key) "
         "WHERE statement.published IS NOT reading.published"},
        {"date-differs", "is filed by a publication date that is not its report's",
         "SELECT finding.id FROM event JOIN finding USING (finding_key) JOIN reading USING (reading_key) "
         "WHERE event.date_basis <> 'text' AND (event.date_from IS NOT reading.published "
         "OR event.date_to IS NOT reading.published)"},
    };
    for (const auto& check : checks) {
      Query rows = database_->query(check.sql);
      while (rows.step()) complain(check.code, rows.text(0), check.message);
    }
  }

  /// Links may be made again, but while they stand they must fit what they link.
  void check_merged() {
    const struct {
      const char* code;
      const char* message;
      const char* sql;
    } checks[] = {
        {"link-missing", "is a latest reading that links do not know",
         "SELECT report.id FROM current_reading JOIN report USING (report_key) "
         "WHERE reading_key NOT IN (SELECT reading_key FROM copy)"},
        {"link-missing", "is told by a latest reading and belongs to no event",
         "SELECT finding.id FROM finding JOIN copy USING (reading_key) WHERE kind = 'event' "
         "AND finding_key NOT IN (SELECT finding_key FROM mention)"},
        {"link-missing", "is named by a latest reading and has no identity",
         "SELECT DISTINCT actor.id FROM copy JOIN finding USING (reading_key) JOIN party USING (finding_key) JOIN actor USING (actor_key) "
         "WHERE actor_key NOT IN (SELECT actor_key FROM alias)"},
        {"link-missing", "is planned, requested or threatened and is not followed",
         "SELECT id FROM merged_event WHERE status IN ('planned', 'requested', 'threatened') "
         "AND merged_key NOT IN (SELECT plan_key FROM plan_link)"},
        {"link-superseded", "belongs to an event though a later run has read its report",
         "SELECT finding.id FROM mention JOIN finding USING (finding_key) WHERE reading_key NOT IN (SELECT reading_key FROM copy)"},
        {"link-id", "does not have the id of the mention that was told first",
         "SELECT merged_event.id FROM merged_event JOIN finding ON finding_key = merged_key "
         "WHERE substr(merged_event.id, 4) <> substr(finding.id, 4)"},
        {"link-votes", "counts other mentions than it has",
         "SELECT id FROM merged_event WHERE n_mentions <> (SELECT count(*) FROM mention WHERE mention.merged_key = "
         "merged_event.merged_key)"},
        {"link-votes", "counts other independent sources than its mentions have",
         "SELECT id FROM merged_event WHERE n_independent <> (SELECT count(DISTINCT origin) FROM mention "
         "WHERE mention.merged_key = merged_event.merged_key) OR n_independent <> (SELECT sum(independent) FROM mention "
         "WHERE mention.merged_key = merged_event.merged_key)"},
        {"link-votes", "has other votes than independent sources",
         "SELECT id FROM merged_event WHERE n_independent <> votes_happened + votes_ongoing + votes_planned + votes_requested + "
         "votes_threatened + votes_possible + votes_denied"},
        {"link-end", "shows words of a mention that is not its own",
         "SELECT id FROM merged_event WHERE top_key NOT IN (SELECT finding_key FROM mention WHERE mention.merged_key = "
         "merged_event.merged_key)"},
        {"link-end", "sets mentions against each other that are not of its event",
         "SELECT id FROM contradiction WHERE (a_kind = 'mention' AND a_key NOT IN (SELECT finding_key FROM mention WHERE "
         "mention.merged_key = contradiction.merged_key)) OR (b_kind = 'mention' AND b_key NOT IN (SELECT finding_key FROM mention "
         "WHERE mention.merged_key = contradiction.merged_key))"},
        {"link-end", "undoes a decision that is not there",
         "SELECT id FROM decision WHERE undoes <> '' AND undoes NOT IN (SELECT id FROM decision)"},
    };
    for (const auto& check : checks) {
      Query rows = database_->query(check.sql);
      while (rows.step()) complain(check.code, rows.text(0), check.message);
    }
  }

  StoredReading load_reading(std::int64_t key) {
    StoredReading reading;
    reading.report = loader_.load_report(key);
    const ReportEntry& report = reading.report;
    reading.origin.url = report.head.url;
    reading.origin.publisher = report.head.source;
    reading.origin.author = report.author;
    reading.origin.title = report.head.title;
    reading.origin.language = report.language;
    reading.origin.published = report.head.published;
    reading.origin.date_basis = report.date_basis;
    reading.origin.digest = report.raw_digest;
    reading.text = loader_.load_text(key);
    reading.statements = loader_.load_statements(key);
    reading.events = loader_.load_events(key);
    Query& digests = database_->cached("SELECT fingerprint, findings_digest FROM reading WHERE reading_key = ?").bind(key);
    if (digests.step()) {
      reading.fingerprint = digests.text(0);
      reading.findings_digest = digests.text(1);
    }
    digests.reset();
    return reading;
  }

  void check_reading(std::int64_t key) {
    const StoredReading reading = load_reading(key);
    const std::string& id = reading.report.head.id;
    expect_equal("text-digest", id, reading.report.text_digest, sha256_hex(reading.text));
    expect_equal("reading-fingerprint", id, reading.fingerprint,
                 reading_fingerprint(reading.origin, reading.report.text_digest, reading.report.run));
    expect_equal("findings-digest", id, reading.findings_digest, findings_digest(reading.statements, reading.events));
    const CodePointIndex characters(reading.text);
    for (const StatementEntry& statement : reading.statements) check_evidence(statement, reading.text, characters);
    for (const EventEntry& event : reading.events) check_evidence(event, reading.text, characters);
    check_ids(reading);
    check_chains(reading);
  }

  void check_evidence(const FindingEntry& finding, const std::string& text, const CodePointIndex& characters) {
    for (const EvidenceEntry& evidence : finding.evidence) {
      const std::string where = fmt::format("{} {} {}", finding.id, to_string(evidence.role), evidence.ordinal);
      if (evidence.bytes.begin > evidence.bytes.end || evidence.bytes.end > text.size()) {
        complain("quote-differs", where,
                 fmt::format("bytes {} to {} lie outside the text of {} bytes", evidence.bytes.begin, evidence.bytes.end, text.size()));
        continue;
      }
      const std::string words = text.substr(evidence.bytes.begin, evidence.bytes.size());
      if (words != evidence.quote) {
        complain("quote-differs", where, fmt::format("the quote is «{}», the text says «{}»", shorten(evidence.quote), shorten(words)));
      }
      const bool same = characters.to_code_points(evidence.bytes.begin) == evidence.characters.begin &&
                        characters.to_code_points(evidence.bytes.end) == evidence.characters.end &&
                        characters.to_bytes(evidence.characters.begin) == evidence.bytes.begin &&
                        characters.to_bytes(evidence.characters.end) == evidence.bytes.end;
      if (!same) {
        complain("characters-differ", where,
                 fmt::format("code points {} to {} are not the bytes {} to {}", evidence.characters.begin, evidence.characters.end,
                             evidence.bytes.begin, evidence.bytes.end));
      }
    }
  }

  void check_ids(const StoredReading& reading) {
    const std::string& raw = reading.report.raw_digest;
    const std::string& text = reading.report.text_digest;
    std::unordered_set<std::string> taken;
    const auto check = [&](const std::string& stored, const auto& make) {
      std::uint32_t occurrence = 0;
      std::string id = make(occurrence);
      while (!taken.insert(id).second) id = make(++occurrence);
      expect_equal("finding-id", stored, stored, id);
    };
    for (const StatementEntry& statement : reading.statements) {
      if (statement.find_evidence(Role::Content) == nullptr) complain("evidence-missing", statement.id, "has no words of what was said");
      check(statement.id, [&](std::uint32_t occurrence) { return statement_id(statement, raw, text, occurrence); });
    }
    for (const EventEntry& event : reading.events) {
      if (event.find_evidence(Role::Trigger) == nullptr) complain("evidence-missing", event.id, "has no words that tell the act");
      check(event.id, [&](std::uint32_t occurrence) { return event_id(event, raw, text, occurrence); });
    }
  }

  void check_chains(const StoredReading& reading) {
    std::unordered_map<std::string, const StatementEntry*> statements;
    for (const StatementEntry& statement : reading.statements) statements[statement.id] = &statement;
    std::unordered_map<std::string, const EventEntry*> events;
    for (const EventEntry& event : reading.events) events[event.id] = &event;
    const auto check_within = [&](const FindingEntry& finding, const EvidenceEntry* anchor) {
      if (finding.within_id.empty() || anchor == nullptr) return;
      const auto outer = statements.find(finding.within_id);
      if (outer == statements.end()) return;  // told by check_links
      const auto& evidence = outer->second->evidence;
      const bool inside = std::any_of(evidence.begin(), evidence.end(), [&](const EvidenceEntry& entry) {
        return entry.role == Role::Content && entry.bytes.contains(anchor->bytes);
      });
      if (!inside) complain("within-outside", finding.id, "stands outside the content of " + finding.within_id);
    };
    const auto check_end = [&](const std::string& id, const auto& records, const auto& next) {
      std::size_t steps = 0;
      for (auto at = records.find(id); at != records.end(); at = records.find(next(*at->second))) {
        if (++steps <= records.size()) continue;
        return complain("chain-endless", id, "its chain comes back to itself");
      }
    };
    for (const StatementEntry& statement : reading.statements) {
      const EvidenceEntry* cue = statement.find_evidence(Role::Cue);
      check_within(statement, cue != nullptr ? cue : statement.find_evidence(Role::Content));
      check_end(statement.id, statements, [](const StatementEntry& s) { return s.within_id; });
    }
    for (const EventEntry& event : reading.events) {
      check_within(event, event.find_evidence(Role::Trigger));
      check_end(event.id, events, [](const EventEntry& e) { return e.content_of_id; });
    }
  }

  std::unique_ptr<Database> database_;
  EntryLoader loader_;
  AuditReport report_;
};

}  // namespace

AuditReport audit(const std::string& path) {
  return Auditor(path).run();
}

}  // namespace demarche

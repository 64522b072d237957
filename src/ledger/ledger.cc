// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "ledger/database.h"
#include "ledger/decisions.h"
#include "ledger/keys.h"
#include "ledger/link_store.h"
#include "ledger/migrations.h"
#include "ledger/recording.h"
#include "ledger/writer_lock.h"

namespace demarche {
namespace {

constexpr std::size_t kMaxKnownKeys = 200'000;  // names remembered by the writer, about 20 MB

constexpr const char* kWriterSettings =
    "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
    "PRAGMA cell_size_check = ON; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864;";

constexpr const char* kFindReading = "SELECT 1 FROM reading WHERE fingerprint = ?";
constexpr const char* kInsertRun =
    "INSERT INTO run (fingerprint, program, model, lexicons, settings) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING";
constexpr const char* kInsertSource = "INSERT INTO source (id, name, words) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kInsertReport = "INSERT INTO report (id, raw_digest) VALUES (?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kInsertText = "INSERT INTO text (digest, text) VALUES (?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kInsertActor = "INSERT INTO actor (id, name, resolved, country, words) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kInsertPlace = "INSERT INTO place (name, resolved, country, words) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kInsertReading =
    "INSERT INTO reading (report_key, run_key, text_key, source_key, fingerprint, findings_digest, name, path, url, author, "
    "title, language, published, date_basis) "
    "VALUES ((SELECT report_key FROM report WHERE raw_digest = ?), (SELECT run_key FROM run WHERE fingerprint = ?), "
    "(SELECT text_key FROM text WHERE digest = ?), (SELECT source_key FROM source WHERE id = ?), "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING reading_key";
constexpr const char* kInsertFinding =
    "INSERT INTO finding (finding_key, reading_key, id, kind, ordinal, within_key, score, rule) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kInsertStatement = "INSERT INTO statement (finding_key, form, published) VALUES (?, ?, ?)";
constexpr const char* kInsertEvent =
    "INSERT INTO event (finding_key, type, mode, cameo, status, status_score, content_of_key, date_from, date_to, date_basis, "
    "date_rule, place_key, place_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kInsertParty = "INSERT INTO party (finding_key, role, ordinal, actor_key, sector, reason) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* kIndexReport =
    "INSERT INTO report_search (rowid, title, text) SELECT reading_key, title, text FROM report_words WHERE reading_key = ?";
constexpr const char* kIndexFinding =
    "INSERT INTO finding_search (rowid, speaker, cue, content, trigger_words, parties) "
    "SELECT finding_key, speaker, cue, content, trigger_words, parties FROM finding_words WHERE finding_key = ?";
constexpr const char* kNextRevision = "UPDATE ledger_revision SET revision = revision + 1, at = ?";
constexpr const char* kInsertEvidence =
    "INSERT INTO evidence (finding_key, role, ordinal, byte_begin, byte_end, char_begin, char_end, raw_begin, raw_end, quote) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

bool holds_bytes(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && status.st_size > 0;
}

std::optional<std::string> iso(const std::optional<Date>& date) {
  return date ? std::optional(to_iso(*date)) : std::nullopt;
}

/// Makes the whole ledger under another name and renames it: nobody ever sees one without its tables.
void create_ledger(const std::string& path, const std::string& file_layer) {
  const std::string fresh = path + "-new";
  const auto remove_all = [&] {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::remove((fresh + ending).c_str());
  };
  remove_all();  // of a process that was killed here
  try {
    {
      Database database(fresh, Access::Create, file_layer);
      database.execute(kWriterSettings);
      migrate(database, schema_files());
      // The change log must be empty before the file gets its name.
      database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    if (std::rename(fresh.c_str(), path.c_str()) != 0)
      fail(ErrorCode::FileUnwritable, "cannot create '{}': {}", path, std::strerror(errno));
  } catch (...) {
    remove_all();
    throw;
  }
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file >= 0) {
    fsync(file);
    close(file);
  }
}

}  // namespace

struct Ledger::State {
  State(const std::string& path, const LedgerOptions& options) : lock(path, options.writer), clock(options.clock) {
    if (!holds_bytes(path)) create_ledger(path, options.file_layer);
    database.emplace(path, Access::Write, options.file_layer);
    database->wait_when_busy();
    require_ledger(*database, static_cast<std::int64_t>(schema_files().size()));
    database->execute(kWriterSettings);
    migrate(*database, schema_files());
    links.emplace(*database);
    if (database->number("SELECT linked FROM ledger_revision") == kLinkingVersion) return;
    Transaction transaction(*database, Transaction::Kind::Write);
    // Nothing changes where there is nothing to link: a new ledger tells of everything from its beginning.
    const bool is_empty = database->number("SELECT EXISTS (SELECT 1 FROM reading)") == 0;
    links->link_everything(is_empty ? 0 : next_revision());
    if (!is_empty) begin_revision();
    transaction.commit();
  }

  bool write(const Document& document, const Recording& recording, const RunInfo& run);
  std::int64_t insert_reading(const Document& document, const Recording& recording, const std::string& run);
  void insert_finding(const FindingEntry& finding, const char* kind, std::uint32_t ordinal, std::int64_t reading);
  std::int64_t actor_key(const PartyEntry& party);
  std::int64_t place_key(const PlaceEntry& place);
  void finish();  ///< before each commit
  std::int64_t next_revision() { return database->number("SELECT revision + 1 FROM ledger_revision"); }
  void begin_revision() { database->cached(kNextRevision).bind(clock ? clock() : std::string()).run(); }
  void forget() {
    unlinked.clear();
    links->forget();
    changed = false;
    actors.clear();
    findings.clear();
  }

  WriterLock lock;
  std::optional<Database> database;
  std::optional<LinkStore> links;
  std::vector<std::int64_t> unlinked;  ///< readings that were written since the last commit
  std::optional<Transaction> batch;
  std::function<std::string()> clock;
  bool changed = false;                                    ///< since the last commit
  std::unordered_map<std::string, std::int64_t> actors;    ///< keys by id, of rows that are committed or in the open batch
  std::unordered_map<std::string, std::int64_t> findings;  ///< keys by id, of the reading that is being written
};

std::int64_t Ledger::State::actor_key(const PartyEntry& party) {
  const auto known = actors.find(party.actor_id);
  if (known != actors.end()) return known->second;
  database->cached(kInsertActor).bind(party.actor_id, party.name, party.resolved ? 1 : 0, party.country, searchable(party.name)).run();
  Query& find = database->cached("SELECT actor_key FROM actor WHERE id = ?").bind(party.actor_id);
  DEMARCHE_CHECK(find.step());
  const std::int64_t key = find.number(0);
  find.reset();
  if (actors.size() >= kMaxKnownKeys) actors.clear();
  actors.emplace(party.actor_id, key);
  return key;
}

std::int64_t Ledger::State::place_key(const PlaceEntry& place) {
  database->cached(kInsertPlace).bind(place.name, place.resolved ? 1 : 0, place.country, searchable(place.name)).run();
  Query& find = database->cached("SELECT place_key FROM place WHERE name = ? AND country = ? AND resolved = ?")
                    .bind(place.name, place.country, place.resolved ? 1 : 0);
  DEMARCHE_CHECK(find.step());
  const std::int64_t key = find.number(0);
  find.reset();
  return key;
}

std::int64_t Ledger::State::insert_reading(const Document& document, const Recording& recording, const std::string& run) {
  const Origin& origin = document.origin();
  const std::string source = source_id(origin.publisher);
  database->cached(kInsertSource).bind(source, origin.publisher, searchable(origin.publisher)).run();
  database->cached(kInsertReport).bind(report_id(origin.digest), origin.digest).run();
  database->cached(kInsertText).bind(recording.text_digest, document.text()).run();
  Query& insert = database->cached(kInsertReading)
                      .bind(origin.digest, run, recording.text_digest, source, reading_fingerprint(origin, recording.text_digest, run),
                            findings_digest(recording.statements, recording.events), origin.id, origin.path, origin.url, origin.author,
                            origin.title, origin.language, iso(origin.published), origin.date_basis);
  DEMARCHE_CHECK(insert.step());
  const std::int64_t key = insert.number(0);
  insert.run();
  return key;
}

void Ledger::State::insert_finding(const FindingEntry& finding, const char* kind, std::uint32_t ordinal, std::int64_t reading) {
  const std::int64_t key = findings.at(finding.id);
  std::optional<std::int64_t> within;
  if (!finding.within_id.empty()) within = findings.at(finding.within_id);
  database->cached(kInsertFinding)
      .bind(key, reading, finding.id, kind, ordinal, within, static_cast<double>(finding.score), finding.rule)
      .run();
  for (const PartyEntry& party : finding.parties) {
    const std::int64_t actor = actor_key(party);
    database->cached(kInsertParty).bind(key, to_string(party.role), party.ordinal, actor, party.sector, party.reason).run();
  }
  for (const EvidenceEntry& evidence : finding.evidence) {
    database->cached(kInsertEvidence)
        .bind(key, to_string(evidence.role), evidence.ordinal, evidence.bytes.begin, evidence.bytes.end, evidence.characters.begin,
              evidence.characters.end, evidence.raw.begin, evidence.raw.end, evidence.quote)
        .run();
  }
  database->cached(kIndexFinding).bind(key).run();
}

bool Ledger::State::write(const Document& document, const Recording& recording, const RunInfo& run) {
  const std::string fingerprint = run_fingerprint(run);
  const Origin& origin = document.origin();
  DEMARCHE_CHECK(!origin.published || is_valid(*origin.published));
  Query& known = database->cached(kFindReading).bind(reading_fingerprint(origin, recording.text_digest, fingerprint));
  const bool is_known = known.step();
  known.reset();
  if (is_known) return false;

  database->cached(kInsertRun).bind(fingerprint, run.program, run.model, run.lexicons, run.settings).run();
  const std::int64_t reading = insert_reading(document, recording, fingerprint);
  // Keys first: a finding may stand within one that is written after it.
  std::int64_t next = database->number("SELECT max(finding_key) FROM finding");
  findings.clear();
  for (const StatementEntry& statement : recording.statements) findings[statement.id] = ++next;
  for (const EventEntry& event : recording.events) findings[event.id] = ++next;
  const std::optional<std::string> published = iso(origin.published);
  std::uint32_t ordinal = 0;
  for (const StatementEntry& statement : recording.statements) {
    insert_finding(statement, "statement", ordinal++, reading);
    database->cached(kInsertStatement).bind(findings.at(statement.id), to_string(statement.form), published).run();
  }
  ordinal = 0;
  for (const EventEntry& event : recording.events) {
    insert_finding(event, "event", ordinal++, reading);
    std::optional<std::int64_t> content_of;
    if (!event.content_of_id.empty()) content_of = findings.at(event.content_of_id);
    std::optional<std::int64_t> place;
    if (event.place) place = place_key(*event.place);
    std::optional<std::string> from;
    std::optional<std::string> to;
    if (event.date) {
      from = to_iso(event.date->from);
      to = to_iso(event.date->to);
    }
    database->cached(kInsertEvent)
        .bind(findings.at(event.id), event.type, event.mode, event.cameo, to_string(event.status), static_cast<double>(event.status_score),
              content_of, from, to, event.date_basis, event.date_rule, place, event.place ? event.place->reason : std::string())
        .run();
  }
  database->cached(kIndexReport).bind(reading).run();
  unlinked.push_back(reading);
  changed = true;
  return true;
}

void Ledger::State::finish() {
  if (!changed) return;
  for (const std::int64_t reading : unlinked) links->add_reading(reading);
  unlinked.clear();
  links->relink(next_revision());
  begin_revision();
  changed = false;
}

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Ledger Ledger::open(const std::string& path, Mode mode, const LedgerOptions& options) {
  const bool there = holds_bytes(path);
  if (mode == Mode::CreateNew && there) throw Error(ErrorCode::BadUsage, fmt::format("'{}' is there already", path), "name another file");
  if (mode == Mode::OpenExisting && !there) fail(ErrorCode::LedgerMissing, "no ledger at '{}'", path);
  return Ledger(std::make_unique<State>(path, options));
}

bool Ledger::append(const Document& document, const RunInfo& run) {
  const Recording recording = record_findings(document);
  const std::size_t unlinked = state_->unlinked.size();
  const bool changed = state_->changed;
  try {
    Transaction transaction(*state_->database, in_batch() ? Transaction::Kind::Savepoint : Transaction::Kind::Write);
    const bool added = state_->write(document, recording, run);
    if (!in_batch()) state_->finish();
    transaction.commit();
    return added;
  } catch (...) {
    const std::vector<std::int64_t> before(
        state_->unlinked.begin(), state_->unlinked.begin() + static_cast<std::ptrdiff_t>(std::min(unlinked, state_->unlinked.size())));
    state_->forget();  // rows behind the remembered keys may be undone
    if (!state_->database->in_transaction()) {
      state_->batch.reset();
    } else {  // the other reports of the batch are there still
      state_->unlinked = before;
      state_->changed = changed;
    }
    throw;
  }
}

bool Ledger::contains(const Document& document, const RunInfo& run) {
  Query& known = state_->database->cached(kFindReading)
                     .bind(reading_fingerprint(document.origin(), sha256_hex(document.text()), run_fingerprint(run)));
  const bool is_known = known.step();
  known.reset();
  return is_known;
}

void Ledger::begin_batch() {
  DEMARCHE_CHECK(!in_batch());
  state_->batch.emplace(*state_->database, Transaction::Kind::Write);
}

void Ledger::commit_batch() {
  DEMARCHE_CHECK(in_batch());
  try {
    state_->finish();
    state_->batch->commit();
    state_->batch.reset();
  } catch (...) {
    state_->forget();
    state_->batch.reset();
    throw;
  }
}

std::string Ledger::decide(const Decision& decision) {
  DEMARCHE_CHECK(!in_batch());
  try {
    Transaction transaction(*state_->database, Transaction::Kind::Write);
    std::string id = write_decision(*state_->database, decision);
    state_->links->apply_decision(id, decision.act == "undo" ? decision.record_id : "");
    state_->changed = true;
    state_->finish();
    transaction.commit();
    return id;
  } catch (...) {
    state_->forget();
    throw;
  }
}

void Ledger::link_everything() {
  DEMARCHE_CHECK(!in_batch());
  try {
    Transaction transaction(*state_->database, Transaction::Kind::Write);
    state_->links->link_everything(state_->next_revision());
    state_->changed = true;
    state_->finish();
    transaction.commit();
  } catch (...) {
    state_->forget();
    throw;
  }
}

bool Ledger::in_batch() const {
  return state_->batch.has_value();
}

}  // namespace demarche

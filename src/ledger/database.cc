// SPDX-License-Identifier: Apache-2.0
#include "ledger/database.h"

#include <sqlite3.h>

#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/unicode.h"
#include "ledger/keys.h"

namespace demarche {
namespace {

/// Which kind of trouble an SQLite code is. What is left over can only be a defect of the program's SQL.
[[noreturn]] void fail_by_code(sqlite3* handle, int code, const std::string& path) {
  const int extended = handle != nullptr ? sqlite3_extended_errcode(handle) : code;
  const std::string reason = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(ErrorCode::LedgerBusy, fmt::format("'{}' is being written by another program", path),
                  "try again when it is done; reading is possible now");
    case SQLITE_FULL:
      throw Error(ErrorCode::FileUnwritable, fmt::format("cannot write '{}': the disk is full", path),
                  "make room and run the same command again: what was committed stays, the rest is added");
    case SQLITE_READONLY:
      fail(ErrorCode::FileUnwritable, "cannot write '{}': it or its folder is read-only", path);
    case SQLITE_IOERR:
      if (extended == SQLITE_IOERR_READ || extended == SQLITE_IOERR_SHORT_READ)
        fail(ErrorCode::FileUnreadable, "cannot read '{}': {}", path, reason);
      throw Error(ErrorCode::FileUnwritable, fmt::format("cannot write '{}': {}", path, reason),
                  "look at the disk and run the same command again: what was committed stays, the rest is added");
    case SQLITE_CANTOPEN:
      fail(ErrorCode::FileUnreadable, "cannot open '{}': {}", path, reason);
    case SQLITE_NOTADB:
      fail(ErrorCode::LedgerDamaged, "'{}' is not a Demarche ledger", path);
    case SQLITE_INTERRUPT:
      throw Error(ErrorCode::QueryTooSlow, "the question takes too long", "narrow it: a date, a type, an actor");
    case SQLITE_CORRUPT:
      throw Error(ErrorCode::LedgerDamaged, fmt::format("'{}' is damaged: {}", path, reason),
                  "copy it away, then see docs/formats/ledger.md, \"When a ledger is damaged\"");
    default:
      // The program's own SQL is tested, so a missing table or column means that the file's schema is not what it claims.
      if (reason.rfind("no such ", 0) == 0) fail(ErrorCode::LedgerDamaged, "'{}' is damaged: {}", path, reason);
      throw Bug(fmt::format("SQLite says {} ({}) of '{}'", reason, extended, path));
  }
}

std::string immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

/// SQL function folded(text): lower case without accents, for searching (base/unicode.h).
void folded(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  if (text == nullptr) return sqlite3_result_null(context);
  const std::string result = fold({text, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
  sqlite3_result_text64(context, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// SQL function searchable(text): folded words, one space before and after each.
void searchable_words(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  if (text == nullptr) return sqlite3_result_null(context);
  const std::string result = searchable({text, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
  sqlite3_result_text64(context, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

}  // namespace

Query::Query(Query&& other) noexcept : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}
Query::~Query() {
  sqlite3_finalize(statement_);
}

namespace {
void check_bind(sqlite3* database, int code) {
  if (code != SQLITE_OK) fail_by_code(database, code, "");
}
}  // namespace

void Query::bind_one(int position, std::int64_t value) {
  check_bind(database_, sqlite3_bind_int64(statement_, position, value));
}
void Query::bind_one(int position, double value) {
  check_bind(database_, sqlite3_bind_double(statement_, position, value));
}
void Query::bind_one(int position, std::string_view value) {
  const char* data = value.data() != nullptr ? value.data() : "";  // a null pointer would bind NULL
  check_bind(database_, sqlite3_bind_text64(statement_, position, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Query::bind_one(int position, std::nullopt_t) {
  check_bind(database_, sqlite3_bind_null(statement_, position));
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const char* path = sqlite3_db_filename(database_, "main");
  fail_by_code(database_, code, path != nullptr ? path : "");
}

void Query::run() {
  while (step()) {
  }
  reset();
}

void Query::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

std::int64_t Query::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}
double Query::real(int column) const {
  return sqlite3_column_double(statement_, column);
}
int Query::columns() const {
  return sqlite3_column_count(statement_);
}
bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
std::string Query::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

struct Database::Cache {
  std::unordered_map<std::string, Query> queries;
};

Database::Database(const std::string& path, Access access, const std::string& file_layer) : path_(path), cache_(std::make_unique<Cache>()) {
  int flags = SQLITE_OPEN_NOMUTEX;
  // A reader too opens for writing where it may: only so can it put away the change log of a writer that was killed, and
  // leave no files of its own behind.
  flags |= access == Access::ReadInPlace ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (access == Access::Create) flags |= SQLITE_OPEN_CREATE;
  if (access == Access::ReadInPlace) flags |= SQLITE_OPEN_URI;
  const std::string name = access == Access::ReadInPlace ? immutable_uri(path) : path;
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, file_layer.empty() ? nullptr : file_layer.c_str());
  try {
    if (code != SQLITE_OK) fail_by_code(handle_, code, path);
    sqlite3_extended_result_codes(handle_, 1);
    // The file may come from anywhere: its schema may not call what it should not, nor write into it past SQL.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    const int text_flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    if (access == Access::Read) execute("PRAGMA query_only = ON");
    sqlite3_create_function_v2(handle_, "folded", 1, text_flags, nullptr, folded, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(handle_, "searchable", 1, text_flags, nullptr, searchable_words, nullptr, nullptr, nullptr);
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() {
  cache_.reset();
  sqlite3_close(handle_);
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail_by_code(handle_, code, path_);
}

Query Database::query(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) fail_by_code(handle_, code, path_);
  return {handle_, statement};
}

Query& Database::cached(std::string_view sql) {
  auto found = cache_->queries.find(std::string(sql));
  if (found == cache_->queries.end()) found = cache_->queries.emplace(std::string(sql), query(sql)).first;
  found->second.reset();
  return found->second;
}

std::int64_t Database::number(std::string_view sql) {
  Query q = query(sql);
  return q.step() ? q.number(0) : 0;
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}
void Database::wait_when_busy() {
  constexpr int kMilliseconds = 2000;
  sqlite3_busy_timeout(handle_, kMilliseconds);
}

std::vector<std::int64_t> numbers(Query& rows) {
  std::vector<std::int64_t> found;
  while (rows.step()) found.push_back(rows.number(0));
  rows.reset();
  return found;
}

void Database::interrupt_when(std::function<bool()> too_late) {
  too_late_ = std::move(too_late);
  watch_steps();
}

void Database::watch_steps() {
  constexpr int kSteps = 1'000;  // some microseconds of work
  const auto ask = [](void* self) {
    auto& database = *static_cast<Database*>(self);
    if (database.steps_left_ != kNoBudget) database.steps_left_ -= kSteps;
    if (database.steps_left_ != kNoBudget && database.steps_left_ < 0) return 1;
    return database.too_late_ && database.too_late_() ? 1 : 0;
  };
  const bool is_watched = too_late_ || steps_left_ != kNoBudget;
  sqlite3_progress_handler(handle_, is_watched ? kSteps : 0, is_watched ? +ask : nullptr, this);
}

StepBudget::StepBudget(Database& database, std::int64_t steps) : database_(database) {
  database_.steps_left_ = steps;
  database_.watch_steps();
}
StepBudget::~StepBudget() {
  database_.steps_left_ = Database::kNoBudget;
  database_.watch_steps();
}
bool StepBudget::is_spent() const {
  return database_.steps_left_ < 0;
}

Transaction::Transaction(Database& database, Kind kind) : database_(database), kind_(kind) {
  const char* const begin[] = {"BEGIN", "BEGIN IMMEDIATE", "SAVEPOINT inner"};
  database.execute(begin[static_cast<std::size_t>(kind)]);
}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself, when the disk was full.
  if (!open_ || !database_.in_transaction()) return;
  try {
    database_.execute(kind_ == Kind::Savepoint ? "ROLLBACK TO inner; RELEASE inner" : "ROLLBACK");
  } catch (const std::exception&) {
    // The transaction stays uncommitted, and closing the file undoes it.
    return;
  }
}

void Transaction::commit() {
  database_.execute(kind_ == Kind::Savepoint ? "RELEASE inner" : "COMMIT");
  open_ = false;
}

}  // namespace demarche

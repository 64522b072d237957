// SPDX-License-Identifier: Apache-2.0
// SQLite with owners for its handles and Errors for its codes. database.cc is the only source that includes sqlite3.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace demarche {

/// A prepared statement. Parameters are bound by position from 1; columns are read by position from 0.
class Query {
 public:
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  /// Binds all parameters in order: integers, double, text (copied), std::nullopt or an optional of these.
  template <class... Values>
  Query& bind(const Values&... values) {
    reset();
    int position = 0;
    (bind_one(++position, values), ...);
    return *this;
  }
  void bind_one(int position, std::int64_t value);
  void bind_one(int position, std::uint32_t value) { bind_one(position, static_cast<std::int64_t>(value)); }
  void bind_one(int position, int value) { bind_one(position, static_cast<std::int64_t>(value)); }
  void bind_one(int position, double value);
  void bind_one(int position, std::string_view value);
  void bind_one(int position, const std::string& value) { bind_one(position, std::string_view(value)); }
  void bind_one(int position, const char* value) { bind_one(position, std::string_view(value)); }
  void bind_one(int position, std::nullopt_t);
  template <class Value>
  void bind_one(int position, const std::optional<Value>& value) {
    if (value) {
      bind_one(position, *value);
    } else {
      bind_one(position, std::nullopt);
    }
  }

  /// Goes to the next row; false after the last. Throws Error by the kind of failure (database.cc).
  bool step();
  /// For statements without rows.
  void run();
  void reset();

  std::int64_t number(int column) const;
  std::uint32_t offset(int column) const { return static_cast<std::uint32_t>(number(column)); }
  double real(int column) const;
  std::string text(int column) const;  ///< empty for NULL
  bool is_null(int column) const;
  int columns() const;

 private:
  friend class Database;
  Query(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

/// The first column of all rows that are left; the query is then reset.
std::vector<std::int64_t> numbers(Query& rows);

/// ReadInPlace looks at no lock and no change log: for a file that nobody can write.
enum class Access : std::uint8_t { Read, ReadInPlace, Write, Create };

class Database {
 public:
  /// Create makes a new file if there is none. `file_layer` names an SQLite VFS; empty for the usual one.
  Database(const std::string& path, Access access, const std::string& file_layer = "");
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// Runs one or more statements without parameters.
  void execute(const std::string& sql);
  Query query(std::string_view sql);
  /// The same, kept and used again: for statements with few different texts. Never use one inside its own loop.
  Query& cached(std::string_view sql);
  std::int64_t number(std::string_view sql);  ///< first column of the first row, 0 without a row
  bool in_transaction() const;
  /// Waits a moment for a person's sqlite3 that holds the file.
  void wait_when_busy();
  /// Asked every so many steps; true ends the query with Error(QueryTooSlow). None: nothing is asked.
  void interrupt_when(std::function<bool()> too_late);
  const std::string& path() const { return path_; }

 private:
  friend class StepBudget;
  void watch_steps();
  struct Cache;
  std::string path_;
  sqlite3* handle_ = nullptr;
  std::unique_ptr<Cache> cache_;
  std::function<bool()> too_late_{};
  std::int64_t steps_left_ = kNoBudget;
  static constexpr std::int64_t kNoBudget = INT64_MIN;
};

/// While it lives, queries end with Error(QueryTooSlow) once they took so many steps of SQLite's machine together. The same ledger
/// gives the same steps, so what is cut off here is cut off at the same row every time.
class StepBudget {
 public:
  StepBudget(Database& database, std::int64_t steps);
  StepBudget(const StepBudget&) = delete;
  StepBudget& operator=(const StepBudget&) = delete;
  ~StepBudget();
  bool is_spent() const;

 private:
  Database& database_;
};

/// Undone in its destructor unless committed. Write takes the write lock at once; Savepoint nests in any transaction.
class Transaction {
 public:
  enum class Kind : std::uint8_t { Read, Write, Savepoint };
  Transaction(Database& database, Kind kind);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  Kind kind_;
  bool open_ = true;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What the parts of Answers share: the connection, the moment of the ledger that a call sees, and rows made from SQL.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "answers/question.h"

namespace demarche {

struct Answers::State {
  explicit State(const std::string& path);

  QuestionContext context() { return {database.get(), revision()}; }
  std::int64_t revision() { return database->number("SELECT revision FROM ledger_revision"); }
  std::int64_t last_key(const KindTable& table) {
    return database->number(std::string("SELECT max(") + table.key + ") FROM " + table.table);
  }

  /// The row with that key, in the question's fields.
  Row fetch(const KindTable& table, const std::vector<const ColumnRow*>& fields, std::int64_t key);
  /// A record with all columns of its list, without parts.
  Record fetch_record(const KindTable& table, std::int64_t key);

  std::unique_ptr<Database> database;
  std::unordered_map<std::string, std::string> fetch_sql{};  ///< by kind and fields
};

/// One call may ask several times: it sees the ledger as it was at the first.
class Snapshot {
 public:
  explicit Snapshot(Database& database) {
    if (!database.in_transaction()) transaction_.emplace(database, Transaction::Kind::Read);
  }

 private:
  std::optional<Transaction> transaction_;
};

/// Calls `visit(key, terms)` for each row in order; false stops. `terms` are the values of the order, nulls the part without.
void each_key(Database& database, const Question& question, const Shape& shape, std::uint64_t limit,
              const std::function<bool(std::int64_t, std::vector<Value>&&, bool)>& visit);

Value read_value(const Query& query, int column, ColumnType type);
std::vector<std::string> split_list(const std::string& text);
/// All fields of a kind.
std::vector<const ColumnRow*> all_fields(const KindTable& table);
const FilterRow* find_filter(const KindTable& table, std::string_view name);

/// Shown text of a value: lists joined by `between`.
std::string to_text(const Value& value, std::string_view between = ";");

}  // namespace demarche

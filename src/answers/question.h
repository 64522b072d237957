// SPDX-License-Identifier: Apache-2.0
// A question put together: the SQL of a kind's rows under the given filters, in one of two shapes. Where one filter has few rows,
// these are fetched by its index and put in order; else the rows are walked in their order and tested, since then a page is soon
// full. SQLite, which keeps no statistics here, would choose badly; so the shape is chosen by counting (choose_shape).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "answers/kind_table.h"
#include "answers/parameters.h"
#include "ledger/database.h"

namespace demarche {

using Bound = std::variant<std::string, std::int64_t, double>;

struct Clause {
  std::string sql{};
  std::vector<Bound> bound{};

  Clause& add(const std::string& more) {
    sql += more;
    return *this;
  }
  Clause& add(const Clause& more);
};

/// One filter as conditions.
struct Restriction {
  std::string parameter{};
  std::string shown{};
  Clause test{};
  Clause keys{};               ///< SELECT of the keys it allows, or empty
  bool keys_are_all = false;   ///< and every row with such a key holds the condition
  Clause ranked{};             ///< the same with their days, or empty
  const char* walk = nullptr;  ///< index of its rows in the order of dates, where it has one value
};

/// Where a list goes on: the values of the order's terms and the key of the last row.
struct Cursor {
  std::int64_t revision = 0;
  std::int64_t last_key_then = 0;  ///< rows that came later are left out
  std::vector<Value> terms{};
  std::int64_t key = 0;
  bool in_nulls = false;  ///< among the rows without the first term
};

struct Question {
  const KindTable* table = nullptr;
  std::vector<Restriction> conditions{};
  const OrderRow* order = nullptr;
  bool reversed = false;  ///< against the direction of the order's terms
  std::uint64_t limit = 0;
  std::vector<const ColumnRow*> fields{};
  std::optional<Cursor> cursor{};
  std::string fingerprint{};  ///< of filters and order: a cursor belongs to one question
};

/// How a question is answered.
struct Shape {
  std::size_t driver = kNone;  ///< condition whose keys are fetched
  std::size_t walk = kNone;    ///< condition whose index is walked; none: the order's index
  std::int64_t expected = 0;   ///< rows of the driver
  bool ranked = false;         ///< the driver's keys are put in order of their days first, and rows fetched until there are enough
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

/// What places, cursors and totals need of the ledger.
struct QuestionContext {
  Database* database = nullptr;
  std::int64_t revision = 0;
};

enum class Purpose : std::uint8_t { List, Stream, Count };

/// Parameters that are no filters and may stand beside them are named in `also`. Throws BadParameter.
Question make_question(Kind kind, const Parameters& parameters, const QuestionContext& context, Purpose purpose,
                       const std::vector<std::string_view>& also = {});

/// The conditions but `without`, as "... AND ..." beginning with AND; `leave_out` stands in a driver.
Clause tests_of(const Question& question, std::size_t without);

Shape choose_shape(const Question& question, Database& database, std::size_t without, bool in_order);

/// Stands between joins and conditions of rows_of, and nowhere else.
constexpr const char* kWhere = " WHERE 1 = 1";

/// "FROM ... WHERE ..." of the rows in that shape.
Clause rows_of(const Question& question, const Shape& shape, std::size_t without, bool in_order);

/// SELECT of key and order terms, from the cursor on; `nulls`: the part of the rows that lack the first term.
Clause list_sql(const Question& question, const Shape& shape, bool nulls, std::uint64_t limit);

Query prepare(Database& database, const Clause& clause);

/// Keys of rows of the question, in no order: at most so many, and as far as so many steps of SQLite's machine reach. A step is
/// about a tenth of a microsecond where the rows are in memory.
struct FirstKeys {
  std::vector<std::int64_t> keys{};
  bool all = true;
};
FirstKeys first_keys(const Question& question, Database& database, std::size_t without, std::int64_t most, std::int64_t steps);
/// As a JSON array, for "SELECT value FROM json_each(?)".
std::string json_list(std::span<const std::int64_t> keys);

}  // namespace demarche

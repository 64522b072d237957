// SPDX-License-Identifier: Apache-2.0
// Tab-separated tables of knowledge: the one reader of lexicons/*.tsv. What columns mean is the business of each table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// A line of a table, as evidence.
struct TableLine {
  std::string_view file{};  ///< of static storage
  std::uint32_t line = 0;
  std::string text() const;  ///< "actors.tsv:12"; empty where there is none
};

/// Rows of a TSV file; lines that are empty or begin with '#' are comments. Views point into the table's own text.
class Table {
 public:
  struct Row {
    std::uint32_t line = 0;
    std::span<const std::string_view> cells{};
    /// Empty for a column that the row leaves out.
    std::string_view operator[](std::size_t column) const { return column < cells.size() ? cells[column] : std::string_view(); }
  };

  /// Throws Error(FileUnreadable), or Error(LexiconInvalid) for a row with fewer than `min_columns` cells.
  Table(const std::string& path, std::size_t min_columns);
  Table(Table&&) = default;  // no copies: rows point into the table

  const std::vector<Row>& rows() const { return rows_; }
  const std::string& name() const { return name_; }  ///< file name without its folder
  const std::string& bytes() const { return bytes_; }
  std::string where(std::uint32_t line) const;  ///< "actors.tsv:12"

 private:
  std::string name_;
  std::string bytes_;
  std::vector<std::string_view> cells_;  ///< of all rows
  std::vector<Row> rows_;
};

}  // namespace demarche

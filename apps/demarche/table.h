// SPDX-License-Identifier: Apache-2.0
// Rows as a table for people, or as TSV, CSV, JSON or JSON Lines for programs. Programs get every row whole and streamed;
// people get what fits on the screen.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exchange/styled_text.h"
#include "terminal.h"

namespace demarche {

enum class RowFormat : std::uint8_t { Table, Tsv, Csv, Json, JsonLines };

struct Column {
  std::string name{};
  bool is_number = false;
  std::uint32_t most = 40;  ///< cells in a table
  bool is_rigid = false;    ///< does not give way where a table is too wide: dates, ids
  bool is_list = false;     ///< a list in JSON, of Cell::parts
  bool is_flag = false;     ///< true or false in JSON
  bool is_day = false;      ///< null in JSON where there is none
};

struct Cell {
  std::string text{};
  Style style{};
  std::vector<std::string> parts{};  ///< of a list
};

class RowWriter {
 public:
  virtual ~RowWriter() = default;
  virtual void write(const std::vector<Cell>& row) = 0;
  /// After the last row; without it the output is incomplete.
  virtual void finish() = 0;
};

/// `columns` of a table in `width` cells; the other formats ignore the width.
std::unique_ptr<RowWriter> make_row_writer(RowFormat format, std::vector<Column> columns, Output& output, std::uint32_t width,
                                           ColorMode color);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Rows of values as JSON, JSON Lines, CSV or TSV. CSV is RFC 4180 with '\n', UTF-8 without a mark, a header, nothing for missing
// values and ';' between the parts of a list; TSV has one line a row, so tabs and line breaks inside a value become spaces.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/answers.h"

namespace demarche {

enum class RowForm : std::uint8_t { JsonArray, JsonLines, Csv, Tsv };

using ByteSink = std::function<void(std::string_view)>;

class RowEncoder {
 public:
  RowEncoder(std::vector<std::string> columns, RowForm form) : columns_(std::move(columns)), form_(form) {}

  std::string head() const;  ///< before the first row
  std::string row(const Row& row);
  std::string tail() const;  ///< after the last one

 private:
  std::vector<std::string> columns_;
  RowForm form_;
  bool any_ = false;
};

void write_rows(const Page& page, RowForm form, const ByteSink& sink);

/// One value as the text of a cell.
std::string cell_text(const Value& value);
std::string csv_cell(const std::string& text);
std::string tsv_cell(const std::string& text);
/// A value as JSON: lists as lists, nothing as null.
std::string json_value(const Value& value);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/unicode.h"
#include "exchange/json_text.h"

namespace demarche {
namespace {

constexpr std::uint32_t kGap = 2;
constexpr std::uint32_t kLeastWidth = 8;

/// Holds all rows, since the widths depend on them.
class TableWriter : public RowWriter {
 public:
  TableWriter(std::vector<Column> columns, Output& output, std::uint32_t width, ColorMode color)
      : columns_(std::move(columns)), output_(output), width_(width), color_(color) {}

  void write(const std::vector<Cell>& row) override {
    rows_.push_back(row);
    for (Cell& cell : rows_.back()) cell.text = on_one_line(cell.text);
  }

  void finish() override {
    if (rows_.empty()) return;
    std::vector<Cell> head;
    for (const Column& column : columns_) head.push_back({column.name, {Color::Default, true, false, false, false, false}});
    const std::vector<std::uint32_t> widths = choose_widths();
    write_line(head, widths);
    for (const std::vector<Cell>& row : rows_) write_line(row, widths);
  }

 private:
  /// Each column as wide as its content, then columns give way until all fit.
  std::vector<std::uint32_t> choose_widths() const {
    std::vector<std::uint32_t> widths;
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::uint32_t width = display_width(std::string_view(columns_[i].name));
      for (const auto& row : rows_) width = std::max(width, display_width(std::string_view(row[i].text)));
      widths.push_back(std::min(width, std::max(columns_[i].most, kLeastWidth)));
      sum += widths.back() + kGap;
    }
    while (sum > width_ + kGap && narrow_widest(widths)) --sum;
    return widths;
  }

  /// Takes a cell from the column that has most of what it may have at most, so that long texts keep the larger part.
  bool narrow_widest(std::vector<std::uint32_t>& widths) const {
    std::size_t widest = widths.size();
    const auto share = [this, &widths](std::size_t i) { return widths[i] * 1000 / std::max(columns_[i].most, kLeastWidth); };
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (!columns_[i].is_rigid && widths[i] > kLeastWidth && (widest == widths.size() || share(i) > share(widest))) widest = i;
    if (widest == widths.size()) return false;
    --widths[widest];
    return true;
  }

  void write_line(const std::vector<Cell>& row, const std::vector<std::uint32_t>& widths) {
    StyledText line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      StyledText cell(row[i].text, row[i].style);
      cell.cut(widths[i]);
      StyledText padding;
      padding.pad(widths[i] - std::min(widths[i], cell.width()));
      if (columns_[i].is_number) line.add(padding);
      line.add(cell);
      if (i + 1 == row.size()) break;
      if (!columns_[i].is_number) line.add(padding);
      line.add("  ");
    }
    output_.write(line.render(color_) + "\n");
  }

  std::vector<Column> columns_;
  Output& output_;
  std::uint32_t width_;
  ColorMode color_;
  std::vector<std::vector<Cell>> rows_{};
};

/// Tabs and line breaks inside a value become spaces, so that each row is one line (TSV); or values are quoted (CSV).
class SeparatedWriter : public RowWriter {
 public:
  SeparatedWriter(const std::vector<Column>& columns, Output& output, RowFormat format)
      : output_(output), is_csv_(format == RowFormat::Csv) {
    std::vector<Cell> head;
    for (const Column& column : columns) head.push_back({column.name, {}});
    write(head);
  }

  void write(const std::vector<Cell>& row) override {
    std::string line;
    for (const Cell& cell : row) line += (&cell == row.data() ? "" : is_csv_ ? "," : "\t") + encode(cell.text);
    output_.write(line + "\n");
  }

  void finish() override {}

 private:
  std::string encode(const std::string& text) const {
    std::string out;
    if (!is_csv_) {
      for (const char c : text) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
      return out;
    }
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return "\"" + out + "\"";
  }

  Output& output_;
  bool is_csv_;
};

class JsonWriter : public RowWriter {
 public:
  JsonWriter(std::vector<Column> columns, Output& output, RowFormat format)
      : columns_(std::move(columns)), output_(output), is_list_(format == RowFormat::Json) {}

  void write(const std::vector<Cell>& row) override {
    nlohmann::ordered_json record;
    for (std::size_t i = 0; i < row.size(); ++i) {
      record[columns_[i].name] = to_json(columns_[i], row[i]);
    }
    if (is_list_) output_.write(any_ ? ",\n  " : "[\n  ");
    output_.write(json_text(record));
    if (!is_list_) output_.write("\n");
    any_ = true;
  }

  void finish() override {
    if (is_list_) output_.write(any_ ? "\n]\n" : "[]\n");
  }

 private:
  static nlohmann::ordered_json to_json(const Column& column, const Cell& cell) {
    if (column.is_list) return cell.parts;
    if (cell.text.empty() && (column.is_number || column.is_flag || column.is_day)) return nullptr;
    if (column.is_flag) return cell.text == "1";
    if (column.is_number) return nlohmann::ordered_json::parse(cell.text);
    return cell.text;
  }

  std::vector<Column> columns_;
  Output& output_;
  bool is_list_;
  bool any_ = false;
};

}  // namespace

std::unique_ptr<RowWriter> make_row_writer(RowFormat format, std::vector<Column> columns, Output& output, std::uint32_t width,
                                           ColorMode color) {
  switch (format) {
    case RowFormat::Table:
      return std::make_unique<TableWriter>(std::move(columns), output, width, color);
    case RowFormat::Tsv:
    case RowFormat::Csv:
      return std::make_unique<SeparatedWriter>(columns, output, format);
    case RowFormat::Json:
    case RowFormat::JsonLines:
      break;
  }
  return std::make_unique<JsonWriter>(std::move(columns), output, format);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "exchange/rows.h"
#include "exchange/json_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace demarche {

std::string cell_text(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  std::string out;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    for (std::size_t i = 0; i < list->size(); ++i) out += (i == 0 ? "" : ";") + (*list)[i];
  return out;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string tsv_cell(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return out;
}

namespace {

nlohmann::ordered_json to_json(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
  return nullptr;
}

}  // namespace

std::string json_value(const Value& value) {
  return json_text(to_json(value));
}

std::string RowEncoder::head() const {
  if (form_ == RowForm::JsonArray) return "[";
  if (form_ == RowForm::JsonLines) return "";
  std::string out;
  for (const std::string& name : columns_)
    out += (out.empty() ? "" : form_ == RowForm::Csv ? "," : "\t") + (form_ == RowForm::Csv ? csv_cell(name) : tsv_cell(name));
  return out + "\n";
}

std::string RowEncoder::row(const Row& row) {
  std::string out;
  if (form_ == RowForm::JsonArray || form_ == RowForm::JsonLines) {
    nlohmann::ordered_json record = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < columns_.size(); ++i) record[columns_[i]] = to_json(row.values.at(i));
    out = form_ == RowForm::JsonLines ? json_text(record) + "\n" : (any_ ? ",\n " : "\n ") + json_text(record);
    any_ = true;
    return out;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string text = cell_text(row.values.at(i));
    out += (i == 0 ? "" : form_ == RowForm::Csv ? "," : "\t") + (form_ == RowForm::Csv ? csv_cell(text) : tsv_cell(text));
  }
  return out + "\n";
}

std::string RowEncoder::tail() const {
  return form_ != RowForm::JsonArray ? "" : any_ ? "\n]\n" : "]\n";
}

void write_rows(const Page& page, RowForm form, const ByteSink& sink) {
  RowEncoder encoder(page.columns, form);
  sink(encoder.head());
  for (const Row& row : page.rows) sink(encoder.row(row));
  sink(encoder.tail());
}

}  // namespace demarche

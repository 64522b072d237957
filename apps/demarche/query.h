// SPDX-License-Identifier: Apache-2.0
// How rows are shown to people: the columns of tables, made from the columns that programs get.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "answers/answers.h"
#include "table.h"

namespace demarche {

/// A row with its columns by name.
class RowView {
 public:
  RowView(const std::vector<std::string>& columns, const Row& row) : columns_(columns), row_(row) {}
  const Value& at(std::string_view column) const;
  std::string text(std::string_view column) const;
  std::string list(std::string_view column, std::string_view between) const;

 private:
  const std::vector<std::string>& columns_;
  const Row& row_;
};

/// A column that people get. `needs` are the columns that it is made of.
struct PeopleColumn {
  Column column{};
  std::vector<std::string> needs{};
  std::function<Cell(const RowView&)> cell{};
};

const std::vector<PeopleColumn>& people_columns(Kind kind);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/table.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"

namespace demarche {
namespace {

constexpr std::uint64_t kMaxTableBytes = 64ULL << 20U;

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    cells.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return cells;
}

}  // namespace

Table::Table(const std::string& path, std::size_t min_columns)
    : name_(path.substr(path.find_last_of('/') + 1)), bytes_(read_file(path, kMaxTableBytes)) {
  const std::string_view text = bytes_;
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.empty() || line[0] == '#') continue;
    Row row{number, cells_of(line)};
    if (row.cells.size() < min_columns)
      fail(ErrorCode::LexiconInvalid, "{}:{}: {} columns, expected at least {}", path, number, row.cells.size(), min_columns);
    rows_.push_back(std::move(row));
  }
}

std::string Table::where(std::uint32_t line) const {
  return fmt::format("{}:{}", name_, line);
}

}  // namespace demarche

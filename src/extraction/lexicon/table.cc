// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/table.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"

namespace demarche {
namespace {

constexpr std::uint64_t kMaxTableBytes = 64ULL << 20U;

void add_cells(std::string_view line, std::vector<std::string_view>& cells) {
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    cells.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

}  // namespace

Table::Table(const std::string& path, std::size_t min_columns)
    : name_(path.substr(path.find_last_of('/') + 1)), bytes_(read_file(path, kMaxTableBytes)) {
  const std::string_view text = bytes_;
  std::uint32_t number = 0;
  std::vector<std::size_t> firsts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.empty() || line[0] == '#') continue;
    firsts.push_back(cells_.size());
    add_cells(line, cells_);
    rows_.push_back({number, {}});
    if (const std::size_t count = cells_.size() - firsts.back(); count < min_columns)
      fail(ErrorCode::LexiconInvalid, "{}:{}: {} columns, expected at least {}", path, number, count, min_columns);
  }
  firsts.push_back(cells_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i].cells = std::span(cells_).subspan(firsts[i], firsts[i + 1] - firsts[i]);
}

std::string TableLine::text() const {
  return file.empty() ? std::string() : fmt::format("{}:{}", file, line);
}

std::string Table::where(std::uint32_t line) const {
  return fmt::format("{}:{}", name_, line);
}

}  // namespace demarche

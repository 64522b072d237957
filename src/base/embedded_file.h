// SPDX-License-Identifier: Apache-2.0
// A file that was compiled into the program by cmake/embed_files.cmake.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace demarche {

struct EmbeddedFile {
  std::string_view name;  ///< without its folder
  std::string_view bytes;

  /// Calls `take` with each line but empty ones and those that begin with '#' and explain the table.
  template <class Take>
  void each_line(Take take) const {
    for (std::size_t begin = 0; begin < bytes.size();) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      const std::string_view line = bytes.substr(begin, end - begin);
      begin = end + 1;
      if (!line.empty() && line.front() != '#') take(line);
    }
  }
};

}  // namespace demarche

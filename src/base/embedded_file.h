// SPDX-License-Identifier: Apache-2.0
// A file that was compiled into the program by cmake/embed_files.cmake.
#pragma once

#include <string_view>

namespace demarche {

struct EmbeddedFile {
  std::string_view name;  ///< without its folder
  std::string_view bytes;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Which format a report has: by what it holds, with the file's name as a hint.
#pragma once

#include <string_view>

#include "document/report.h"

namespace demarche {

/// `head` is the beginning of a file (or all of a report) in any character set that keeps ASCII; `path` may be empty. Never Auto.
Format sniff_format(std::string_view head, std::string_view path);

/// The file's name without folders, without .gz .xz .zst and without its extension: the id of a report that has none.
std::string_view stem_of(std::string_view path);

}  // namespace demarche

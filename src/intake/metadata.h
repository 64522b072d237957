// SPDX-License-Identifier: Apache-2.0
// What a page says of itself, in the order in which pages can be trusted: JSON-LD, OpenGraph, other meta elements, <time>,
// then what readers see.
#pragma once

#include <optional>
#include <string>

#include "base/civil_date.h"
#include "base/diagnostics.h"
#include "intake/html_tree.h"

namespace demarche {

struct PageMetadata {
  std::string title{};
  std::string publisher{};
  std::string author{};
  std::string language{};
  std::string url{};
  std::optional<Date> published{};
};

/// `where` names the page in diagnostics: dates that cannot be read, if no other can.
PageMetadata read_metadata(const HtmlTree& tree, const std::string& where, Diagnostics& diagnostics);

/// A whole date within the short visible texts before node `end` (a byline, a line under the title).
std::optional<Date> find_visible_date(const HtmlTree& tree, std::uint32_t end);

}  // namespace demarche

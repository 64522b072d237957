// SPDX-License-Identifier: Apache-2.0
// A page as a flat tree: the elements and texts that Gumbo found, in the order of the page. Nothing outside html_tree.cc knows
// Gumbo, and no one who walks the tree needs to recurse.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"
#include "intake/intake.h"

namespace demarche {

struct HtmlAttribute {
  std::string name{};
  std::string value{};
};

/// An element (with a tag) or a text (without).
struct HtmlNode {
  std::string tag{};                        ///< lower case; empty for text
  std::string text{};                       ///< entities decoded, white space as it was
  TextSpan source{};                        ///< of a text: the bytes of the page that it came from
  std::uint32_t end = 0;                    ///< nodes (this, end) lie inside this one
  std::uint32_t parent = 0;                 ///< the first node is its own
  std::vector<HtmlAttribute> attributes{};  ///< only those that say something about content

  bool is_text() const { return tag.empty(); }
  /// Empty if there is none.
  std::string_view attribute(std::string_view name) const;
  bool has_attribute(std::string_view name) const;
};

struct HtmlTree {
  std::vector<HtmlNode> nodes{};

  /// The words inside a node, white space squeezed.
  std::string text_of(std::uint32_t node) const;
};

/// Throws Error(InputTooLarge) if tags nest deeper than the limit, or if the page is built to make parsing explode; `where`
/// names the page.
HtmlTree parse_html(std::string_view page, const IntakeOptions& options, const std::string& where);

}  // namespace demarche

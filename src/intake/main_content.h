// SPDX-License-Identifier: Apache-2.0
// Which parts of a page are the article: by what the page says (article, main, articleBody), by classes and roles, and by where
// most of the running text stands. Knows tags and lengths, not words.
#pragma once

#include <string_view>
#include <vector>

#include "document/layers.h"
#include "intake/html_tree.h"

namespace demarche {

/// One block of the article: its texts in order. kLineBreak stands for a <br>.
struct ContentBlock {
  static constexpr std::uint32_t kLineBreak = 0xFFFFFFFFU;

  BlockKind kind = BlockKind::Paragraph;
  std::uint32_t element = 0;           ///< the element that makes it a block
  std::vector<std::uint32_t> texts{};  ///< nodes of the tree
};

struct MainContent {
  std::vector<ContentBlock> blocks{};
  bool guessed = false;  ///< nothing looked like an article: these are all words of the page
};

MainContent find_main_content(const HtmlTree& tree);

/// One of the words of the class, id or role of `node` ("articleBody-top" has article, body, top) is among `words`.
bool has_hint(const HtmlNode& node, const std::vector<std::string_view>& words);

}  // namespace demarche

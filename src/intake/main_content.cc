// SPDX-License-Identifier: Apache-2.0
#include "intake/main_content.h"

#include <algorithm>
#include <string>

#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

using Words = std::vector<std::string_view>;

bool one_of(std::string_view word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Never words of the article, wherever they stand.
const Words kNoText{"script",     "style",  "noscript", "template", "svg",      "math",   "head",    "button", "input",    "select",
                    "textarea",   "iframe", "object",   "video",    "audio",    "canvas", "picture", "dialog", "datalist", "map",
                    "figcaption", "figure", "img",      "embed",    "progress", "meter",  "rp",      "rt"};
/// Around the article, whatever their size: comments are often longer than what they comment on.
const Words kApart{"nav", "footer", "aside", "menu"};
const Words kApartRoles{"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"};
const Words kApartHints{"comment",     "comments", "disqus",          "cookie",   "cookies",    "consent",     "gdpr",   "related",
                        "recommended", "recirc",   "recommendations", "footer",   "breadcrumb", "breadcrumbs", "navbar", "navigation",
                        "newsletter",  "outbrain", "taboola",         "mostread", "trending",   "caption"};
/// Often around the article; but some pages wrap everything in one of them, so they go only if they hold little of the text.
const Words kAround{"header", "form", "address", "label", "time"};
const Words kAroundHints{"nav",       "menu",      "sidebar",  "readmore",     "promo",         "share",  "sharing", "social",
                         "subscribe", "signup",    "advert",   "subscription", "advertisement", "ad",     "ads",     "banner",
                         "popup",     "modal",     "credit",   "overlay",      "toolbar",       "tags",   "taglist", "popular",
                         "gallery",   "slideshow", "carousel", "pager",        "pagination",    "login",  "hidden",  "copyright",
                         "byline",    "author",    "authors",  "timestamp",    "pubdate",       "skip",   "print",   "paywall",
                         "donate",    "teaser",    "teasers",  "widget",       "masthead",      "topbar", "follow"};
/// Elements that begin a new block.
const Words kBlocks{"p",          "div",     "section", "article", "main",   "li",     "ul",      "ol",    "dl",     "dt",     "dd",
                    "blockquote", "h1",      "h2",      "h3",      "h4",     "h5",     "h6",      "pre",   "table",  "tbody",  "tr",
                    "td",         "th",      "hr",      "body",    "header", "footer", "aside",   "form",  "center", "figure", "fieldset",
                    "details",    "summary", "address", "nav",     "thead",  "tfoot",  "caption", "hgroup"};

bool is_heading_tag(std::string_view tag) {
  return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
}

/// Characters that are not white space.
std::uint32_t weight_of(std::string_view text) {
  std::uint32_t count = 0;
  for (char c : text) count += c != ' ' && c != '\n' && c != '\t' && c != '\r' && (c & 0xC0) != 0x80;
  return count;
}

/// Sums over subtrees, from the tree's order alone.
class Weights {
 public:
  explicit Weights(const std::vector<std::uint32_t>& of_node) : sums_(of_node.size() + 1) {
    for (std::size_t i = 0; i < of_node.size(); ++i) sums_[i + 1] = sums_[i] + of_node[i];
  }
  std::uint64_t within(std::uint32_t node, const HtmlTree& tree) const { return sums_[tree.nodes[node].end] - sums_[node]; }

 private:
  std::vector<std::uint64_t> sums_;
};

class Finder {
 public:
  explicit Finder(const HtmlTree& tree) : tree_(tree), size_(static_cast<std::uint32_t>(tree.nodes.size())) {}

  MainContent find() {
    cut_hidden();
    cut_surroundings();
    const auto all = collect(0, tree_.nodes.empty() ? 0 : tree_.nodes[0].end);
    MainContent out;
    for (std::uint32_t root : find_roots(all))
      for (ContentBlock& block : collect(root, tree_.nodes[root].end)) out.blocks.push_back(std::move(block));
    out.blocks = clean(std::move(out.blocks));
    if (!out.blocks.empty()) return out;
    out.guessed = true;
    out.blocks = all;
    if (out.blocks.empty()) {
      std::fill(cut_.begin(), cut_.end(), false);
      cut_hidden();
      out.blocks = collect(0, size_);
    }
    return out;
  }

 private:
  struct Counts {
    std::uint32_t all = 0;
    std::uint32_t linked = 0;
  };

  bool is(std::uint32_t node, std::string_view tag) const { return tree_.nodes[node].tag == tag; }

  void cut(std::uint32_t node) { std::fill(cut_.begin() + node, cut_.begin() + tree_.nodes[node].end, true); }

  /// What no reader sees, or sees as a picture.
  void cut_hidden() {
    cut_.assign(size_, false);
    linked_.assign(size_, false);
    for (std::uint32_t i = 0; i < size_; ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.is_text()) continue;
      if (node.tag == "a") std::fill(linked_.begin() + i, linked_.begin() + node.end, true);
      const std::string_view style = node.attribute("style");
      const bool hidden = node.has_attribute("hidden") || style.find("display:none") != std::string_view::npos ||
                          style.find("display: none") != std::string_view::npos;
      if (i > 0 && (one_of(node.tag, kNoText) || (hidden && node.tag != "body"))) {
        cut(i);
        i = node.end - 1;
      }
    }
  }

  /// How many of 100 parts of the text a node may hold and still be taken for a surrounding; 0 if it is none.
  std::uint64_t most_of_surrounding(const HtmlNode& node) const {
    if (one_of(node.tag, kApart) || one_of(node.attribute("role"), kApartRoles) || has_hint(node, kApartHints)) return 95;
    if (one_of(node.tag, kAround) || node.attribute("aria-hidden") == "true" || has_hint(node, kAroundHints)) return 60;
    return 0;
  }

  bool holds_article(std::uint32_t node) const {
    for (std::uint32_t i = node; i < tree_.nodes[node].end; ++i)
      if (tree_.nodes[i].attribute("itemprop") == "articleBody" || is(i, "main")) return true;
    return false;
  }

  /// Navigation, headers, related links, comments.
  void cut_surroundings() {
    std::vector<std::uint32_t> of_node(size_);
    for (std::uint32_t i = 0; i < size_; ++i)
      if (tree_.nodes[i].is_text() && !cut_[i] && !linked_[i]) of_node[i] = weight_of(tree_.nodes[i].text);
    const Weights weights(of_node);
    const std::uint64_t total = size_ == 0 ? 0 : weights.within(0, tree_);
    for (std::uint32_t i = 1; i < size_; ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.is_text() || cut_[i] || node.tag == "body") continue;
      const std::uint64_t most = most_of_surrounding(node);
      // A time within a sentence is part of it.
      if (most == 0 || (node.tag == "time" && inside_paragraph(i))) continue;
      if (weights.within(i, tree_) * 100 > total * most || holds_article(i)) continue;
      cut(i);
      i = node.end - 1;
    }
  }

  bool inside_paragraph(std::uint32_t node) const {
    for (std::uint32_t at = tree_.nodes[node].parent; at != 0; at = tree_.nodes[at].parent) {
      if (is(at, "p") || is(at, "li")) return !has_hint(tree_.nodes[at], kAroundHints);
      if (one_of(tree_.nodes[at].tag, kBlocks)) return false;
    }
    return false;
  }

  /// The blocks between two nodes, in order.
  std::vector<ContentBlock> collect(std::uint32_t begin, std::uint32_t end) const;
  bool break_line(ContentBlock& open) const;
  BlockKind kind_of(std::uint32_t element) const;
  Counts count(const ContentBlock& block) const;
  bool is_running_text(const ContentBlock& block) const;
  std::vector<std::uint32_t> find_roots(const std::vector<ContentBlock>& all) const;
  std::vector<std::uint32_t> declared_roots(const Weights& weights, std::uint64_t total) const;
  std::vector<ContentBlock> clean(std::vector<ContentBlock> blocks) const;

  const HtmlTree& tree_;
  std::uint32_t size_;
  std::vector<bool> cut_{};
  std::vector<bool> linked_{};
};

BlockKind Finder::kind_of(std::uint32_t element) const {
  BlockKind kind = BlockKind::Paragraph;
  for (std::uint32_t at = element; at != 0; at = tree_.nodes[at].parent) {
    const std::string_view tag = tree_.nodes[at].tag;
    if (is_heading_tag(tag)) return BlockKind::Heading;
    if (tag == "li" || tag == "dd" || tag == "dt") return BlockKind::ListItem;
    if (tag == "blockquote") return BlockKind::Quote;
    // Outside of these no tag above changes what a block is.
    if (tag == "article" || tag == "main" || tag == "body" || tag == "td") break;
  }
  return kind;
}

/// Two line breaks, with white space at most between them, end a paragraph: false, and the open block ends before them.
bool Finder::break_line(ContentBlock& open) const {
  std::size_t last = open.texts.size();
  while (last > 0 && open.texts[last - 1] != ContentBlock::kLineBreak && weight_of(tree_.nodes[open.texts[last - 1]].text) == 0) --last;
  if (last > 0 && open.texts[last - 1] == ContentBlock::kLineBreak) {
    open.texts.resize(last);
    return false;
  }
  if (!open.texts.empty()) open.texts.push_back(ContentBlock::kLineBreak);
  return true;
}

std::vector<ContentBlock> Finder::collect(std::uint32_t begin, std::uint32_t end) const {
  std::vector<ContentBlock> out;
  ContentBlock open;
  std::vector<std::uint32_t> elements{begin};  // open block elements, innermost last
  const auto finish = [&] {
    while (!open.texts.empty() && open.texts.back() == ContentBlock::kLineBreak) open.texts.pop_back();
    if (!open.texts.empty()) open.kind = kind_of(open.element), out.push_back(std::move(open));
    open = ContentBlock{};
  };
  for (std::uint32_t i = begin; i < end; ++i) {
    while (elements.size() > 1 && i >= tree_.nodes[elements.back()].end) {
      finish();
      elements.pop_back();
    }
    const HtmlNode& node = tree_.nodes[i];
    if (cut_[i]) continue;
    if (node.is_text()) {
      if (open.texts.empty() && weight_of(node.text) == 0) continue;
      if (open.texts.empty()) open.element = elements.back();
      open.texts.push_back(i);
    } else if (node.tag == "br") {
      if (!break_line(open)) finish();
    } else if (one_of(node.tag, kBlocks)) {
      finish();
      elements.push_back(i);
    }
  }
  finish();
  return out;
}

Finder::Counts Finder::count(const ContentBlock& block) const {
  Counts out;
  for (std::uint32_t text : block.texts) {
    if (text == ContentBlock::kLineBreak) continue;
    const std::uint32_t weight = weight_of(tree_.nodes[text].text);
    out.all += weight;
    if (linked_[text]) out.linked += weight;
  }
  return out;
}

/// A paragraph of some length that is not made of links: what articles are made of.
bool Finder::is_running_text(const ContentBlock& block) const {
  const Counts counts = count(block);
  return block.kind != BlockKind::Heading && counts.all >= 40 && counts.linked * 2 < counts.all;
}

/// What the page itself calls the article; nothing if that holds only a small part of the text.
std::vector<std::uint32_t> Finder::declared_roots(const Weights& weights, std::uint64_t total) const {
  std::vector<std::uint32_t> bodies;
  std::uint64_t held = 0;
  std::uint32_t best = 0;
  for (std::uint32_t i = 1; i < size_; ++i) {
    const HtmlNode& node = tree_.nodes[i];
    if (cut_[i]) continue;
    if (node.attribute("itemprop") == "articleBody" && (bodies.empty() || i >= tree_.nodes[bodies.back()].end)) {
      bodies.push_back(i);
      held += weights.within(i, tree_);
    }
    const bool article = node.tag == "article" || node.tag == "main" || node.attribute("role") == "main";
    // Of equals the innermost: <main> around <article>.
    if (article && weights.within(i, tree_) > 0 && (best == 0 || weights.within(i, tree_) >= weights.within(best, tree_))) best = i;
  }
  if (held * 3 >= total && held > 0) return bodies;
  if (best != 0 && weights.within(best, tree_) * 3 >= total) return {best};
  return {};
}

std::vector<std::uint32_t> Finder::find_roots(const std::vector<ContentBlock>& all) const {
  std::vector<std::uint32_t> of_node(size_);
  std::uint64_t total = 0;
  for (const ContentBlock& block : all)
    if (is_running_text(block)) {
      const std::uint32_t weight = count(block).all;
      of_node[block.texts.front()] += weight;
      total += weight;
    }
  if (total == 0) return {};
  const Weights weights(of_node);
  auto declared = declared_roots(weights, total);
  std::uint32_t root = 0;
  if (declared.size() > 1) return declared;
  if (!declared.empty()) root = declared.front();
  // Down to the smallest element that still holds most of the running text.
  const std::uint64_t most = weights.within(root, tree_) * 4 / 5;
  for (std::uint32_t i = root + 1; i < tree_.nodes[root].end;) {
    const HtmlNode& node = tree_.nodes[i];
    if (!node.is_text() && weights.within(i, tree_) > most && node.tag != "p" && node.tag != "li" && node.tag != "blockquote") {
      root = i++;
    } else {
      i = node.end;
    }
    if (i >= tree_.nodes[root].end) break;
  }
  return {root};
}

/// Without labels, blocks of links, and headings that head nothing.
std::vector<ContentBlock> Finder::clean(std::vector<ContentBlock> blocks) const {
  std::vector<ContentBlock> kept;
  for (ContentBlock& block : blocks) {
    const Counts counts = count(block);
    const bool links = counts.linked * 2 > counts.all;
    const bool marked = is_heading_tag(tree_.nodes[block.element].tag) || is(block.element, "p") || block.kind != BlockKind::Paragraph;
    const bool label = !marked && counts.all < 25;
    if ((links && block.kind != BlockKind::Heading) || label || counts.all == 0) continue;
    kept.push_back(std::move(block));
  }
  // "Related" over links that went away, and the like at the article's end. A heading over a smaller one heads that.
  std::vector<ContentBlock> out;
  for (std::size_t i = kept.size(); i-- > 0;) {
    const std::string_view tag = tree_.nodes[kept[i].element].tag;
    const bool heading = kept[i].kind == BlockKind::Heading;
    const bool heads = !out.empty() && (out.back().kind != BlockKind::Heading || tree_.nodes[out.back().element].tag > tag);
    if (!heading || heads) out.push_back(std::move(kept[i]));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

bool has_hint(const HtmlNode& node, const std::vector<std::string_view>& words) {
  for (const std::string_view name : {"class", "id"}) {
    const std::string_view value = node.attribute(name);
    std::string word;
    for (std::size_t i = 0; i <= value.size(); ++i) {
      const char c = i < value.size() ? value[i] : ' ';
      const bool upper = c >= 'A' && c <= 'Z';
      const bool letter = upper || (c >= 'a' && c <= 'z');
      // camelCase counts as two words.
      const bool hump = upper && i > 0 && value[i - 1] >= 'a' && value[i - 1] <= 'z';
      if ((!letter || hump) && !word.empty()) {
        if (one_of(word, words)) return true;
        word.clear();
      }
      if (letter) word += static_cast<char>(c | 0x20);
    }
  }
  return false;
}

MainContent find_main_content(const HtmlTree& tree) {
  return Finder(tree).find();
}

}  // namespace demarche

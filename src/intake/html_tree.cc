// SPDX-License-Identifier: Apache-2.0
#include "intake/html_tree.h"

#include <gumbo.h>

#include <algorithm>
#include <chrono>
#include <csetjmp>
#include <cstdlib>

#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "intake/tag_depth.h"

namespace demarche {
namespace {

constexpr std::uint32_t kMostAttributes = 2048;  ///< of one tag: gumbo compares each with all before it

/// All memory of one parse, in a list: so that it can be freed at once, without gumbo's recursive destructor and also when the
/// parse is given up half-way. Some pages of a few kilobytes make gumbo build millions of nodes (each new block opens all
/// formatting again that was left open), hence the budget over everything that is ever asked for; and a last limit on time,
/// looked at now and then, for pages that are slow in a way nobody has thought of.
class ParseMemory {
 public:
  ParseMemory(std::uint64_t budget, std::uint32_t max_seconds)
      : budget_(budget), deadline_(std::chrono::steady_clock::now() + std::chrono::seconds(max_seconds)) {
    list_.next = list_.previous = &list_;
  }
  ~ParseMemory() {
    for (Block* block = list_.next; block != &list_;) {
      Block* const next = block->next;
      std::free(block);
      block = next;
    }
  }
  ParseMemory(const ParseMemory&) = delete;
  ParseMemory& operator=(const ParseMemory&) = delete;

  static void* allocate(void* self, std::size_t size) { return static_cast<ParseMemory*>(self)->take(size); }
  static void release(void*, void* memory) {
    if (memory == nullptr) return;
    Block* const block = static_cast<Block*>(memory) - 1;
    block->previous->next = block->next;
    block->next->previous = block->previous;
    std::free(block);
  }
  std::jmp_buf& exit() { return exit_; }

 private:
  struct alignas(std::max_align_t) Block {
    Block* next = nullptr;
    Block* previous = nullptr;
  };

  void* take(std::size_t size) {
    const std::uint64_t cost = size + sizeof(Block);
    const bool late = ++count_ % 64 == 0 && std::chrono::steady_clock::now() > deadline_;
    Block* const block = late || cost > budget_ ? nullptr : static_cast<Block*>(std::malloc(cost));
    // Gumbo cannot be told that there is no memory. Only its own C frames are left behind here.
    if (block == nullptr) std::longjmp(exit_, 1);
    budget_ -= cost;
    block->next = list_.next;
    block->previous = &list_;
    list_.next->previous = block;
    list_.next = block;
    return block + 1;
  }

  std::uint64_t budget_;
  std::chrono::steady_clock::time_point deadline_;
  std::uint64_t count_ = 0;
  Block list_{};
  std::jmp_buf exit_{};
};

/// Nothing here may need a destructor: a parse that is given up comes back by longjmp.
GumboOutput* parse_within(ParseMemory& memory, std::string_view page) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = ParseMemory::allocate;
  options.deallocator = ParseMemory::release;
  options.userdata = &memory;
  options.max_errors = 0;
  if (setjmp(memory.exit()) != 0) return nullptr;
  return gumbo_parse_with_options(&options, page.data(), page.size());
}

bool says_something(std::string_view name) {
  for (const std::string_view kept : {"class", "id", "role", "itemprop", "property", "name", "content", "datetime", "href", "rel", "type",
                                      "lang", "hidden", "style", "aria-hidden", "pubdate", "itemtype"})
    if (name == kept) return true;
  return false;
}

std::string tag_name(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  std::string name = lower_case(std::string_view(piece.data == nullptr ? "" : piece.data, piece.length));
  return name.empty() ? "unknown" : name;
}

class TreeMaker {
 public:
  explicit TreeMaker(std::string_view page) : page_(page) {}

  HtmlTree make(const GumboNode* root) {
    add(root, 0);
    while (!open_.empty()) {
      Open& top = open_.back();
      if (top.next == top.children->length) {
        tree_.nodes[top.node].end = static_cast<std::uint32_t>(tree_.nodes.size());
        open_.pop_back();
      } else {
        const std::uint32_t parent = top.node;
        add(static_cast<const GumboNode*>(top.children->data[top.next++]), parent);
      }
    }
    return std::move(tree_);
  }

 private:
  struct Open {
    std::uint32_t node = 0;
    const GumboVector* children = nullptr;
    unsigned next = 0;
  };

  void add(const GumboNode* from, std::uint32_t parent) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
    HtmlNode node;
    node.parent = parent;
    node.end = index + 1;
    if (from->type == GUMBO_NODE_ELEMENT) {
      const GumboElement& element = from->v.element;
      node.tag = tag_name(element);
      for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
        if (says_something(attribute.name)) node.attributes.push_back({attribute.name, attribute.value});
      }
      open_.push_back({index, &element.children, 0});
    } else if (from->type == GUMBO_NODE_TEXT || from->type == GUMBO_NODE_WHITESPACE || from->type == GUMBO_NODE_CDATA) {
      node.text = from->v.text.text;
      node.source = source_of(from->v.text.original_text);
    } else {
      return;
    }
    tree_.nodes.push_back(std::move(node));
  }
  /// Texts that gumbo made up or moved may point nowhere; they get an empty span.
  TextSpan source_of(const GumboStringPiece& piece) const {
    if (piece.data == nullptr || piece.data < page_.data() || piece.data + piece.length > page_.data() + page_.size()) return {};
    const auto begin = static_cast<std::uint32_t>(piece.data - page_.data());
    return {begin, begin + static_cast<std::uint32_t>(piece.length)};
  }

  std::string_view page_;
  HtmlTree tree_{};
  std::vector<Open> open_{};
};

}  // namespace

std::string_view HtmlNode::attribute(std::string_view name) const {
  for (const HtmlAttribute& attribute : attributes)
    if (attribute.name == name) return attribute.value;
  return "";
}

bool HtmlNode::has_attribute(std::string_view name) const {
  return std::any_of(attributes.begin(), attributes.end(), [&](const HtmlAttribute& a) { return a.name == name; });
}

std::string HtmlTree::text_of(std::uint32_t node) const {
  std::string out;
  bool space = false;
  for (std::uint32_t i = node; i < nodes[node].end; ++i) {
    const std::string_view text = nodes[i].text;
    for (std::size_t at = 0; at < text.size();) {
      const Decoded d = decode_utf8(text, at);
      if (is_space(d.code_point)) {
        space = true;
      } else {
        if (space && !out.empty()) out += ' ';
        space = false;
        out += text.substr(at, d.size);
      }
      at += d.size;
    }
    if (nodes[i].tag == "br" || nodes[i].tag == "p" || nodes[i].tag == "div") space = true;
  }
  return out;
}

HtmlTree parse_html(std::string_view page, const IntakeOptions& options, const std::string& where) {
  const std::uint32_t max_depth = options.max_depth;
  const PageShape shape = measure_page(page, max_depth);
  if (shape.depth > max_depth) fail(ErrorCode::InputTooLarge, "{} nests tags deeper than the limit of {} (--max-depth)", where, max_depth);
  if (shape.attributes > kMostAttributes)
    fail(ErrorCode::InputTooLarge, "{} has a tag with more than {} attributes, which no page needs", where, kMostAttributes);
  // News pages ask for 8 to 25 times their size; the constant part lets small ones be odd.
  ParseMemory memory((64ULL << 20U) + 64ULL * page.size(), options.max_parse_seconds);
  const GumboOutput* output = parse_within(memory, page);
  if (output == nullptr || output->root == nullptr)
    fail(ErrorCode::InputTooLarge,
         "{} opens so many tags again and again that parsing it was given up (limit of memory, or {} s: --max-parse-seconds)", where,
         options.max_parse_seconds);
  return TreeMaker(page).make(output->root);
}

}  // namespace demarche

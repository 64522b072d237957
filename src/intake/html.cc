// SPDX-License-Identifier: Apache-2.0
#include "intake/html.h"

#include <algorithm>
#include <vector>

#include "base/unicode.h"
#include "base/utf8.h"
#include "intake/block_finder.h"
#include "intake/dates.h"
#include "intake/html_text.h"
#include "intake/html_tree.h"
#include "intake/main_content.h"
#include "intake/metadata.h"

namespace demarche {
namespace {

/// Marks where a word may be broken and the like: they would cut words in two for everything that reads them.
bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

/// Writes the texts of blocks one after the other: white space squeezed, one empty line between blocks.
class FlowWriter {
 public:
  explicit FlowWriter(const TracedText& page) : page_(page), out_(page) {}

  void begin_block(BlockKind kind) {
    end_block();
    kind_ = kind;
  }
  void put(const HtmlNode& node) {
    // Texts that the parser moved keep their words; for the order of the map they stand where the writing is.
    TextSpan source = node.source;
    source.begin = std::max(source.begin, at_);
    source.end = std::max(source.end, source.begin);
    const std::string_view raw = std::string_view(page_.text).substr(source.begin, source.size());
    for (const AlignedPiece& piece : align_text(raw, node.text)) {
      const TextSpan from{source.begin + piece.source.begin, source.begin + piece.source.end};
      const std::string_view words = std::string_view(node.text).substr(piece.text.begin, piece.text.size());
      put_piece(words, from, piece.same);
    }
  }
  void put_line_break() {
    if (block_begin_ < out_.text().size() || open_) gap_ = "\n";
  }
  void end_block() {
    const auto end = static_cast<std::uint32_t>(out_.text().size());
    if (open_) blocks_.blocks.push_back({{block_begin_, end}, kind_});
    open_ = false;
    gap_ = "";
  }
  void finish(Draft& draft) {
    end_block();
    draft.text = out_.take();
    draft.blocks = std::move(blocks_);
  }

 private:
  void put_piece(std::string_view words, TextSpan from, bool same) {
    for (std::size_t i = 0; i < words.size();) {
      const Decoded d = decode_utf8(words, i);
      if (is_space(d.code_point) || is_invisible(d.code_point)) {
        if (is_space(d.code_point) && gap_.empty() && open_) gap_ = " ";
        i += d.size;
        continue;
      }
      std::size_t end = i;
      while (end < words.size()) {
        const Decoded next = decode_utf8(words, end);
        if (is_space(next.code_point) || is_invisible(next.code_point)) break;
        end += next.size;
      }
      put_word(words.substr(i, end - i),
               same ? TextSpan{from.begin + static_cast<std::uint32_t>(i), from.begin + static_cast<std::uint32_t>(end)} : from, same);
      i = end;
    }
  }
  void put_word(std::string_view word, TextSpan from, bool same) {
    if (!open_) {
      if (!out_.text().empty()) out_.replace("\n\n", at_, from.begin);
      block_begin_ = static_cast<std::uint32_t>(out_.text().size());
      open_ = true;
    } else if (gap_ == " " && at_ + 1 == from.begin && page_.text[at_] == ' ') {
      out_.copy(at_, from.begin);
    } else if (!gap_.empty()) {
      out_.replace(gap_, at_, from.begin);
    }
    gap_ = "";
    if (same) {
      out_.copy(from.begin, from.end);
    } else {
      out_.replace(word, from.begin, from.end);
    }
    at_ = std::max(at_, from.end);
  }

  const TracedText& page_;
  TextBuilder out_;
  Blocks blocks_{};
  BlockKind kind_ = BlockKind::Paragraph;
  std::string_view gap_{};  ///< what stands between the last word and the next
  std::uint32_t at_ = 0;    ///< end of what was written, in the page
  std::uint32_t block_begin_ = 0;
  bool open_ = false;  ///< the block has words
};

/// Blocks in the order of the page's bytes: the parser moves what stands at forbidden places (text right inside a table).
void sort_by_source(const HtmlTree& tree, std::vector<ContentBlock>& blocks) {
  const auto begin = [&](const ContentBlock& block) { return tree.nodes[block.texts.front()].source.begin; };
  std::stable_sort(blocks.begin(), blocks.end(), [&](const auto& a, const auto& b) { return begin(a) < begin(b); });
}

void write_blocks(const TracedText& page, const HtmlTree& tree, const std::vector<ContentBlock>& blocks, Draft& draft) {
  FlowWriter writer(page);
  for (const ContentBlock& block : blocks) {
    writer.begin_block(block.kind);
    for (std::uint32_t text : block.texts) {
      if (text == ContentBlock::kLineBreak) {
        writer.put_line_break();
      } else {
        writer.put(tree.nodes[text]);
      }
    }
  }
  writer.finish(draft);
}

void set(std::string& field, const std::string& value) {
  if (field.empty()) field = value;
}

/// The headline is not text of the article, and neither is a line that holds the date alone.
void drop_title(const HtmlTree& tree, const std::string& title, std::vector<ContentBlock>& blocks) {
  const std::string folded = fold(title);
  const auto repeats = [&](const ContentBlock& block) {
    return block.kind == BlockKind::Heading && (tree.nodes[block.element].tag == "h1" || fold(tree.text_of(block.element)) == folded);
  };
  const auto end = blocks.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(blocks.size(), 5));
  const auto found = std::find_if(blocks.begin(), end, repeats);
  if (found != end && blocks.size() > 1) blocks.erase(found);
}

}  // namespace

void read_html(const TracedText& page, const IntakeOptions& options, Draft& draft, Diagnostics& diagnostics) {
  const HtmlTree tree = parse_html(page.text, options, draft.origin.path);
  const PageMetadata metadata = read_metadata(tree, draft.origin.path, diagnostics);
  MainContent content = find_main_content(tree);
  drop_title(tree, metadata.title, content.blocks);
  sort_by_source(tree, content.blocks);
  write_blocks(page, tree, content.blocks, draft);
  if (content.guessed && !content.blocks.empty())
    diagnostics.push_back(
        {Severity::Note, "no-article", draft.origin.path, "nothing on this page looks like an article; all of its words were read"});
  Origin& origin = draft.origin;
  set(origin.title, metadata.title);
  set(origin.publisher, metadata.publisher);
  set(origin.author, metadata.author);
  set(origin.language, metadata.language);
  set(origin.url, metadata.url);
  if (origin.published) return;
  origin.published = metadata.published;
  if (origin.published) {
    origin.date_basis = "metadata";
    return;
  }
  const std::uint32_t end = content.blocks.empty() ? 0 : content.blocks.front().texts.front() + 1;
  origin.published = find_visible_date(tree, end);
  if (!origin.published) origin.published = find_date(std::string_view(draft.text.text).substr(0, 100));
  if (origin.published) origin.date_basis = "text";
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// The report's text with brackets, labels and styles. Marks are gathered by the offset at which they stand, then the text is
// walked once, block by block.
#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "exchange/drawing.h"

namespace demarche {
namespace {

/// What stands between two characters: labels belong to the words before, brackets close and open after them.
struct Marks {
  std::string labels{};  ///< "s1 e2"
  std::uint32_t closings = 0;
  std::string late_labels{};  ///< behind the closing brackets: contents without a cue
  std::uint32_t openings = 0;
};

void add_label(std::string& labels, char letter, std::size_t position) {
  labels += (labels.empty() ? "" : " ") + std::string(1, letter) + std::to_string(position + 1);
}

class Painter {
 public:
  explicit Painter(const Document& document) : document_(document), styles_(document.text().size()) {
    if (document.has<Statements>()) paint_statements();
    if (document.has<Events>()) paint_events();
  }

  StyledText paint(TextSpan span) const {
    StyledText out;
    bool space = false;
    for (std::uint32_t i = span.begin; i < span.end;) {
      add_marks(out, i, Side::Before);
      const Decoded decoded = decode_utf8(document_.text(), i);
      const bool is_space = decoded.code_point == U' ' || decoded.code_point == U'\n' || decoded.code_point == U'\t';
      if (is_space) {
        if (!space) out.add(" ", styles_[i]);
      } else {
        out.add(document_.text().substr(i, decoded.size), styles_[i]);
      }
      space = is_space;
      i += decoded.size;
      add_marks(out, i, Side::After);
    }
    return out;
  }

 private:
  enum class Side : std::uint8_t { Before, After };

  void paint_statements() {
    const auto& statements = document_.get<Statements>().statements;
    std::vector<std::uint8_t> depth(styles_.size());
    for (std::size_t i = 0; i < statements.size(); ++i)
      for (const TextSpan& span : statements[i].content)
        for (std::uint32_t at = span.begin; at < span.end; ++at) ++depth[at];
    static constexpr std::array<Color, 4> kDepths = {Color::Cyan, Color::Blue, Color::Magenta, Color::Red};
    for (std::size_t at = 0; at < depth.size(); ++at)
      if (depth[at] > 0) styles_[at] = {kDepths[(depth[at] - 1U) % kDepths.size()], false, false, false, true, false};
    for (std::size_t i = 0; i < statements.size(); ++i) mark_statement(statements[i], i);
  }

  void mark_statement(const Statement& statement, std::size_t position) {
    for (const TextSpan& span : statement.content) {
      ++marks_[span.begin].openings;
      ++marks_[span.end].closings;
    }
    if (statement.cue)
      add_label(marks_[statement.cue->end].labels, 's', position);
    else if (!statement.content.empty())
      add_label(marks_[statement.content.back().end].late_labels, 's', position);
    if (statement.addressee) restyle(statement.addressee->span, {Color::Yellow, false, false, false, false, false});
    if (statement.speaker) restyle(statement.speaker->span, {Color::Yellow, true, false, false, false, false});
    if (statement.cue) restyle(*statement.cue, {Color::Green, false, false, true, false, false});
  }

  void paint_events() {
    const auto& events = document_.get<Events>().events;
    for (std::size_t i = 0; i < events.size(); ++i) {
      add_label(marks_[events[i].trigger.end].labels, 'e', i);
      restyle(events[i].trigger, style_of(events[i].status));
    }
  }

  /// A content's underline stays below everything that stands in it.
  void restyle(TextSpan span, Style style) {
    for (std::uint32_t at = span.begin; at < span.end; ++at) {
      style.underline = styles_[at].underline;
      styles_[at] = style;
    }
  }

  void add_marks(StyledText& out, std::uint32_t offset, Side side) const {
    const auto found = marks_.find(offset);
    if (found == marks_.end()) return;
    const Marks& marks = found->second;
    const auto repeat = [&out](const char* mark, std::uint32_t times) {
      for (std::uint32_t i = 0; i < times; ++i) out.add(mark, kDim);
    };
    if (side == Side::Before) return repeat("⌈", marks.openings);
    if (!marks.labels.empty()) out.add("[" + no_break(marks.labels) + "]", kDim);
    repeat("⌉", marks.closings);
    if (!marks.late_labels.empty()) out.add("[" + no_break(marks.late_labels) + "]", kDim);
  }

  static std::string no_break(const std::string& labels) {
    std::string out;
    for (const char c : labels) out += c == ' ' ? std::string("\u00a0") : std::string(1, c);
    return out;
  }

  const Document& document_;
  std::vector<Style> styles_;
  std::map<std::uint32_t, Marks> marks_{};
};

/// What stands before the lines of a block, and whether its words are bold.
struct BlockForm {
  const char* first = "";
  const char* other = "";
};

BlockForm form_of(BlockKind kind) {
  if (kind == BlockKind::ListItem) return {"• ", "  "};
  if (kind == BlockKind::Quote) return {"  ┃ ", "  ┃ "};
  return {};
}

}  // namespace

std::vector<StyledText> draw_text(const Document& document, std::uint32_t columns) {
  const Painter painter(document);
  std::vector<StyledText> lines;
  BlockKind before = BlockKind::Heading;
  for (const Block& block : document.get<Blocks>().blocks) {
    const bool is_list = block.kind == BlockKind::ListItem && before == BlockKind::ListItem;
    if (!lines.empty() && !is_list) lines.emplace_back();
    before = block.kind;
    const BlockForm form = form_of(block.kind);
    bool first = true;
    for (const StyledText& line : painter.paint(block.span).wrap(columns - display_width(std::string_view(form.first)))) {
      StyledText out(first ? form.first : form.other, kDim);
      first = false;
      if (block.kind != BlockKind::Heading) {
        lines.push_back(out.add(line));
        continue;
      }
      for (const Glyph& glyph : line.glyphs()) {
        Style style = glyph.style;
        style.bold = !style.dim;
        std::string character;
        append_utf8(character, glyph.character);
        out.add(character, style);
      }
      lines.push_back(std::move(out));
    }
  }
  return lines;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// The chains: who told whom what, as trees of statements by `within`.
#include <algorithm>

#include "base/unicode.h"
#include "exchange/drawing.h"

namespace demarche {
namespace {

constexpr std::uint32_t kDeepest = 24;  ///< steps that are drawn; a chain ends before that in any real report
constexpr double kWholeContent = 0.6;   ///< share of a content that one statement in it takes to stand for it

std::string no_break(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == ' ' ? std::string("\u00a0") : std::string(1, c);
  return out;
}

class Chains {
 public:
  Chains(const Document& document, std::uint32_t columns)
      : document_(document),
        statements_(document.get<Statements>().statements),
        children_(statements_.size()),
        events_(statements_.size()),
        columns_(columns) {
    for (std::uint32_t i = 0; i < statements_.size(); ++i)
      if (statements_[i].within) children_[*statements_[i].within].push_back(i);
    if (!document.has<Events>()) return;
    const auto& events = document.get<Events>().events;
    for (std::size_t i = 0; i < events.size(); ++i)
      if (events[i].within) events_[*events[i].within] += " e" + std::to_string(i + 1);
  }

  std::vector<StyledText> draw() {
    for (std::uint32_t i = 0; i < statements_.size(); ++i)
      if (!statements_[i].within) draw_tree(i, "", "", 0);
    return std::move(lines_);
  }

 private:
  /// `first` stands before the statement's first line, `other` before all that follow it and its branches.
  void draw_tree(std::uint32_t root, const std::string& first, const std::string& other, std::uint32_t depth) {
    StyledText line;
    std::uint32_t at = root;
    add_speaker(line, at);
    while (const auto next = only_child(at)) {
      if (!events_[at].empty()) line.add("[" + no_break(events_[at].substr(1)) + "] ", kDim);
      at = *next;
      add_speaker(line, at);
    }
    const bool has_branches = !children_[at].empty() && depth < kDeepest;
    add_content(line, at);
    add_lines(line, first, other + (has_branches ? "│  " : "   "));
    if (!has_branches) return;
    for (std::size_t i = 0; i < children_[at].size(); ++i) {
      const bool last = i + 1 == children_[at].size();
      draw_tree(children_[at][i], other + (last ? "└─ " : "├─ "), other + (last ? "   " : "│  "), depth + 1);
    }
  }

  /// "s2 Driscoll ──told officials──▶ ", kept together at its dashes.
  void add_speaker(StyledText& line, std::uint32_t position) const {
    const Statement& statement = statements_[position];
    line.add("s" + std::to_string(position + 1) + "\u00a0", kDim);
    if (!statement.speaker) {
      line.add(no_break("nobody named"), kNobody);
    } else {
      const std::string words = on_one_line(document_.text(statement.speaker->span));
      const std::string name = display_name(document_, *statement.speaker);
      line.add(cut_to_width(words, 48), kSpeaker);
      if (lower_case(words).find(lower_case(name)) == std::string::npos) line.add(" = " + cut_to_width(name, 40), kDim);
    }
    line.add(" ──", kDim);
    if (statement.cue) line.add(no_break(cut_to_width(on_one_line(document_.text(*statement.cue)), 32)), kCue);
    if (statement.addressee) {
      if (statement.cue) line.add("\u00a0", kCue);
      const std::string words = on_one_line(document_.text(statement.addressee->span));
      line.add(no_break(cut_to_width(words, 32)), {Color::Yellow, false, false, false, false, false});
    }
    line.add("──▶ ", kDim);
  }

  void add_content(StyledText& line, std::uint32_t position) const {
    std::string content;
    for (const TextSpan& span : statements_[position].content)
      content += (content.empty() ? "" : " … ") + on_one_line(document_.text(span));
    // A branch tells the content again in parts, so its root needs fewer words.
    const std::uint32_t room = children_[position].empty() ? 2 * columns_ : columns_;
    line.add(cut_to_width(content, room > 20 ? room - 20 : room));
    if (!events_[position].empty()) line.add(" ·" + no_break(events_[position]), kDim);
  }

  /// The one statement in this one's content that takes up most of it.
  std::optional<std::uint32_t> only_child(std::uint32_t position) const {
    if (children_[position].size() != 1) return std::nullopt;
    const std::uint32_t child = children_[position].front();
    std::uint32_t whole = 0;
    for (const TextSpan& span : statements_[position].content) whole += span.size();
    return size_of(statements_[child]) >= kWholeContent * whole ? std::optional(child) : std::nullopt;
  }

  static std::uint32_t size_of(const Statement& statement) {
    std::uint32_t size = 0;
    for (const TextSpan& span : statement.content) size += span.size();
    if (statement.cue) size += statement.cue->size();
    if (statement.speaker) size += statement.speaker->span.size();
    if (statement.addressee) size += statement.addressee->span.size();
    return size;
  }

  void add_lines(const StyledText& text, const std::string& first, const std::string& other) {
    const std::uint32_t first_used = std::min(display_width(std::string_view(first)), columns_ - 20);
    const std::uint32_t other_used = std::min(display_width(std::string_view(other)), columns_ - 20);
    bool is_first = true;
    for (const StyledText& line : text.wrap(columns_ - first_used, columns_ - other_used)) {
      StyledText out(is_first ? first : other, kDim);
      is_first = false;
      lines_.push_back(out.add(line));
    }
  }

  const Document& document_;
  const std::vector<Statement>& statements_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::vector<std::string> events_;
  std::uint32_t columns_;
  std::vector<StyledText> lines_{};
};

}  // namespace

std::vector<StyledText> draw_chains(const Document& document, std::uint32_t columns) {
  return Chains(document, columns).draw();
}

}  // namespace demarche

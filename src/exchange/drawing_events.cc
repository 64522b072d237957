// SPDX-License-Identifier: Apache-2.0
// The events, one after the other: what, whose, when, where, says who, in which words.
#include <algorithm>

#include "base/unicode.h"
#include "exchange/drawing.h"

namespace demarche {
namespace {

constexpr std::uint32_t kBadgeWidth = 13;
constexpr std::uint32_t kLabelWidth = 5;

std::string label_of(std::size_t position) {
  return "e" + std::to_string(position + 1);
}

/// The words around `span` in its block, at most `room` bytes without it, cut at spaces.
TextSpan around(const Document& document, TextSpan span, std::uint32_t room) {
  TextSpan block{0, static_cast<std::uint32_t>(document.text().size())};
  for (const Block& candidate : document.get<Blocks>().blocks)
    if (candidate.span.contains(span)) block = candidate.span;
  const std::uint32_t before = span.begin - block.begin;
  const std::uint32_t after = block.end - span.end;
  const std::uint32_t left = std::min(before, std::max(room / 2, room - std::min(room, after)));
  const std::uint32_t right = std::min(after, room - left);
  TextSpan out{span.begin - left, span.end + right};
  const std::string_view text = document.text();
  const auto is_gap = [&text](std::uint32_t at) { return text[at] == ' ' || text[at] == '\n'; };
  while (out.begin > block.begin && out.begin < span.begin && !is_gap(out.begin - 1)) ++out.begin;
  while (out.end < block.end && out.end > span.end && !is_gap(out.end)) --out.end;
  return out;
}

/// One line of words with what stood at their edges: a single space or nothing.
std::string flat(std::string_view text) {
  std::string out = on_one_line(text);
  const auto is_gap = [](char c) { return c == ' ' || c == '\n'; };
  if (!out.empty() && is_gap(text.front())) out.insert(out.begin(), ' ');
  if (!out.empty() && is_gap(text.back())) out += ' ';
  return out;
}

class EventList {
 public:
  EventList(const Document& document, std::uint32_t columns)
      : document_(document), events_(document.get<Events>().events), columns_(columns) {}

  std::vector<StyledText> draw() {
    for (std::size_t i = 0; i < events_.size(); ++i) draw_event(events_[i], i);
    return std::move(lines_);
  }

 private:
  void draw_event(const Event& event, std::size_t position) {
    if (position > 0) lines_.emplace_back();
    StyledText head(label_of(position), kDim);
    head.pad(kLabelWidth);
    head.add(badge_of(event.status), style_of(event.status));
    head.pad(kLabelWidth + kBadgeWidth);
    head.add(event.type, kBold).add(event.mode.empty() ? "" : "/" + event.mode, kBold);
    head.add(event.cameo.empty() ? "  " : "\u00a0" + event.cameo + "  ", kDim);
    add_parties(head, event);
    add_lines(head, 0, kLabelWidth + kBadgeWidth);
    add_circumstances(event);
    add_claim(event);
    add_words(event);
  }

  void add_parties(StyledText& line, const Event& event) const {
    if (event.recipients.empty() && event.actors.size() > 1) return add_entities(line, event.actors, " ↔ ");
    add_entities(line, event.actors, ", ");
    if (event.recipients.empty()) return;
    line.add(" → ", kDim);
    add_entities(line, event.recipients, ", ");
  }

  void add_entities(StyledText& line, const std::vector<Entity>& entities, const char* between) const {
    if (entities.empty()) line.add("nobody\u00a0named", kNobody);
    for (std::size_t i = 0; i < entities.size(); ++i) {
      if (i > 0) line.add(between, kDim);
      line.add(cut_to_width(display_name(document_, entities[i]), 60));
      add_code(line, entities[i]);
    }
  }

  static void add_code(StyledText& line, const Entity& entity) {
    if (entity.country.empty() && entity.sector.empty()) return;
    line.add("\u00a0" + entity.country + (entity.country.empty() || entity.sector.empty() ? "" : "\u00a0") + entity.sector, kDim);
  }

  void add_circumstances(const Event& event) {
    StyledText line;
    if (event.date) {
      line.add("when ", kDim).add(on_one_line(document_.text(event.date->span)));
      if (event.date->interval) {
        const DateInterval& days = *event.date->interval;
        line.add(" = " + to_iso(days.from) + (days.to == days.from ? "" : "\u00a0to\u00a0" + to_iso(days.to)), kDim);
      }
    }
    if (event.place) {
      line.add(event.date ? "   where " : "where ", kDim).add(display_name(document_, *event.place));
      add_code(line, *event.place);
    }
    if (event.content_of && *event.content_of < events_.size()) {
      line.add(line.empty() ? "" : "   ").add("spoken of in ", kDim);
      line.add(label_of(*event.content_of) + "\u00a0" + events_[*event.content_of].type);
    }
    if (!line.empty()) add_lines(line, kLabelWidth, kLabelWidth + 2);
  }

  /// From the outermost source inwards: the order in which the reader's trust is asked for.
  void add_claim(const Event& event) {
    StyledText line("says ", kDim);
    if (!event.within) line.add("the report itself");
    std::vector<std::uint32_t> chain;
    const auto& statements = document_.get<Statements>().statements;
    for (auto at = event.within; at && chain.size() < statements.size(); at = statements[*at].within) chain.push_back(*at);
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
      if (at != chain.rbegin()) line.add(" ▸ ", kDim);
      const auto& speaker = statements[*at].speaker;
      line.add(speaker ? cut_to_width(display_name(document_, *speaker), 48) : "nobody\u00a0named",
               speaker ? Style{Color::Yellow, false, false, false, false, false} : kNobody);
      line.add("\u00a0s" + std::to_string(*at + 1), kDim);
    }
    add_lines(line, kLabelWidth, kLabelWidth + 2);
  }

  void add_words(const Event& event) {
    const std::string_view text = document_.text();
    const std::uint32_t used = kLabelWidth + 16 + event.trigger.size();
    const TextSpan span = around(document_, event.trigger, columns_ > used ? columns_ - used : 0);
    const auto cut_at = [&text](std::uint32_t at) { return at < text.size() && text[at] != '\n'; };
    StyledText line("shown by ", kDim);
    if (span.begin > 0 && cut_at(span.begin - 1)) line.add("… ", kDim);
    line.add(flat(text.substr(span.begin, event.trigger.begin - span.begin)));
    line.add("»", kDim).add(on_one_line(document_.text(event.trigger)), style_of(event.status)).add("«", kDim);
    line.add(flat(text.substr(event.trigger.end, span.end - event.trigger.end)));
    if (cut_at(span.end)) line.add(" …", kDim);
    add_lines(line, kLabelWidth, kLabelWidth + 2);
  }

  void add_lines(const StyledText& text, std::uint32_t first, std::uint32_t other) {
    bool is_first = true;
    for (const StyledText& line : text.wrap(columns_ - first, columns_ - other)) {
      StyledText out;
      out.pad(is_first ? first : other);
      is_first = false;
      lines_.push_back(out.add(line));
    }
  }

  const Document& document_;
  const std::vector<Event>& events_;
  std::uint32_t columns_;
  std::vector<StyledText> lines_{};
};

}  // namespace

std::vector<StyledText> draw_events(const Document& document, std::uint32_t columns) {
  return EventList(document, columns).draw();
}

}  // namespace demarche

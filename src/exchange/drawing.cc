// SPDX-License-Identifier: Apache-2.0
#include "exchange/drawing.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace demarche {
namespace {

constexpr std::uint32_t kWidestText = 96;  // longer lines are hard to read, however wide the terminal is

std::string counted(std::size_t number, const char* one) {
  return std::to_string(number) + " " + one + (number == 1 ? "" : "s");
}

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts)
    if (!part.empty()) out += (out.empty() ? "" : " · ") + part;
  return out;
}

void append(std::vector<StyledText>& lines, const std::vector<StyledText>& more, std::uint32_t indent) {
  for (const StyledText& line : more) {
    StyledText out;
    if (!line.empty()) out.pad(indent);
    lines.push_back(out.add(line));
  }
}

/// Whether the text itself begins with the title, so that it need not be shown twice.
bool text_shows_title(const Document& document) {
  const auto& blocks = document.get<Blocks>().blocks;
  return !blocks.empty() && on_one_line(document.text(blocks.front().span)) == on_one_line(document.origin().title);
}

std::vector<StyledText> draw_head(const Document& document, std::uint32_t columns) {
  const Origin& origin = document.origin();
  const std::size_t statements = document.has<Statements>() ? document.get<Statements>().statements.size() : 0;
  const std::size_t events = document.has<Events>() ? document.get<Events>().events.size() : 0;
  std::vector<StyledText> lines;
  if (!origin.title.empty() && !text_shows_title(document)) lines = StyledText(on_one_line(origin.title), kBold).wrap(columns);
  const std::string facts = join({origin.publisher.empty() ? on_one_line(origin.id) : on_one_line(origin.publisher),
                                  origin.published ? to_iso(*origin.published) : "no date", on_one_line(origin.author),
                                  counted(statements, "statement"), counted(events, "event")});
  for (StyledText& line : StyledText(facts, kDim).wrap(columns)) lines.push_back(std::move(line));
  return lines;
}

StyledText draw_heading(const std::string& words, std::uint32_t columns) {
  StyledText line("── ", kDim);
  line.add(words, kBold).add(" ", kDim);
  std::string rule;
  for (std::uint32_t i = line.width(); i < columns; ++i) rule += "─";
  return line.add(rule, kDim);
}

}  // namespace

Style style_of(Status status) {
  switch (status) {
    case Status::Happened:
      return {Color::Green, true, false, false, false, false};
    case Status::Ongoing:
      return {Color::Cyan, true, false, false, false, false};
    case Status::Planned:
      return {Color::Blue, true, false, false, false, false};
    case Status::Requested:
      return {Color::Yellow, true, false, false, false, false};
    case Status::Threatened:
      return {Color::Red, true, false, false, false, false};
    case Status::Possible:
      return {Color::Magenta, true, false, false, false, false};
    case Status::Denied:
      return {Color::Default, false, true, false, false, true};
  }
  return {};
}

std::string badge_of(Status status) {
  static constexpr std::array<const char*, 7> kMarks = {"●", "◉", "○", "◇", "▲", "◌", "✗"};
  return std::string(kMarks[static_cast<std::size_t>(status)]) + " " + to_string(status);
}

std::string display_name(const Document& document, const Entity& entity) {
  return on_one_line(entity.name.empty() ? document.text(entity.span) : std::string_view(entity.name));
}

std::string draw_report(const Document& document, const DrawingOptions& options) {
  constexpr std::uint32_t kIndent = 2;
  const std::uint32_t columns = std::min(std::max(options.columns, 40U) - kIndent, kWidestText);
  std::vector<StyledText> lines;
  append(lines, draw_head(document, columns), kIndent);
  lines.emplace_back();
  append(lines, draw_text(document, columns), kIndent);
  if (document.has<Statements>() && !document.get<Statements>().statements.empty()) {
    lines.emplace_back();
    append(lines, {draw_heading("who says what", columns)}, kIndent);
    append(lines, draw_chains(document, columns), kIndent);
  }
  if (document.has<Events>() && !document.get<Events>().events.empty()) {
    lines.emplace_back();
    append(lines, {draw_heading("who does what to whom", columns)}, kIndent);
    append(lines, draw_events(document, columns), kIndent);
  }
  std::string out;
  for (const StyledText& line : lines) out += line.render(options.color) + "\n";
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "exchange/styled_text.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};

/// East Asian Wide and Fullwidth and emoji that are drawn wide (Unicode 15, joined to whole blocks).
constexpr std::array<Range, 15> kWide = {{{0x1100, 0x115F},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0x33FF},
                                          {0x3400, 0x4DBF},
                                          {0x4E00, 0x9FFF},
                                          {0xA000, 0xA4CF},
                                          {0xA960, 0xA97F},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF00, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1F64F},
                                          {0x1F900, 0x1F9FF},
                                          {0x20000, 0x3FFFD}}};

constexpr char32_t kNoBreakSpace = 0xA0;
constexpr std::size_t kWordLoss = 10;  ///< characters given up so that a cut falls between words

bool is_wide(char32_t c) {
  return std::any_of(kWide.begin(), kWide.end(), [c](Range range) { return range.first <= c && c <= range.last; });
}

/// Joiners take no cell and do no harm; other control and format characters could hide or turn text.
bool is_joiner(char32_t c) {
  return c == 0x200C || c == 0x200D || c == 0xFE0E || c == 0xFE0F;
}

char32_t harmless(char32_t c) {
  if (c == kNoBreakSpace) return c;
  if (is_space(c)) return ' ';
  return is_control(c) && !is_joiner(c) ? 0xFFFD : c;
}

std::string escape(const Style& style) {
  std::string out = "\x1b[0";
  if (style.bold) out += ";1";
  if (style.dim) out += ";2";
  if (style.italic) out += ";3";
  if (style.underline) out += ";4";
  if (style.strike) out += ";9";
  if (style.color != Color::Default) out += ";" + std::to_string(30 + static_cast<int>(style.color));
  return out + "m";
}

std::uint32_t width_of(const std::vector<Glyph>& glyphs) {
  std::uint32_t width = 0;
  for (const Glyph& glyph : glyphs) width += display_width(glyph.character);
  return width;
}

/// Position at which the line that begins at `first` must end, so that it fits; at least one glyph goes in.
std::size_t end_of_line(const std::vector<Glyph>& glyphs, std::size_t first, std::uint32_t columns) {
  std::uint32_t width = 0;
  std::size_t last_break = first;
  for (std::size_t i = first; i < glyphs.size(); ++i) {
    const std::uint32_t cells = display_width(glyphs[i].character);
    if (glyphs[i].character == ' ' || (i > first && cells == 2)) last_break = i;
    if (width + cells > columns && i > first) return last_break > first ? last_break : i;
    width += cells;
  }
  return glyphs.size();
}

}  // namespace

std::uint32_t display_width(char32_t character) {
  if (character < 0x300) return 1;
  if (is_joiner(character) || is_mark(character)) return 0;
  return is_wide(character) ? 2 : 1;
}

std::uint32_t display_width(std::string_view text) {
  return StyledText(text, {}).width();
}

std::string cut_to_width(std::string_view text, std::uint32_t columns) {
  StyledText styled(text, {});
  styled.cut(columns);
  return styled.render(ColorMode::Off);
}

std::string pad_to_width(std::string_view text, std::uint32_t columns) {
  StyledText styled(text, {});
  styled.pad(columns);
  return styled.render(ColorMode::Off);
}

StyledText& StyledText::add(std::string_view text, Style style) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    i += decoded.size;
    glyphs_.push_back({harmless(decoded.code_point), style});
  }
  return *this;
}

StyledText& StyledText::add(const StyledText& other) {
  glyphs_.insert(glyphs_.end(), other.glyphs_.begin(), other.glyphs_.end());
  return *this;
}

std::uint32_t StyledText::width() const {
  return width_of(glyphs_);
}

void StyledText::cut(std::uint32_t columns) {
  if (width() <= columns) return;
  std::uint32_t kept = 0;
  std::size_t i = 0;
  while (i < glyphs_.size() && kept + display_width(glyphs_[i].character) + 1 <= columns) kept += display_width(glyphs_[i++].character);
  const Style style = i < glyphs_.size() ? glyphs_[i].style : Style{};
  const std::size_t least = i - std::min<std::size_t>({i, kWordLoss, columns / 6});
  for (std::size_t at = i; at > least; --at)
    if (glyphs_[at].character == ' ') {
      i = at;
      break;
    }
  glyphs_.resize(i);
  while (!glyphs_.empty() && glyphs_.back().character == ' ') glyphs_.pop_back();
  glyphs_.push_back({U'…', style});
}

void StyledText::pad(std::uint32_t columns) {
  for (std::uint32_t i = width(); i < columns; ++i) glyphs_.push_back({U' ', {}});
}

std::string StyledText::render(ColorMode mode) const {
  std::string out;
  Style current;
  for (const Glyph& glyph : glyphs_) {
    if (mode == ColorMode::On && !(glyph.style == current)) {
      out += glyph.style == Style{} ? "\x1b[0m" : escape(glyph.style);
      current = glyph.style;
    }
    append_utf8(out, glyph.character == kNoBreakSpace ? U' ' : glyph.character);
  }
  if (!(current == Style{})) out += "\x1b[0m";
  return out;
}

std::vector<StyledText> StyledText::wrap(std::uint32_t first_columns, std::uint32_t columns) const {
  std::vector<StyledText> lines;
  for (std::size_t first = 0; first < glyphs_.size();) {
    std::size_t end = end_of_line(glyphs_, first, std::max(first == 0 ? first_columns : columns, 2U));
    StyledText line;
    line.glyphs_.assign(glyphs_.begin() + static_cast<std::ptrdiff_t>(first), glyphs_.begin() + static_cast<std::ptrdiff_t>(end));
    while (!line.glyphs_.empty() && line.glyphs_.back().character == ' ') line.glyphs_.pop_back();
    lines.push_back(std::move(line));
    while (end < glyphs_.size() && glyphs_[end].character == ' ') ++end;
    first = end;
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace demarche

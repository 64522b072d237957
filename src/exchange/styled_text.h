// SPDX-License-Identifier: Apache-2.0
// Styled text: characters with color and weight, measured in terminal cells and wrapped to a width. The same characters come
// out with and without color, so that a drawing reads the same in a pipe, in a log and on a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// The eight colors that every terminal theme defines, and the theme's own.
enum class Color : std::uint8_t { Default, Red, Green, Yellow, Blue, Magenta, Cyan, White };

struct Style {
  Color color = Color::Default;
  bool bold = false;
  bool dim = false;
  bool italic = false;
  bool underline = false;
  bool strike = false;

  bool operator==(const Style&) const = default;
};

inline constexpr Style kDim{Color::Default, false, true, false, false, false};
inline constexpr Style kBold{Color::Default, true, false, false, false, false};
inline constexpr Style kSpeaker{Color::Yellow, true, false, false, false, false};
inline constexpr Style kCue{Color::Green, false, false, true, false, false};
inline constexpr Style kNobody{Color::Default, false, true, true, false, false};

enum class ColorMode : std::uint8_t { Off, On };

/// Cells that a character takes: 0 for combining marks and joiners, 2 for wide East Asian characters and emoji, else 1.
std::uint32_t display_width(char32_t character);
std::uint32_t display_width(std::string_view text);

/// Keeps at most `columns` cells; what is cut off ends in "…".
std::string cut_to_width(std::string_view text, std::uint32_t columns);
/// Adds spaces up to `columns` cells; longer text stays as it is.
std::string pad_to_width(std::string_view text, std::uint32_t columns);

struct Glyph {
  char32_t character = 0;
  Style style{};
};

/// One piece of styled text without line breaks.
class StyledText {
 public:
  StyledText() = default;
  StyledText(std::string_view text, Style style) { add(text, style); }

  /// Appends UTF-8. Control characters, which could move the cursor, hide text or turn its direction, become U+FFFD; white
  /// space becomes a space, except that lines are not broken at a no-break space.
  StyledText& add(std::string_view text, Style style = {});
  StyledText& add(const StyledText& other);
  bool empty() const { return glyphs_.empty(); }
  std::uint32_t width() const;
  const std::vector<Glyph>& glyphs() const { return glyphs_; }
  /// Keeps at most `columns` cells, whole words if that loses little; what is cut off ends in "…".
  void cut(std::uint32_t columns);
  void pad(std::uint32_t columns);

  /// UTF-8, with escape sequences only where `mode` is On; ends in plain style.
  std::string render(ColorMode mode) const;
  /// Lines of at most `columns` cells, broken at spaces, between wide characters, or, where a word is too long, anywhere.
  std::vector<StyledText> wrap(std::uint32_t columns) const { return wrap(columns, columns); }
  /// The same with another width for the first line.
  std::vector<StyledText> wrap(std::uint32_t first_columns, std::uint32_t columns) const;

 private:
  std::vector<Glyph> glyphs_{};
};

}  // namespace demarche

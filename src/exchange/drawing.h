// SPDX-License-Identifier: Apache-2.0
// The picture of a report: its text with the findings marked in it, the chains of who told whom as a tree, and the events.
// Nothing is shown that the findings do not hold, and nothing depends on color alone: labels and brackets say the same.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document/document.h"
#include "exchange/styled_text.h"

namespace demarche {

struct DrawingOptions {
  std::uint32_t columns = 80;  ///< width of the terminal, at least 40
  ColorMode color = ColorMode::Off;
};

/// The whole picture, ending in a line break. Layers that are missing count as empty.
std::string draw_report(const Document& document, const DrawingOptions& options);

// The parts, each a list of lines.

/// The text: contents in ⌈ ⌉, [s1] behind the cue of statement 1 (or behind its content, if it has no cue), [e1] behind the
/// trigger of event 1.
std::vector<StyledText> draw_text(const Document& document, std::uint32_t columns);
/// One tree for each statement that the report itself makes: speaker ──cue addressee──▶ what is said, and within it who said
/// what again. Statements that hold little more than one other statement continue on its line.
std::vector<StyledText> draw_chains(const Document& document, std::uint32_t columns);
/// Each event with status, type, parties, time, place, whose claim it is, and the words that show it.
std::vector<StyledText> draw_events(const Document& document, std::uint32_t columns);

/// Color of a status, the same wherever one is shown.
Style style_of(Status status);
/// A mark and the word: "● happened", "○ planned".
std::string badge_of(Status status);
/// The resolved name, or else the words, on one line.
std::string display_name(const Document& document, const Entity& entity);

}  // namespace demarche

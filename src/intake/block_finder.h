// SPDX-License-Identifier: Apache-2.0
// Cuts a finished text into blocks by its lines, without altering it: for plain text and the text field of JSON Lines.
#pragma once

#include <string_view>
#include <vector>

#include "document/layers.h"

namespace demarche {

/// Runs of lines between blank lines, each without white space around it.
std::vector<TextSpan> find_paragraphs(std::string_view text);

/// Paragraphs, headings (one short line alone), list items, datelines. Lines of one paragraph that are not wrapped text become
/// blocks of their own.
Blocks find_blocks(std::string_view text);

/// `span` without white space (Unicode) at its ends.
TextSpan trimmed(std::string_view text, TextSpan span);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Findings as JSON, in the form of docs/formats/findings.md: the one form that `extract --jsonl` prints, that gold findings
// have and that evaluation reads. Offsets are Unicode code points of "text"; every span repeats its words.
#pragma once

#include <string>

#include "document/document.h"

namespace demarche {

/// One report with its statements and events as one line of JSON, without the line break. Layers that are missing give empty
/// lists. Keys stand in a fixed order; nothing but the document decides the bytes.
std::string to_json_line(const Document& document);

/// The same, indented by two spaces, for people.
std::string to_json_page(const Document& document);

}  // namespace demarche

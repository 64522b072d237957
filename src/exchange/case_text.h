// SPDX-License-Identifier: Apache-2.0
// Findings as plain lines that quote the report, one finding a line: what golden cases hold and `extract --case` prints. A
// person checks the evidence by eye; a changed finding is a changed line.
#pragma once

#include <string>

#include "document/document.h"

namespace demarche {

/// s1 statement "they are losing" indirect speaker "Driscoll" = Dan Driscoll USA/GOV cue "told" to "officials" within s2
/// e1 CONSULT/visit 042 planned "meet" actors "Witkoff" = Steve Witkoff USA/GOV -> "Putin" date "next week" 2025-12-01..2025-12-07
/// A missing part is left out. Quoted words escape `"`, `\` and line breaks by a backslash. Ends with a line break unless empty.
std::string to_case_text(const Document& document);

}  // namespace demarche

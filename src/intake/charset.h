// SPDX-License-Identifier: Apache-2.0
// From bytes of any character set to clean UTF-8: by byte order mark, by declaration, by detection, else windows-1252.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "intake/traced_text.h"

namespace demarche {

/// Decodes a report. Line ends become "\n", bytes that mean nothing become U+FFFD, control characters become white space of
/// the same length; each of the last two is one diagnostic. `declared` is a name from the format (or empty).
TracedText decode_charset(std::string_view bytes, std::string_view declared, const std::string& where, Diagnostics& diagnostics);

/// The name in `<meta charset>`, `<meta http-equiv>` or `<?xml encoding>` within the first kilobytes; empty if none.
std::string declared_charset(std::string_view bytes);

/// Not text in any character set that is read here: many NULs or control bytes at the beginning.
bool looks_binary(std::string_view bytes);

/// UTF-16 or UTF-32 by its byte order mark or by where its NULs stand; empty for anything else.
std::string wide_charset(std::string_view bytes);

}  // namespace demarche

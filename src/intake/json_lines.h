// SPDX-License-Identifier: Apache-2.0
// JSON Lines: one object a report. The text field is kept character for character, with the way back to the line's bytes.
#pragma once

#include <map>
#include <string>

#include "base/diagnostics.h"
#include "intake/draft.h"

namespace demarche {

/// Our field name -> the field's name in the file; what is not named goes by our name.
using FieldNames = std::map<std::string, std::string>;

/// Reads one JSON object into `draft`. Throws Error(InputInvalid) if `page` is no JSON object or has no text field.
void read_json_record(const TracedText& page, const FieldNames& fields, Draft& draft, Diagnostics& diagnostics);

}  // namespace demarche

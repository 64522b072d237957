// SPDX-License-Identifier: Apache-2.0
// Checks the invariants written above each layer's records. Developer and fuzz builds run it after every stage.
#pragma once

#include "document/document.h"

namespace demarche {

/// Throws Bug at the first broken invariant of any layer that is present.
void verify(const Document& document);

}  // namespace demarche

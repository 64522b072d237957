// SPDX-License-Identifier: Apache-2.0
// A part of a document that is read by itself: one story of a day's digest.
#pragma once

#include "document/document.h"

namespace demarche {

/// The words [first, last) of `document`, which must be whole blocks, with all that is known of them up to Proposals; their positions
/// count from `first`, their bytes stay where they are. What a proposal takes from outside of the words is left out,
/// and so are near misses, which nothing is made from.
Document slice(const Document& document, WordRange words);

}  // namespace demarche

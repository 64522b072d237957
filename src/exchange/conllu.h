// SPDX-License-Identifier: Apache-2.0
// Words, tags and trees as CoNLL-U (Universal Dependencies), names as NER=B-PER ... in the last column.
#pragma once

#include <string>

#include "document/document.h"

namespace demarche {

/// All sentences of all blocks, headings too. Needs Words and Sentences; columns of layers that are missing are "_". Surface
/// tokens of several words ("don't") are ranges; a token that the next one follows without white space has SpaceAfter=No.
/// Empty for a document without words.
std::string to_conllu(const Document& document);

}  // namespace demarche

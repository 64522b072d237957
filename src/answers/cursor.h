// SPDX-License-Identifier: Apache-2.0
// Cursors as opaque words.
#pragma once

#include <string>

#include "answers/question.h"

namespace demarche {

std::string encode_cursor(const Cursor& cursor, const Question& question);
/// Throws BadParameter("bad-cursor") where it is none, or another question's.
Cursor decode_cursor(const std::string& word, const Question& question);

}  // namespace demarche

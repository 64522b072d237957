// SPDX-License-Identifier: Apache-2.0
// Character classes that only the network's input needs; the rest is in base/unicode.h. Stands for ICU here.
#pragma once

namespace demarche {

bool is_sign(char32_t c);     ///< categories P* and S*
bool is_ignored(char32_t c);  ///< categories Cc and Cf: WordPiece leaves them out

}  // namespace demarche

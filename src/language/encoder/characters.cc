// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/characters.h"

#include <unicode/uchar.h>

namespace demarche {

bool is_sign(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

bool is_ignored(char32_t c) {
  if (c < 128) return c < 32 || c == 127;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_CC_MASK | U_GC_CF_MASK)) != 0;
}

}  // namespace demarche

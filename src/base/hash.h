// SPDX-License-Identifier: Apache-2.0
// FNV-1a, 64 bits: a stable hash of bytes. Ids, feature rows of the model and tests depend on it; it never changes.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche {

constexpr std::uint64_t kHashSeed = 14695981039346656037ULL;

constexpr std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t hash = kHashSeed) {
  for (char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// gzip, xz and zstd, known by their first bytes. A damaged or cut stream ends early and says so.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "intake/byte_stream.h"

namespace demarche {

enum class Compression : std::uint8_t { None, Gzip, Xz, Zstd };

Compression sniff_compression(std::string_view head);

/// The bytes that `inner` holds in compressed form. After `most_bytes` of them the stream ends with a problem.
std::unique_ptr<ByteStream> decompress(std::unique_ptr<ByteStream> inner, Compression kind, std::uint64_t most_bytes);

}  // namespace demarche

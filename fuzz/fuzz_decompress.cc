// SPDX-License-Identifier: Apache-2.0
// A compressed stream of any kind and in any state of damage ends, within its limit.
#include <vector>

#include "base/error.h"
#include "intake/decompress.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::uint64_t kMost = 1U << 20U;
  using demarche::Compression;
  for (const Compression kind : {demarche::sniff_compression(bytes), Compression::Gzip, Compression::Xz, Compression::Zstd}) {
    if (kind == Compression::None) continue;
    const auto stream = demarche::decompress(demarche::open_bytes(bytes), kind, kMost);
    std::vector<char> buffer(5000);
    std::uint64_t total = 0;
    while (const std::size_t n = stream->read(buffer.data(), buffer.size())) {
      DEMARCHE_CHECK(n <= buffer.size());
      total += n;
    }
    DEMARCHE_CHECK(total <= kMost);
    DEMARCHE_CHECK(stream->read(buffer.data(), buffer.size()) == 0);
  }
  return 0;
}

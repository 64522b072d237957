// SPDX-License-Identifier: Apache-2.0
// Each page of an archive, read as a file of its kind.
#include "intake/warc.h"
#include "read_one.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto stream = demarche::open_bytes(std::string_view(reinterpret_cast<const char*>(data), size));
  constexpr std::uint64_t kMost = 4096;  // small, so that the limit is met
  demarche::WarcReader reader(*stream, kMost);
  std::uint64_t last = 0;
  for (demarche::ArchivedPage page; reader.next(page);) {
    DEMARCHE_CHECK(page.record > last && page.bytes.size() <= kMost);
    DEMARCHE_CHECK(page.problem.empty() || page.bytes.empty());
    last = page.record;
    if (page.problem.empty()) demarche::read_one(reinterpret_cast<const std::uint8_t*>(page.bytes.data()), page.bytes.size(), page.format);
  }
  return 0;
}

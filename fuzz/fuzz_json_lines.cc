// SPDX-License-Identifier: Apache-2.0
// Each record of the bytes, cut as a file would be.
#include "intake/record_reader.h"
#include "read_one.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::uint64_t kMost = 4096;  // small, so that the limit is met
  for (const demarche::Cut cut : {demarche::Cut::Lines, demarche::Cut::Objects, demarche::sniff_cut(bytes)}) {
    const auto stream = demarche::open_bytes(bytes);
    demarche::RecordReader reader(*stream, cut, kMost);
    for (demarche::InputRecord record; reader.next(record);) {
      DEMARCHE_CHECK(record.bytes.size() <= kMost && record.line > 0);
      demarche::read_one(reinterpret_cast<const std::uint8_t*>(record.bytes.data()), record.bytes.size(), demarche::Format::JsonLine);
    }
  }
  return 0;
}

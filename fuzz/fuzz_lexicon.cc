// SPDX-License-Identifier: Apache-2.0
// A table that somebody edits: every row read or refused with its line, never a crash.
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <string>

#include "base/error.h"
#include "extraction/lexicon/calendar.h"
#include "extraction/lexicon/table.h"
#include "extraction/time_normalizer.h"

namespace {

/// A folder of its own for this process, with the bytes as calendar.tsv.
std::string folder_with(const std::uint8_t* data, std::size_t size) {
  static const std::string folder = [] {
    char name[] = "/tmp/demarche-fuzz-XXXXXX";
    return std::string(mkdtemp(name));
  }();
  std::ofstream file(folder + "/calendar.tsv", std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  try {
    const Calendar calendar(folder_with(data, size));
    for (const Table::Row& row : calendar.table().rows()) {
      const auto found = normalize_time(row[0], Date{2025, 11, 26}, Tense::Past, calendar);
      if (found) DEMARCHE_CHECK(is_valid(found->from) && is_valid(found->to));
    }
  } catch (const Error& error) {
    DEMARCHE_CHECK(error.code() == ErrorCode::LexiconInvalid);
  }
  return 0;
}

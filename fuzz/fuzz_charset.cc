// SPDX-License-Identifier: Apache-2.0
// The first byte chooses the declared character set; the rest is decoded.
#include <array>

#include "base/error.h"
#include "base/utf8.h"
#include "intake/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 12> kNames{"",        "utf-8",  "windows-1252", "windows-1251", "utf-16", "shift_jis",
                                                    "gb18030", "euc-kr", "iso-2022-jp",  "koi8-r",       "utf-7",  "no-such-set"};
  if (size == 0 || size > (1U << 20U)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  demarche::Diagnostics diagnostics;
  demarche::declared_charset(bytes);
  demarche::looks_binary(bytes);
  const demarche::TracedText out = demarche::decode_charset(bytes, kNames[data[0] % kNames.size()], "fuzz", diagnostics);
  DEMARCHE_CHECK(demarche::is_valid_utf8(out.text));
  const auto& runs = out.map.runs();
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    DEMARCHE_CHECK(runs[i].raw_begin + runs[i].raw_size <= bytes.size() && runs[i].raw_begin >= last);
    last = runs[i].raw_begin;
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].text_begin : out.text.size();
    if (!runs[i].verbatim) continue;
    DEMARCHE_CHECK(end - runs[i].text_begin == runs[i].raw_size);
    DEMARCHE_CHECK(out.text.compare(runs[i].text_begin, runs[i].raw_size, bytes.substr(runs[i].raw_begin, runs[i].raw_size)) == 0);
  }
  return 0;
}

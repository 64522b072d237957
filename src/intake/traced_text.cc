// SPDX-License-Identifier: Apache-2.0
#include "intake/traced_text.h"

#include <algorithm>
#include <cstdint>

namespace demarche {

void TextBuilder::copy(std::size_t begin, std::size_t end) {
  if (begin >= end) return;
  const auto first = static_cast<std::uint32_t>(begin);
  const auto last = static_cast<std::uint32_t>(end);
  const auto& runs = from_.map.runs();
  auto out_at = static_cast<std::uint32_t>(out_.text.size());
  if (runs.empty()) {
    out_.map.append({out_at, first, last - first, true});
  } else {
    auto run = std::upper_bound(runs.begin(), runs.end(), first,
                                [](std::uint32_t value, const SourceMap::Run& r) { return value < r.text_begin; });
    if (run != runs.begin()) --run;
    for (std::uint32_t at = first; at < last;) {
      const std::uint32_t run_end = run + 1 == runs.end() ? last : std::min(last, (run + 1)->text_begin);
      if (run_end > at) {
        const std::uint32_t size = run_end - at;
        if (run->verbatim) {
          out_.map.append({out_at, run->raw_begin + (at - run->text_begin), size, true});
        } else {
          out_.map.append({out_at, run->raw_begin, run->raw_size, false});
        }
        out_at += size;
        at = run_end;
      }
      if (run + 1 == runs.end()) break;
      ++run;
    }
  }
  out_.text.append(from_.text, begin, end - begin);
}

void TextBuilder::replace(std::string_view by, std::size_t begin, std::size_t end) {
  if (by.empty()) return;
  const auto first = static_cast<std::uint32_t>(begin);
  const TextSpan raw = from_.map.to_raw({first, static_cast<std::uint32_t>(std::max(begin, end))});
  const auto out_at = static_cast<std::uint32_t>(out_.text.size());
  out_.map.append({out_at, raw.begin, raw.end > raw.begin ? raw.end - raw.begin : 0, false});
  out_.text.append(by);
}

}  // namespace demarche

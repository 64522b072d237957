// SPDX-License-Identifier: Apache-2.0
#include "document/source_map.h"

#include <algorithm>

#include "base/error.h"

namespace demarche {

void SourceMap::append(Run run) {
  DEMARCHE_CHECK(runs_.empty() || runs_.back().text_begin <= run.text_begin);
  if (!runs_.empty()) {
    const Run& last = runs_.back();
    const bool continues = last.verbatim && run.verbatim && last.raw_begin + (run.text_begin - last.text_begin) == run.raw_begin &&
                           last.raw_begin + last.raw_size == run.raw_begin;
    if (continues) {
      runs_.back().raw_size += run.raw_size;
      return;
    }
  }
  runs_.push_back(run);
}

TextSpan SourceMap::to_raw(TextSpan span) const {
  if (runs_.empty()) return span;
  const auto run_at = [&](std::uint32_t offset) {
    auto after =
        std::upper_bound(runs_.begin(), runs_.end(), offset, [](std::uint32_t value, const Run& run) { return value < run.text_begin; });
    return after == runs_.begin() ? runs_.begin() : after - 1;
  };
  const auto first = run_at(span.begin);
  const auto last = run_at(span.empty() ? span.begin : span.end - 1);
  TextSpan raw{first->raw_begin, last->raw_begin + last->raw_size};
  if (first->verbatim) raw.begin = first->raw_begin + (span.begin - first->text_begin);
  if (last->verbatim) raw.end = std::min(raw.end, last->raw_begin + (span.end - last->text_begin));
  return raw;
}

}  // namespace demarche

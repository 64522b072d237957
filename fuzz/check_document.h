// SPDX-License-Identifier: Apache-2.0
// What must hold for every document that was made from any bytes.
#pragma once

#include <string_view>

#include "base/error.h"
#include "base/utf8.h"
#include "document/verify.h"

namespace demarche {

/// Throws Bug unless the text is valid UTF-8, the layers keep their invariants, and the source map stays within the raw bytes
/// and tells the truth where it says that text and raw bytes are equal.
inline void check_document(const Document& document, std::string_view raw) {
  DEMARCHE_CHECK(is_valid_utf8(document.text()));
  verify(document);
  const auto whole = static_cast<std::uint32_t>(document.text().size());
  const auto inside = [&](TextSpan span) {
    const TextSpan from = document.source_map().to_raw(span);
    DEMARCHE_CHECK(from.begin <= from.end && from.end <= raw.size());
  };
  inside({0, whole});
  for (const Block& block : document.get<Blocks>().blocks) inside(block.span);
  const auto& runs = document.source_map().runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::uint32_t end = i + 1 < runs.size() ? runs[i + 1].text_begin : whole;
    DEMARCHE_CHECK(runs[i].text_begin < end && end <= whole);
    const TextSpan span{runs[i].text_begin, end};
    inside(span);
    if (!runs[i].verbatim) continue;
    DEMARCHE_CHECK(runs[i].raw_size == span.size());
    DEMARCHE_CHECK(raw.substr(runs[i].raw_begin, runs[i].raw_size) == document.text(span));
  }
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// For the tests of intake: a document made of bytes, checked as the fuzz targets check theirs.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "document/verify.h"
#include "intake/intake.h"

namespace demarche {

inline Document read_bytes(std::string bytes, Format format, Diagnostics& diagnostics, const IntakeOptions& options = {}) {
  Report report;
  report.bytes = std::move(bytes);
  report.format = format;
  report.origin.id = "a";
  report.origin.path = "a";
  Document document = make_document(report, options, diagnostics);
  verify(document);
  EXPECT_TRUE(is_valid_utf8(document.text()));
  const TextSpan raw = document.source_map().to_raw({0, static_cast<std::uint32_t>(document.text().size())});
  EXPECT_LE(raw.begin, raw.end);
  EXPECT_LE(raw.end, report.bytes.size());
  return document;
}

/// The raw bytes that the first occurrence of `words` in the text came from.
inline std::string raw_of(const Document& document, std::string_view raw, std::string_view words) {
  const std::size_t at = document.text().find(words);
  if (at == std::string_view::npos) return "(not in the text)";
  const TextSpan span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  const TextSpan from = document.source_map().to_raw(span);
  return std::string(raw.substr(from.begin, from.size()));
}

inline bool has_code(const Diagnostics& diagnostics, std::string_view code) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.code == code; });
}

/// The blocks, one a line, each with the first letter of its kind: "P:", "H:", "D:", "L:", "Q:".
inline std::string show_blocks(const Document& document) {
  std::string out;
  for (const Block& block : document.get<Blocks>().blocks) {
    if (!out.empty()) out += "\n";
    out += "PHDLQ"[static_cast<std::size_t>(block.kind)];
    out += ":";
    out += document.text(block.span);
  }
  return out;
}

}  // namespace demarche

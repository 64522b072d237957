// SPDX-License-Identifier: Apache-2.0
// Any text: its words cover every byte that is not white space, and its quotation marks give ordered spans inside their blocks.
#include <cstdint>
#include <string>

#include "base/utf8.h"
#include "document/verify.h"
#include "extraction/quotation_finder.h"
#include "language/tokenizer.h"

namespace demarche {
namespace {

/// Bytes as one block; what is no UTF-8 becomes U+FFFD, as intake does.
std::string text_of(const std::uint8_t* data, std::size_t size) {
  std::string text = to_utf8(to_code_points({reinterpret_cast<const char*>(data), size}));
  for (std::size_t at = text.find("\n\n"); at != std::string::npos; at = text.find("\n\n")) text.erase(at, 1);
  const auto first = text.find_first_not_of(" \n\t\r\v\f");
  const auto last = text.find_last_not_of(" \n\t\r\v\f");
  return first == std::string::npos ? "" : text.substr(first, last + 1 - first);
}

void check_words(const Tokenizer& tokenizer, std::string text) {
  Blocks blocks;
  if (!text.empty()) blocks.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::Paragraph});
  Document document({}, std::move(text), {}, blocks);
  document.attach(tokenizer.annotate(document));
  verify(document);
  std::uint32_t end = 0;
  for (const Quotation& quotation : find_quotations(document)) {
    DEMARCHE_CHECK(quotation.span.begin >= end && quotation.span.end <= document.text().size());
    DEMARCHE_CHECK(quotation.span.contains(quotation.inside) && !quotation.inside.empty());
    end = quotation.span.end;
  }
}

}  // namespace
}  // namespace demarche

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const demarche::Tokenizer tokenizer(std::string(DEMARCHE_SOURCE_DIR) + "/lexicons/en/tokenizer.tsv");
  demarche::check_words(tokenizer, demarche::text_of(data, size));
  return 0;
}

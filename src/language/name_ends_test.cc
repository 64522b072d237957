// SPDX-License-Identifier: Apache-2.0
#include "language/name_ends.h"

#include <gtest/gtest.h>

#include "language/tokenizer.h"

namespace demarche {
namespace {

/// The words of the only name, which the head found at words [first, last); empty if none is left.
std::string corrected(const std::string& text, std::uint32_t first, std::uint32_t last, const char* type) {
  static const std::string folder = std::string(DEMARCHE_SOURCE_DIR) + "/lexicons/en";
  static const Tokenizer tokenizer(folder + "/tokenizer.tsv");
  static const NameEnds ends(folder);
  Document document({}, text, {}, Blocks{{{{0, static_cast<std::uint32_t>(text.size())}, BlockKind::Paragraph}}});
  document.attach(tokenizer.annotate(document));
  Names names;
  names.names.push_back({{first, last}, type, 1.0F});
  const auto count = static_cast<std::uint32_t>(document.get<Words>().words.size());
  ends.correct(document, Sentences{{{0, count}}, std::vector<std::uint32_t>(count, 0)}, names);
  std::string out;
  for (const Name& name : names.names)
    for (std::uint32_t i = name.words.first; i < name.words.last; ++i) out += (out.empty() ? "" : " ") + std::string(document.word(i));
  return out;
}

TEST(NameEnds, TakesInTheLegalForm) {
  EXPECT_EQ(corrected("Orr Mills, Inc. said so", 0, 2, "ORG"), "Orr Mills , Inc.");
  EXPECT_EQ(corrected("Karsk Steel Pvt. Ltd. said so", 0, 2, "ORG"), "Karsk Steel Pvt. Ltd.");
  EXPECT_EQ(corrected("Orr Mills, incensed, said so", 0, 2, "ORG"), "Orr Mills");
  EXPECT_EQ(corrected("Brian Orr, Inc.", 0, 2, "PER"), "Brian Orr");
  EXPECT_EQ(corrected("Orr Mills", 0, 2, "ORG"), "Orr Mills");
}

TEST(NameEnds, EndsBeforeAnAddress) {
  EXPECT_EQ(corrected("Brian Orr <brian@orr.example>", 0, 4, "PER"), "Brian Orr");
  EXPECT_EQ(corrected("brian@orr.example", 0, 1, "PER"), "");
}

}  // namespace
}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Properties of the whole way that no single room owns. Needs the model file; without it the tests skip, visibly.
#include "pipeline/pipeline.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.h"
#include "document/verify.h"

namespace demarche {
namespace {

const std::string kRoot = DEMARCHE_SOURCE_DIR;

const Pipeline* pipeline() {
  static const std::unique_ptr<Pipeline> made = [] {
    const std::string model = kRoot + "/models/reader-en.dmm";
    if (!std::filesystem::exists(model)) return std::unique_ptr<Pipeline>();
    return std::make_unique<Pipeline>(PipelineOptions{model, kRoot + "/lexicons/en", {}, 0});
  }();
  return made.get();
}

Document read(const std::string& text) {
  Report report;
  report.bytes = text;
  report.format = Format::Text;
  report.origin.id = "test";
  Diagnostics diagnostics;
  return pipeline()->analyze(report, diagnostics);
}

std::vector<std::string> contents(const Document& document) {
  std::vector<std::string> out;
  for (const Statement& s : document.get<Statements>().statements)
    for (TextSpan span : s.content) out.emplace_back(document.text(span));
  return out;
}

#define NEEDS_MODEL() \
  if (pipeline() == nullptr) GTEST_SKIP() << "models/reader-en.dmm is absent"

constexpr const char* kReport =
    "Date: 1995-11-21\n\nTwo diplomats told Northern Wire that the Ostrel foreign minister, Ana Ruiz, had threatened to leave the talks in "
    "Geneva on Tuesday.\n\n\"We will not sign,\" Ruiz said. She added that Verania had shelled the town of Karsk.";

TEST(Pipeline, FindsWhatStandsThere) {
  NEEDS_MODEL();
  const Document document = read(kReport);
  verify(document);
  EXPECT_EQ(document.origin().published, (Date{1995, 11, 21}));
  EXPECT_GE(document.get<Statements>().statements.size(), 3U);
  EXPECT_GE(document.get<Events>().events.size(), 1U);
}

TEST(Pipeline, LineEndsDoNotMatter) {
  NEEDS_MODEL();
  std::string crlf;
  for (char c : std::string(kReport)) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(contents(read(kReport)), contents(read(crlf)));
}

TEST(Pipeline, ReadsOddTextWithoutFailing) {
  NEEDS_MODEL();
  for (const std::string& text :
       {std::string("\"Unclosed he said"), std::string("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85."),
        std::string(20000, 'a'), std::string("said said said said"), std::string("\"\"\"\" '' ` \" he said \"\"")}) {
    const Document document = read(text);
    verify(document);
  }
}

TEST(Pipeline, ALongReportIsReadInWindows) {
  NEEDS_MODEL();
  std::string text = "Date: 1995-11-21\n";
  for (int i = 0; i < 200; ++i) text += "\nThe minister said that talks with Verania would go on in Geneva next week.\n";
  const Document document = read(text);
  verify(document);
  EXPECT_GE(document.get<Statements>().statements.size(), 150U);
}

TEST(Pipeline, SamePipelineSameAnswer) {
  NEEDS_MODEL();
  EXPECT_EQ(contents(read(kReport)), contents(read(kReport)));
}

}  // namespace
}  // namespace demarche

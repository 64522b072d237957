// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "document/verify.h"

namespace demarche {
namespace {

Document read_text(std::string bytes, Diagnostics& diagnostics, Format format = Format::Auto) {
  Report report;
  report.bytes = std::move(bytes);
  report.format = format;
  report.origin.path = "a.txt";
  Document document = make_document(report, {}, diagnostics);
  verify(document);
  EXPECT_TRUE(is_valid_utf8(document.text()));
  return document;
}

TEST(Intake, ReadsTheSeedReportAsItsGoldText) {
  const std::string folder = std::string(DEMARCHE_SOURCE_DIR) + "/../shared/seed/";
  if (!std::filesystem::exists(folder + "gold.jsonl")) GTEST_SKIP() << "no " << folder << " here";
  const auto gold = nlohmann::json::parse(read_file(folder + "gold.jsonl", 1 << 20));
  for (const char* ending : {".txt", ".jsonl"}) {
    SCOPED_TRACE(ending);
    Diagnostics diagnostics;
    std::vector<Document> documents;
    read_reports(folder + gold["id"].get<std::string>() + ending, {}, [&](Report&& report) {
      documents.push_back(make_document(report, {}, diagnostics));
      return true;
    }, diagnostics);
    ASSERT_EQ(documents.size(), 1U);
    EXPECT_TRUE(diagnostics.empty());
    EXPECT_EQ(documents[0].text(), gold["text"].get<std::string>());
    EXPECT_EQ(documents[0].origin().id, gold["id"].get<std::string>());
    ASSERT_TRUE(documents[0].origin().published);
    EXPECT_EQ(to_iso(*documents[0].origin().published), "2025-11-26");
    verify(documents[0]);
  }
}

TEST(Intake, ReadsHeaderLines) {
  Diagnostics diagnostics;
  const Document document = read_text("Title: Talks open\nDate: 3 March 2024\nSource: Wire\n\nThe talks opened.\n", diagnostics);
  EXPECT_EQ(document.text(), "The talks opened.");
  EXPECT_EQ(document.origin().title, "Talks open");
  EXPECT_EQ(document.origin().publisher, "Wire");
}

}  // namespace
}  // namespace demarche

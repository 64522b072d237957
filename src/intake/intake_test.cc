// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "intake/test_documents.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// A folder that goes away with the test.
class Intake : public testing::Test {
 protected:
  Intake() : folder_(fs::temp_directory_path() / ("demarche_intake_" + std::to_string(::getpid()))) { fs::create_directories(folder_); }
  ~Intake() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view bytes) const {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  std::vector<Report> read(const std::string& path, const IntakeOptions& options = {}) {
    std::vector<Report> out;
    read_reports(
        path, options, [&](Report&& report) { return out.push_back(std::move(report)), true; }, diagnostics_);
    return out;
  }

  fs::path folder_;
  Diagnostics diagnostics_{};
};

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(compressBound(static_cast<uLong>(bytes.size())) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

ErrorCode code_of(std::string bytes, Format format, const IntakeOptions& options = {}) {
  Diagnostics diagnostics;
  try {
    read_bytes(std::move(bytes), format, diagnostics, options);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::NotFound;  // stands for: no error
}

TEST_F(Intake, ReadsTheSeedReportAsItsGoldText) {
  const std::string folder = std::string(DEMARCHE_SOURCE_DIR) + "/../shared/seed/";
  if (!fs::exists(folder + "gold.jsonl")) GTEST_SKIP() << "no " << folder << " here";
  const auto gold = nlohmann::json::parse(read_file(folder + "gold.jsonl", 1 << 20));
  for (const char* ending : {".txt", ".jsonl"}) {
    SCOPED_TRACE(ending);
    const auto reports = read(folder + gold["id"].get<std::string>() + ending);
    ASSERT_EQ(reports.size(), 1U);
    const Document document = make_document(reports[0], {}, diagnostics_);
    EXPECT_TRUE(diagnostics_.empty());
    EXPECT_EQ(document.text(), gold["text"].get<std::string>());
    EXPECT_EQ(document.origin().id, gold["id"].get<std::string>());
    EXPECT_EQ(to_iso(document.origin().published.value()), "2025-11-26");
    EXPECT_EQ(document.origin().digest, sha256_hex(reports[0].bytes));
    const std::string blocks = show_blocks(document);
    EXPECT_NE(blocks.find("H:This is what a dealmaker does\n"), std::string::npos);
    EXPECT_NE(blocks.find("H:Gloomy assessment of the situation\n"), std::string::npos);
  }
}

TEST_F(Intake, ReadsEachLineAndGoesOnAfterOneThatIsTooLarge) {
  const std::string path =
      write("day.jsonl", "{\"text\":\"one\"}\n\n{\"text\":\"" + std::string(300000, 'x') + "\"}\n{\"id\":\"z\",\"text\":\"three\"}");
  IntakeOptions options;
  options.max_report_bytes = 1000;
  const auto reports = read(path, options);
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[0].origin.id, "day:1");
  EXPECT_EQ(reports[1].origin.path, path + ":4");
  EXPECT_EQ(make_document(reports[1], options, diagnostics_).origin().id, "z");
  ASSERT_EQ(diagnostics_.size(), 1U);
  EXPECT_EQ(diagnostics_[0].severity, Severity::Refused);
  EXPECT_EQ(diagnostics_[0].where, path + ":3");
  EXPECT_NE(diagnostics_[0].message.find("1000 bytes a report (--max-report-bytes)"), std::string::npos);
}

/// One record of a web archive.
std::string warc_record(const std::string& type, const std::string& content_type, const std::string& url, const std::string& block) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string http_answer(const std::string& fields, const std::string& body, const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + fields + "\r\n\r\n" + body;
}

const char* const kHttp = "application/http; msgtype=response";

TEST_F(Intake, ReadsThePagesOfAWebArchive) {
  const std::string page = "<html><title>Talks</title><body><article><p>The minister said the talks went well.</p></article></body></html>";
  const std::string latin =
      "<html><body><article><p>Der Minister f\xFC"
      "r \xC4"
      "u\xDF"
      "eres sprach lange mit den Gesandten.</p></article></body></html>";
  std::string archive = gzip(warc_record("warcinfo", "application/warc-fields", "", "software: test\r\n"));
  archive += gzip(warc_record("request", "application/http; msgtype=request", "http://a.example/1", "GET /1 HTTP/1.1\r\n\r\n"));
  archive += gzip(warc_record("response", kHttp, "http://a.example/1", http_answer("Content-Type: text/html", page)));
  archive +=
      gzip(warc_record("response", kHttp, "http://a.example/2", http_answer("Content-Type: text/html; charset=\"ISO-8859-1\"", latin)));
  archive += gzip(warc_record("response", kHttp, "http://a.example/3",
                              http_answer("Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
                                          "a;x=1\r\n" + gzip(page).substr(0, 10) + "\r\n5000\r\n" + gzip(page).substr(10))));
  archive += gzip(warc_record("response", kHttp, "http://a.example/4", http_answer("Content-Type: image/png", "\x89PNG")));
  archive += gzip(warc_record("response", kHttp, "http://a.example/5", http_answer("Content-Type: text/html", page, "301 Moved")));
  archive += gzip(
      warc_record("response", kHttp, "http://a.example/6", http_answer("Content-Type: text/html\r\nContent-Encoding: br", "\x0B\x02\x80")));
  archive += gzip(warc_record("conversion", "text/plain", "<http://a.example/7>", "The envoy left on Monday.\n"));
  const std::string path = write("crawl.warc.gz", archive);
  const auto reports = read(path);
  const Diagnostics told = diagnostics_;
  ASSERT_EQ(reports.size(), 4U);
  EXPECT_EQ(reports[0].origin.id, "crawl:3");
  EXPECT_EQ(reports[0].origin.path, path + ":3");
  EXPECT_EQ(reports[2].bytes, page);
  const Document first = make_document(reports[0], {}, diagnostics_);
  EXPECT_EQ(first.text(), "The minister said the talks went well.");
  EXPECT_EQ(first.origin().url, "http://a.example/1");
  EXPECT_EQ(first.origin().title, "Talks");
  const Document second = make_document(reports[1], {}, diagnostics_);
  EXPECT_EQ(second.text(), "Der Minister für Äußeres sprach lange mit den Gesandten.");
  const Document last = make_document(reports[3], {}, diagnostics_);
  EXPECT_EQ(last.text(), "The envoy left on Monday.");
  EXPECT_EQ(reports[3].origin.url, "http://a.example/7");
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].where, path + ":8");
  EXPECT_NE(told[0].message.find("«br»"), std::string::npos);
  EXPECT_EQ(told[1].severity, Severity::Note);
  EXPECT_NE(told[1].message.find(": 2"), std::string::npos);
}

TEST_F(Intake, SaysWhereAWebArchiveIsDamaged) {
  const std::string whole = warc_record("conversion", "text/plain", "http://a.example/", "The envoy left.");
  IntakeOptions small;
  small.max_report_bytes = 10;
  EXPECT_TRUE(read(write("large.warc", whole), small).empty());
  EXPECT_EQ(diagnostics_.at(0).code, "input-too-large");
  const std::vector<std::pair<std::string, std::string>> damaged = {
      {whole.substr(0, whole.size() - 10), "ends within record 2"},
      {"GARBAGE\r\n\r\n", "no other begins with WARC/"},
      {"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "record 2 does not say how long"},
      {"WARC/1.0\r\nContent-Length: 9", "record 2"},
      {std::string(200000, 'x'), "bytes that are no record"}};
  for (const auto& [tail, message] : damaged) {
    diagnostics_.clear();
    EXPECT_EQ(read(write("cut.warc", whole + tail)).size(), 1U) << message;
    ASSERT_EQ(diagnostics_.size(), 1U) << message;
    EXPECT_EQ(diagnostics_[0].code, "input-damaged");
    EXPECT_NE(diagnostics_[0].message.find(message), std::string::npos) << diagnostics_[0].message;
  }
}

TEST_F(Intake, ReadsArraysAndObjectsOverSeveralLines) {
  const auto array = read(write("a.json", "[\n {\"text\": \"one }\"},\n {\"text\": \"two\"}\n]\n"));
  ASSERT_EQ(array.size(), 2U);
  EXPECT_EQ(array[1].bytes, "{\"text\": \"two\"}");
  EXPECT_EQ(read(write("b.json", "{\n  \"text\": \"one\"\n}\n")).size(), 1U);
}

TEST_F(Intake, SaysWhatIsWrongWithARecord) {
  EXPECT_EQ(code_of("{\"text\": ", Format::JsonLine), ErrorCode::InputInvalid);
  EXPECT_EQ(code_of("[1]", Format::JsonLine), ErrorCode::InputInvalid);
  EXPECT_EQ(code_of("{\"body\": \"x\"}", Format::JsonLine), ErrorCode::InputInvalid);
  EXPECT_EQ(code_of("{\"text\": 5}", Format::JsonLine), ErrorCode::InputInvalid);
  IntakeOptions options;
  options.fields["text"] = "body";
  EXPECT_EQ(code_of("{\"body\": \"x\"}", Format::JsonLine, options), ErrorCode::NotFound);
}

TEST_F(Intake, OpensCompressedFilesByContent) {
  const auto reports = read(write("talks.txt.gz", gzip("The talks opened.\n")));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].bytes, "The talks opened.\n");
  EXPECT_EQ(reports[0].origin.id, "talks");
  EXPECT_TRUE(diagnostics_.empty());
}

TEST_F(Intake, KeepsWhatCameBeforeDamage) {
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += "{\"text\":\"report " + std::to_string(i * 7919) + "\"}\n";
  const std::string whole = gzip(lines);
  const auto reports = read(write("cut", whole.substr(0, whole.size() / 2)));
  EXPECT_GT(reports.size(), 100U);
  EXPECT_TRUE(has_code(diagnostics_, "input-damaged"));
}

TEST_F(Intake, StopsBombsAtTheLimit) {
  IntakeOptions options;
  options.max_file_bytes = 5000;
  const auto reports = read(write("bomb.gz", gzip(std::string(1000000, 'a'))), options);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].bytes.size(), 5000U);
  ASSERT_EQ(diagnostics_.size(), 1U);
  EXPECT_NE(diagnostics_[0].message.find("--max-file-bytes"), std::string::npos);
}

TEST_F(Intake, RefusesWhatHoldsNoText) {
  for (const char* bytes : {"", " \n\t\n", "\xC2\xA0", "...", "\xEF\xBB\xBF"})
    EXPECT_EQ(code_of(bytes, Format::Auto), ErrorCode::InputInvalid);
  EXPECT_EQ(code_of(std::string("\x7F"
                                "ELF\0\0\0\1\2\3",
                                10) +
                        std::string(500, '\0'),
                    Format::Auto),
            ErrorCode::InputInvalid);
  IntakeOptions options;
  options.max_report_bytes = 10;
  EXPECT_EQ(code_of("more than ten bytes", Format::Text, options), ErrorCode::InputTooLarge);
}

TEST_F(Intake, GivesFlagsOnlyWhereTheReportIsSilent) {
  IntakeOptions options;
  options.date = Date{2020, 1, 2};
  options.source = "Flag";
  const Document silent = read_bytes("Words.", Format::Text, diagnostics_, options);
  EXPECT_EQ(silent.origin().date_basis, "flag");
  EXPECT_EQ(silent.origin().publisher, "Flag");
  const Document own = read_bytes("Date: 2021-05-06\nSource: Own\n\nWords.", Format::Text, diagnostics_, options);
  EXPECT_EQ(to_iso(own.origin().published.value()), "2021-05-06");
  EXPECT_EQ(own.origin().date_basis, "header");
  EXPECT_EQ(own.origin().publisher, "Own");
}

TEST_F(Intake, ListsFilesOfFoldersSortedWithoutWhatIsNoReport) {
  for (const char* name : {"b.txt", "a/z.txt", "a/c.html", ".hidden", ".git/x.txt", "README.md", "notes.md"}) write(name, "x");
  std::vector<std::string> names;
  const auto relative = [&](const std::vector<std::string>& paths) {
    names.clear();
    for (const auto& path : paths) names.push_back(fs::path(path).lexically_relative(folder_).string());
    return names;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(relative(list_inputs({folder_.string()}, diagnostics_)), (Names{"a/c.html", "a/z.txt", "b.txt"}));
  EXPECT_EQ(relative(list_inputs({folder_.string() + "/*.txt"}, diagnostics_)), (Names{"b.txt"}));
  EXPECT_EQ(relative(list_inputs({folder_.string() + "/**/*.txt"}, diagnostics_)), (Names{"a/z.txt", "b.txt"}));
  EXPECT_EQ(relative(list_inputs({folder_.string() + "/README.md", folder_.string() + "/README.md"}, diagnostics_)), (Names{"README.md"}));
  EXPECT_EQ(list_inputs({"-"}, diagnostics_), (Names{"-"}));
  EXPECT_TRUE(diagnostics_.empty());
  EXPECT_TRUE(list_inputs({folder_.string() + "/missing.txt", folder_.string() + "/*.none"}, diagnostics_).empty());
  ASSERT_EQ(diagnostics_.size(), 2U);
  EXPECT_EQ(diagnostics_[0].code, "file-unreadable");
  EXPECT_EQ(diagnostics_[1].code, "no-input");
}

TEST_F(Intake, ThrowsWhereTheFileCannotBeRead) {
  EXPECT_THROW(read((folder_ / "missing").string()), Error);
  EXPECT_THROW(read(folder_.string()), Error);
}

TEST_F(Intake, ReturnsAtOnceFromNestedTags) {
  std::string page = "<html><body>";
  for (int i = 0; i < 100000; ++i) page += "<div>";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(page + "words", Format::Auto), ErrorCode::InputTooLarge);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

}  // namespace
}  // namespace demarche

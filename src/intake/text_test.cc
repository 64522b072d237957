// SPDX-License-Identifier: Apache-2.0
// Character sets, dates, plain text and records: what becomes of their bytes.
#include <gtest/gtest.h>

#include <string>

#include "intake/charset.h"
#include "intake/dates.h"
#include "intake/sniff.h"
#include "intake/test_documents.h"

namespace demarche {
namespace {

using namespace std::string_literals;

TEST(Charset, DecodesByMarkDeclarationAndDetection) {
  struct Case {
    const char* name;
    std::string bytes;
    const char* declared;
    std::string text;
    const char* code;  ///< of the one diagnostic, or ""
  };
  const Case cases[] = {
      {"plain", "abc", "", "abc", ""},
      {"utf-8", "caf\xC3\xA9", "", "café", ""},
      {"mark",
       "\xEF\xBB\xBF"
       "abc",
       "windows-1252", "abc", ""},
      {"utf-16 little",
       "\xFF\xFE"
       "a\0\x1C\x20"s,
       "", "a“", ""},
      {"utf-16 big", "\xFE\xFF\0a\xD8\x3D\xDE\0"s, "", "a😀", ""},
      {"utf-16 without mark", "w\0o\0r\0d\0s\0 \0x\0"s, "", "words x", ""},
      {"smart quotes", "He said \x93no\x94 \x96 it\x92s off\x85", "", "He said “no” – it’s off…", ""},
      {"declared latin is windows",
       "\x93"
       "a\x94",
       "ISO-8859-1", "“a”", ""},
      {"declared cyrillic", "\xCC\xE8\xF0", "windows-1251", "Мир", ""},
      {"declared wide, is not", "abc", "utf-16", "abc", ""},
      {"unknown name", "abc", "klingon", "abc", "unknown-charset"},
      {"bad sequence", "“a” “b” \xE2\x80 c \xFF", "utf-8", "“a” “b” \uFFFD c \uFFFD", "invalid-utf8"},
      {"surrogate in utf-8", "“a” “b” “c” \xED\xA0\x80", "utf-8", "“a” “b” “c” \uFFFD\uFFFD\uFFFD", "invalid-utf8"},
      {"controls keep their length",
       "a\0b\x01"
       "c\x7F\xC2\x85"
       "d\t\n"s,
       "utf-8", "a b c \u00A0d\t\n", "control-characters"},
      {"line ends", "a\r\nb\rc\r\r\n", "", "a\nb\nc\n\n", ""},
      {"right to left", "שלום، سلام", "", "שלום، سلام", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Diagnostics diagnostics;
    EXPECT_EQ(decode_charset(c.bytes, c.declared, "x", diagnostics).text, c.text);
    EXPECT_EQ(diagnostics.empty() ? "" : diagnostics[0].code, c.code);
  }
}

TEST(Charset, FindsDeclarations) {
  EXPECT_EQ(declared_charset("<html><head><META CharSet=\"ISO-8859-1\">"), "iso-8859-1");
  EXPECT_EQ(declared_charset("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>"), "koi8-r");
  EXPECT_EQ(declared_charset("<?xml version=\"1.0\" encoding=\"windows-1250\"?>"), "windows-1250");
  EXPECT_EQ(declared_charset("<p>charset=x</p>"), "");
}

TEST(Charset, MapsBackToTheRawBytes) {
  Diagnostics diagnostics;
  const std::string raw = "\x93No,\x94\r\nhe said.";
  const Document document = read_bytes(raw, Format::Text, diagnostics);
  EXPECT_EQ(document.text(), "“No,”\nhe said.");
  EXPECT_EQ(raw_of(document, raw, "No,”"), "No,\x94");
  EXPECT_EQ(raw_of(document, raw, "he said"), "he said");
}

TEST(Dates, ReadsWhatIsCertain) {
  struct Case {
    const char* text;
    const char* date;  ///< or what is wrong
  };
  const Case cases[] = {
      {"2025-11-26", "2025-11-26"},
      {"2025-11-26T23:30:00-05:00", "2025-11-26"},
      {"2025/11/26 10:00", "2025-11-26"},
      {"20251126", "2025-11-26"},
      {"Wed, 26 Nov 2025 10:00:00 +0000", "2025-11-26"},
      {"26 November 2025", "2025-11-26"},
      {"26th of Nov., 2025", "2025-11-26"},
      {"Nov. 26, 2025", "2025-11-26"},
      {"Wednesday, November 26 2025", "2025-11-26"},
      {"Sept. 3, 2024", "2024-09-03"},
      {"26-Nov-2025", "2025-11-26"},
      {"26/11/2025", "2025-11-26"},
      {"11/26/2025", "2025-11-26"},
      {"3.2.2026", "2026-02-03"},
      {"02/02/2026", "2026-02-02"},
      {"03/02/2026", "ambiguous"},
      {"0000-01-01", "impossible"},
      {"2025-02-30", "impossible"},
      {"31 April 2025", "impossible"},
      {"yesterday", "unreadable"},
      {"November 2025", "unreadable"},
      {"", "unreadable"},
      {"2025", "unreadable"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const ReadDate read = read_date(c.text);
    const char* const problems[] = {"", "unreadable", "ambiguous", "impossible"};
    EXPECT_EQ(read.date ? to_iso(*read.date) : problems[static_cast<int>(read.problem)], c.date);
  }
  EXPECT_EQ(read_date("2025-11-26 U.S. President").size, 10U);
  EXPECT_EQ(read_date("26 Nov 2025 10:00 GMT Talks").size, 21U);
  EXPECT_EQ(find_date("Updated on Nov 26, 2025 by A").value(), (Date{2025, 11, 26}));
  EXPECT_FALSE(find_date("in May 12 people of 2025 companies, 3/2/2026"));
}

TEST(PlainText, ReadsHeadersParagraphsAndBlocks) {
  struct Case {
    const char* name;
    const char* bytes;
    const char* blocks;
    const char* date;
    const char* title;
  };
  const Case cases[] = {
      {"headers", "Title: Talks open\nDate: 3 March 2024\n\nThey opened.\n", "P:They opened.", "2024-03-03", "Talks open"},
      {"text after the date", " date 2025-11-26 U.S. troops left.\n\n\nNext.", "P:U.S. troops left.\nP:Next.", "2025-11-26", ""},
      {"date alone", "date 2025-11-26\n\nTroops left.", "P:Troops left.", "2025-11-26", ""},
      {"a word like others", "Date palms grow.\n\nMore.", "P:Date palms grow.\nP:More.", "", ""},
      {"source is a word too", "Source close to him spoke.", "P:Source close to him spoke.", "", ""},
      {"heading", "He spoke.\n\nWhat comes next\n\nNobody knows.", "P:He spoke.\nH:What comes next\nP:Nobody knows.", "", ""},
      {"last line heads nothing", "He spoke.\n\nBy our staff", "P:He spoke.\nP:By our staff", "", ""},
      {"list", "They want:\n- land\n- peace and\n  quiet", "P:They want:\nL:- land\nL:- peace and\n  quiet", "", ""},
      {"dateline", "GENEVA, Nov 3 (Wire) -\n\nTalks opened.", "D:GENEVA, Nov 3 (Wire) -\nP:Talks opened.", "", ""},
      {"dateline with a year", "CAIRO \u2013 26 July 2022: Talks opened.", "P:CAIRO \u2013 26 July 2022: Talks opened.", "2022-07-26", ""},
      {"a date that is no dateline", "On 26 July 2022: talks opened.", "P:On 26 July 2022: talks opened.", "", ""},
      {"wrapped lines", "The minister said on Tuesday that talks would\ngo on until the end of the week for all.",
       "P:The minister said on Tuesday that talks would\ngo on until the end of the week for all.", "", ""},
      {"lines that are paragraphs", "He came.\nShe went to the market in the morning.",
       "P:He came.\nP:She went to the market in the morning.", "", ""},
      {"unclosed quote, right to left", "\"He said\n\nقال: \"لن.", "P:\"He said\nP:قال: \"لن.", "", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Diagnostics diagnostics;
    const Document document = read_bytes(c.bytes, Format::Text, diagnostics);
    EXPECT_EQ(show_blocks(document), c.blocks);
    EXPECT_EQ(document.origin().published ? to_iso(*document.origin().published) : "", c.date);
    EXPECT_EQ(document.origin().title, c.title);
    EXPECT_TRUE(diagnostics.empty());
  }
}

TEST(PlainText, SaysWhichDateItLeftOut) {
  for (const auto& [bytes, code] :
       {std::pair{"Date: 03/02/2026\n\nText.", "date-ambiguous"}, std::pair{"Date: 0000-01-01\n\nText.", "date-impossible"},
        std::pair{"Date: soon\n\nText.", "date-unreadable"}}) {
    Diagnostics diagnostics;
    const Document document = read_bytes(bytes, Format::Text, diagnostics);
    EXPECT_FALSE(document.origin().published);
    EXPECT_EQ(document.origin().date_basis, "");
    EXPECT_EQ(document.text(), "Text.");
    EXPECT_TRUE(has_code(diagnostics, code)) << code;
  }
}

TEST(JsonLines, KeepsTheTextCharacterForCharacter) {
  Diagnostics diagnostics;
  const std::string raw =
      R"({"title":"T","text":" One\r\n\n\nTwo \u201cthree\u201d \ud83d\ude00 \/  x\n","date":"2025-11-26","id":17,"source":"S"})";
  const Document document = read_bytes(raw, Format::JsonLine, diagnostics);
  EXPECT_EQ(document.text(), " One\r\n\n\nTwo “three” 😀 /  x\n");
  EXPECT_EQ(show_blocks(document), "H:One\nP:Two “three” 😀 /  x");
  EXPECT_EQ(document.origin().id, "17");
  EXPECT_EQ(document.origin().title, "T");
  EXPECT_EQ(document.origin().date_basis, "field");
  EXPECT_EQ(raw_of(document, raw, "“three”"), R"(\u201cthree\u201d)");
  EXPECT_EQ(raw_of(document, raw, "😀"), R"(\ud83d\ude00)");
  EXPECT_TRUE(diagnostics.empty());
}

TEST(JsonLines, ReplacesOnlyWhatIsNoText) {
  Diagnostics diagnostics;
  const Document halves = read_bytes(R"({"text":"a\ud83db\ude00c"})", Format::JsonLine, diagnostics);
  EXPECT_EQ(halves.text(),
            "a\uFFFD"
            "b\uFFFD"
            "c");
  EXPECT_TRUE(has_code(diagnostics, "invalid-utf8"));
  const Document controls = read_bytes(R"({"text":"a\u0000b\u0085"})", Format::JsonLine, diagnostics);
  EXPECT_EQ(controls.text(), "a b\u00A0");
  EXPECT_TRUE(has_code(diagnostics, "control-characters"));
}

TEST(Sniff, KnowsFormatsByContentThenByName) {
  EXPECT_EQ(sniff_format("{\"text\": \"x\"}", ""), Format::JsonLine);
  EXPECT_EQ(sniff_format(" [ {\"text\"", "x.txt"), Format::JsonLine);
  EXPECT_EQ(sniff_format("not json", "x.jsonl.gz"), Format::JsonLine);
  EXPECT_EQ(sniff_format("{braces} in text", ""), Format::Text);
  EXPECT_EQ(sniff_format("\n<!DOCTYPE html>", "x"), Format::Html);
  EXPECT_EQ(sniff_format("<p>A paragraph", ""), Format::Html);
  EXPECT_EQ(sniff_format("a < b and <b>c", ""), Format::Text);
  EXPECT_EQ(sniff_format("words", "x.HTML"), Format::Html);
  EXPECT_EQ(stem_of("a/b/day.one.txt.gz"), "day.one");
}

}  // namespace
}  // namespace demarche

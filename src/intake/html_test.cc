// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "intake/html_text.h"
#include "intake/tag_depth.h"
#include "intake/test_documents.h"

namespace demarche {
namespace {

constexpr const char* kPage = R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Talks open in Geneva | The Wire</title>
<meta property="og:site_name" content="The Wire"><link rel="canonical" href="https://example.org/talks">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"W"},
{"@type":["NewsArticle"],"headline":"Talks open in Geneva","datePublished":"2024-03-01T10:00:00Z","author":[{"name":"A. Writer"},{"name":"B. Other"}]}]}</script>
</head><body class="has-sidebar"><div id="cookie-banner"><p>We use cookies to make this site better for everyone who reads it.</p></div>
<nav><ul><li><a href="/">Home</a></li><li>World</li></ul></nav>
<header><h1>Talks open in Geneva</h1><p class="byline">By A. Writer</p><time datetime="2024-03-02">2 March</time></header>
<article><h1>Talks open in Geneva</h1>
<p>The foreign minister said on   Friday that the talks would go on until&nbsp;the end of the <b>week</b>, whatever happens.</p>
<figure><img src="x.jpg"><figcaption>The minister at the table, in a long caption that nobody reads.</figcaption></figure>
<h2>What comes next</h2><p>&ldquo;We will not leave,&rdquo; she <a href="/said">said</a> &#8212; twice, AT&amp;T reported.<!-- note --> Nobody answered.</p>
<blockquote><p>A statement of some length that stands apart from all the others.</p></blockquote>
<ul><li>One demand of the delegation</li><li>Another demand</li></ul>
<div class="related"><h3>Related</h3><ul><li><a href="/a">Another article about the talks in Geneva last year</a></li></ul></div>
<h3>Read more</h3><ul><li><a href="/b">Yet another article about something else entirely</a></li></ul></article>
<section id="comments"><p>This is a comment by a reader who has a lot to say about all of this, at length and with feeling.</p>
<p>And this is the answer of another reader who has even more to say about it, of course, at even greater length.</p></section>
<footer><p>All rights reserved by the company that owns this site and its contents.</p></footer></body></html>)";

TEST(Html, FindsTheArticleAndWhatThePageSaysOfIt) {
  Diagnostics diagnostics;
  const std::string raw = kPage;
  const Document document = read_bytes(raw, Format::Auto, diagnostics);
  EXPECT_EQ(show_blocks(document),
            "P:The foreign minister said on Friday that the talks would go on until the end of the week, whatever happens.\n"
            "H:What comes next\n"
            "P:“We will not leave,” she said — twice, AT&T reported. Nobody answered.\n"
            "Q:A statement of some length that stands apart from all the others.\n"
            "L:One demand of the delegation\nL:Another demand");
  EXPECT_NE(document.text().find("happens.\n\nWhat comes next\n\n“We"), std::string_view::npos);
  const Origin& origin = document.origin();
  EXPECT_EQ(origin.title, "Talks open in Geneva");
  EXPECT_EQ(origin.publisher, "The Wire");
  EXPECT_EQ(origin.author, "A. Writer, B. Other");
  EXPECT_EQ(origin.language, "en");
  EXPECT_EQ(origin.url, "https://example.org/talks");
  EXPECT_EQ(to_iso(origin.published.value()), "2024-03-01");
  EXPECT_EQ(origin.date_basis, "metadata");
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(raw_of(document, raw, "“We will not leave,”"), "&ldquo;We will not leave,&rdquo;");
  EXPECT_EQ(raw_of(document, raw, "on Friday"), "on   Friday");
  EXPECT_EQ(raw_of(document, raw, "until the end"), "until&nbsp;the end");
  EXPECT_EQ(raw_of(document, raw, "AT&T"), "AT&amp;T");
  EXPECT_EQ(raw_of(document, raw, "of the week,"), "of the <b>week</b>,");
}

TEST(Html, ReadsPagesOfAllKinds) {
  struct Case {
    const char* name;
    std::string page;
    const char* blocks;
  };
  const Case cases[] = {
      {"fragment", "<p>Words that stand here alone.</p>", "P:Words that stand here alone."},
      {"unclosed", "<body><p>The first paragraph of the page is this one here<p>and the second paragraph of it is this one",
       "P:The first paragraph of the page is this one here\nP:and the second paragraph of it is this one"},
      {"breaks", "<div>One line of the text that is here<br>a second line<br> <br>A new paragraph after two line breaks</div>",
       "P:One line of the text that is here\na second line\nP:A new paragraph after two line breaks"},
      {"articleBody on each paragraph",
       "<div><p itemprop=articleBody>The first paragraph of the article, long enough to be one.</p><p>Some words of an advertiser who "
       "paid for them.</p><p itemprop=articleBody>The second paragraph of the article, long enough too.</p></div>",
       "P:The first paragraph of the article, long enough to be one.\nP:The second paragraph of the article, long enough too."},
      {"form around everything", "<body><form id=aspnet><p>The only paragraph of this page stands inside of a form.</p></form></body>",
       "P:The only paragraph of this page stands inside of a form."},
      {"invisible", "<p>nego&shy;tia\xE2\x80\x8Btions of the parties about the things between them</p>",
       "P:negotiations of the parties about the things between them"},
      {"text inside a table",
       "<table>Loose words that stand at a place where none may be<tr><td>A cell with words that are long enough to be "
       "kept</td></tr></table>",
       "P:Loose words that stand at a place where none may be\nP:A cell with words that are long enough to be kept"},
      {"right to left", "<p dir=rtl>قال الوزير إن المحادثات ستستمر حتى نهاية الأسبوع المقبل &quot;رغم كل شيء</p>",
       "P:قال الوزير إن المحادثات ستستمر حتى نهاية الأسبوع المقبل \"رغم كل شيء"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Diagnostics diagnostics;
    EXPECT_EQ(show_blocks(read_bytes(c.page, Format::Html, diagnostics)), c.blocks);
  }
}

TEST(Html, ReadsDeclaredCharacterSets) {
  Diagnostics diagnostics;
  const std::string raw =
      "<html><head><meta charset=iso-8859-1></head><body><p>\x93No\x94, said the minister in the caf\xE9 of the house.</p></body></html>";
  const Document document = read_bytes(raw, Format::Auto, diagnostics);
  EXPECT_EQ(document.text(), "“No”, said the minister in the café of the house.");
  EXPECT_EQ(raw_of(document, raw, "café"), "caf\xE9");
}

TEST(Html, FindsDatesWhereReadersSeeThem) {
  Diagnostics diagnostics;
  const Document seen = read_bytes(
      "<body><h1>T</h1><div>Published 26 November 2025, 10:00</div><article><p>The talks went on for a "
      "day and a night and another day.</p></article></body>",
      Format::Html, diagnostics);
  EXPECT_EQ(to_iso(seen.origin().published.value()), "2025-11-26");
  EXPECT_EQ(seen.origin().date_basis, "text");
  const Document doubtful =
      read_bytes("<meta name=date content='03/02/2026'><p>The talks went on for a day and a night.</p>", Format::Html, diagnostics);
  EXPECT_FALSE(doubtful.origin().published);
  EXPECT_TRUE(has_code(diagnostics, "date-ambiguous"));
}

TEST(Html, GivesUpPagesMadeToExplode) {
  std::string formatting;
  for (int i = 0; i < 40000; ++i) formatting += "<div><b id=" + std::to_string(i) + "></div>";
  std::string attributes = "<p";
  for (int i = 0; i < 100000; ++i) attributes += " a" + std::to_string(i);
  for (const std::string& page : {formatting + "words", attributes + ">words"}) {
    Diagnostics diagnostics;
    EXPECT_THROW(read_bytes(page, Format::Html, diagnostics), Error);
  }
}

TEST(TagDepth, CountsAsHtmlClosesTags) {
  struct Case {
    const char* page;
    std::uint32_t depth;
  };
  const Case cases[] = {
      {"", 0},
      {"<p><p><p>x", 1},
      {"<ul><li>a<li>b<li>c</ul>", 2},
      {"<br><img><hr><br>", 0},
      {"<div><div></div></div><div>", 2},
      {"<!-- <a><b><c> --><i>", 1},
      {"<script>'<a><b><c>'</script><i></i>", 1},
      {"<b><i></b></i><b><i></b></i>", 2},
      {"<span><div></span><span><div></span>", 4},
      {"<table><tr><td>a<td>b<tr><td>c</table>", 3},
      {"a < b <3 </ x>", 0},
      {"<p title='<a><b>'>", 1},
      {"<div", 1},
      {"<p><a href=x>one<a href=y>two", 2},
  };
  for (const Case& c : cases) EXPECT_EQ(measure_page(c.page, 512).depth, c.depth) << c.page;
  EXPECT_EQ(measure_page("<p a b=c d='e f' g = h/>", 512).attributes, 4U);
}

TEST(HtmlText, AlignsEntitiesWithTheirSources) {
  struct Case {
    const char* source;
    const char* text;
    const char* pieces;  ///< sources of the pieces, each followed by a bar
  };
  const Case cases[] = {
      {"plain", "plain", "plain|"},
      {"a&amp;b", "a&b", "a|&amp;|b|"},
      {"&amp;amp;", "&amp;", "&amp;|amp;|"},
      {"AT&T &", "AT&T &", "AT|&|T |&|"},
      {"&#8217;s&#x2019s", "’s’s", "&#8217;|s|&#x2019|s|"},
      {"&copy2024 &nbspx", "©2024 \u00A0x", "&copy|2024 |&nbsp|x|"},
      {"&NotEqualTilde;x", "≂̸x", "&NotEqualTilde;|x|"},
      {"a</x>b", "ab", "a|b|"},
      {"abc", "xyz", "abc|"},
  };
  for (const Case& c : cases) {
    std::string pieces;
    for (const AlignedPiece& piece : align_text(c.source, c.text))
      pieces += std::string(c.source).substr(piece.source.begin, piece.source.size()) + "|";
    EXPECT_EQ(pieces, c.pieces) << c.source;
  }
}

}  // namespace
}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "language/tokenizer.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace demarche {
namespace {

/// Words joined by spaces, words inside one surface token by "|".
std::string tokens(std::string_view text) {
  static const Tokenizer tokenizer(std::string(DEMARCHE_SOURCE_DIR) + "/lexicons/en/tokenizer.tsv");
  std::string out;
  for (const Word& word : tokenizer.tokenize(text)) {
    if (!out.empty()) out += word.inside_token ? "|" : " ";
    out += text.substr(word.span.begin, word.span.size());
  }
  return out;
}

TEST(Tokenizer, FollowsTheConventionsOfEwt) {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"clitics", "They don't, and can't; it's Bush's.", "They do|n't , and ca|n't ; it|'s Bush|'s ."},
      {"curly apostrophe", "That\u2019s we\u2019re", "That|\u2019s we|\u2019re"},
      {"abbreviations", "Mr. Lake met Gen. Smith in the U.S. today.", "Mr. Lake met Gen. Smith in the U.S. today ."},
      {"initial", "John F. Kennedy", "John F. Kennedy"},
      {"hyphen splits, prefix does not", "cease-fire co-operation", "cease - fire co-operation"},
      {"numbers", "$1,200.50 at 5:30 on 9/11, 5%", "$ 1,200.50 at 5:30 on 9/11 , 5 %"},
      {"quotes", "\"No,\" he said. \u201CYes.\u201D", "\" No , \" he said . \u201C Yes . \u201D"},
      {"ellipsis", "Well...no", "Well ... no"},
      {"dash", "talks--if any--fail", "talks -- if any -- fail"},
      {"address", "see http://a.org/b?c=d.", "see http://a.org/b?c=d ."},
      {"an address in brackets", "\"Orr\"<orr@a.org> page(http://a.org/b)", "\" Orr \" < orr@a.org > page ( http://a.org/b )"},
      {"an address with brackets", "(http://a.org/b_(c))", "( http://a.org/b_(c) )"},
      {"units", "7:30PM, 1.5bn and 35mm; the 60's, 5th", "7:30 PM , 1.5 bn and 35 mm ; the 60's , 5th"},
      {"years and telephones", "1969-1970, 555-1234", "1969 - 1970 , 555-1234"},
      {"no space", "St.George in S.Korea had No. 5", "St. George in S. Korea had No. 5"},
      {"at the end", "soap, etc. They say No. We", "soap , etc . They say No . We"},
      {"runs", "+++ ''no'' $$$5", "+++ '' no '' $$$ 5"},
      {"contraction", "cannot gonna", "can|not gon|na"},
      {"dateline", "GENEVA, Nov. 3 (Wire) - Talks", "GENEVA , Nov. 3 ( Wire ) - Talks"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(tokens(c.text), c.expected);
  }
}

TEST(Tokenizer, EveryByteButWhiteSpaceIsInOneWord) {
  const Tokenizer tokenizer(std::string(DEMARCHE_SOURCE_DIR) + "/lexicons/en/tokenizer.tsv");
  const std::string text = "\"'`..--'s n't ''a' (b)[c]{d} $ % :-) ....x''''\xF0\x9F\x95\x8A \xE2\x80\xA6- '90s -5 .5 a/b//c";
  std::uint32_t at = 0;
  for (const Word& word : tokenizer.tokenize(text)) {
    EXPECT_GE(word.span.begin, at);
    for (; at < word.span.begin; ++at) EXPECT_EQ(text[at], ' ');
    EXPECT_FALSE(word.span.empty());
    at = word.span.end;
  }
  EXPECT_EQ(at, text.size());
}

}  // namespace
}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/actor_resolver.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

struct Token {
  const char* text;
  const char* upos;
  std::uint32_t head;  ///< within the sentence
  const char* relation;
};

/// The sentence so many times in one block, as the reader would annotate it; its first two words a name of the type, if one is given.
Document repeated(const std::vector<Token>& sentence, std::uint32_t times, const char* type = nullptr) {
  std::string text;
  Words words;
  Sentences sentences;
  Tags tags;
  Syntax syntax;
  for (std::uint32_t n = 0; n < times; ++n) {
    const auto first = static_cast<std::uint32_t>(words.words.size());
    for (const Token& token : sentence) {
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += std::string(token.text) + " ";
      words.words.push_back({{begin, static_cast<std::uint32_t>(text.size()) - 1}, begin == 0 ? Gap::Block : Gap::Space, false, 0});
      tags.words.push_back({token.upos, "", "_", token.text});
      syntax.words.push_back({token.head == kNone ? kNone : first + token.head, token.relation});
      sentences.of_word.push_back(n);
    }
    sentences.sentences.push_back({first, static_cast<std::uint32_t>(words.words.size())});
  }
  text.pop_back();
  Document document({}, text, {}, Blocks{{{{0, static_cast<std::uint32_t>(text.size())}, BlockKind::Paragraph}}});
  document.attach(std::move(words));
  document.attach(std::move(sentences));
  document.attach(std::move(tags));
  document.attach(std::move(syntax));
  Names names;
  for (std::uint32_t n = 0; type != nullptr && n < times; ++n) {
    const auto first = n * static_cast<std::uint32_t>(sentence.size());
    names.names.push_back({{first, first + 2}, type, 1});
  }
  document.attach(std::move(names));
  return document;
}

// Each "its" means a group that is somebody's itself: no chain to follow anew for each, or to the bottom of the stack.
TEST(ActorResolver, AReportOfNothingButPronouns) {
  const Lexicons lexicons(DEMARCHE_SOURCE_DIR "/lexicons/en");
  const std::vector<Token> sentence = {{"Its", "PRON", 1, "nmod:poss"}, {"army", "NOUN", 2, "nsubj"}, {"attacked", "VERB", kNone, "root"}};
  const Document document = repeated(sentence, 50'000);
  const ActorResolver actors(document, lexicons);
  const Entity entity = actors.resolve({149'997, 149'999});
  EXPECT_EQ(entity.name, "its army");
  EXPECT_EQ(entity.sector, "MIL");
}

// "The Group" that is named so itself is not the one named before it, and so on to the bottom of the stack.
TEST(ActorResolver, AReportOfNothingButTheGroup) {
  const Lexicons lexicons(DEMARCHE_SOURCE_DIR "/lexicons/en");
  const std::vector<Token> sentence = {{"The", "DET", 1, "det"}, {"Group", "PROPN", 2, "nsubj"}, {"attacked", "VERB", kNone, "root"}};
  Document document = repeated(sentence, 20'000, "ORG");
  const ActorResolver actors(document, lexicons);
  EXPECT_EQ(actors.resolve({59'997, 59'999}).name, "Group");
}

}  // namespace
}  // namespace demarche

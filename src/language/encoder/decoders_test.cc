// SPDX-License-Identifier: Apache-2.0
// From scores to decisions: BIO sequences, trees, sentences, lemmas.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "language/encoder/bio.h"
#include "language/encoder/sentence_head.h"
#include "language/encoder/tag_head.h"
#include "language/encoder/tiny_model.h"
#include "language/encoder/tree_decoder.h"

namespace demarche {
namespace {

class Decoders : public testing::Test {
 protected:
  const tiny::AlignedBytes bytes_{tiny::make_tiny_model(5)};
  const ModelFile model_{bytes_.view(), "tiny"};
};

std::string spans(const BioDecoder& decoder, const std::vector<std::vector<float>>& rows, float outside = 0) {
  std::vector<float> scores;
  for (const auto& row : rows) scores.insert(scores.end(), row.begin(), row.end());
  std::string out;
  for (const BioSpan& span : decoder.decode(scores.data(), decoder.size(), rows.size(), outside))
    out += std::to_string(span.begin) + "-" + std::to_string(span.end) + " " + span.label + "; ";
  return out;
}

TEST_F(Decoders, InsideFollowsItsOwnBegin) {
  const Labels tags = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC"};
  const BioDecoder decoder(model_, tags);
  EXPECT_EQ(spans(decoder, {{0, 5, 0, 0, 0}, {0, 0, 5, 0, 0}, {5, 0, 0, 0, 0}}), "0-2 PER; ");
  EXPECT_EQ(spans(decoder, {{0, 5, 0, 0, 0}, {0, 5, 0, 0, 0}}), "0-1 PER; 1-2 PER; ");
  EXPECT_EQ(spans(decoder, {{0, 5, 0, 0, 0}, {0, 0, 0, 0, 3}}), "0-1 PER; ") << "I-LOC cannot follow B-PER";
  EXPECT_EQ(spans(decoder, {{2, 0, 9, 1, 0}, {0, 0, 0, 0, 9}}), "0-2 LOC; ") << "no I at the start";
  EXPECT_EQ(spans(decoder, {{0, 1, 0, 0, 0}}, 2), "") << "a raised threshold";
  EXPECT_EQ(spans(decoder, {}), "");
}

TEST_F(Decoders, OtherTagsStandAlone) {
  const Labels tags = {"O", "B", "I", "BARE"};
  const BioDecoder decoder(model_, tags);
  EXPECT_EQ(spans(decoder, {{0, 5, 0, 0}, {0, 0, 5, 0}, {0, 0, 0, 5}, {0, 0, 0, 5}}), "0-2 B; 2-3 BARE; 3-4 BARE; ");
}

TEST_F(Decoders, ScoresOfSpansAreMeanProbabilities) {
  const Labels tags = {"O", "B", "I"};
  const std::vector<float> scores = {0, 0, -50, 0, -50, 0};
  const auto found = BioDecoder(model_, tags).decode(scores.data(), 3, 2, -1);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].score, 0.5, 1e-5);
}

TEST_F(Decoders, TwoWordsThatMayBeOneSpanAreOne) {
  const Labels tags = {"O", "B-A", "I-A"};
  const BioDecoder decoder(model_, tags);
  std::vector<float> scores;
  for (float share : {0.55F, 0.4F, 0.05F, 0.98F, 0.01F, 0.01F, 0.5F, 0.45F, 0.05F, 0.7F, 0.01F, 0.29F}) scores.push_back(std::log(share));
  const auto completed = [&](std::vector<BioSpan> found, float least) {
    decoder.add_expected(scores.data(), 3, 4, least, found);
    std::string out;
    for (const BioSpan& span : found) out += std::to_string(span.begin) + "-" + std::to_string(span.end) + " " + span.label + "; ";
    return out;
  };
  EXPECT_EQ(completed({}, 0.6F), "2-4 A; ") << "0.87 expected; the likelier word, and the next, which is inside if the first begins";
  EXPECT_EQ(completed({}, 0.9F), "");
  EXPECT_EQ(completed({{0, 1, 1, "A", 0.4F}}, 0.6F), "0-1 A; ") << "one is found";
}

TEST_F(Decoders, NumbersThatAreNoneEndInSomeSequence) {
  const Labels tags = {"O", "B", "I"};
  const std::vector<float> scores(9, std::nanf(""));
  std::vector<BioSpan> found = BioDecoder(model_, tags).decode(scores.data(), 3, 3);
  BioDecoder(model_, tags).add_expected(scores.data(), 3, 3, 0.5F, found);
  EXPECT_LE(found.size(), 3U);
}

double tree_score(const std::vector<float>& scores, const std::vector<std::uint32_t>& heads) {
  double sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) sum += static_cast<double>(scores[i * (heads.size() + 1) + heads[i]]);
  return sum;
}

bool is_single_rooted_tree(const std::vector<std::uint32_t>& heads) {
  if (std::count(heads.begin(), heads.end(), 0U) != 1) return false;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    std::size_t steps = 0;
    for (std::uint32_t at = static_cast<std::uint32_t>(i) + 1; at != 0; at = heads[at - 1])
      if (++steps > heads.size()) return false;
  }
  return true;
}

/// The best score over all heads of `count` words, by trying every one.
double best_by_force(const std::vector<float>& scores, std::size_t count) {
  std::vector<std::uint32_t> heads(count, 0);
  double best = -1e30;
  for (;;) {
    if (is_single_rooted_tree(heads)) best = std::max(best, tree_score(scores, heads));
    std::size_t i = 0;
    while (i < count && ++heads[i] > count) heads[i++] = 0;
    if (i == count) return best;
  }
}

TEST(TreeDecoder, FindsTheBestTreeWithOneRoot) {
  tiny::Random random(3);
  for (int round = 0; round < 400; ++round) {
    const std::size_t count = 1 + random.below(5);
    std::vector<float> scores(count * (count + 1));
    for (float& score : scores) score = random.between(-4, 4);
    if (round % 3 == 0)
      for (std::size_t i = 0; i < count; ++i) scores[i * (count + 1)] += 5;  // several would like to be the root
    const auto heads = best_tree(scores.data(), count + 1, count);
    ASSERT_TRUE(is_single_rooted_tree(heads)) << round;
    ASSERT_NEAR(tree_score(scores, heads), best_by_force(scores, count), 1e-4) << round;
  }
}

TEST(TreeDecoder, LongAndStrangeSentencesGiveTrees) {
  tiny::Random random(4);
  for (std::size_t count : {60U, 256U}) {
    std::vector<float> scores(count * (count + 1));
    for (float& score : scores) score = random.between(-4, 4);
    EXPECT_TRUE(is_single_rooted_tree(best_tree(scores.data(), count + 1, count)));
    for (float value : {0.0F, std::nanf(""), 1e30F, -INFINITY}) {
      std::fill(scores.begin(), scores.end(), value);
      EXPECT_TRUE(is_single_rooted_tree(best_tree(scores.data(), count + 1, count))) << value;
    }
  }
}

std::string sentences(const std::string& text, const std::vector<float>& logits) {
  const Document document = tiny::make_words(text);
  std::string out;
  for (const Sentence& s : cut_sentences(document, 0, logits, 0).sentences)
    out += std::to_string(s.first) + "-" + std::to_string(s.last) + " ";
  return out;
}

TEST(SentenceHead, BlocksBeginSentences) {
  EXPECT_EQ(sentences("a b | c d", {-9, -9, -9, -9}), "0-2 2-4 ");
  EXPECT_EQ(sentences("a b . c d", {-9, -9, -9, 1, -9}), "0-3 3-5 ");
  EXPECT_EQ(sentences("a", {-9}), "0-1 ");
}

TEST(SentenceHead, NothingCloses) {
  EXPECT_EQ(sentences("Verania President Hale left", {-9, 1, -9, -9}), "0-4 ");
  EXPECT_EQ(sentences("Verania President Hale left", {-9, 2, -9, -9}), "0-1 1-4 ");
  EXPECT_EQ(sentences("Verania: President Hale left", {-9, 1, -9, -9}), "0-1 1-4 ");
}

TEST(SentenceHead, EndlessSentencesAreCut) {
  std::string text;
  for (int i = 0; i < 600; ++i) text += "a ";
  std::vector<float> logits(600, -9);
  logits[200] = -1;
  EXPECT_EQ(sentences(text, logits), "0-200 200-456 456-600 ");
}

TEST_F(Decoders, Lemmas) {
  const TagHead head(model_);
  EXPECT_EQ(head.lemma("Talks", 0, "U1"), "Talks");
  EXPECT_EQ(head.lemma("Talks", 1, "U1"), "talks");
  EXPECT_EQ(head.lemma("Ürü", 2, "U1"), "üry") << "cut counts code points";
  EXPECT_EQ(head.lemma("men", 0, "U0"), "man") << "the exceptions win";
  EXPECT_EQ(head.lemma("ab", 3, "U1"), "ab") << "never empty";
}

}  // namespace
}  // namespace demarche

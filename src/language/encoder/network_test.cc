// SPDX-License-Identifier: Apache-2.0
// The network beside its slow twin (encoder_reference.h), on a tiny model; then the whole Reader's promises.
#include "language/encoder/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>
#include <vector>

#include "base/file.h"
#include "language/encoder/encoder_reference.h"
#include "language/encoder/features.h"
#include "language/encoder/reading_digest.h"
#include "language/encoder/tiny_model.h"
#include "language/encoder/windows.h"
#include "language/reader.h"

namespace demarche {
namespace {

using Rows = ReferenceNetwork::Rows;
using Row = ReferenceNetwork::Row;

/// With the same rounding to 8 bits only the order of float sums differs, and now and then a value on the border between two
/// integers, which moves a row by one part in 127 of one activation.
constexpr double kBound = 0.02;

class NetworkTest : public testing::Test {
 protected:
  void SetUp() override {
    pieces_ = network_.cut_words(document_);
    windows_ = cut_windows(document_, pieces_.ends, network_.model().sizes().window_pieces);
    EncoderTimes times;
    network_.encode(document_, pieces_, windows_, space_, run_, times);
    for (const WordRange& window : windows_) add_reference(window);
  }
  void add_reference(WordRange window) {
    std::vector<std::uint32_t> ids = {2};
    std::vector<std::uint8_t> features = {255};
    std::vector<std::size_t> first;
    for (std::uint32_t w = window.first; w < window.last; ++w) {
      first.push_back(ids.size());
      for (std::uint32_t p = pieces_.begin_of(w); p < pieces_.ends[w]; ++p) {
        ids.push_back(pieces_.ids[p]);
        features.push_back(input_feature(word_shape(document_.word(w)), document_.get<Words>().words[w].gap));
      }
    }
    ids.push_back(3);
    features.push_back(255);
    const Rows encoded = reference_.encode(ids, features);
    for (std::uint32_t w = window.first; w < window.last; ++w)
      expected_.push_back(reference_.word_vector(document_.word(w), encoded[first[w - window.first]]));
  }
  Row own(std::uint32_t word) const {
    const float* row = space_.vectors.get() + word * network_.model().sizes().word;
    return {row, row + network_.model().sizes().word};
  }
  static void expect_near(const float* own, const Row& expected, const char* what) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (expected[i] < -1e8) continue;
      ASSERT_NEAR(own[i], expected[i], kBound) << what << " " << i;
    }
  }
  Rows own_rows(WordRange window) const {
    Rows out;
    for (std::uint32_t w = window.first; w < window.last; ++w) out.push_back(own(w));
    return out;
  }

  const tiny::AlignedBytes bytes_{tiny::make_tiny_model(11)};
  const Network network_{std::make_unique<ModelFile>(bytes_.view(), "tiny")};
  const ReferenceNetwork reference_{network_.model(), true};
  const Document document_ = tiny::make_words(tiny::make_text(9, 120));
  ProductRun run_{network_.engine()};
  Workspace space_{};
  Pieces pieces_{};
  std::vector<WordRange> windows_{};
  Rows expected_{};
};

TEST_F(NetworkTest, VectorsOfWords) {
  ASSERT_GT(windows_.size(), 3U);
  ASSERT_EQ(expected_.size(), 120U);
  double mean = 0;
  for (std::uint32_t w = 0; w < 120; ++w) {
    const Row row = own(w);
    for (std::size_t i = 0; i < row.size(); ++i) mean += std::fabs(row[i] - expected_[w][i]);
    for (std::size_t i = 0; i < row.size(); ++i) ASSERT_NEAR(row[i], expected_[w][i], 4 * kBound) << w;
  }
  EXPECT_LT(mean / 120 / static_cast<double>(expected_[0].size()), 0.002);
}

TEST_F(NetworkTest, HeadsOfOneWord) {
  const WordScores scores = network_.word_heads.run(120, space_, run_);
  for (std::uint32_t w = 0; w < 120; w += 7) {
    const Row v = own(w);
    expect_near(&scores.sentence[w], reference_.linear("sentence", v), "sentence");
    expect_near(scores.names(w), reference_.linear("name", reference_.sem(v)), "name");
    expect_near(scores.kinds(w), reference_.linear("kind", reference_.sem(v)), "kind");
    expect_near(scores.cues(w), reference_.linear("cue", reference_.sem(v)), "cue");
    expect_near(scores.triggers(w), reference_.linear("trigger", reference_.sem(v)), "trigger");
    const Row upos = reference_.linear("upos", v);
    const Row lemma = reference_.linear("lemma", v);
    EXPECT_NEAR(upos[scores.tags[w].upos], *std::max_element(upos.begin(), upos.end()), kBound);
    EXPECT_NEAR(lemma[scores.tags[w].lemma], *std::max_element(lemma.begin(), lemma.end()), kBound);
  }
}

TEST_F(NetworkTest, TreesAndRelations) {
  const WordRange window{3, 20};
  const Rows v = own_rows(window);
  const std::vector<float> arcs = network_.tree_head.arc_scores(window, space_, run_);
  const Rows expected = reference_.arcs(v);
  for (std::size_t i = 0; i < v.size(); ++i) expect_near(arcs.data() + i * (v.size() + 1), expected[i], "arc");
  std::vector<std::uint32_t> heads;
  for (std::uint32_t i = 0; i < v.size(); ++i) heads.push_back(i * 5 % 18);
  const std::vector<float> relations = network_.tree_head.relation_scores(window, heads, space_, run_);
  for (std::size_t i = 0; i < v.size(); ++i)
    expect_near(relations.data() + i * network_.tree_head.relation_stride(),
                reference_.relation(v[i], heads[i] == 0 ? nullptr : &v[heads[i] - 1]), "relation");
}

TEST_F(NetworkTest, RolesOfAnchors) {
  const WordRange window = windows_[1];
  const Rows v = own_rows(window);
  const std::vector<std::uint32_t> anchors = {window.first, window.first + 2, window.last - 1};
  std::vector<float> scores;
  for (const char* name : {"statement", "event"}) {
    const RoleHead& head = name[0] == 's' ? network_.statement_head.roles() : network_.event_head.roles();
    std::vector<RoleScope> scopes;
    for (const std::uint32_t anchor : anchors) scopes.push_back({anchor, window});
    head.score(window, scopes, space_, run_, scores);
    for (std::size_t a = 0; a < anchors.size(); ++a) {
      const Rows expected = reference_.roles(name, v, anchors[a] - window.first);
      for (std::size_t w = 0; w < v.size(); ++w) expect_near(scores.data() + (a * v.size() + w) * head.stride(), expected[w], name);
    }
  }
}

/// What lies further off than the convolutions reach changes nothing: the same floats.
TEST_F(NetworkTest, RolesOfFewerWordsAreTheSameInside) {
  const WordRange whole{0, 80};
  const WordRange part{10, 60};
  constexpr std::uint32_t kTouch = 7;
  std::vector<float> all, some;
  const RoleHead& head = network_.event_head.roles();
  head.score(whole, {{30, whole}}, space_, run_, all);
  head.score(whole, {{30, part}, {31, {31, 40}}}, space_, run_, some);
  ASSERT_EQ(some.size(), (part.size() + 9) * head.stride());
  for (std::uint32_t w = part.first + kTouch; w + kTouch < part.last; ++w)
    for (std::size_t i = 0; i < head.stride(); ++i)
      ASSERT_EQ(some[(w - part.first) * head.stride() + i], all[w * head.stride() + i]) << w << " " << i;
}

TEST_F(NetworkTest, AttributesAndDoorways) {
  const std::vector<std::uint32_t> anchors = {1, 4, 9};
  const EventHead::Attributes attributes = network_.event_head.score_attributes(anchors, space_, run_);
  const std::vector<float> doorways = network_.event_head.score_doorways(anchors, space_, run_);
  const Rows expected = reference_.doorways({own(1), own(4), own(9)});
  for (std::size_t a = 0; a < 3; ++a) {
    const float* row = attributes.scores.data() + a * attributes.stride;
    expect_near(row + attributes.status, reference_.attribute("status", own(anchors[a])), "status");
    expect_near(row + attributes.mode, reference_.attribute("mode", own(anchors[a])), "mode");
    expect_near(row + attributes.code, reference_.attribute("code", own(anchors[a])), "code");
    expect_near(doorways.data() + a * 4, expected[a], "doorway");
  }
}

class ReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "tiny-reader.dmm";
    write_file_whole(path_, tiny::make_tiny_model(11));
    reader_ = std::make_unique<Reader>(path_);
  }
  std::string path_;
  std::unique_ptr<Reader> reader_;
};

TEST_F(ReaderTest, DocumentsWithoutWordsGiveEmptyLayers) {
  const Reading reading = reader_->read(tiny::make_words(""));
  EXPECT_TRUE(reading.sentences.sentences.empty());
  EXPECT_TRUE(reading.tags.words.empty());
}

void expect_whole(const Reading& reading, const Document& document) {
  const auto& words = document.get<Words>().words;
  ASSERT_EQ(reading.tags.words.size(), words.size());
  ASSERT_EQ(reading.syntax.words.size(), words.size());
  ASSERT_EQ(reading.sentences.of_word.size(), words.size());
  std::uint32_t at = 0;
  for (std::uint32_t s = 0; s < reading.sentences.sentences.size(); ++s) {
    const Sentence& sentence = reading.sentences.sentences[s];
    ASSERT_EQ(sentence.first, at);
    ASSERT_GT(sentence.last, sentence.first);
    std::size_t roots = 0;
    for (at = sentence.first; at < sentence.last; ++at) {
      const std::uint32_t head = reading.syntax.words[at].head;
      ASSERT_EQ(reading.sentences.of_word[at], s);
      ASSERT_EQ(words[at].block, words[sentence.first].block);
      ASSERT_TRUE(head == kNone || (head >= sentence.first && head < sentence.last));
      ASSERT_EQ(head == kNone, std::string_view(reading.syntax.words[at].relation) == "root");
      roots += head == kNone ? 1 : 0;
    }
    ASSERT_EQ(roots, 1U);
  }
  ASSERT_EQ(at, words.size());
  for (const Name& name : reading.names.names)
    ASSERT_EQ(reading.sentences.of_word[name.words.first], reading.sentences.of_word[name.words.last - 1]);
  for (const TriggerProposal& trigger : reading.proposals.triggers)
    ASSERT_TRUE(trigger.parent == kNone || trigger.parent < reading.proposals.triggers.size());
}

TEST_F(ReaderTest, LayersFitTheDocument) {
  for (std::size_t count : {1U, 2U, 50U, 700U}) {
    const Document document = tiny::make_words(tiny::make_text(count, count));
    expect_whole(reader_->read(document), document);
  }
}

TEST_F(ReaderTest, LongReportsAreReadInStretches) {
  const Document document = tiny::make_words(tiny::make_text(3, 20'000));
  const Reading reading = reader_->read(document);
  expect_whole(reading, document);
  EXPECT_GT(reading.proposals.triggers.size(), 0U);
}

TEST_F(ReaderTest, AnOwnBlockDoesNotChangeWhatStandsInAnotherWindow) {
  const std::string first = tiny::make_text(8, 28);
  const Reading alone = reader_->read(tiny::make_words(first));
  const Reading both = reader_->read(tiny::make_words(first + "| " + tiny::make_text(21, 28)));
  for (std::size_t w = 0; w < alone.tags.words.size(); ++w) EXPECT_EQ(alone.tags.words[w].lemma, both.tags.words[w].lemma);
}

TEST_F(ReaderTest, ThreadsAgree) {
  std::vector<Document> documents;
  std::vector<std::string> alone;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    documents.push_back(tiny::make_words(tiny::make_text(seed, 100 + 90 * seed)));
    alone.push_back(reading_digest(reader_->read(documents.back())));
  }
  std::vector<std::thread> threads;
  std::vector<std::string> together(8 * documents.size());
  for (std::size_t t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < documents.size(); ++i) {
        const std::size_t which = (i + t) % documents.size();
        together[t * documents.size() + which] = reading_digest(reader_->read(documents[which]));
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < together.size(); ++i) EXPECT_EQ(together[i], alone[i % documents.size()]);
}

}  // namespace
}  // namespace demarche

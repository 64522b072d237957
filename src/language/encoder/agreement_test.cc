// SPDX-License-Identifier: Apache-2.0
// The program's numbers beside those of the training program, on the sentences of models/*.check.json: sub-words exactly,
// scores within the noise of rounding to 8 bits. That is as close as two programs come whose floats differ in the last bit:
// a value on the border between two integers falls to either side, which moves its row, where more values change sides; after
// three or four layers the rounding errors of the two have nothing in common (a text where no value falls differently agrees
// to 0.0002). Exactness is tested on small models, in network_test.cc. Skipped where the model is not there.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "language/encoder/network.h"

namespace demarche {
namespace {

using Json = nlohmann::json;

/// Mean and largest difference, in units of the standard deviation of the expected values.
struct Difference {
  double mean = 0;
  double largest = 0;
};

void flatten(const Json& json, std::vector<double>& out) {
  if (!json.is_array()) return out.push_back(json.get<double>());
  for (const Json& part : json) flatten(part, out);
}

Difference compare(const std::vector<float>& own, const Json& expected) {
  std::vector<double> want;
  flatten(expected, want);
  EXPECT_EQ(own.size(), want.size());
  double mean = 0, squares = 0;
  std::size_t count = 0;
  for (double value : want)
    if (value > -1e8) mean += value, squares += value * value, ++count;
  mean /= static_cast<double>(count);
  const double deviation = std::sqrt(squares / static_cast<double>(count) - mean * mean + 1e-12);
  Difference out;
  for (std::size_t i = 0; i < std::min(own.size(), want.size()); ++i) {
    if (want[i] < -1e8) continue;
    const double off = std::fabs(static_cast<double>(own[i]) - want[i]) / deviation;
    out.mean += off / static_cast<double>(count);
    out.largest = std::max(out.largest, off);
  }
  return out;
}

/// `rows` rows of `width` floats out of rows of `stride`.
std::vector<float> cut(const float* from, std::size_t rows, std::size_t stride, std::size_t width) {
  std::vector<float> out;
  for (std::size_t r = 0; r < rows; ++r) out.insert(out.end(), from + r * stride, from + r * stride + width);
  return out;
}

Document make_document(const Json& record) {
  const auto text = record.at("text").get<std::string>();
  const CodePointIndex index(text);
  Words words;
  for (const Json& word : record.at("words")) {
    const TextSpan span{index.to_bytes(word[0].get<std::uint32_t>()), index.to_bytes(word[1].get<std::uint32_t>())};
    words.words.push_back({span, static_cast<Gap>(word[2].get<int>()), false, 0});
  }
  Document document(Origin{}, text, SourceMap{}, Blocks{});
  document.attach(std::move(words));
  return document;
}

class Agreement : public testing::Test {
 protected:
  static std::string model_path() {
    const char* chosen = std::getenv("DEMARCHE_MODEL");
    return chosen != nullptr ? chosen : std::string(DEMARCHE_SOURCE_DIR) + "/models/reader-en.dmm";
  }
  void SetUp() override {
    const std::string path = model_path();
    const std::string check = path.substr(0, path.size() - 4) + ".check.json";
    if (!std::filesystem::exists(path) || !std::filesystem::exists(check)) GTEST_SKIP() << "no model at " << path;
    network_ = std::make_unique<Network>(path);
    record_ = Json::parse(read_file(check, 1U << 30U));
  }
  void expect(const char* what, const std::vector<float>& own) {
    const Difference off = compare(own, (*now_)["int8"].at(what));
    if (std::getenv("DEMARCHE_VERBOSE") != nullptr) printf("%-10s mean %.5f largest %.5f\n", what, off.mean, off.largest);
    EXPECT_LT(off.mean, own.size() < 20 ? 0.6 : 0.15) << what;  // few values: one that is far off counts much
    EXPECT_LT(off.largest, 1.5) << what;
  }
  std::unique_ptr<Network> network_;
  Json record_;
  const Json* now_ = nullptr;
};

TEST_F(Agreement, ScoresAreThoseOfTheTrainingProgram) {
  const Network& n = *network_;
  const ModelLabels& labels = n.model().labels();
  Workspace space;
  ProductRun run(n.engine());
  for (const Json& record : record_.at("texts")) {
    now_ = &record;
    const Document document = make_document(record);
    const auto count = static_cast<std::uint32_t>(document.get<Words>().words.size());
    const Pieces pieces = n.cut_words(document);
    const auto wanted = record.at("pieces").get<std::vector<std::vector<std::uint32_t>>>();
    for (std::uint32_t w = 0; w < count; ++w)
      EXPECT_EQ(std::vector<std::uint32_t>(pieces.ids.begin() + pieces.begin_of(w), pieces.ids.begin() + pieces.ends[w]), wanted[w])
          << document.word(w);
    EncoderTimes times;
    const WordRange window{0, count};
    n.encode(document, pieces, {window}, space, run, times);
    expect("words", {space.vectors.get(), space.vectors.get() + count * n.model().sizes().word});
    const WordScores scores = n.word_heads.run(count, space, run);
    expect("sentence", scores.sentence);
    expect("name", cut(scores.names(0), count, scores.stride, labels.name.size()));
    expect("kind", cut(scores.kinds(0), count, scores.stride, labels.kind.size()));
    expect("cue", cut(scores.cues(0), count, scores.stride, labels.cue.size()));
    expect("trigger", cut(scores.triggers(0), count, scores.stride, labels.trigger.size()));
    std::size_t same_tags = 0;
    for (std::uint32_t w = 0; w < count; ++w) {
      const auto best = [&](const char* head) {
        const auto row = record["int8"].at(head)[w].get<std::vector<float>>();
        return kernels::best_of(row.data(), row.size());
      };
      same_tags += scores.tags[w].upos == best("upos") && scores.tags[w].xpos == best("xpos") && scores.tags[w].feats == best("feats") &&
                   scores.tags[w].lemma == best("lemma");
    }
    EXPECT_GE(same_tags * 3, count * 2) << same_tags << " of " << count;
    expect("arc", n.tree_head.arc_scores(window, space, run));
    std::vector<std::uint32_t> heads;
    for (std::uint32_t w = 0; w < count; ++w) heads.push_back(w);
    expect("relation", cut(n.tree_head.relation_scores(window, heads, space, run).data(), count, n.tree_head.relation_stride(),
                           labels.relation.size()));
    const auto anchors = record.at("anchors").get<std::vector<std::uint32_t>>();
    std::vector<float> roles;
    std::vector<RoleScope> scopes;
    for (const std::uint32_t anchor : anchors) scopes.push_back({anchor, window});
    n.statement_head.roles().score(window, scopes, space, run, roles);
    expect("statement", cut(roles.data(), anchors.size() * count, n.statement_head.roles().stride(), labels.statement.size()));
    n.event_head.roles().score(window, scopes, space, run, roles);
    expect("event", cut(roles.data(), anchors.size() * count, n.event_head.roles().stride(), labels.event.size()));
    const EventHead::Attributes attributes = n.event_head.score_attributes(anchors, space, run);
    const auto part = [&](std::size_t at, std::size_t size) {
      return cut(attributes.scores.data() + at, anchors.size(), attributes.stride, size);
    };
    expect("status", part(attributes.status, labels.status.size()));
    expect("mode", part(attributes.mode, labels.mode.size()));
    expect("code", part(attributes.code, labels.code.size()));
    expect("doorway", n.event_head.score_doorways(anchors, space, run));
  }
}

}  // namespace
}  // namespace demarche

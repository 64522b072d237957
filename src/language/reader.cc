// SPDX-License-Identifier: Apache-2.0
#include "language/reader.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "base/error.h"
#include "language/encoder/encoder.h"
#include "language/encoder/event_head.h"
#include "language/encoder/features.h"
#include "language/encoder/model_file.h"
#include "language/encoder/name_head.h"
#include "language/encoder/sentence_head.h"
#include "language/encoder/statement_head.h"
#include "language/encoder/tag_head.h"
#include "language/encoder/tree_head.h"
#include "language/encoder/windows.h"
#include "language/encoder/word_heads.h"
#include "language/encoder/word_vectors.h"
#include "language/encoder/wordpiece.h"
#include "language/encoder/workspace.h"

namespace demarche {
namespace {

/// Sub-words that go through the encoder together, unless a single window is longer.
constexpr std::size_t kBatchPieces = 512;

/// Scratch memory of this thread. It holds no answer, only room.
Workspace& thread_workspace() {
  thread_local Workspace workspace;
  return workspace;
}

/// Adds the seconds since it was last asked to a stage.
class StageClock {
 public:
  void add_to(double& stage) {
    const auto now = std::chrono::steady_clock::now();
    stage += std::chrono::duration<double>(now - last_).count();
    last_ = now;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// Sub-words of all words of a report.
struct Pieces {
  std::vector<std::uint32_t> ids{};
  std::vector<std::uint32_t> ends{};  ///< by word
};

}  // namespace

struct Reader::Network {
  explicit Network(const std::string& path)
      : model(path), word_piece(model), encoder(model, engine), word_vectors(model), word_heads(model, engine), tag_head(model),
        tree_head(model, engine), name_head(model), statement_head(model, engine), event_head(model, engine) {}

  Pieces cut_words(const Document& document) const;
  void fill_batch(const Document& document, const Pieces& pieces, const WordRange* windows, std::size_t count,
                  PieceBatch& batch) const;
  std::size_t encode(const Document& document, const Pieces& pieces, const std::vector<WordRange>& windows, Workspace& space,
                     ProductRun& run, EncoderTimes& times) const;

  ModelFile model;
  mutable ProductEngine engine{};  // makes primitives on demand, under its own lock
  WordPiece word_piece;
  Encoder encoder;
  WordVectors word_vectors;
  WordHeads word_heads;
  TagHead tag_head;
  TreeHead tree_head;
  NameHead name_head;
  StatementHead statement_head;
  EventHead event_head;
};

Pieces Reader::Network::cut_words(const Document& document) const {
  Pieces out;
  const auto& words = document.get<Words>().words;
  out.ends.reserve(words.size());
  for (std::uint32_t w = 0; w < words.size(); ++w) {
    word_piece.append(document.word(w), out.ids);
    out.ends.push_back(static_cast<std::uint32_t>(out.ids.size()));
  }
  return out;
}

void Reader::Network::fill_batch(const Document& document, const Pieces& pieces, const WordRange* windows, std::size_t count,
                                 PieceBatch& batch) const {
  batch.clear();
  const auto& words = document.get<Words>().words;
  const auto add = [&](std::uint32_t piece, std::uint8_t feature) {
    batch.pieces.push_back(piece);
    batch.features.push_back(feature);
  };
  for (std::size_t i = 0; i < count; ++i) {
    batch.windows.push_back(static_cast<std::uint32_t>(batch.pieces.size()));
    add(word_piece.first_piece(), PieceBatch::kNoFeature);
    for (std::uint32_t w = windows[i].first; w < windows[i].last; ++w) {
      const std::uint8_t feature = input_feature(word_shape(document.word(w)), words[w].gap);
      batch.word_rows.push_back(static_cast<std::uint32_t>(batch.pieces.size()));
      for (std::uint32_t p = w == 0 ? 0 : pieces.ends[w - 1]; p < pieces.ends[w]; ++p) add(pieces.ids[p], feature);
    }
    add(word_piece.last_piece(), PieceBatch::kNoFeature);
  }
  batch.windows.push_back(static_cast<std::uint32_t>(batch.pieces.size()));
}

/// Fills the vectors of all words; returns the number of sub-words, [CLS] and [SEP] included.
std::size_t Reader::Network::encode(const Document& document, const Pieces& pieces, const std::vector<WordRange>& windows,
                                    Workspace& space, ProductRun& run, EncoderTimes& times) const {
  const std::size_t width = model.sizes().word;
  const std::size_t words = pieces.ends.size();
  float* vectors = space.vectors.need(words * width);
  std::size_t sub_words = 0;
  std::uint32_t word = 0;
  for (std::size_t first = 0, next = 0; first < windows.size(); first = next) {
    std::size_t rows = 0;
    for (next = first; next < windows.size(); ++next) {
      const std::uint32_t begin = windows[next].first == 0 ? 0 : pieces.ends[windows[next].first - 1];
      const std::size_t size = pieces.ends[windows[next].last - 1] - begin + 2;
      if (rows != 0 && rows + size > kBatchPieces) break;
      rows += size;
    }
    fill_batch(document, pieces, windows.data() + first, next - first, space.encoder.batch);
    encoder.encode(space.encoder, run, times);
    for (const std::uint32_t row : space.encoder.batch.word_rows) {
      word_vectors.write(document.word(word), space.encoder.x.get() + row * model.sizes().hidden, vectors + word * width);
      ++word;
    }
    sub_words += rows;
  }
  space.quantized_vectors.set(vectors, words, width);
  return sub_words;
}

Reader::Reader(const std::string& model_path) : network_(std::make_unique<const Network>(model_path)) {}
Reader::~Reader() = default;

Reading Reader::read(const Document& document, ReaderTimes* times) const {
  Reading out;
  const auto& words = document.get<Words>().words;
  if (words.empty()) return out;
  ReaderTimes unasked;
  ReaderTimes& t = times != nullptr ? *times : unasked;
  const Network& n = *network_;
  Workspace& space = thread_workspace();
  ProductRun run(n.engine);
  StageClock clock;
  const Pieces pieces = n.cut_words(document);
  const std::vector<WordRange> windows = cut_windows(document, pieces.ends, n.model.sizes().window_pieces);
  clock.add_to(t.pieces);
  EncoderTimes encoder_times;
  t.sub_words += n.encode(document, pieces, windows, space, run, encoder_times);
  double encoding = 0;
  clock.add_to(encoding);
  t.products += run.seconds();
  t.attention += encoder_times.attention;
  t.glue += encoding - run.seconds() - encoder_times.attention;
  // From here on every word has its vector, and heads may be asked in any order.
  const WordScores scores = n.word_heads.run(words.size(), space, run);
  out.sentences = cut_sentences(words, scores.sentence, n.model.thresholds().sentence);
  out.tags = n.tag_head.decode(document, scores);
  out.names = n.name_head.decode(out.sentences, scores);
  clock.add_to(t.word_heads);
  out.syntax = n.tree_head.run(out.sentences, space, run);
  clock.add_to(t.trees);
  out.proposals.cues = n.statement_head.run(out.sentences, windows, scores, space, run);
  clock.add_to(t.statements);
  out.proposals.triggers = n.event_head.run(out.sentences, windows, scores, space, run);
  clock.add_to(t.events);
  t.words += words.size();
  t.cues += out.proposals.cues.size();
  t.triggers += out.proposals.triggers.size();
  return out;
}

const std::string& Reader::name() const { return network_->model.name(); }
const std::string& Reader::version() const { return network_->model.version(); }
const std::string& Reader::digest() const { return network_->model.digest(); }

double Reader::time_bare_products(std::size_t sub_words) const {
  ProductRun run(network_->engine);
  return network_->encoder.time_products(sub_words, thread_workspace().encoder, run);
}

}  // namespace demarche

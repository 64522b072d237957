// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/network.h"

#include <utility>

#include "language/encoder/features.h"

namespace demarche {
namespace {

/// Sub-words that go through the encoder together, unless a single window is longer.
constexpr std::size_t kBatchPieces = 512;

}  // namespace

Network::Network(std::unique_ptr<const ModelFile> model)
    : model_(std::move(model)),
      word_piece_(*model_),
      word_vectors_(*model_),
      encoder(*model_, engine_),
      word_heads(*model_, engine_),
      tag_head(*model_),
      tree_head(*model_, engine_),
      name_head(*model_),
      statement_head(*model_, engine_),
      event_head(*model_, engine_) {}

Pieces Network::cut_words(const Document& document) const {
  Pieces out;
  const auto& words = document.get<Words>().words;
  out.ends.reserve(words.size());
  for (std::uint32_t w = 0; w < words.size(); ++w) {
    word_piece_.append(document.word(w), out.ids);
    out.ends.push_back(static_cast<std::uint32_t>(out.ids.size()));
  }
  return out;
}

/// `range` counts windows.
void Network::fill_batch(const Document& document, const Pieces& pieces, WordRange range, const std::vector<WordRange>& windows,
                         PieceBatch& batch) const {
  batch.clear();
  const auto& words = document.get<Words>().words;
  const auto add = [&](std::uint32_t piece, std::uint8_t feature) {
    batch.pieces.push_back(piece);
    batch.features.push_back(feature);
  };
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    batch.windows.push_back(static_cast<std::uint32_t>(batch.pieces.size()));
    add(word_piece_.first_piece(), PieceBatch::kNoFeature);
    for (std::uint32_t w = windows[i].first; w < windows[i].last; ++w) {
      const std::uint8_t feature = input_feature(word_shape(document.word(w)), words[w].gap);
      batch.word_rows.push_back(static_cast<std::uint32_t>(batch.pieces.size()));
      for (std::uint32_t p = pieces.begin_of(w); p < pieces.ends[w]; ++p) add(pieces.ids[p], feature);
    }
    add(word_piece_.last_piece(), PieceBatch::kNoFeature);
  }
  batch.windows.push_back(static_cast<std::uint32_t>(batch.pieces.size()));
}

std::size_t Network::encode(const Document& document, const Pieces& pieces, const std::vector<WordRange>& windows, Workspace& space,
                            ProductRun& run, EncoderTimes& times) const {
  const std::size_t width = model_->sizes().word;
  const std::uint32_t base = windows.front().first;
  const std::size_t words = windows.back().last - base;
  float* vectors = space.vectors.need(words * width);
  std::size_t sub_words = 0;
  std::uint32_t word = base;
  for (std::uint32_t first = 0, next = 0; first < windows.size(); first = next) {
    std::size_t rows = 0;
    for (; next < windows.size(); ++next) {
      const std::size_t size = pieces.rows_of(windows[next]);
      if (rows != 0 && rows + size > kBatchPieces) break;
      rows += size;
    }
    fill_batch(document, pieces, {first, next}, windows, space.encoder.batch);
    encoder.encode(space.encoder, run, times);
    for (const std::uint32_t row : space.encoder.batch.word_rows) {
      word_vectors_.write(document.word(word), space.encoder.x.get() + row * model_->sizes().hidden, vectors + (word - base) * width);
      ++word;
    }
    sub_words += rows;
  }
  space.quantized_vectors.set(vectors, words, width);
  return sub_words;
}

}  // namespace demarche

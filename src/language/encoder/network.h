// SPDX-License-Identifier: Apache-2.0
// Network: the model file with everything that reads it, in the order of the data's way. Immutable; what it computes lies in
// the caller's Workspace. Not here: the order of the decisions (reader.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "document/document.h"
#include "language/encoder/encoder.h"
#include "language/encoder/event_head.h"
#include "language/encoder/model_file.h"
#include "language/encoder/name_head.h"
#include "language/encoder/statement_head.h"
#include "language/encoder/tag_head.h"
#include "language/encoder/tree_head.h"
#include "language/encoder/word_heads.h"
#include "language/encoder/word_vectors.h"
#include "language/encoder/wordpiece.h"
#include "language/encoder/workspace.h"

namespace demarche {

/// Sub-words of all words of a report.
struct Pieces {
  std::vector<std::uint32_t> ids{};
  std::vector<std::uint32_t> ends{};  ///< by word: sub-words up to and with it

  std::uint32_t begin_of(std::uint32_t word) const { return word == 0 ? 0 : ends[word - 1]; }
  /// Rows of a window, [CLS] and [SEP] included.
  std::size_t rows_of(WordRange window) const { return ends[window.last - 1] - begin_of(window.first) + 2; }
};

class Network {
 public:
  explicit Network(const std::string& path) : Network(std::make_unique<ModelFile>(path)) {}
  explicit Network(std::unique_ptr<const ModelFile> model);

  Pieces cut_words(const Document& document) const;
  /// Fills space.vectors and space.quantized_vectors for the words of the windows, which follow one another; word 0 there is
  /// the first word of the first window. Returns the number of sub-words, [CLS] and [SEP] included.
  std::size_t encode(const Document& document, const Pieces& pieces, const std::vector<WordRange>& windows, Workspace& space,
                     ProductRun& run, EncoderTimes& times) const;

 private:
  void fill_batch(const Document& document, const Pieces& pieces, WordRange range, const std::vector<WordRange>& windows,
                  PieceBatch& batch) const;

  std::unique_ptr<const ModelFile> model_;
  mutable ProductEngine engine_{};  // makes primitives on demand, under its own lock
  WordPiece word_piece_;
  WordVectors word_vectors_;

 public:
  const ModelFile& model() const { return *model_; }
  ProductEngine& engine() const { return engine_; }

  const Encoder encoder;
  const WordHeads word_heads;
  const TagHead tag_head;
  const TreeHead tree_head;
  const NameHead name_head;
  const StatementHead statement_head;
  const EventHead event_head;
};

}  // namespace demarche

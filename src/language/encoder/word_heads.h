// SPDX-License-Identifier: Apache-2.0
// WordHeads: the linear heads that see one word at a time, computed together, since they share their input. What their
// scores mean is decided by sentence_head, tag_head, name_head, statement_head and event_head.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "language/encoder/dense.h"
#include "language/encoder/workspace.h"

namespace demarche {

/// Scores of all words of a report.
struct WordScores {
  struct TagNumbers {
    std::uint32_t upos = 0, xpos = 0, feats = 0, lemma = 0;
  };
  std::vector<float> sentence{};   ///< logit: the word begins a sentence
  std::vector<TagNumbers> tags{};  ///< best label of each head
  std::vector<float> bio{};        ///< logits of name, kind, cue and trigger, `stride` floats a word
  std::size_t stride = 0;
  std::size_t name = 0, kind = 0, cue = 0, trigger = 0;  ///< where each begins in a row of `bio`

  const float* names(std::size_t word) const { return bio.data() + word * stride + name; }
  const float* kinds(std::size_t word) const { return bio.data() + word * stride + kind; }
  const float* cues(std::size_t word) const { return bio.data() + word * stride + cue; }
  const float* triggers(std::size_t word) const { return bio.data() + word * stride + trigger; }
};

class WordHeads {
 public:
  WordHeads(const ModelFile& model, ProductEngine& engine);
  /// Scores of the words in space.vectors and space.quantized_vectors.
  WordScores run(std::size_t words, Workspace& space, ProductRun& run) const;

 private:
  enum Part : std::size_t { kSem, kFeats, kLemma, kSentence, kUpos, kXpos };
  std::size_t word_width_, sem_width_;
  std::array<std::size_t, 4> label_counts_{};  // upos, xpos, feats, lemma
  LayerGroup direct_;
  LayerGroup tagging_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// TreeHead: scores of heads within a sentence, the best tree, and the relation of each word to its head.
#pragma once

#include <vector>

#include "document/layers.h"
#include "language/encoder/dense.h"
#include "language/encoder/workspace.h"

namespace demarche {

class TreeHead {
 public:
  TreeHead(const ModelFile& model, ProductEngine& engine);

  /// Trees of all sentences; vectors stand in space.vectors and space.quantized_vectors.
  Syntax run(const Sentences& sentences, Workspace& space, ProductRun& run) const;

  /// Scores of heads for words [first, last) as one sentence: row i for word first + i, column 0 the root, column j + 1 word
  /// first + j. For tests.
  std::vector<float> arc_scores(WordRange words, Workspace& space, ProductRun& run) const;
  /// Scores of relations for given heads (positions from `words.first`, plus 1; 0 is the root). For tests.
  std::vector<float> relation_scores(WordRange words, const std::vector<std::uint32_t>& heads, Workspace& space, ProductRun& run) const;
  std::size_t relation_stride() const { return relation_.width(); }

 private:
  enum Part : std::size_t { kDep, kHead, kDepLabel, kHeadLabel };
  void project(WordRange words, Workspace& space, ProductRun& run) const;
  std::size_t score_arcs(WordRange batch, WordRange sentence, Workspace& space) const;
  void score_relations(std::size_t first, const std::vector<std::uint32_t>& heads, Workspace& space, ProductRun& run) const;
  std::uint32_t best_relation(const float* scores, bool is_root) const;

  const Labels& labels_;
  std::size_t word_width_, arc_width_, label_width_;
  LayerGroup parts_;  ///< v -> dep, head, dep_label, head_label
  LayerGroup inner_;  ///< U
  LayerGroup relation_;
  std::vector<float> root_inner_{};  ///< U root
  std::vector<float> root_label_{};
  std::vector<float> head_weight_{};  ///< w, as a matrix of arc_width_ x 8 with zeros after column 0
  std::uint32_t root_relation_ = kNone;
  float root_score_ = 0;  ///< w . root
};

}  // namespace demarche

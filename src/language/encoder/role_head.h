// SPDX-License-Identifier: Apache-2.0
// RoleHead: for an anchor (the first word of a cue or a trigger), which words of its window play which role. Used twice, with
// own parameters: for statements and for events.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document/layers.h"
#include "language/encoder/bio.h"
#include "language/encoder/dense.h"
#include "language/encoder/workspace.h"

namespace demarche {

class RoleHead {
 public:
  /// `name` is "statement" or "event"; `tags` are its BIO tags.
  RoleHead(const ModelFile& model, ProductEngine& engine, const std::string& name, const Labels& tags);

  /// Scores for every anchor of the window and every word: row a * window.size() + w, of stride() floats.
  void score(WordRange window, const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run, std::vector<float>& out) const;
  std::size_t stride() const { return out_.width(); }
  const BioDecoder& decoder() const { return decoder_; }

 private:
  void pair(WordRange window, const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run) const;
  void convolve(const Int8Matrix& layer, std::size_t dilation, std::size_t anchors, std::size_t words, Workspace& space,
                ProductRun& run) const;

  std::size_t word_width_, width_, reach_;
  LayerGroup of_words_;    ///< k, n
  LayerGroup of_anchors_;  ///< q, m
  Int8Matrix conv1_, conv2_, conv3_;
  LayerGroup out_;
  BioDecoder decoder_;
  std::vector<float> distances_{};  ///< 2 * reach_ + 1 rows
};

}  // namespace demarche

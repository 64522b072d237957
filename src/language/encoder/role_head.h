// SPDX-License-Identifier: Apache-2.0
// RoleHead: for an anchor (the first word of a cue or a trigger), which words of its window play which role. Used twice, with
// own parameters: for statements and for events. Most roles stand near: far words are asked only where a role reaches out to them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "document/layers.h"
#include "language/encoder/bio.h"
#include "language/encoder/dense.h"
#include "language/encoder/workspace.h"

namespace demarche {

/// An anchor and the words that are asked about it.
struct RoleScope {
  std::uint32_t anchor = 0;
  WordRange words{};
};

class RoleHead {
 public:
  /// `name` is "statement" or "event"; `tags` are its BIO tags.
  RoleHead(const ModelFile& model, ProductEngine& engine, const std::string& name, const Labels& tags);

  /// The roles of each anchor, in words of the report.
  std::vector<std::vector<BioSpan>> find(WordRange window, const std::vector<std::uint32_t>& anchors, Workspace& space,
                                         ProductRun& run) const;
  /// Scores of the words of each scope, scope by scope, rows of stride() floats. The scopes lie in the window. For tests, too.
  void score(WordRange window, const std::vector<RoleScope>& scopes, Workspace& space, ProductRun& run, std::vector<float>& out) const;
  std::size_t stride() const { return out_.width(); }

 private:
  std::vector<std::vector<BioSpan>> decode(WordRange window, const std::vector<RoleScope>& scopes, Workspace& space, ProductRun& run) const;
  void pair(WordRange window, std::span<const RoleScope> scopes, Workspace& space, ProductRun& run) const;
  void convolve(const Int8Matrix& layer, std::size_t dilation, std::span<const RoleScope> scopes, Workspace& space, ProductRun& run) const;

  std::size_t word_width_, width_, reach_;
  LayerGroup of_words_;    ///< k, n
  LayerGroup of_anchors_;  ///< q, m
  Int8Matrix conv1_, conv2_, conv3_;
  LayerGroup out_;
  BioDecoder decoder_;
  std::vector<float> distances_{};  ///< 2 * reach_ + 1 rows
};

}  // namespace demarche

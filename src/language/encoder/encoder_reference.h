// SPDX-License-Identifier: Apache-2.0
// The slow twin of the network: plain loops in double precision over the file's tensors, as docs/formats/model.md writes
// them. Used by tests only, as the oracle of the encoder and of every head.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/encoder/model_file.h"

namespace demarche {

class ReferenceNetwork {
 public:
  using Row = std::vector<double>;
  using Rows = std::vector<Row>;

  /// With `rounds` the activations of int8 layers are rounded to 8 bits as the contract says, without they stay as they are.
  ReferenceNetwork(const ModelFile& model, bool rounds) : model_(model), rounds_(rounds) {}

  /// One window: pieces and input features (255: none), [CLS] and [SEP] included.
  Rows encode(const std::vector<std::uint32_t>& pieces, const std::vector<std::uint8_t>& features) const;
  Row word_vector(std::string_view word, const Row& encoded) const;
  /// y = Wx + b of any layer.
  Row linear(const std::string& name, const Row& x, bool has_bias = true) const;
  Row sem(const Row& v) const;
  /// Row i: root, then every word as the head of word i.
  Rows arcs(const Rows& v) const;
  /// Scores of the relation of a word to its head; nullptr is the root.
  Row relation(const Row& v, const Row* head) const;
  /// Role scores of every word for one anchor; `name` is "statement" or "event".
  Rows roles(const std::string& name, const Rows& v, std::size_t anchor) const;
  /// Scores of "status", "mode" or "code".
  Row attribute(const std::string& name, const Row& v) const;
  Rows doorways(const Rows& v) const;

 private:
  Tensor find(const std::string& name) const;
  void attend(const std::string& layer, Rows& x) const;
  Rows convolve(const std::string& name, const Rows& x, std::size_t dilation) const;
  static void normalize(Row& x, const Tensor& weight, const Tensor& bias);
  const ModelFile& model_;
  bool rounds_;
};

}  // namespace demarche

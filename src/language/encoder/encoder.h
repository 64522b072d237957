// SPDX-License-Identifier: Apache-2.0
// Encoder: the transformer (docs/formats/model.md, section 2) over windows of sub-words. Dense products run over the rows of
// several windows at once, attention window by window. Not here: what sub-words are (wordpiece.h), vectors of words
// (word_vectors.h). The slow twin is encoder_reference.h.
#pragma once

#include <vector>

#include "language/encoder/dense.h"
#include "language/encoder/model_file.h"
#include "language/encoder/workspace.h"

namespace demarche {

/// Seconds by part of the encoder's work.
struct EncoderTimes {
  double attention = 0;
  double all = 0;
};

class Encoder {
 public:
  /// Refuses a file whose tensors do not fit. Views into the model stay in use.
  Encoder(const ModelFile& model, ProductEngine& engine);

  /// Encodes `space.batch`; the vectors stand in `space.x`, a row for each piece.
  void encode(EncoderSpace& space, ProductRun& run, EncoderTimes& times) const;

  /// Seconds of the bare products for `rows` sub-words.
  double time_products(std::size_t rows, EncoderSpace& space, ProductRun& run) const;

 private:
  struct Norm {
    std::vector<float> weight{}, bias{};
  };
  struct Layer {
    Int8Matrix qkv, output, up, down;
    Norm norm1, norm2;
  };
  static Norm read_norm(const ModelFile& model, const std::string& name, std::size_t width);
  void embed(EncoderSpace& space) const;
  void attend(EncoderSpace& space, std::size_t begin, std::size_t end) const;
  void run_layer(const Layer& layer, EncoderSpace& space, ProductRun& run, EncoderTimes& times) const;

  ModelSizes sizes_;
  Tensor words_{}, positions_{}, types_{}, features_{};
  Norm norm_{};
  std::vector<Layer> layers_{};
};

}  // namespace demarche

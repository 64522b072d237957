// SPDX-License-Identifier: Apache-2.0
// WordVectors: from the encoder's rows to one vector per word: its first sub-word, its affixes, its shape.
#pragma once

#include <string_view>

#include "language/encoder/model_file.h"

namespace demarche {

class WordVectors {
 public:
  explicit WordVectors(const ModelFile& model);
  /// Writes ModelSizes::word floats. `encoded` is the encoder's row of the word's first piece.
  void write(std::string_view word, const float* encoded, float* out) const;

 private:
  ModelSizes sizes_;
  Tensor affixes_{}, shapes_{};
};

}  // namespace demarche

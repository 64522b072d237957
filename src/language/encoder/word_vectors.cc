// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/word_vectors.h"

#include <algorithm>

#include "language/encoder/features.h"
#include "language/encoder/kernels.h"

namespace demarche {

WordVectors::WordVectors(const ModelFile& model) : sizes_(model.sizes()) {
  affixes_ = model.tensor("affix", sizes_.affix_rows, sizes_.affix_width);
  shapes_ = model.tensor("shape", kShapes, sizes_.shape_width);
  if (affixes_.bytes == nullptr || shapes_.bytes == nullptr) model.refuse("the tables affix and shape are not of type i8");
}

void WordVectors::write(std::string_view word, const float* encoded, float* out) const {
  std::copy_n(encoded, sizes_.hidden, out);
  out += sizes_.hidden;
  std::fill_n(out, sizes_.affix_width + sizes_.shape_width, 0.0F);
  for (const std::uint32_t row : affix_rows(word, sizes_.affix_rows))
    kernels::add_bytes(affixes_.bytes + row * affixes_.columns, affixes_.scales[row], sizes_.affix_width, out);
  const std::size_t shape = word_shape(word);
  kernels::add_bytes(shapes_.bytes + shape * shapes_.columns, shapes_.scales[shape], sizes_.shape_width, out + sizes_.affix_width);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/word_vectors.h"

#include <algorithm>
#include <array>

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
  std::array<kernels::ByteRow, kAffixes> rows;
  const auto affixes = affix_rows(word, sizes_.affix_rows);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = {affixes_.bytes + affixes[i] * affixes_.columns, affixes_.scales[affixes[i]]};
  kernels::sum_bytes(rows.data(), rows.size(), sizes_.affix_width, out);
  const std::size_t shape = word_shape(word);
  const kernels::ByteRow row{shapes_.bytes + shape * shapes_.columns, shapes_.scales[shape]};
  kernels::sum_bytes(&row, 1, sizes_.shape_width, out + sizes_.affix_width);
}

}  // namespace demarche

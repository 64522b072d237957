// SPDX-License-Identifier: Apache-2.0
// Attention of one head over one window, in whole numbers: queries, keys and values go to 12 bits, by the largest magnitude each has in
// the window, the exponentials to 12 bits, and both products are exact sums of 32 bits, so that they are the same on every machine.
// Pairs of 16 bits are what processors multiply twice as fast as floats. Not here: the products with weights (dense.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include "language/encoder/buffer.h"

namespace demarche::kernels {

/// Widths of heads are multiples of this.
constexpr std::size_t kHeadStep = 16;
/// The widest head whose sums fit into 32 bits.
constexpr std::size_t kWidestHead = 128;

/// Rows of floats, each `width` long and `stride` after the one before.
struct AttentionHead {
  const float* query = nullptr;
  const float* key = nullptr;
  const float* value = nullptr;
  std::size_t stride = 0;
  std::size_t rows = 0, width = 0;
  float* mixed = nullptr;  ///< receives softmax(query key' / sqrt(width)) value
  std::size_t mixed_stride = 0;
};

/// Room for one head of one window.
struct AttentionSpace {
  Buffer<float> keys{};                ///< width x rows: keys as columns
  Buffer<float> values{};              ///< rows x width
  Buffer<std::int32_t> key_pairs{};    ///< width / 2 x rows
  Buffer<std::int32_t> value_pairs{};  ///< rows / 2 x width
  Buffer<std::int32_t> query_pairs{};  ///< some rows x width / 2
  Buffer<std::int32_t> scores{};       ///< some rows x rows
  Buffer<std::int32_t> shares{};       ///< some rows x rows / 2: exponentials in pairs
};

void attend(const AttentionHead& head, AttentionSpace& space);

/// Matrices of pairs of 16 bits, row-major with strides: c = sum over both halves of a times those of b.
struct PairProduct {
  const std::int32_t* a = nullptr;  ///< m x k
  std::size_t a_stride = 0;
  const std::int32_t* b = nullptr;  ///< k x n, n a multiple of 16
  std::size_t b_stride = 0;
  std::int32_t* c = nullptr;  ///< m x n, m a multiple of 8
  std::size_t c_stride = 0;
  std::size_t m = 0, k = 0, n = 0;
};
void multiply_pairs(const PairProduct& product);
/// The same where the processor has_vnni(): it multiplies and adds pairs at once.
void multiply_pairs_at_once(const PairProduct& product);
bool has_vnni();

/// out[c * stride + r] = in[r * in_stride + c]: rows become columns; `rows` past the end up to a multiple of 16 become zeros.
void transpose(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out, std::size_t stride);

}  // namespace demarche::kernels

// SPDX-License-Identifier: Apache-2.0
// The float arithmetic of the network, by AVX-512 where the processor has it and by AVX2 elsewhere: sums run in one fixed
// order, so the results are the same bytes on every machine. SIMD is here and in attention_kernels.h. The slow twins that these functions
// are tested against stand in encoder_reference.h. Not here: the int8 products themselves (dense.h).
#pragma once

#include <cstddef>
#include <cstdint>

namespace demarche::kernels {

/// Widths of all rows are multiples of this, as are the row strides; rows need not be aligned.
constexpr std::size_t kLanes = 8;

/// From here on AVX2 is used, even where the processor has more. Not to be called while another thread computes.
void limit_to_avx2();
bool uses_avx512();

/// How int32 sums of one product become floats. `offsets[c]` is what the +128 of the activations adds to column c.
struct Scaling {
  const std::int32_t* offsets = nullptr;
  const float* scales = nullptr;  ///< of the weight rows
  const float* bias = nullptr;    ///< zeros where the layer has none
};

/// exp(x) with a relative error below 3e-7; x is cut at -87 and 88.
float exponential(float x);
/// Natural logarithm of the sum of exp(x[i]).
float log_sum_exp(const float* x, std::size_t count);
/// Position of the greatest value, the first of equals.
std::uint32_t best_of(const float* x, std::size_t count);

/// The largest magnitude of a row. Functions below that make a row return this of it, where it is 8 bits that come next.
float largest(const float* x, std::size_t columns);
/// Scale of a row by its largest magnitude: top / 127; rows of zeros, and of what is no number, get 1.
float scale_of(float top);
/// A row to 8 bits: out = round(x / scale) + 128, halves to even.
void quantize_row(const float* x, std::size_t columns, float scale, std::uint8_t* out);
/// Rows to 8 bits, each by the scale of its own largest magnitude.
void quantize_rows(const float* x, std::size_t rows, std::size_t columns, std::uint8_t* out, float* scales);
/// The same for one row that is three rows side by side (nullptr: zeros), whose largest magnitudes are known; `columns` is the
/// width of each. Returns the scale.
float quantize_three(const float* const x[3], const float tops[3], std::size_t columns, std::uint8_t* out);

/// y[c] = (sum[c] - offsets[c]) * (row_scale * scales[c]) + bias[c]
void scale_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y);
/// scale_row, then GELU (its tanh form, see docs/formats/model.md); the largest magnitude.
float scale_gelu_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y);
/// x += gelu(scaled); the largest magnitude.
float scale_gelu_add_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* x);
/// x = norm(x + scaled) * weight + bias; the largest magnitude.
float scale_add_norm_row(const std::int32_t* sums, float row_scale, const Scaling& by, const float* weight, const float* bias,
                         std::size_t columns, float* x);
/// x = norm(x) * weight + bias, epsilon 1e-12; the largest magnitude.
float norm_row(float* x, const float* weight, const float* bias, std::size_t columns);

/// A row of a table in 8 bits.
struct ByteRow {
  const std::int8_t* bytes = nullptr;
  float scale = 0;
};
/// y = the sum of scale * bytes over the rows, in their order
void sum_bytes(const ByteRow* rows, std::size_t count, std::size_t columns, float* y);
void gelu_row(float* x, std::size_t columns);
/// Rows of an anchor (q, m), of a word (k, n) and of their distance.
struct PairOfWords {
  const float *q, *k, *distance, *m, *n;
};
/// y = gelu(q + k + distance) + m * n, the features of the pair; the largest magnitude.
float pair_row(const PairOfWords& pair, std::size_t columns, float* y);
/// y = [gelu(a + b), a * b], the features of an arc
void arc_row(const float* a, const float* b, std::size_t columns, float* y);

/// Row-major matrices with strides. Each result is one sum over k = 0, 1, 2 ... by fused steps.
struct Product {
  const float* a = nullptr;  ///< m x k
  std::size_t a_stride = 0;
  const float* b = nullptr;  ///< k x n, n a multiple of 8
  std::size_t b_stride = 0;
  float* c = nullptr;  ///< m x n, overwritten
  std::size_t c_stride = 0;
  std::size_t m = 0, k = 0, n = 0;
  const float* start = nullptr;  ///< n values that each row's sums begin with (a bias), or nullptr for zeros
};
void multiply(const Product& product);

}  // namespace demarche::kernels

// SPDX-License-Identifier: Apache-2.0
// The float arithmetic of the network, in vectors of eight lanes whatever the processor: sums run in one fixed order, so the
// results are the same bytes on every machine. The only file with SIMD. The slow twins that these functions are tested
// against stand in encoder_reference.h. Not here: the int8 products themselves (dense.h).
#pragma once

#include <cstddef>
#include <cstdint>

namespace demarche::kernels {

/// Widths of all rows are multiples of this, as are the row strides; rows need not be aligned.
constexpr std::size_t kLanes = 8;

/// How int32 sums of one product become floats. `offsets[c]` is what the +128 of the activations adds to column c.
struct Scaling {
  const std::int32_t* offsets = nullptr;
  const float* scales = nullptr;  ///< of the weight rows
  const float* bias = nullptr;    ///< zeros where the layer has none
};

/// exp(x) with a relative error below 3e-7; x is cut at -87 and 88.
float exponential(float x);
/// tanh form of GELU, see docs/formats/model.md.
float gelu(float x);
/// Natural logarithm of the sum of exp(x[i]).
float log_sum_exp(const float* x, std::size_t count);

/// Rows to 8 bits: out = round(x / scale) + 128 with scale = max|x| / 127 (1 for a row of zeros), halves to even.
void quantize_rows(const float* x, std::size_t rows, std::size_t columns, std::uint8_t* out, float* scales);
/// The same for one row that is three rows side by side (nullptr: zeros); `columns` is the width of each. Returns the scale.
float quantize_three(const float* const x[3], std::size_t columns, std::uint8_t* out);

/// y[c] = (sum[c] - offsets[c]) * (row_scale * scales[c]) + bias[c]
void scale_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y);
/// scale_row, then GELU.
void scale_gelu_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y);
/// x += gelu(scaled)
void scale_gelu_add_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* x);
/// x = norm(x + scaled) * weight + bias
void scale_add_norm_row(const std::int32_t* sums, float row_scale, const Scaling& by, const float* weight, const float* bias,
                        std::size_t columns, float* x);
/// x = norm(x) * weight + bias, epsilon 1e-12
void norm_row(float* x, const float* weight, const float* bias, std::size_t columns);

/// y += scale * bytes
void add_bytes(const std::int8_t* bytes, float scale, std::size_t columns, float* y);
void gelu_row(float* x, std::size_t columns);
/// y = gelu(a + b + c) + e * f, the features of a pair of words
void pair_row(const float* a, const float* b, const float* c, const float* e, const float* f, std::size_t columns, float* y);
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

/// x[i] = exp(scale * (x[i] - max)) over `count` values, zeros up to the next multiple of 8; returns 1 / their sum.
float softmax_row(float* x, std::size_t count, float scale);
void multiply_row(float* x, float by, std::size_t columns);
/// out[c * stride + r] = in[r * in_stride + c]: rows become columns; `rows` past the end up to a multiple of 8 become zeros.
void transpose(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out, std::size_t stride);

}  // namespace demarche::kernels

// SPDX-License-Identifier: Apache-2.0
// Why eight lanes and not "as wide as the processor": a sum over lanes depends on their number. Eight is what AVX2 has, and
// the program needs AVX2 anyway; the int8 products, which dominate, use wider units inside oneDNN, where sums are integers.
#include "language/encoder/kernels.h"

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace demarche::kernels {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::FixedTag<float, 8>;
using DI = hn::FixedTag<std::int32_t, 8>;
using V = hn::Vec<D>;
constexpr D d;
constexpr DI di;

/// Sum of the lanes, always as ((0+4)+(2+6)) + ((1+5)+(3+7)).
HWY_INLINE float sum_lanes(V v) {
  HWY_ALIGN float lane[kLanes];
  hn::Store(v, d, lane);
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

HWY_INLINE float max_lanes(V v) {
  HWY_ALIGN float lane[kLanes];
  hn::Store(v, d, lane);
  return std::max(std::max(std::max(lane[0], lane[1]), std::max(lane[2], lane[3])),
                  std::max(std::max(lane[4], lane[5]), std::max(lane[6], lane[7])));
}

/// Cephes' expf: x = n ln 2 + r, a polynomial in r, the exponent by integer shift.
HWY_INLINE V exp_vector(V x) {
  x = hn::Min(hn::Max(x, hn::Set(d, -87.0F)), hn::Set(d, 88.0F));
  const V n = hn::Round(hn::Mul(x, hn::Set(d, 1.44269504088896341F)));
  V r = hn::NegMulAdd(n, hn::Set(d, 0.693359375F), x);
  r = hn::NegMulAdd(n, hn::Set(d, -2.12194440e-4F), r);
  V p = hn::Set(d, 1.9875691500e-4F);
  p = hn::MulAdd(p, r, hn::Set(d, 1.3981999507e-3F));
  p = hn::MulAdd(p, r, hn::Set(d, 8.3334519073e-3F));
  p = hn::MulAdd(p, r, hn::Set(d, 4.1665795894e-2F));
  p = hn::MulAdd(p, r, hn::Set(d, 1.6666665459e-1F));
  p = hn::MulAdd(p, r, hn::Set(d, 5.0000001201e-1F));
  p = hn::MulAdd(p, hn::Mul(r, r), hn::Add(r, hn::Set(d, 1.0F)));
  const auto exponent = hn::ShiftLeft<23>(hn::Add(hn::NearestInt(n), hn::Set(di, 127)));
  return hn::Mul(p, hn::BitCast(d, exponent));
}

/// 0.5 x (1 + tanh(u)) = x / (1 + exp(-2u))
HWY_INLINE V gelu_vector(V x) {
  const V square = hn::Mul(x, x);
  const V inner = hn::MulAdd(hn::Mul(square, x), hn::Set(d, 0.044715F), x);
  const V power = exp_vector(hn::Mul(inner, hn::Set(d, -2.0F * 0.7978845608028654F)));
  return hn::Div(x, hn::Add(hn::Set(d, 1.0F), power));
}

HWY_INLINE V scaled(const std::int32_t* sums, V row_scale, const Scaling& by, std::size_t c) {
  const auto exact = hn::Sub(hn::LoadU(di, sums + c), hn::LoadU(di, by.offsets + c));
  return hn::MulAdd(hn::ConvertTo(d, exact), hn::Mul(row_scale, hn::LoadU(d, by.scales + c)), hn::LoadU(d, by.bias + c));
}

HWY_INLINE float largest(const float* x, std::size_t columns) {
  V top = hn::Zero(d);
  for (std::size_t c = 0; c < columns; c += kLanes) top = hn::Max(top, hn::Abs(hn::LoadU(d, x + c)));
  return max_lanes(top);
}

/// Scale of a row by its largest value; rows of zeros, and of what is no number, get 1.
float scale_of(float top) {
  return top > 0 && top <= 3e38F ? top / 127.0F : 1.0F;
}

HWY_INLINE void quantize_span(const float* x, std::size_t columns, float scale, std::uint8_t* out) {
  const V inverse = hn::Set(d, 1.0F / scale);
  const hn::FixedTag<std::uint8_t, 8> d8;
  const auto low = hn::Set(di, -127);
  const auto high = hn::Set(di, 127);
  for (std::size_t c = 0; c < columns; c += kLanes) {
    auto value = hn::NearestInt(hn::Mul(hn::LoadU(d, x + c), inverse));
    value = hn::Add(hn::Min(hn::Max(value, low), high), hn::Set(di, 128));
    hn::StoreU(hn::DemoteTo(d8, value), d8, out + c);
  }
}

/// Rows of tile x two vectors of C; kept in registers over all k.
template <std::size_t kRows, std::size_t kVectors>
HWY_INLINE void multiply_tile(const Product& p, std::size_t row, std::size_t column) {
  V sum[kRows][kVectors];
#pragma GCC unroll 2
  for (std::size_t v = 0; v < kVectors; ++v) {
    const V start = p.start != nullptr ? hn::LoadU(d, p.start + column + v * kLanes) : hn::Zero(d);
#pragma GCC unroll 8
    for (std::size_t r = 0; r < kRows; ++r) sum[r][v] = start;
  }
  const float* a = p.a + row * p.a_stride;
  const float* b = p.b + column;
  for (std::size_t k = 0; k < p.k; ++k, b += p.b_stride) {
    V right[kVectors];
#pragma GCC unroll 8
    for (std::size_t v = 0; v < kVectors; ++v) right[v] = hn::LoadU(d, b + v * kLanes);
#pragma GCC unroll 8
    for (std::size_t r = 0; r < kRows; ++r) {
      const V left = hn::Set(d, a[r * p.a_stride + k]);
#pragma GCC unroll 8
      for (std::size_t v = 0; v < kVectors; ++v) sum[r][v] = hn::MulAdd(left, right[v], sum[r][v]);
    }
  }
#pragma GCC unroll 8
  for (std::size_t r = 0; r < kRows; ++r)
#pragma GCC unroll 8
    for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(sum[r][v], d, p.c + (row + r) * p.c_stride + column + v * kLanes);
}

template <std::size_t kRows>
HWY_INLINE void multiply_rows(const Product& p, std::size_t row) {
  std::size_t column = 0;
  for (; column + 2 * kLanes <= p.n; column += 2 * kLanes) multiply_tile<kRows, 2>(p, row, column);
  if (column < p.n) multiply_tile<kRows, 1>(p, row, column);
}

}  // namespace

float exponential(float x) {
  return hn::GetLane(exp_vector(hn::Set(d, x)));
}

float gelu(float x) {
  return hn::GetLane(gelu_vector(hn::Set(d, x)));
}

float log_sum_exp(const float* x, std::size_t count) {
  float top = -3e38F;
  for (std::size_t i = 0; i < count; ++i) top = std::max(top, x[i]);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(exponential(x[i] - top));
  return top + static_cast<float>(std::log(sum));
}

void quantize_rows(const float* x, std::size_t rows, std::size_t columns, std::uint8_t* out, float* scales) {
  for (std::size_t r = 0; r < rows; ++r) {
    scales[r] = scale_of(largest(x + r * columns, columns));
    quantize_span(x + r * columns, columns, scales[r], out + r * columns);
  }
}

float quantize_three(const float* const x[3], std::size_t columns, std::uint8_t* out) {
  float top = 0;
  for (std::size_t i = 0; i < 3; ++i)
    if (x[i] != nullptr) top = std::max(top, largest(x[i], columns));
  const float scale = scale_of(top);
  for (std::size_t i = 0; i < 3; ++i, out += columns) {
    if (x[i] != nullptr)
      quantize_span(x[i], columns, scale, out);
    else
      std::memset(out, 128, columns);
  }
  return scale;
}

void scale_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y) {
  const V scale = hn::Set(d, row_scale);
  for (std::size_t c = 0; c < columns; c += kLanes) hn::StoreU(scaled(sums, scale, by, c), d, y + c);
}

void scale_gelu_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y) {
  const V scale = hn::Set(d, row_scale);
  for (std::size_t c = 0; c < columns; c += kLanes) hn::StoreU(gelu_vector(scaled(sums, scale, by, c)), d, y + c);
}

void scale_gelu_add_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* x) {
  const V scale = hn::Set(d, row_scale);
  for (std::size_t c = 0; c < columns; c += kLanes)
    hn::StoreU(hn::Add(hn::LoadU(d, x + c), gelu_vector(scaled(sums, scale, by, c))), d, x + c);
}

void scale_add_norm_row(const std::int32_t* sums, float row_scale, const Scaling& by, const float* weight, const float* bias,
                        std::size_t columns, float* x) {
  const V scale = hn::Set(d, row_scale);
  for (std::size_t c = 0; c < columns; c += kLanes) hn::StoreU(hn::Add(hn::LoadU(d, x + c), scaled(sums, scale, by, c)), d, x + c);
  norm_row(x, weight, bias, columns);
}

void norm_row(float* x, const float* weight, const float* bias, std::size_t columns) {
  V sum = hn::Zero(d);
  for (std::size_t c = 0; c < columns; c += kLanes) sum = hn::Add(sum, hn::LoadU(d, x + c));
  const V mean = hn::Set(d, sum_lanes(sum) / static_cast<float>(columns));
  V squares = hn::Zero(d);
  for (std::size_t c = 0; c < columns; c += kLanes) {
    const V off = hn::Sub(hn::LoadU(d, x + c), mean);
    squares = hn::MulAdd(off, off, squares);
  }
  const float variance = sum_lanes(squares) / static_cast<float>(columns);
  const V factor = hn::Set(d, 1.0F / std::sqrt(variance + 1e-12F));
  for (std::size_t c = 0; c < columns; c += kLanes) {
    const V normal = hn::Mul(hn::Sub(hn::LoadU(d, x + c), mean), factor);
    hn::StoreU(hn::MulAdd(normal, hn::LoadU(d, weight + c), hn::LoadU(d, bias + c)), d, x + c);
  }
}

void add_bytes(const std::int8_t* bytes, float scale, std::size_t columns, float* y) {
  const hn::FixedTag<std::int8_t, 8> d8;
  const V factor = hn::Set(d, scale);
  for (std::size_t c = 0; c < columns; c += kLanes) {
    const V value = hn::ConvertTo(d, hn::PromoteTo(di, hn::LoadU(d8, bytes + c)));
    hn::StoreU(hn::MulAdd(value, factor, hn::LoadU(d, y + c)), d, y + c);
  }
}

void gelu_row(float* x, std::size_t columns) {
  for (std::size_t c = 0; c < columns; c += kLanes) hn::StoreU(gelu_vector(hn::LoadU(d, x + c)), d, x + c);
}

void pair_row(const float* a, const float* b, const float* c, const float* e, const float* f, std::size_t columns, float* y) {
  for (std::size_t i = 0; i < columns; i += kLanes) {
    const V sum = hn::Add(hn::Add(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), hn::LoadU(d, c + i));
    hn::StoreU(hn::MulAdd(hn::LoadU(d, e + i), hn::LoadU(d, f + i), gelu_vector(sum)), d, y + i);
  }
}

void arc_row(const float* a, const float* b, std::size_t columns, float* y) {
  for (std::size_t i = 0; i < columns; i += kLanes) {
    const V left = hn::LoadU(d, a + i);
    const V right = hn::LoadU(d, b + i);
    hn::StoreU(gelu_vector(hn::Add(left, right)), d, y + i);
    hn::StoreU(hn::Mul(left, right), d, y + columns + i);
  }
}

void multiply(const Product& product) {
  std::size_t row = 0;
  for (; row + 6 <= product.m; row += 6) multiply_rows<6>(product, row);
  for (; row + 2 <= product.m; row += 2) multiply_rows<2>(product, row);
  if (row < product.m) multiply_rows<1>(product, row);
}

float softmax_row(float* x, std::size_t count, float scale) {
  const std::size_t whole = count / kLanes * kLanes;
  const std::size_t padded = (count + kLanes - 1) / kLanes * kLanes;
  for (std::size_t i = count; i < padded; ++i) x[i] = -3e38F;
  V top = hn::Set(d, -3e38F);
  for (std::size_t c = 0; c < padded; c += kLanes) top = hn::Max(top, hn::LoadU(d, x + c));
  const V largest_value = hn::Set(d, max_lanes(top));
  const V factor = hn::Set(d, scale);
  V sum = hn::Zero(d);
  for (std::size_t c = 0; c < padded; c += kLanes) {
    V value = exp_vector(hn::Mul(hn::Sub(hn::LoadU(d, x + c), largest_value), factor));
    if (c >= whole) value = hn::IfThenElseZero(hn::FirstN(d, count - c), value);
    sum = hn::Add(sum, value);
    hn::StoreU(value, d, x + c);
  }
  return 1.0F / sum_lanes(sum);
}

void multiply_row(float* x, float by, std::size_t columns) {
  const V factor = hn::Set(d, by);
  for (std::size_t c = 0; c < columns; c += kLanes) hn::StoreU(hn::Mul(hn::LoadU(d, x + c), factor), d, x + c);
}

void transpose(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out, std::size_t stride) {
  const std::size_t padded = (rows + kLanes - 1) / kLanes * kLanes;
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t r = 0; r < rows; ++r) out[c * stride + r] = in[r * in_stride + c];
    for (std::size_t r = rows; r < padded; ++r) out[c * stride + r] = 0;
  }
}

}  // namespace demarche::kernels
HWY_AFTER_NAMESPACE();

// SPDX-License-Identifier: Apache-2.0
// Compiled once for AVX2 and once for AVX-512; the wider one is chosen at run time. Both give the same bytes: what happens to
// single values is the same operations on each, and sums over a row always run over kPartialSums partial sums, which are two
// vectors there and one here.
#include "language/encoder/kernels.h"

// This file includes itself once for each set of instructions. Of what is wider than AVX2 only plain AVX-512 is of use here.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "language/encoder/kernels.cc"
#define HWY_DISABLED_TARGETS HWY_AVX3_DL
#include <hwy/foreach_target.h>
// Must stand after foreach_target.h.
#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace demarche::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
constexpr std::size_t kPartialSums = 16;
/// A whole vector, and the one for the eight columns that may be left at the end of a row.
using Whole = hn::CappedTag<float, kPartialSums>;
using Eight = hn::FixedTag<float, kLanes>;
using V = hn::Vec<Whole>;
constexpr Whole whole;
constexpr Eight eight;
constexpr std::size_t kWidth = hn::MaxLanes(whole);
constexpr std::size_t kVectorsOfSums = kPartialSums / kWidth;

template <class D>
using Integers = hn::Rebind<std::int32_t, D>;

/// Calls each(tag, column) for vectors that together cover the columns.
template <class Each>
HWY_INLINE void across(std::size_t columns, Each&& each) {
  std::size_t c = 0;
  for (; c + kWidth <= columns; c += kWidth) each(whole, c);
  if (c < columns) each(eight, c);
}

/// Sum of eight lanes, always as ((0+4)+(2+6)) + ((1+5)+(3+7)).
HWY_INLINE float sum_eight(hn::Vec<Eight> v) {
  HWY_ALIGN float lane[kLanes];
  hn::Store(v, eight, lane);
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

HWY_INLINE float max_eight(hn::Vec<Eight> v) {
  HWY_ALIGN float lane[kLanes];
  hn::Store(v, eight, lane);
  return std::max(std::max(std::max(lane[0], lane[1]), std::max(lane[2], lane[3])),
                  std::max(std::max(lane[4], lane[5]), std::max(lane[6], lane[7])));
}

/// The values of a row collected in kPartialSums lanes: column c goes to lane c mod kPartialSums.
struct Lanes {
  V part[kVectorsOfSums];
  explicit HWY_INLINE Lanes(float start) {
    for (V& one : part) one = hn::Set(whole, start);
  }
#if HWY_TARGET == HWY_AVX2
  HWY_INLINE hn::Vec<Eight> low() const {
    return part[0];
  }
  HWY_INLINE hn::Vec<Eight> high() const {
    return part[1];
  }
#else
  HWY_INLINE hn::Vec<Eight> low() const {
    return hn::LowerHalf(part[0]);
  }
  HWY_INLINE hn::Vec<Eight> high() const {
    return hn::UpperHalf(eight, part[0]);
  }
#endif
  HWY_INLINE float sum() const {
    return sum_eight(hn::Add(low(), high()));
  }
  HWY_INLINE float max() const {
    return max_eight(hn::Max(low(), high()));
  }
};

/// Calls each(tag, column, lanes) for vectors that together cover the columns; `each` returns the lanes with its vector added.
/// What is left at the end of a row goes to the first lanes.
template <class Each>
HWY_INLINE void gather(std::size_t columns, Lanes& lanes, Each&& each) {
  std::size_t c = 0;
  for (; c + kPartialSums <= columns; c += kPartialSums)
    for (std::size_t i = 0; i < kVectorsOfSums; ++i) lanes.part[i] = each(whole, c + i * kWidth, lanes.part[i]);
  if (c == columns) return;
#if HWY_TARGET == HWY_AVX2
  lanes.part[0] = each(eight, c, lanes.part[0]);
#else
  lanes.part[0] = hn::Combine(whole, lanes.high(), each(eight, c, lanes.low()));
#endif
}

/// 2^x with a relative error below 2e-7; x is cut at -126 and 126. The integer part goes to the exponent by way of the lowest
/// bits of a float, the rest through a polynomial (Remez, degree 5).
template <class D, class Vector = hn::Vec<D>>
HWY_INLINE Vector power_of_two(D d, Vector x) {
  const Integers<D> di;
  const Vector rounder = hn::Set(d, 12582912.0F);  // 1.5 * 2^23: what is added to it is rounded to a whole number
  x = hn::Min(hn::Max(x, hn::Set(d, -126.0F)), hn::Set(d, 126.0F));
  const Vector rounded = hn::Add(x, rounder);
  const Vector r = hn::Sub(x, hn::Sub(rounded, rounder));
  Vector p = hn::Set(d, 0.0013276472F);
  p = hn::MulAdd(p, r, hn::Set(d, 0.00967554133F));
  p = hn::MulAdd(p, r, hn::Set(d, 0.0555071327F));
  p = hn::MulAdd(p, r, hn::Set(d, 0.240221197F));
  p = hn::MulAdd(p, r, hn::Set(d, 0.693146967F));
  p = hn::MulAdd(p, r, hn::Set(d, 1.00000007F));
  return hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<23>(hn::BitCast(di, rounded))));
}

/// 0.5 x (1 + tanh(u)) = x / (1 + exp(-2u)), u = 0.79788456 (x + 0.044715 x^3)
template <class D, class Vector = hn::Vec<D>>
HWY_INLINE Vector gelu_vector(D d, Vector x) {
  constexpr float kLinear = -2.0F * 0.7978845608028654F * 1.44269504088896341F;
  const Vector inner = hn::MulAdd(hn::Mul(x, x), hn::Set(d, kLinear * 0.044715F), hn::Set(d, kLinear));
  return hn::Div(x, hn::Add(hn::Set(d, 1.0F), power_of_two(d, hn::Mul(x, inner))));
}

template <class D>
HWY_INLINE hn::Vec<D> scaled(D d, const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t c) {
  const Integers<D> di;
  const auto exact = hn::Sub(hn::LoadU(di, sums + c), hn::LoadU(di, by.offsets + c));
  return hn::MulAdd(hn::ConvertTo(d, exact), hn::Mul(hn::Set(d, row_scale), hn::LoadU(d, by.scales + c)), hn::LoadU(d, by.bias + c));
}

/// Rows of tile x vectors of C, kept in registers over all k.
template <std::size_t kRows, std::size_t kVectors, class D>
HWY_INLINE void multiply_tile(D d, const Product& p, std::size_t row, std::size_t column) {
  constexpr std::size_t kStep = hn::MaxLanes(d);
  hn::Vec<D> sum[kRows][kVectors];
#pragma GCC unroll 4
  for (std::size_t v = 0; v < kVectors; ++v) {
    const auto start = p.start != nullptr ? hn::LoadU(d, p.start + column + v * kStep) : hn::Zero(d);
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kRows; ++r) sum[r][v] = start;
  }
  const float* a = p.a + row * p.a_stride;
  const float* b = p.b + column;
  for (std::size_t k = 0; k < p.k; ++k, b += p.b_stride) {
    hn::Vec<D> right[kVectors];
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVectors; ++v) right[v] = hn::LoadU(d, b + v * kStep);
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kRows; ++r) {
      const auto left = hn::Set(d, a[r * p.a_stride + k]);
#pragma GCC unroll 4
      for (std::size_t v = 0; v < kVectors; ++v) sum[r][v] = hn::MulAdd(left, right[v], sum[r][v]);
    }
  }
#pragma GCC unroll 16
  for (std::size_t r = 0; r < kRows; ++r)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(sum[r][v], d, p.c + (row + r) * p.c_stride + column + v * kStep);
}

template <std::size_t kRows>
HWY_INLINE void multiply_rows(const Product& p, std::size_t row) {
  std::size_t column = 0;
  for (; column + 2 * kWidth <= p.n; column += 2 * kWidth) multiply_tile<kRows, 2>(whole, p, row, column);
  for (; column + kWidth <= p.n; column += kWidth) multiply_tile<kRows, 1>(whole, p, row, column);
  if (column < p.n) multiply_tile<kRows, 1>(eight, p, row, column);
}

/// Eight rows of eight values become eight columns.
HWY_INLINE void transpose_eight(const float* in, std::size_t in_stride, float* out, std::size_t out_stride) {
  const hn::Repartition<double, Eight> pairs;
  hn::Vec<Eight> row[8], two[8];
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; ++i) row[i] = hn::LoadU(eight, in + i * in_stride);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 8; i += 2) {
    two[i] = hn::InterleaveLower(eight, row[i], row[i + 1]);
    two[i + 1] = hn::InterleaveUpper(eight, row[i], row[i + 1]);
  }
#pragma GCC unroll 2
  for (std::size_t half = 0; half < 2; ++half) {
    const auto a = hn::BitCast(pairs, two[half]), b = hn::BitCast(pairs, two[half + 2]);
    const auto c = hn::BitCast(pairs, two[half + 4]), d = hn::BitCast(pairs, two[half + 6]);
    const auto top = hn::InterleaveLower(pairs, a, b), bottom = hn::InterleaveLower(pairs, c, d);
    const auto next_top = hn::InterleaveUpper(pairs, a, b), next_bottom = hn::InterleaveUpper(pairs, c, d);
    float* first = out + 2 * half * out_stride;
    hn::StoreU(hn::BitCast(eight, hn::ConcatLowerLower(pairs, bottom, top)), eight, first);
    hn::StoreU(hn::BitCast(eight, hn::ConcatLowerLower(pairs, next_bottom, next_top)), eight, first + out_stride);
    hn::StoreU(hn::BitCast(eight, hn::ConcatUpperUpper(pairs, bottom, top)), eight, first + 4 * out_stride);
    hn::StoreU(hn::BitCast(eight, hn::ConcatUpperUpper(pairs, next_bottom, next_top)), eight, first + 5 * out_stride);
  }
}

}  // namespace

float largest(const float* x, std::size_t columns) {
  Lanes top(0);
  gather(columns, top, [&](auto d, std::size_t c, auto so_far) HWY_ATTR { return hn::Max(so_far, hn::Abs(hn::LoadU(d, x + c))); });
  return top.max();
}

std::uint32_t best_of(const float* x, std::size_t count) {
  const std::size_t vectors = count / kLanes * kLanes;
  Lanes top(-3e38F);
  gather(vectors, top, [&](auto d, std::size_t c, auto so_far) HWY_ATTR { return hn::Max(so_far, hn::LoadU(d, x + c)); });
  float best = top.max();
  for (std::size_t c = vectors; c < count; ++c) best = std::max(best, x[c]);
  const float* at = std::find(x, x + count, best);
  return at == x + count ? 0 : static_cast<std::uint32_t>(at - x);
}

void quantize_row(const float* x, std::size_t columns, float scale, std::uint8_t* out) {
  const float inverse = 1.0F / scale;
  across(columns, [&](auto d, std::size_t c) HWY_ATTR {
    const hn::Rebind<std::uint32_t, decltype(d)> d32;
    const hn::Rebind<std::uint8_t, decltype(d)> d8;
    auto value = hn::Mul(hn::LoadU(d, x + c), hn::Set(d, inverse));
    value = hn::Min(hn::Max(value, hn::Set(d, -127.0F)), hn::Set(d, 127.0F));
    // Added to 1.5 * 2^23, a value is rounded to a whole number, which then stands in the lowest bits.
    value = hn::Add(value, hn::Set(d, 12582912.0F + 128.0F));
    hn::StoreU(hn::TruncateTo(d8, hn::BitCast(d32, value)), d8, out + c);
  });
}

void scale_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y) {
  across(columns, [&](auto d, std::size_t c) HWY_ATTR { hn::StoreU(scaled(d, sums, row_scale, by, c), d, y + c); });
}

float scale_gelu_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y) {
  Lanes top(0);
  gather(columns, top, [&](auto d, std::size_t c, auto so_far) HWY_ATTR {
    const auto value = gelu_vector(d, scaled(d, sums, row_scale, by, c));
    hn::StoreU(value, d, y + c);
    return hn::Max(so_far, hn::Abs(value));
  });
  return top.max();
}

float scale_gelu_add_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* x) {
  Lanes top(0);
  gather(columns, top, [&](auto d, std::size_t c, auto so_far) HWY_ATTR {
    const auto value = hn::Add(hn::LoadU(d, x + c), gelu_vector(d, scaled(d, sums, row_scale, by, c)));
    hn::StoreU(value, d, x + c);
    return hn::Max(so_far, hn::Abs(value));
  });
  return top.max();
}

/// The second half of a norm: the row's sum is known.
HWY_INLINE float norm_by_sum(float total, const float* weight, const float* bias, std::size_t columns, float* x) {
  const float mean = total / static_cast<float>(columns);
  Lanes squares(0);
  gather(columns, squares, [&](auto d, std::size_t c, auto so_far) HWY_ATTR {
    const auto off = hn::Sub(hn::LoadU(d, x + c), hn::Set(d, mean));
    return hn::MulAdd(off, off, so_far);
  });
  const float variance = squares.sum() / static_cast<float>(columns);
  const float factor = 1.0F / std::sqrt(variance + 1e-12F);
  Lanes top(0);
  gather(columns, top, [&](auto d, std::size_t c, auto so_far) HWY_ATTR {
    const auto normal = hn::Mul(hn::Sub(hn::LoadU(d, x + c), hn::Set(d, mean)), hn::Set(d, factor));
    const auto value = hn::MulAdd(normal, hn::LoadU(d, weight + c), hn::LoadU(d, bias + c));
    hn::StoreU(value, d, x + c);
    return hn::Max(so_far, hn::Abs(value));
  });
  return top.max();
}

float norm_row(float* x, const float* weight, const float* bias, std::size_t columns) {
  Lanes total(0);
  gather(columns, total, [&](auto d, std::size_t c, auto so_far) HWY_ATTR { return hn::Add(so_far, hn::LoadU(d, x + c)); });
  return norm_by_sum(total.sum(), weight, bias, columns, x);
}

float scale_add_norm_row(const std::int32_t* sums, float row_scale, const Scaling& by, const float* weight, const float* bias,
                         std::size_t columns, float* x) {
  Lanes total(0);
  gather(columns, total, [&](auto d, std::size_t c, auto so_far) HWY_ATTR {
    const auto value = hn::Add(hn::LoadU(d, x + c), scaled(d, sums, row_scale, by, c));
    hn::StoreU(value, d, x + c);
    return hn::Add(so_far, value);
  });
  return norm_by_sum(total.sum(), weight, bias, columns, x);
}

void add_bytes(const std::int8_t* bytes, float scale, std::size_t columns, float* y) {
  across(columns, [&](auto d, std::size_t c) HWY_ATTR {
    const hn::Rebind<std::int8_t, decltype(d)> d8;
    const auto value = hn::ConvertTo(d, hn::PromoteTo(Integers<decltype(d)>(), hn::LoadU(d8, bytes + c)));
    hn::StoreU(hn::MulAdd(value, hn::Set(d, scale), hn::LoadU(d, y + c)), d, y + c);
  });
}

void gelu_row(float* x, std::size_t columns) {
  across(columns, [&](auto d, std::size_t c) HWY_ATTR { hn::StoreU(gelu_vector(d, hn::LoadU(d, x + c)), d, x + c); });
}

float pair_row(const PairOfWords& pair, std::size_t columns, float* y) {
  Lanes top(0);
  gather(columns, top, [&](auto d, std::size_t c, auto so_far) HWY_ATTR {
    const auto sum = hn::Add(hn::Add(hn::LoadU(d, pair.q + c), hn::LoadU(d, pair.k + c)), hn::LoadU(d, pair.distance + c));
    const auto value = hn::MulAdd(hn::LoadU(d, pair.m + c), hn::LoadU(d, pair.n + c), gelu_vector(d, sum));
    hn::StoreU(value, d, y + c);
    return hn::Max(so_far, hn::Abs(value));
  });
  return top.max();
}

void arc_row(const float* a, const float* b, std::size_t columns, float* y) {
  across(columns, [&](auto d, std::size_t c) HWY_ATTR {
    const auto left = hn::LoadU(d, a + c);
    const auto right = hn::LoadU(d, b + c);
    hn::StoreU(gelu_vector(d, hn::Add(left, right)), d, y + c);
    hn::StoreU(hn::Mul(left, right), d, y + columns + c);
  });
}

void multiply(const Product& product) {
  constexpr std::size_t kRows = HWY_TARGET == HWY_AVX2 ? 6 : 8;  // as many as there are registers for
  std::size_t row = 0;
  for (; row + kRows <= product.m; row += kRows) multiply_rows<kRows>(product, row);
  for (; row + 4 <= product.m; row += 4) multiply_rows<4>(product, row);
  for (; row < product.m; ++row) multiply_rows<1>(product, row);
}

float softmax_row(float* x, std::size_t count, float scale) {
  const std::size_t padded = (count + kLanes - 1) / kLanes * kLanes;
  for (std::size_t i = count; i < padded; ++i) x[i] = -3e38F;
  Lanes top(-3e38F);
  gather(padded, top, [&](auto d, std::size_t c, auto so_far) HWY_ATTR { return hn::Max(so_far, hn::LoadU(d, x + c)); });
  const float largest_value = top.max();
  const float factor = scale * 1.44269504088896341F;
  Lanes total(0);
  gather(padded, total, [&](auto d, std::size_t c, auto so_far) HWY_ATTR {
    const auto off = hn::Sub(hn::LoadU(d, x + c), hn::Set(d, largest_value));
    auto value = power_of_two(d, hn::Mul(off, hn::Set(d, factor)));
    if (c + hn::MaxLanes(d) > count) value = hn::IfThenElseZero(hn::FirstN(d, count > c ? count - c : 0), value);
    hn::StoreU(value, d, x + c);
    return hn::Add(so_far, value);
  });
  return 1.0F / total.sum();
}

void multiply_row(float* x, float by, std::size_t columns) {
  across(columns, [&](auto d, std::size_t c) HWY_ATTR { hn::StoreU(hn::Mul(hn::LoadU(d, x + c), hn::Set(d, by)), d, x + c); });
}

void transpose(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out, std::size_t stride) {
  const std::size_t whole_columns = columns / 8 * 8;
  std::size_t r = 0;
  for (; r + 8 <= rows; r += 8) {
    for (std::size_t c = 0; c < whole_columns; c += 8) transpose_eight(in + r * in_stride + c, in_stride, out + c * stride + r, stride);
    for (std::size_t c = whole_columns; c < columns; ++c)
      for (std::size_t i = r; i < r + 8; ++i) out[c * stride + i] = in[i * in_stride + c];
  }
  const std::size_t padded = (rows + kLanes - 1) / kLanes * kLanes;
  for (std::size_t c = 0; c < columns; ++c)
    for (std::size_t i = r; i < padded; ++i) out[c * stride + i] = i < rows ? in[i * in_stride + c] : 0.0F;
}

}  // namespace demarche::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace demarche::kernels {
namespace {

HWY_EXPORT(largest);
HWY_EXPORT(best_of);
HWY_EXPORT(quantize_row);
HWY_EXPORT(scale_row);
HWY_EXPORT(scale_gelu_row);
HWY_EXPORT(scale_gelu_add_row);
HWY_EXPORT(norm_row);
HWY_EXPORT(scale_add_norm_row);
HWY_EXPORT(add_bytes);
HWY_EXPORT(gelu_row);
HWY_EXPORT(pair_row);
HWY_EXPORT(arc_row);
HWY_EXPORT(multiply);
HWY_EXPORT(softmax_row);
HWY_EXPORT(multiply_row);
HWY_EXPORT(transpose);

}  // namespace

void limit_to_avx2() {
  hwy::DisableTargets(~static_cast<std::int64_t>(HWY_AVX2));
}

bool uses_avx512() {
  return (hwy::SupportedTargets() & HWY_AVX3) != 0;
}

/// Cephes' expf: x = n ln 2 + r, a polynomial in r, then the exponent.
float exponential(float x) {
  x = std::min(std::max(-87.0F, x), 88.0F);  // what is no number becomes -87
  const float n = std::nearbyint(x * 1.44269504088896341F);
  float r = std::fma(-n, 0.693359375F, x);
  r = std::fma(-n, -2.12194440e-4F, r);
  float p = 1.9875691500e-4F;
  for (const float next : {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F})
    p = std::fma(p, r, next);
  const auto power = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23U;
  return std::fma(p, r * r, r + 1.0F) * std::bit_cast<float>(power);
}

float log_sum_exp(const float* x, std::size_t count) {
  float top = -3e38F;
  for (std::size_t i = 0; i < count; ++i) top = std::max(top, x[i]);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(exponential(x[i] - top));
  return top + static_cast<float>(std::log(sum));
}

float scale_of(float top) {
  return top > 0 && top <= 3e38F ? top / 127.0F : 1.0F;
}

float largest(const float* x, std::size_t columns) {
  return HWY_DYNAMIC_DISPATCH(largest)(x, columns);
}

std::uint32_t best_of(const float* x, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(best_of)(x, count);
}

void quantize_row(const float* x, std::size_t columns, float scale, std::uint8_t* out) {
  HWY_DYNAMIC_DISPATCH(quantize_row)(x, columns, scale, out);
}

void quantize_rows(const float* x, std::size_t rows, std::size_t columns, std::uint8_t* out, float* scales) {
  for (std::size_t r = 0; r < rows; ++r) {
    scales[r] = scale_of(largest(x + r * columns, columns));
    quantize_row(x + r * columns, columns, scales[r], out + r * columns);
  }
}

float quantize_three(const float* const x[3], const float tops[3], std::size_t columns, std::uint8_t* out) {
  float top = 0;
  for (std::size_t i = 0; i < 3; ++i)
    if (x[i] != nullptr) top = std::max(top, tops[i]);
  const float scale = scale_of(top);
  for (std::size_t i = 0; i < 3; ++i, out += columns) {
    if (x[i] != nullptr)
      quantize_row(x[i], columns, scale, out);
    else
      std::memset(out, 128, columns);
  }
  return scale;
}

void scale_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y) {
  HWY_DYNAMIC_DISPATCH(scale_row)(sums, row_scale, by, columns, y);
}

float scale_gelu_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* y) {
  return HWY_DYNAMIC_DISPATCH(scale_gelu_row)(sums, row_scale, by, columns, y);
}

float scale_gelu_add_row(const std::int32_t* sums, float row_scale, const Scaling& by, std::size_t columns, float* x) {
  return HWY_DYNAMIC_DISPATCH(scale_gelu_add_row)(sums, row_scale, by, columns, x);
}

float norm_row(float* x, const float* weight, const float* bias, std::size_t columns) {
  return HWY_DYNAMIC_DISPATCH(norm_row)(x, weight, bias, columns);
}

float scale_add_norm_row(const std::int32_t* sums, float row_scale, const Scaling& by, const float* weight, const float* bias,
                         std::size_t columns, float* x) {
  return HWY_DYNAMIC_DISPATCH(scale_add_norm_row)(sums, row_scale, by, weight, bias, columns, x);
}

void add_bytes(const std::int8_t* bytes, float scale, std::size_t columns, float* y) {
  HWY_DYNAMIC_DISPATCH(add_bytes)(bytes, scale, columns, y);
}

void gelu_row(float* x, std::size_t columns) {
  HWY_DYNAMIC_DISPATCH(gelu_row)(x, columns);
}

float pair_row(const PairOfWords& pair, std::size_t columns, float* y) {
  return HWY_DYNAMIC_DISPATCH(pair_row)(pair, columns, y);
}

void arc_row(const float* a, const float* b, std::size_t columns, float* y) {
  HWY_DYNAMIC_DISPATCH(arc_row)(a, b, columns, y);
}

void multiply(const Product& product) {
  HWY_DYNAMIC_DISPATCH(multiply)(product);
}

float softmax_row(float* x, std::size_t count, float scale) {
  return HWY_DYNAMIC_DISPATCH(softmax_row)(x, count, scale);
}

void multiply_row(float* x, float by, std::size_t columns) {
  HWY_DYNAMIC_DISPATCH(multiply_row)(x, by, columns);
}

void transpose(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out, std::size_t stride) {
  HWY_DYNAMIC_DISPATCH(transpose)(in, in_stride, rows, columns, out, stride);
}

}  // namespace demarche::kernels
#endif  // HWY_ONCE

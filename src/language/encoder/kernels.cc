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
#include "language/encoder/kernels-inl.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace demarche::kernels::HWY_NAMESPACE {
namespace {

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

void sum_bytes(const ByteRow* rows, std::size_t count, std::size_t columns, float* y) {
  across(columns, [&](auto d, std::size_t c) HWY_ATTR {
    const hn::Rebind<std::int8_t, decltype(d)> d8;
    auto sum = hn::Zero(d);
    for (std::size_t r = 0; r < count; ++r) {
      const auto value = hn::ConvertTo(d, hn::PromoteTo(Integers<decltype(d)>(), hn::LoadU(d8, rows[r].bytes + c)));
      sum = hn::MulAdd(value, hn::Set(d, rows[r].scale), sum);
    }
    hn::StoreU(sum, d, y + c);
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
HWY_EXPORT(sum_bytes);
HWY_EXPORT(gelu_row);
HWY_EXPORT(pair_row);
HWY_EXPORT(arc_row);
HWY_EXPORT(multiply);

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

void sum_bytes(const ByteRow* rows, std::size_t count, std::size_t columns, float* y) {
  HWY_DYNAMIC_DISPATCH(sum_bytes)(rows, count, columns, y);
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

}  // namespace demarche::kernels
#endif  // HWY_ONCE

// SPDX-License-Identifier: Apache-2.0
// Compiled as kernels.cc is. Where a processor multiplies and adds pairs of 16 bits in one step (VNNI), products use that; sums of whole
// numbers are the same either way.
#include "language/encoder/attention_kernels.h"

// This file includes itself once for each set of instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "language/encoder/attention_kernels.cc"
#define HWY_DISABLED_TARGETS HWY_AVX3_DL
#include <hwy/foreach_target.h>
// Must stand after foreach_target.h.
#include "language/encoder/kernels-inl.h"

#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace demarche::kernels::HWY_NAMESPACE {
namespace {

/// Rows of the window that look at the others at once: their scores stay in the nearest cache.
constexpr std::size_t kAttendingRows = 24;
constexpr float kSixteenBits = 12582912.0F;   ///< 1.5 * 2^23: a float with it added has its whole number in the lowest bits
constexpr std::int32_t kLargestInput = 4095;  ///< of queries, keys and exponentials
constexpr std::int32_t kLargestValue = 2047;

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

/// Whole numbers of two vectors, as the lower and the upper 16 bits.
template <class D>
HWY_INLINE hn::Vec<Integers<D>> pair_of(D d, hn::Vec<D> low, hn::Vec<D> high) {
  const Integers<D> di;
  const auto magic = hn::Set(d, kSixteenBits);
  const auto lower = hn::And(hn::BitCast(di, hn::Add(low, magic)), hn::Set(di, 0xFFFF));
  return hn::Or(lower, hn::ShiftLeft<16>(hn::BitCast(di, hn::Add(high, magic))));
}

/// out[c] = (round(low[c] * by), round(high[c] * by))
void pair_up(const float* low, const float* high, float by, std::size_t columns, std::int32_t* out) {
  across(columns, [&](auto d, std::size_t c) HWY_ATTR {
    const auto factor = hn::Set(d, by);
    const auto pair = pair_of(d, hn::Mul(hn::LoadU(d, low + c), factor), hn::Mul(hn::LoadU(d, high + c), factor));
    hn::StoreU(pair, Integers<decltype(d)>(), out + c);
  });
}

/// 4095 * 2^x for x up to 0, within 8e-5 of itself, which is less than the rounding to 12 bits that follows; x is cut at -100. The whole
/// part goes to the exponent by way of the lowest bits of a float, the rest through a polynomial (least largest error).
template <class D, class Vector = hn::Vec<D>>
HWY_INLINE Vector twelve_bit_power(D d, Vector x) {
  const Integers<D> di;
  const Vector rounder = hn::Set(d, kSixteenBits);
  x = hn::Max(x, hn::Set(d, -100.0F));
  const Vector rounded = hn::Add(x, rounder);
  const Vector r = hn::Sub(x, hn::Sub(rounded, rounder));
  Vector p = hn::Set(d, 225.927918F);
  for (const float next : {993.49254F, 2838.90375F, 4094.70546F}) p = hn::MulAdd(p, r, hn::Set(d, next));
  return hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<23>(hn::BitCast(di, rounded))));
}

/// The largest magnitude of rows.
float largest_of(const float* x, std::size_t stride, std::size_t rows, std::size_t columns) {
  Lanes top(0);
  for (std::size_t r = 0; r < rows; ++r)
    gather(columns, top,
           [&](auto d, std::size_t c, auto so_far) HWY_ATTR { return hn::Max(so_far, hn::Abs(hn::LoadU(d, x + r * stride + c))); });
  return top.max();
}

/// Rows of tile x vectors of C, kept in registers over all k.
template <std::size_t kRows, class D>
HWY_INLINE void multiply_tile(D d, const PairProduct& p, std::size_t row, std::size_t column) {
  const hn::Repartition<std::int16_t, D> halves;
  constexpr std::size_t kStep = hn::MaxLanes(d);
  constexpr std::size_t kVectors = 16 / kStep;
  hn::Vec<D> sum[kRows][kVectors];
#pragma GCC unroll 16
  for (std::size_t r = 0; r < kRows; ++r)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVectors; ++v) sum[r][v] = hn::Zero(d);
  const std::int32_t* b = p.b + column;
  for (std::size_t k = 0; k < p.k; ++k, b += p.b_stride) {
    hn::Vec<decltype(halves)> right[kVectors];
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVectors; ++v) right[v] = hn::BitCast(halves, hn::LoadU(d, b + v * kStep));
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kRows; ++r) {
      const auto left = hn::BitCast(halves, hn::Set(d, p.a[(row + r) * p.a_stride + k]));
      auto unused = hn::Zero(d);
#pragma GCC unroll 4
      for (std::size_t v = 0; v < kVectors; ++v) sum[r][v] = hn::ReorderWidenMulAccumulate(d, left, right[v], sum[r][v], unused);
    }
  }
#pragma GCC unroll 16
  for (std::size_t r = 0; r < kRows; ++r)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(sum[r][v], d, p.c + (row + r) * p.c_stride + column + v * kStep);
}

}  // namespace

void multiply_pairs(const PairProduct& p) {
  constexpr std::size_t kRows = HWY_TARGET == HWY_AVX2 ? 4 : 8;  // as many as there are registers for
  const hn::CappedTag<std::int32_t, 16> d;
  for (std::size_t row = 0; row < p.m; row += kRows)
    for (std::size_t column = 0; column < p.n; column += 16) multiply_tile<kRows>(d, p, row, column);
}

void transpose(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out, std::size_t stride) {
  const std::size_t whole_columns = columns / 8 * 8;
  std::size_t r = 0;
  for (; r + 8 <= rows; r += 8) {
    for (std::size_t c = 0; c < whole_columns; c += 8) transpose_eight(in + r * in_stride + c, in_stride, out + c * stride + r, stride);
    for (std::size_t c = whole_columns; c < columns; ++c)
      for (std::size_t i = r; i < r + 8; ++i) out[c * stride + i] = in[i * in_stride + c];
  }
  for (std::size_t c = 0; c < columns; ++c)
    for (std::size_t i = r; i < round_up(rows, 16); ++i) out[c * stride + i] = i < rows ? in[i * in_stride + c] : 0.0F;
}

/// Exponentials of a row of scores in pairs, a column with the one half a row on; 1 / their sum. `padded` is a multiple of 16.
float share_out(std::int32_t* scores, std::size_t count, std::size_t padded, float scale, std::int32_t* shares) {
  std::fill(scores + count, scores + padded, std::numeric_limits<std::int32_t>::min());
  const hn::CappedTag<std::int32_t, 16> all;
  auto tops = hn::LoadU(all, scores);
  for (std::size_t c = hn::MaxLanes(all); c < padded; c += hn::MaxLanes(all)) tops = hn::Max(tops, hn::LoadU(all, scores + c));
  const std::int32_t top = hn::GetLane(hn::MaxOfLanes(all, tops));
  const std::size_t half = padded / 2;
  const float factor = scale * 1.44269504088896341F;
  const auto power = [&](auto d, std::size_t column) HWY_ATTR {
    const auto off = hn::ConvertTo(d, hn::Sub(hn::LoadU(Integers<decltype(d)>(), scores + column), hn::Set(Integers<decltype(d)>(), top)));
    const auto value = twelve_bit_power(d, hn::Mul(off, hn::Set(d, factor)));
    return column + hn::MaxLanes(d) <= count ? value : hn::IfThenElseZero(hn::FirstN(d, count > column ? count - column : 0), value);
  };
  const auto both = [&](auto d, std::size_t c) HWY_ATTR {
    const Integers<decltype(d)> di;
    const auto pair = pair_of(d, power(d, c), power(d, c + half));
    hn::StoreU(pair, di, shares + c);
    return hn::Add(hn::And(pair, hn::Set(di, 0xFFFF)), hn::ShiftRight<16>(pair));
  };
  std::size_t c = 0;
  auto sums = hn::Zero(Integers<Whole>());
  for (; c + kWidth <= half; c += kWidth) sums = hn::Add(sums, both(whole, c));
  std::int32_t sum = hn::GetLane(hn::SumOfLanes(Integers<Whole>(), sums));
  if (c < half) sum += hn::GetLane(hn::SumOfLanes(Integers<Eight>(), both(eight, c)));
  return 1.0F / static_cast<float>(sum);
}

float largest_value(std::size_t padded) {
  const std::size_t fits = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) / (padded * kLargestInput);
  return static_cast<float>(std::min<std::size_t>(kLargestValue, fits));
}

float scale_to(float top, float most) {
  return top > 0 && top <= 3e38F ? top / most : 1.0F;
}

void attend_by(void (*product)(const PairProduct&), const AttentionHead& head, AttentionSpace& space) {
  const std::size_t padded = round_up(head.rows, 16);
  const std::size_t half_rows = padded / 2;
  const std::size_t half_width = head.width / 2;
  float* keys = space.keys.need(head.width * padded);
  transpose(head.key, head.stride, head.rows, head.width, keys, padded);
  const float key_scale = scale_to(largest_of(keys, padded, head.width, padded), kLargestInput);
  std::int32_t* key_pairs = space.key_pairs.need(half_width * padded);
  pair_up(keys, keys + half_width * padded, 1.0F / key_scale, half_width * padded, key_pairs);

  float* values = space.values.need(padded * head.width);
  for (std::size_t r = 0; r < head.rows; ++r) std::copy_n(head.value + r * head.stride, head.width, values + r * head.width);
  std::fill(values + head.rows * head.width, values + padded * head.width, 0.0F);
  const float value_scale = scale_to(largest_of(values, head.width, head.rows, head.width), largest_value(padded));
  std::int32_t* value_pairs = space.value_pairs.need(half_rows * head.width);
  pair_up(values, values + half_rows * head.width, 1.0F / value_scale, half_rows * head.width, value_pairs);

  const float query_scale = scale_to(largest_of(head.query, head.stride, head.rows, head.width), kLargestInput);
  const float scale = query_scale * key_scale / std::sqrt(static_cast<float>(head.width));
  std::int32_t* query_pairs = space.query_pairs.need(kAttendingRows * half_width);
  std::int32_t* scores = space.scores.need(kAttendingRows * std::max(padded, head.width));
  std::int32_t* shares = space.shares.need(kAttendingRows * half_rows);
  float factors[kAttendingRows];
  for (std::size_t first = 0; first < head.rows; first += kAttendingRows) {
    const std::size_t rows = std::min(kAttendingRows, head.rows - first);
    const std::size_t tiled = round_up(rows, 8);  // rows of the block before stand in what is too much
    for (std::size_t r = 0; r < rows; ++r) {
      const float* query = head.query + (first + r) * head.stride;
      pair_up(query, query + half_width, 1.0F / query_scale, half_width, query_pairs + r * half_width);
    }
    product({query_pairs, half_width, key_pairs, padded, scores, padded, tiled, half_width, padded});
    for (std::size_t r = 0; r < rows; ++r)
      factors[r] = value_scale * share_out(scores + r * padded, head.rows, padded, scale, shares + r * half_rows);
    product({shares, half_rows, value_pairs, head.width, scores, head.width, tiled, half_rows, head.width});
    for (std::size_t r = 0; r < rows; ++r)
      across(head.width, [&](auto d, std::size_t c) HWY_ATTR {
        const auto sum = hn::ConvertTo(d, hn::LoadU(Integers<decltype(d)>(), scores + r * head.width + c));
        hn::StoreU(hn::Mul(sum, hn::Set(d, factors[r])), d, head.mixed + (first + r) * head.mixed_stride + c);
      });
  }
}

void attend(const AttentionHead& head, AttentionSpace& space) {
  attend_by(HWY_TARGET == HWY_AVX3 && has_vnni() ? multiply_pairs_at_once : multiply_pairs, head, space);
}

}  // namespace demarche::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace demarche::kernels {
namespace {

HWY_EXPORT(attend);
HWY_EXPORT(multiply_pairs);
HWY_EXPORT(transpose);

}  // namespace

bool has_vnni() {
  static const bool has = __builtin_cpu_supports("avx512vnni") != 0;
  return has;
}

#define DEMARCHE_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

/// As multiply_tile, 8 rows of two vectors; Highway has no name for this instruction.
DEMARCHE_VNNI void multiply_pairs_at_once(const PairProduct& p) {
  for (std::size_t row = 0; row < p.m; row += 8)
    for (std::size_t column = 0; column < p.n; column += 32) {
      const bool two = column + 32 <= p.n;
      const std::int32_t* b = p.b + column;
      __m512i sum[8][2];
#pragma GCC unroll 8
      for (auto& line : sum) line[0] = line[1] = _mm512_setzero_si512();
      for (std::size_t k = 0; k < p.k; ++k, b += p.b_stride) {
        const __m512i left = _mm512_loadu_si512(b);
        const __m512i right = two ? _mm512_loadu_si512(b + 16) : left;
#pragma GCC unroll 8
        for (std::size_t r = 0; r < 8; ++r) {
          const __m512i a = _mm512_set1_epi32(p.a[(row + r) * p.a_stride + k]);
          sum[r][0] = _mm512_dpwssd_epi32(sum[r][0], a, left);
          sum[r][1] = _mm512_dpwssd_epi32(sum[r][1], a, right);
        }
      }
#pragma GCC unroll 8
      for (std::size_t r = 0; r < 8; ++r) {
        std::int32_t* c = p.c + (row + r) * p.c_stride + column;
        _mm512_storeu_si512(c, sum[r][0]);
        if (two) _mm512_storeu_si512(c + 16, sum[r][1]);
      }
    }
}

void attend(const AttentionHead& head, AttentionSpace& space) {
  HWY_DYNAMIC_DISPATCH(attend)(head, space);
}

void multiply_pairs(const PairProduct& product) {
  HWY_DYNAMIC_DISPATCH(multiply_pairs)(product);
}

void transpose(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out, std::size_t stride) {
  HWY_DYNAMIC_DISPATCH(transpose)(in, in_stride, rows, columns, out, stride);
}

}  // namespace demarche::kernels
#endif  // HWY_ONCE

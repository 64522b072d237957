// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/attention_kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "language/encoder/tiny_model.h"

namespace demarche {
namespace {

constexpr std::size_t kWidth = 32;
constexpr std::size_t kStride = 3 * kWidth + 8;

/// Rows of a query, a key and a value, with something between them.
std::vector<float> random_rows(std::uint64_t seed, std::size_t rows, float size) {
  tiny::Random random(seed);
  std::vector<float> out(rows * kStride);
  for (float& value : out) value = random.between(-size, size);
  return out;
}

std::vector<float> attend(const std::vector<float>& rows, std::size_t count, kernels::AttentionSpace& space) {
  std::vector<float> mixed(count * kWidth, 99.0F);
  kernels::attend({.query = rows.data(),
                   .key = rows.data() + kWidth,
                   .value = rows.data() + 2 * kWidth,
                   .stride = kStride,
                   .rows = count,
                   .width = kWidth,
                   .mixed = mixed.data(),
                   .mixed_stride = kWidth},
                  space);
  return mixed;
}

std::vector<double> slow_attention(const std::vector<float>& rows, std::size_t count) {
  const auto at = [&](std::size_t row, std::size_t column) { return static_cast<double>(rows[row * kStride + column]); };
  std::vector<double> mixed(count * kWidth);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> weights(count);
    double sum = 0;
    for (std::size_t j = 0; j < count; ++j) {
      double score = 0;
      for (std::size_t c = 0; c < kWidth; ++c) score += at(i, c) * at(j, kWidth + c);
      sum += weights[j] = std::exp(score / std::sqrt(static_cast<double>(kWidth)));
    }
    for (std::size_t j = 0; j < count; ++j)
      for (std::size_t c = 0; c < kWidth; ++c) mixed[i * kWidth + c] += weights[j] / sum * at(j, 2 * kWidth + c);
  }
  return mixed;
}

TEST(Attention, IsThatOfFloatsWhateverTheNumberOfRows) {
  kernels::AttentionSpace space;
  for (const std::size_t count : {192U, 1U, 7U, 8U, 16U, 17U, 25U, 100U, 191U})
    for (const float size : {0.5F, 2.0F, 3.5F}) {
      const std::vector<float> rows = random_rows(count, count, size);
      const std::vector<float> mixed = attend(rows, count, space);
      const std::vector<double> expected = slow_attention(rows, count);
      for (std::size_t i = 0; i < mixed.size(); ++i)
        EXPECT_NEAR(mixed[i], expected[i], 4e-3 * static_cast<double>(size)) << count << " rows";
    }
}

TEST(Attention, OfZerosIsZero) {
  kernels::AttentionSpace space;
  for (const float value : attend(std::vector<float>(20 * kStride, 0.0F), 20, space)) EXPECT_EQ(value, 0.0F);
}

TEST(Attention, DoesNotDependOnWhatStoodThereBefore) {
  kernels::AttentionSpace used, fresh;
  attend(random_rows(1, 150, 3), 150, used);
  const std::vector<float> rows = random_rows(2, 37, 3);
  EXPECT_EQ(attend(rows, 37, used), attend(rows, 37, fresh));
}

TEST(Attention, WhatIsNoNumberDoesNoHarm) {
  kernels::AttentionSpace space;
  for (const float value : {std::nanf(""), std::numeric_limits<float>::infinity(), 3.4e38F}) {
    std::vector<float> rows = random_rows(3, 20, 1);
    for (std::size_t c = 0; c < 3; ++c) rows[5 * kStride + c * kWidth] = value;
    attend(rows, 20, space);
  }
}

TEST(Attention, ProductsOfPairsAreExact) {
  tiny::Random random(7);
  const auto pairs = [&](std::size_t count, float most) {
    std::vector<std::int32_t> out(count);
    for (std::int32_t& pair : out) {
      const auto low = static_cast<std::int32_t>(random.between(-most, most)),
                 high = static_cast<std::int32_t>(random.between(-most, most));
      pair = static_cast<std::int32_t>((static_cast<std::uint32_t>(high) << 16U) | (static_cast<std::uint32_t>(low) & 0xFFFFU));
    }
    return out;
  };
  for (const std::size_t n : {16U, 32U, 48U, 176U})
    for (const std::size_t k : {1U, 16U, 96U}) {
      const std::size_t m = 24;
      const auto a = pairs(m * k, 4095), b = pairs(k * n, 2047);
      std::vector<std::int32_t> c(m * n, 1), at_once(m * n, 1), expected(m * n, 0);
      for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j < n; ++j)
          for (std::size_t t = 0; t < k; ++t) {
            const std::int32_t x = a[i * k + t], y = b[t * n + j];
            expected[i * n + j] += static_cast<std::int16_t>(x) * static_cast<std::int16_t>(y) + (x >> 16) * (y >> 16);
          }
      kernels::multiply_pairs({a.data(), k, b.data(), n, c.data(), n, m, k, n});
      EXPECT_EQ(c, expected);
      if (!kernels::has_vnni()) continue;
      kernels::multiply_pairs_at_once({a.data(), k, b.data(), n, at_once.data(), n, m, k, n});
      EXPECT_EQ(at_once, expected);
    }
}

TEST(Attention, RowsBecomeColumnsWhateverTheirNumber) {
  tiny::Random random(5);
  for (const std::size_t rows : {1U, 8U, 13U, 24U})
    for (const std::size_t columns : {3U, 8U, 20U}) {
      std::vector<float> in(rows * 20);
      for (float& value : in) value = random.between(-1, 1);
      const std::size_t stride = round_up(rows, 16);
      std::vector<float> out(columns * stride, 9.0F);
      kernels::transpose(in.data(), 20, rows, columns, out.data(), stride);
      for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t r = 0; r < stride; ++r) EXPECT_EQ(out[c * stride + r], r < rows ? in[r * 20 + c] : 0.0F);
    }
}

}  // namespace
}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "language/encoder/tiny_model.h"

namespace demarche {
namespace {

std::vector<float> random_values(std::uint64_t seed, std::size_t count, float size) {
  tiny::Random random(seed);
  std::vector<float> out(count);
  for (float& value : out) value = random.between(-size, size);
  return out;
}

double slow_gelu(double x) {
  return 0.5 * x * (1 + std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
}

TEST(Kernels, ExponentialIsCloseEverywhere) {
  for (double x = -86.5; x < 87.5; x += 0.0371)
    EXPECT_NEAR(kernels::exponential(static_cast<float>(x)) / std::exp(static_cast<double>(static_cast<float>(x))), 1.0, 3e-7) << x;
}

TEST(Kernels, ExponentialOfWhatIsNoNumberIsFinite) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (float x : {infinity, -infinity, std::nanf("")}) EXPECT_TRUE(std::isfinite(kernels::exponential(x)));
}

TEST(Kernels, GeluOfWhatIsFarOutIsZeroOrTheValue) {
  std::vector<float> x = {-3e38F, -1e30F, -1e4F, -50, 50, 1e4F, 1e12F, 0};
  kernels::gelu_row(x.data(), x.size());
  EXPECT_EQ(std::vector<float>(x.begin() + 4, x.end()), (std::vector<float>{50, 1e4F, 1e12F, 0}));
  for (std::size_t i = 2; i < 4; ++i) EXPECT_NEAR(x[i], 0, 1e-12);
}

TEST(Kernels, GeluIsCloseEverywhere) {
  std::vector<float> x(1400);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = -12 + 0.0173F * static_cast<float>(i);
  std::vector<float> y = x;
  kernels::gelu_row(y.data(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(y[i], slow_gelu(static_cast<double>(x[i])), 7e-5) << x[i];
}

TEST(Kernels, QuantizedRowsAreTheContracts) {
  const std::vector<float> x = random_values(1, 5 * 24, 3);
  std::vector<std::uint8_t> out(x.size());
  std::vector<float> scales(5);
  kernels::quantize_rows(x.data(), 5, 24, out.data(), scales.data());
  for (std::size_t r = 0; r < 5; ++r) {
    float top = 0;
    for (std::size_t c = 0; c < 24; ++c) top = std::max(top, std::fabs(x[r * 24 + c]));
    EXPECT_FLOAT_EQ(scales[r], top / 127);
    for (std::size_t c = 0; c < 24; ++c) {
      const double exact = static_cast<double>(x[r * 24 + c]) / static_cast<double>(scales[r]);
      EXPECT_LE(std::fabs(out[r * 24 + c] - 128 - exact), 0.5001);
    }
  }
}

TEST(Kernels, TheBestIsTheFirstOfTheGreatest) {
  for (std::size_t count : {1U, 5U, 8U, 9U, 24U, 43U}) {
    std::vector<float> x = random_values(count, count, 7);
    EXPECT_EQ(kernels::best_of(x.data(), count), std::max_element(x.begin(), x.end()) - x.begin());
    x[count / 2] = x[count - 1] = 8;
    EXPECT_EQ(kernels::best_of(x.data(), count), count / 2);
  }
}

TEST(Kernels, RowsTellTheirLargestMagnitude) {
  for (std::size_t columns : {8U, 16U, 24U, 40U, 384U}) {
    std::vector<float> x = random_values(columns, columns, 3);
    const std::vector<float> weight(columns, 2.0F), bias(columns, -0.5F);
    const auto top = [](const std::vector<float>& row) {
      float most = 0;
      for (const float value : row) most = std::max(most, std::fabs(value));
      return most;
    };
    EXPECT_EQ(kernels::largest(x.data(), columns), top(x));
    float told = kernels::norm_row(x.data(), weight.data(), bias.data(), columns);
    EXPECT_EQ(told, top(x));
    const std::vector<std::int32_t> sums(columns, 300), offsets(columns, 7);
    const kernels::Scaling by{offsets.data(), weight.data(), bias.data()};
    told = kernels::scale_add_norm_row(sums.data(), 0.01F, by, weight.data(), bias.data(), columns, x.data());
    EXPECT_EQ(told, top(x));
    told = kernels::scale_gelu_add_row(sums.data(), 0.01F, by, columns, x.data());
    EXPECT_EQ(told, top(x));
    told = kernels::scale_gelu_row(sums.data(), -0.01F, by, columns, x.data());
    EXPECT_EQ(told, top(x));
  }
}

TEST(Kernels, ZerosQuantizeToZero) {
  const std::vector<float> x(8, 0.0F);
  std::uint8_t out[8];
  float scale = 0;
  kernels::quantize_rows(x.data(), 1, 8, out, &scale);
  EXPECT_EQ(scale, 1.0F);
  for (std::uint8_t value : out) EXPECT_EQ(value, 128);
}

TEST(Kernels, ThreeRowsShareOneScale) {
  const std::vector<float> x = random_values(2, 16, 1);
  const float* const taps[3] = {nullptr, x.data(), x.data() + 8};
  std::uint8_t out[24], joined[16];
  float scale = 0;
  const float tops[3] = {9, kernels::largest(x.data(), 8), kernels::largest(x.data() + 8, 8)};
  EXPECT_EQ(kernels::quantize_three(taps, tops, 8, out), (kernels::quantize_rows(x.data(), 1, 16, joined, &scale), scale));
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(out[i], 128);
  EXPECT_EQ(std::memcmp(out + 8, joined, 16), 0);
}

TEST(Kernels, ProductsOfAnyShape) {
  for (std::size_t m : {1U, 5U, 6U, 7U, 13U})
    for (std::size_t k : {1U, 8U, 33U})
      for (std::size_t n : {8U, 16U, 24U}) {
        const std::vector<float> a = random_values(m, m * k, 1), b = random_values(n, k * n, 1), start = random_values(3, n, 1);
        std::vector<float> c(m * n);
        kernels::multiply({.a = a.data(),
                           .a_stride = k,
                           .b = b.data(),
                           .b_stride = n,
                           .c = c.data(),
                           .c_stride = n,
                           .m = m,
                           .k = k,
                           .n = n,
                           .start = start.data()});
        for (std::size_t i = 0; i < m; ++i)
          for (std::size_t j = 0; j < n; ++j) {
            float sum = start[j];
            for (std::size_t t = 0; t < k; ++t) sum = std::fma(a[i * k + t], b[t * n + j], sum);
            EXPECT_EQ(c[i * n + j], sum) << "the order of the sum is part of the contract";
          }
      }
}

TEST(Kernels, NormHasMeanZeroAndVarianceOne) {
  std::vector<float> x = random_values(4, 96, 5);
  const std::vector<float> ones(96, 1.0F), zeros(96, 0.0F);
  kernels::norm_row(x.data(), ones.data(), zeros.data(), 96);
  double mean = 0, squares = 0;
  for (float value : x) mean += static_cast<double>(value), squares += static_cast<double>(value * value);
  EXPECT_NEAR(mean / 96, 0, 1e-6);
  EXPECT_NEAR(squares / 96, 1, 1e-5);
}

TEST(Kernels, ScalingTakesTheOffsetOffExactly) {
  const std::vector<std::int32_t> sums = {20'000'001, 5, -7, 128, 0, 1, 2, 3}, offsets = {20'000'000, 5, 0, 0, 0, 0, 0, 0};
  const std::vector<float> scales(8, 0.5F), bias(8, 1.0F);
  std::vector<float> y(8);
  kernels::scale_row(sums.data(), 2.0F, {offsets.data(), scales.data(), bias.data()}, 8, y.data());
  EXPECT_EQ(y, (std::vector<float>{2, 1, -6, 129, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace demarche

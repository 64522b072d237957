// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/dense.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"
#include "language/encoder/tiny_model.h"

namespace demarche {
namespace {

class Dense : public testing::Test {
 protected:
  const tiny::AlignedBytes bytes_{tiny::make_tiny_model(5)};
  const ModelFile model_{bytes_.view(), "tiny"};
  ProductEngine engine_{};
  ProductRun run_{engine_};
};

TEST_F(Dense, SumsAreExactAtTheExtremes) {
  const Int8Matrix matrix(model_, engine_, 96, {{"layer.0.query", 96}, {"layer.0.up", 160}});
  const Tensor query = model_.tensor("layer.0.query.weight", 96, 96);
  const Tensor up = model_.tensor("layer.0.up.weight", 160, 96);
  tiny::Random random(1);
  for (std::size_t rows : {1U, 16U, 17U, 100U, 128U}) {
    std::vector<std::uint8_t> x((rows + kProductRows) * 96);
    for (std::uint8_t& value : x) value = random.below(2) == 0 ? static_cast<std::uint8_t>(random.below(256)) : 255;
    std::vector<std::int32_t> sums(kProductRows * matrix.width());
    matrix.product(x.data(), rows, sums.data(), run_);
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t o = 0; o < 256; ++o) {
        const std::int8_t* weights = o < 96 ? query.bytes + o * 96 : up.bytes + (o - 96) * 96;
        std::int32_t sum = 0;
        for (std::size_t k = 0; k < 96; ++k) sum += x[r * 96 + k] * weights[k];
        ASSERT_EQ(sums[r * matrix.width() + o], sum) << rows << " rows, row " << r << ", output " << o;
      }
  }
}

TEST_F(Dense, GroupsKeepEachLayerInItsPlace) {
  const LayerGroup group(model_, engine_, 136, {{"sentence", 1}, {"feats", 70}, {"upos", 17}});
  std::vector<float> x(3 * 136);
  tiny::Random random(2);
  for (float& value : x) value = random.between(-1, 1);
  std::vector<float> y(3 * group.width());
  QuantizedRows space;
  Buffer<std::int32_t> sums;
  group.run(x.data(), 3, y.data(), space, sums, run_);
  const struct {
    const char* name;
    std::size_t outputs;
  } layers[] = {{"sentence", 1}, {"feats", 70}, {"upos", 17}};
  for (std::size_t part = 0; part < 3; ++part) {
    const std::string name = layers[part].name;
    const Tensor weight = model_.tensor(name + ".weight", layers[part].outputs, 136);
    const Tensor bias = model_.tensor(name + ".bias", 1, layers[part].outputs);
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t o = 0; o < layers[part].outputs; ++o) {
        double sum = static_cast<double>(bias.at(0, o));
        for (std::size_t k = 0; k < 136; ++k) sum += static_cast<double>(weight.at(o, k) * x[r * 136 + k]);
        EXPECT_NEAR(y[r * group.width() + group.column(part) + o], sum, 0.03) << name;
      }
  }
}

TEST_F(Dense, FloatWeightsWhereInt8IsDueAreRefused) {
  EXPECT_THROW(Int8Matrix(model_, engine_, 136, {{"upos", 17}}), Error);
}

}  // namespace
}  // namespace demarche

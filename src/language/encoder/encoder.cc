// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/encoder.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "language/encoder/features.h"
#include "language/encoder/stopwatch.h"

namespace demarche {
namespace {

Tensor int8_table(const ModelFile& model, const std::string& name, std::size_t rows, std::size_t columns) {
  const Tensor tensor = model.tensor(name, rows, columns);
  if (tensor.bytes == nullptr) model.refuse(fmt::format("tensor {} is not of type i8", name));
  return tensor;
}

void add_row(const Tensor& table, std::size_t row, float* y) {
  kernels::add_bytes(table.bytes + row * table.columns, table.scales[row], table.columns, y);
}

}  // namespace

Encoder::Norm Encoder::read_norm(const ModelFile& model, const std::string& name, std::size_t width) {
  const auto values = [&](const std::string& part) {
    const Tensor tensor = model.tensor(name + part, 1, width);
    std::vector<float> out(width);
    for (std::size_t i = 0; i < width; ++i) out[i] = tensor.at(0, i);
    return out;
  };
  return {values(".weight"), values(".bias")};
}

Encoder::Encoder(const ModelFile& model, ProductEngine& engine) : sizes_(model.sizes()) {
  const std::size_t h = sizes_.hidden;
  words_ = int8_table(model, "embeddings.word", sizes_.vocabulary, h);
  positions_ = int8_table(model, "embeddings.position", sizes_.positions, h);
  types_ = int8_table(model, "embeddings.type", 1, h);
  features_ = int8_table(model, "embeddings.feature", kInputFeatures, h);
  norm_ = read_norm(model, "embeddings.norm", h);
  for (std::size_t i = 0; i < sizes_.layers; ++i) {
    const std::string at = fmt::format("layer.{}.", i);
    layers_.push_back({Int8Matrix(model, engine, h, {{at + "query", h}, {at + "key", h}, {at + "value", h}}),
                       Int8Matrix(model, engine, h, {{at + "output", h}}), Int8Matrix(model, engine, h, {{at + "up", sizes_.intermediate}}),
                       Int8Matrix(model, engine, sizes_.intermediate, {{at + "down", h}}), read_norm(model, at + "norm1", h),
                       read_norm(model, at + "norm2", h)});
  }
}

void Encoder::embed(EncoderSpace& space) const {
  const PieceBatch& batch = space.batch;
  const std::size_t h = sizes_.hidden;
  float* x = space.x.need(batch.pieces.size() * h);
  std::fill_n(x, batch.pieces.size() * h, 0.0F);
  for (std::size_t window = 0; window + 1 < batch.windows.size(); ++window) {
    for (std::size_t row = batch.windows[window]; row < batch.windows[window + 1]; ++row) {
      float* y = x + row * h;
      add_row(words_, batch.pieces[row], y);
      add_row(positions_, row - batch.windows[window], y);
      add_row(types_, 0, y);
      if (batch.features[row] != PieceBatch::kNoFeature) add_row(features_, batch.features[row], y);
      kernels::norm_row(y, norm_.weight.data(), norm_.bias.data(), h);
    }
  }
}

/// Rows [begin, end) look at one another, head by head.
void Encoder::attend(EncoderSpace& space, std::size_t begin, std::size_t end) const {
  const std::size_t h = sizes_.hidden;
  const std::size_t width = h / sizes_.heads;
  const std::size_t count = end - begin;
  const std::size_t padded = round_up(count, kernels::kLanes);
  float* keys = space.keys.need(width * padded);
  float* scores = space.attention.need(count * padded);
  const float scale = 1.0F / std::sqrt(static_cast<float>(width));
  for (std::size_t head = 0; head < sizes_.heads; ++head) {
    const float* query = space.qkv.get() + begin * 3 * h + head * width;
    kernels::transpose(query + h, 3 * h, count, width, keys, padded);
    kernels::multiply({.a = query,
                       .a_stride = 3 * h,
                       .b = keys,
                       .b_stride = padded,
                       .c = scores,
                       .c_stride = padded,
                       .m = count,
                       .k = width,
                       .n = padded});
    float* mixed = space.mixed.get() + begin * h + head * width;
    float* factors = space.inner.need(count);
    for (std::size_t row = 0; row < count; ++row) factors[row] = kernels::softmax_row(scores + row * padded, count, scale);
    kernels::multiply({.a = scores,
                       .a_stride = padded,
                       .b = query + 2 * h,
                       .b_stride = 3 * h,
                       .c = mixed,
                       .c_stride = h,
                       .m = count,
                       .k = count,
                       .n = width});
    for (std::size_t row = 0; row < count; ++row) kernels::multiply_row(mixed + row * h, factors[row], width);
  }
}

void Encoder::run_layer(const Layer& layer, EncoderSpace& space, ProductRun& run, EncoderTimes& times) const {
  const PieceBatch& batch = space.batch;
  const std::size_t rows = batch.pieces.size();
  const std::size_t h = sizes_.hidden;
  const std::size_t wide = sizes_.intermediate;
  float* x = space.x.get();
  QuantizedRows& q = space.quantized;
  q.set(x, rows, h);
  float* qkv = space.qkv.need(rows * 3 * h);
  layer.qkv.for_rows(q.view(), space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
    kernels::scale_row(sums, q.scales()[row], layer.qkv.scaling(), 3 * h, qkv + row * 3 * h);
  });
  Stopwatch clock;
  float* mixed = space.mixed.need(rows * h);
  for (std::size_t w = 0; w + 1 < batch.windows.size(); ++w) attend(space, batch.windows[w], batch.windows[w + 1]);
  clock.add_to(times.attention);
  q.set(mixed, rows, h);
  layer.output.for_rows(q.view(), space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
    kernels::scale_add_norm_row(sums, q.scales()[row], layer.output.scaling(), layer.norm1.weight.data(), layer.norm1.bias.data(), h,
                                x + row * h);
  });
  q.set(x, rows, h);
  QuantizedRows& inner = space.quantized_inner;
  inner.reserve(rows, wide);
  float* line = space.inner.need(wide);
  layer.up.for_rows(q.view(), space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
    kernels::scale_gelu_row(sums, q.scales()[row], layer.up.scaling(), wide, line);
    kernels::quantize_rows(line, 1, wide, inner.row(row), inner.scales() + row);
  });
  layer.down.for_rows(inner.view(), space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
    kernels::scale_add_norm_row(sums, inner.scales()[row], layer.down.scaling(), layer.norm2.weight.data(), layer.norm2.bias.data(), h,
                                x + row * h);
  });
}

void Encoder::encode(EncoderSpace& space, ProductRun& run, EncoderTimes& times) const {
  Stopwatch clock;
  embed(space);
  for (const Layer& layer : layers_) run_layer(layer, space, run, times);
  clock.add_to(times.all);
}

double Encoder::time_products(std::size_t rows, EncoderSpace& space, ProductRun& run) const {
  const double before = run.seconds();
  for (std::size_t first = 0; first < rows; first += 4 * kProductRows) {
    const std::size_t count = std::min(4 * kProductRows, rows - first);
    space.quantized.reserve(count, sizes_.hidden);
    space.quantized_inner.reserve(count, sizes_.intermediate);
    const auto nothing = [](std::size_t, const std::int32_t*) {};
    for (const Layer& layer : layers_) {
      for (const Int8Matrix* matrix : {&layer.qkv, &layer.output, &layer.up})
        matrix->for_rows(space.quantized.view(), space.sums, run, nothing);
      layer.down.for_rows(space.quantized_inner.view(), space.sums, run, nothing);
    }
  }
  return run.seconds() - before;
}

}  // namespace demarche

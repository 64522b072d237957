// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/encoder.h"

#include <algorithm>
#include <array>

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

kernels::ByteRow row_of(const Tensor& table, std::size_t row) {
  return {table.bytes + row * table.columns, table.scales[row]};
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
  for (std::size_t window = 0; window + 1 < batch.windows.size(); ++window) {
    for (std::size_t row = batch.windows[window]; row < batch.windows[window + 1]; ++row) {
      const bool has_feature = batch.features[row] != PieceBatch::kNoFeature;
      const std::array<kernels::ByteRow, 4> rows = {row_of(words_, batch.pieces[row]), row_of(positions_, row - batch.windows[window]),
                                                    row_of(types_, 0), row_of(features_, has_feature ? batch.features[row] : 0)};
      kernels::sum_bytes(rows.data(), has_feature ? 4 : 3, h, x + row * h);
      kernels::norm_row(x + row * h, norm_.weight.data(), norm_.bias.data(), h);
    }
  }
}

/// Rows [begin, end) look at one another, head by head.
void Encoder::attend(EncoderSpace& space, std::size_t begin, std::size_t end) const {
  const std::size_t h = sizes_.hidden;
  const std::size_t width = h / sizes_.heads;
  for (std::size_t head = 0; head < sizes_.heads; ++head) {
    const float* query = space.qkv.get() + begin * 3 * h + head * width;
    kernels::attend({.query = query,
                     .key = query + h,
                     .value = query + 2 * h,
                     .stride = 3 * h,
                     .rows = end - begin,
                     .width = width,
                     .mixed = space.mixed.get() + begin * h + head * width,
                     .mixed_stride = h},
                    space.attention);
  }
}

/// Expects the rows of `space.x` in 8 bits too, and leaves them so.
void Encoder::run_layer(const Layer& layer, EncoderSpace& space, ProductRun& run, EncoderTimes& times) const {
  const PieceBatch& batch = space.batch;
  const std::size_t rows = batch.pieces.size();
  const std::size_t h = sizes_.hidden;
  const std::size_t wide = sizes_.intermediate;
  float* x = space.x.get();
  QuantizedRows& q = space.quantized;
  float* qkv = space.qkv.need(rows * 3 * h);
  layer.qkv.for_rows(q.view(), space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
    kernels::scale_row(sums, q.scales()[row], layer.qkv.scaling(), 3 * h, qkv + row * 3 * h);
  });
  Stopwatch clock;
  float* mixed = space.mixed.need(rows * h);
  for (std::size_t w = 0; w + 1 < batch.windows.size(); ++w) attend(space, batch.windows[w], batch.windows[w + 1]);
  clock.add_to(times.attention);
  q.set(mixed, rows, h);
  // A row's 8 bits have been multiplied when its sums come, so those of what it becomes may take their place.
  const auto add_and_norm = [&](const Int8Matrix& matrix, const Norm& norm, const QuantizedView& from) {
    matrix.for_rows(from, space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
      float* to = x + row * h;
      const float top = kernels::scale_add_norm_row(sums, from.scales[row], matrix.scaling(), norm.weight.data(), norm.bias.data(), h, to);
      q.set_row(row, to, top);
    });
  };
  add_and_norm(layer.output, layer.norm1, q.view());
  QuantizedRows& inner = space.quantized_inner;
  inner.reserve(rows, wide);
  float* line = space.inner.need(wide);
  layer.up.for_rows(q.view(), space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
    inner.set_row(row, line, kernels::scale_gelu_row(sums, q.scales()[row], layer.up.scaling(), wide, line));
  });
  add_and_norm(layer.down, layer.norm2, inner.view());
}

void Encoder::encode(EncoderSpace& space, ProductRun& run, EncoderTimes& times) const {
  Stopwatch clock;
  embed(space);
  space.quantized.set(space.x.get(), space.batch.pieces.size(), sizes_.hidden);
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

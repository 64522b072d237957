// SPDX-License-Identifier: Apache-2.0
// Dense layers: int8 products by oneDNN, and small float layers by kernels::multiply. Activations come as unsigned bytes
// x + 128, since that is the form every processor multiplies without a detour; the 128 is taken off again exactly, by a
// constant per output (Scaling::offsets). Sums are int32, so they are the same whatever instructions oneDNN picks, as long
// as no pair of products saturates 16 bits: 255 * 63 * 2 = 32,130 fits. Not here: activations and norms (kernels.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "language/encoder/buffer.h"
#include "language/encoder/kernels.h"
#include "language/encoder/model_file.h"

namespace demarche {

/// Rows that one product takes at most. Larger matrices go through in pieces, whose sums stay in the processor's cache.
constexpr std::size_t kProductRows = 128;
/// Row counts are padded to a multiple of this; inputs must be readable so far.
constexpr std::size_t kRowStep = 16;

struct Primitive;

/// Owns oneDNN's engine and the primitives made so far, by shape. Thread-safe; outlives the matrices made with it.
class ProductEngine {
 public:
  ProductEngine();
  ~ProductEngine();
  ProductEngine(const ProductEngine&) = delete;
  ProductEngine& operator=(const ProductEngine&) = delete;
  /// What oneDNN chose for the products, e.g. "brgemm:avx512_core_vnni"; for logs and benchmarks.
  std::string implementation() const;

 private:
  friend class Int8Matrix;
  friend class ProductRun;
  struct State;
  std::unique_ptr<State> state_;
};

/// One thread's turn at the engine: keeps oneDNN's parallelism at one thread while it lives (parallelism is reports, not
/// matrices), and counts the seconds spent in products.
class ProductRun {
 public:
  explicit ProductRun(const ProductEngine& engine);
  ~ProductRun();
  ProductRun(const ProductRun&) = delete;
  ProductRun& operator=(const ProductRun&) = delete;
  double seconds() const { return seconds_; }

 private:
  friend class Int8Matrix;
  struct Stream;
  std::unique_ptr<Stream> stream_;
  Buffer<std::uint8_t> scratch_{};
  int threads_before_ = 1;
  double seconds_ = 0;
};

/// Rows of activations in 8 bits; readable to kProductRows rows past the end.
struct QuantizedView {
  const std::uint8_t* bytes = nullptr;
  const float* scales = nullptr;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// Activations of some rows in 8 bits, owned.
class QuantizedRows {
 public:
  void reserve(std::size_t rows, std::size_t columns);
  /// Takes rows of `columns` floats, packed.
  void set(const float* x, std::size_t rows, std::size_t columns);
  /// Takes one row, whose largest magnitude is `top`.
  void set_row(std::size_t r, const float* x, float top) {
    scales()[r] = kernels::scale_of(top);
    kernels::quantize_row(x, columns_, scales()[r], row(r));
  }
  std::uint8_t* row(std::size_t r) { return bytes_.get() + r * columns_; }
  const std::uint8_t* row(std::size_t r) const { return bytes_.get() + r * columns_; }
  float* scales() { return scales_.get(); }
  QuantizedView view() const { return {bytes_.get(), scales_.get(), rows_, columns_}; }
  QuantizedView view(std::size_t first, std::size_t count) const { return {row(first), scales_.get() + first, count, columns_}; }

 private:
  Buffer<std::uint8_t> bytes_{};
  Buffer<float> scales_{};
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
};

/// A layer of the file, one of several with the same input that are joined into one matrix.
struct LayerPart {
  std::string name{};  ///< "upos": tensors "upos.weight" and "upos.bias"
  std::size_t outputs = 0;
  bool has_bias = true;
};

/// Int8 layers with the same input, side by side.
class Int8Matrix {
 public:
  Int8Matrix(const ModelFile& model, ProductEngine& engine, std::size_t inputs, const std::vector<LayerPart>& parts);
  ~Int8Matrix();
  Int8Matrix(Int8Matrix&&) noexcept;

  std::size_t inputs() const { return inputs_; }
  std::size_t width() const { return width_; }                           ///< columns of the sums, padding included
  std::size_t column(std::size_t part) const { return columns_[part]; }  ///< where a part begins, a multiple of 8
  kernels::Scaling scaling(std::size_t column = 0) const {
    return {offsets_.data() + column, scales_.data() + column, bias_.data() + column};
  }
  /// Exact sums of up to kProductRows rows; `sums` has room for `rows` padded to kRowStep, times width().
  void product(const std::uint8_t* x, std::size_t rows, std::int32_t* sums, ProductRun& run) const;

  /// Calls each(row, sums of the row) for all rows, piece by piece.
  template <class Each>
  void for_rows(const QuantizedView& x, Buffer<std::int32_t>& sums, ProductRun& run, Each&& each) const {
    for (std::size_t first = 0; first < x.rows; first += kProductRows) {
      const std::size_t count = std::min(kProductRows, x.rows - first);
      std::int32_t* out = sums.need(kProductRows * width_);
      product(x.bytes + first * inputs_, count, out, run);
      for (std::size_t r = 0; r < count; ++r) each(first + r, out + r * width_);
    }
  }

 private:
  struct Weights;
  const Primitive& primitive_for(std::size_t rows) const;
  void fill(std::size_t part, const Tensor& weight, const float* bias, std::vector<std::int8_t>& rows);
  std::size_t inputs_ = 0;
  std::size_t width_ = 0;
  std::vector<std::size_t> columns_{};
  std::vector<std::int32_t> offsets_{};
  std::vector<float> scales_{};
  std::vector<float> bias_{};
  ProductEngine* engine_ = nullptr;
  std::unique_ptr<Weights> weights_;
};

/// Layers with the same input, of either type: int8 where a layer has more than 64 outputs, float otherwise.
class LayerGroup {
 public:
  LayerGroup(const ModelFile& model, ProductEngine& engine, std::size_t inputs, std::vector<LayerPart> parts);

  std::size_t width() const { return width_; }                           ///< floats of an output row
  std::size_t column(std::size_t part) const { return columns_[part]; }  ///< where a part begins in an output row
  bool has_int8() const { return int8_ != nullptr; }
  /// Fills `rows` output rows. `x` has packed rows; `quantized` holds the same rows and is read only if has_int8().
  void run(const float* x, const QuantizedView& quantized, std::size_t rows, float* y, Buffer<std::int32_t>& sums, ProductRun& run) const;
  /// The same, where the 8 bits are still to be made of `x`.
  void run(const float* x, std::size_t rows, float* y, QuantizedRows& space, Buffer<std::int32_t>& sums, ProductRun& run) const;

 private:
  std::size_t inputs_ = 0;
  std::size_t width_ = 0;
  std::size_t int8_width_ = 0;
  std::vector<std::size_t> columns_{};
  std::unique_ptr<Int8Matrix> int8_;
  std::size_t float_width_ = 0;
  Buffer<float> weights_{};  ///< inputs x float_width_
  Buffer<float> bias_{};
};

/// True for layers that the contract stores as int8.
constexpr bool is_int8_layer(std::size_t outputs) {
  return outputs > 64;
}

}  // namespace demarche

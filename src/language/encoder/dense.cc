// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/dense.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <oneapi/dnnl/dnnl.hpp>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "language/encoder/stopwatch.h"

// Of libgomp, on which Debian's oneDNN runs. Declared here, since its header belongs to one compiler.
extern "C" {
void omp_set_num_threads(int);
int omp_get_max_threads();
}

namespace demarche {
namespace {

using Memory = dnnl::memory;

Memory::dim dim(std::size_t value) {
  return static_cast<Memory::dim>(value);
}

bool may_use_avx512(dnnl::cpu_isa isa) {
  return isa != dnnl::cpu_isa::sse41 && isa != dnnl::cpu_isa::avx && isa != dnnl::cpu_isa::avx2 && isa != dnnl::cpu_isa::avx2_vnni;
}

Memory::desc plain(std::size_t rows, std::size_t columns, Memory::data_type type) {
  return {{dim(rows), dim(columns)}, type, Memory::format_tag::ab};
}

}  // namespace

/// A product of one shape with its needs.
struct Primitive {
  dnnl::matmul matmul{};
  Memory::desc source{}, weights{}, sums{}, scratch{};
};

struct ProductEngine::State {
  struct Shape {
    std::size_t rows, inputs, width;
    auto operator<=>(const Shape&) const = default;
  };
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  mutable std::mutex mutex{};
  std::map<Shape, Primitive> primitives{};  // nodes stay where they are
  std::string implementation{};

  const Primitive& get(const Shape& shape);
  std::optional<Primitive> make(const Shape& shape, const Memory::desc& weights);
};

std::optional<Primitive> ProductEngine::State::make(const Shape& shape, const Memory::desc& weights) {
  Primitive out;
  out.source = plain(shape.rows, shape.inputs, Memory::data_type::u8);
  out.sums = plain(shape.rows, shape.width, Memory::data_type::s32);
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);  // oneDNN's own is bound to the thread that made the primitive
  try {
    const dnnl::matmul::primitive_desc description({out.source, weights, out.sums}, attributes, engine);
    const std::string name = description.impl_info_str();
    if (!implementation.empty() && name != implementation && name.find("ref") != std::string::npos) return std::nullopt;
    if (implementation.empty()) implementation = name;
    out.weights = description.weights_desc();
    out.scratch = description.scratchpad_desc();
    out.matmul = dnnl::matmul(description);
    return out;
  } catch (const dnnl::error&) {
    return std::nullopt;
  }
}

/// The primitive for a full piece decides the layout of the weights; smaller ones must take the same, or the full one serves.
const Primitive& ProductEngine::State::get(const Shape& shape) {
  const std::lock_guard lock(mutex);
  const auto found = primitives.find(shape);
  if (found != primitives.end()) return found->second;
  const Shape full{kProductRows, shape.inputs, shape.width};
  auto base = primitives.find(full);
  if (base == primitives.end()) {
    const Memory::desc any({dim(shape.inputs), dim(shape.width)}, Memory::data_type::s8, Memory::format_tag::any);
    std::optional<Primitive> made = make(full, any);
    if (!made) fail(ErrorCode::UnsupportedMachine, "oneDNN cannot multiply 8-bit matrices of {} x {} here", shape.inputs, shape.width);
    base = primitives.emplace(full, *made).first;
  }
  if (shape.rows == kProductRows) return base->second;
  std::optional<Primitive> made = make(shape, base->second.weights);
  return primitives.emplace(shape, made ? *made : base->second).first->second;
}

ProductEngine::ProductEngine() : state_(std::make_unique<State>()) {
  // One choice for the whole network: where oneDNN is held to AVX2 (DNNL_MAX_CPU_ISA), so are the kernels.
  if (!may_use_avx512(dnnl::get_effective_cpu_isa())) kernels::limit_to_avx2();
}
ProductEngine::~ProductEngine() = default;

std::string ProductEngine::implementation() const {
  const std::lock_guard lock(state_->mutex);
  return state_->implementation;
}

/// A thread's stream, and the places of what each primitive reads and writes: made once, then only pointed elsewhere.
struct ProductRun::Stream {
  struct Places {
    Memory source, sums, scratch;
  };
  dnnl::engine engine;
  dnnl::stream stream;
  std::unordered_map<const Primitive*, Places> places{};

  Places& of(const Primitive& primitive) {
    const auto found = places.find(&primitive);
    if (found != places.end()) return found->second;
    const auto place = [&](const Memory::desc& desc) { return Memory(desc, engine, DNNL_MEMORY_NONE); };
    return places.emplace(&primitive, Places{place(primitive.source), place(primitive.sums), place(primitive.scratch)}).first->second;
  }
};

ProductRun::ProductRun(const ProductEngine& engine)
    : stream_(std::make_unique<Stream>(Stream{engine.state_->engine, dnnl::stream(engine.state_->engine)})),
      threads_before_(omp_get_max_threads()) {
  omp_set_num_threads(1);
}

ProductRun::~ProductRun() {
  omp_set_num_threads(threads_before_);
}

void QuantizedRows::reserve(std::size_t rows, std::size_t columns) {
  rows_ = rows;
  columns_ = columns;
  // A piece may be computed with the primitive of a full one, so room for a full piece stands behind the last row.
  bytes_.need((rows + kProductRows) * columns);
  scales_.need(rows + kProductRows);
}

void QuantizedRows::set(const float* x, std::size_t rows, std::size_t columns) {
  reserve(rows, columns);
  kernels::quantize_rows(x, rows, columns, bytes_.get(), scales_.get());
}

struct Int8Matrix::Weights {
  Memory memory;
  std::array<std::atomic<const Primitive*>, kProductRows / kRowStep> primitives{};  // by rows; filled when first needed
};

Int8Matrix::~Int8Matrix() = default;
Int8Matrix::Int8Matrix(Int8Matrix&&) noexcept = default;

Int8Matrix::Int8Matrix(const ModelFile& model, ProductEngine& engine, std::size_t inputs, const std::vector<LayerPart>& parts)
    : inputs_(inputs), engine_(&engine) {
  for (const LayerPart& part : parts) {
    columns_.push_back(width_);
    width_ += round_up(part.outputs, kernels::kLanes);
  }
  width_ = round_up(width_, 16);
  offsets_.assign(width_, 0);
  scales_.assign(width_, 0);
  bias_.assign(width_, 0);
  std::vector<std::int8_t> rows(width_ * inputs_, 0);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tensor weight = model.tensor(parts[i].name + ".weight", parts[i].outputs, inputs);
    if (weight.bytes == nullptr) model.refuse(fmt::format("tensor {}.weight is not of type i8", parts[i].name));
    const float* bias = nullptr;
    if (parts[i].has_bias) bias = model.tensor(parts[i].name + ".bias", 1, parts[i].outputs).floats;
    if (parts[i].has_bias && bias == nullptr) model.refuse(fmt::format("tensor {}.bias is not of type f32", parts[i].name));
    fill(i, weight, bias, rows);
  }
  const auto& dnnl_engine = engine.state_->engine;
  const Primitive& primitive = engine.state_->get({kProductRows, inputs_, width_});
  const Memory::desc stored({dim(inputs_), dim(width_)}, Memory::data_type::s8, Memory::format_tag::ba);
  Memory given(stored, dnnl_engine, rows.data());
  weights_.reset(new Weights{Memory(primitive.weights, dnnl_engine)});
  const ProductRun run(engine);
  dnnl::reorder(given, weights_->memory).execute(run.stream_->stream, given, weights_->memory);
  run.stream_->stream.wait();
}

void Int8Matrix::fill(std::size_t part, const Tensor& weight, const float* bias, std::vector<std::int8_t>& rows) {
  const std::size_t column = columns_[part];
  std::copy_n(weight.bytes, weight.rows * inputs_, rows.begin() + static_cast<std::ptrdiff_t>(column * inputs_));
  for (std::size_t r = 0; r < weight.rows; ++r) {
    std::int32_t sum = 0;
    for (std::size_t k = 0; k < inputs_; ++k) sum += weight.bytes[r * inputs_ + k];
    offsets_[column + r] = 128 * sum;
    scales_[column + r] = weight.scales[r];
    if (bias != nullptr) bias_[column + r] = bias[r];
  }
}

const Primitive& Int8Matrix::primitive_for(std::size_t rows) const {
  const std::size_t steps = (rows + kRowStep - 1) / kRowStep;
  std::atomic<const Primitive*>& known = weights_->primitives[steps - 1];
  const Primitive* primitive = known.load(std::memory_order_acquire);
  if (primitive == nullptr) {
    primitive = &engine_->state_->get({steps * kRowStep, inputs_, width_});
    known.store(primitive, std::memory_order_release);
  }
  return *primitive;
}

void Int8Matrix::product(const std::uint8_t* x, std::size_t rows, std::int32_t* sums, ProductRun& run) const {
  Stopwatch clock;
  const Primitive& primitive = primitive_for(rows);
  ProductRun::Stream::Places& places = run.stream_->of(primitive);
  places.source.set_data_handle(const_cast<std::uint8_t*>(x));
  places.sums.set_data_handle(sums);
  places.scratch.set_data_handle(run.scratch_.need(primitive.scratch.get_size() + 1));
  const std::array<dnnl_exec_arg_t, 4> arguments = {{{DNNL_ARG_SRC, places.source.get()},
                                                     {DNNL_ARG_WEIGHTS, weights_->memory.get()},
                                                     {DNNL_ARG_DST, places.sums.get()},
                                                     {DNNL_ARG_SCRATCHPAD, places.scratch.get()}}};
  dnnl::error::wrap_c_api(dnnl_primitive_execute(primitive.matmul.get(), run.stream_->stream.get(), 4, arguments.data()),
                          "could not execute a product");
  run.stream_->stream.wait();
  clock.add_to(run.seconds_);
}

LayerGroup::LayerGroup(const ModelFile& model, ProductEngine& engine, std::size_t inputs, std::vector<LayerPart> parts)
    : inputs_(inputs), columns_(parts.size()) {
  std::vector<LayerPart> wide;
  for (const LayerPart& part : parts)
    if (is_int8_layer(part.outputs)) wide.push_back(part);
  if (!wide.empty()) int8_ = std::make_unique<Int8Matrix>(model, engine, inputs, wide);
  int8_width_ = int8_ != nullptr ? int8_->width() : 0;
  std::size_t next_wide = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_int8_layer(parts[i].outputs)) {
      columns_[i] = int8_->column(next_wide++);
      continue;
    }
    columns_[i] = int8_width_ + float_width_;
    float_width_ += round_up(parts[i].outputs, kernels::kLanes);
  }
  width_ = int8_width_ + float_width_;
  weights_.need(inputs_ * float_width_);
  bias_.need(float_width_);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_int8_layer(parts[i].outputs)) continue;
    const Tensor weight = model.tensor(parts[i].name + ".weight", parts[i].outputs, inputs);
    const std::size_t column = columns_[i] - int8_width_;
    for (std::size_t r = 0; r < weight.rows; ++r)
      for (std::size_t k = 0; k < inputs_; ++k) weights_.get()[k * float_width_ + column + r] = weight.at(r, k);
    if (!parts[i].has_bias) continue;
    const Tensor bias = model.tensor(parts[i].name + ".bias", 1, parts[i].outputs);
    for (std::size_t r = 0; r < weight.rows; ++r) bias_.get()[column + r] = bias.at(0, r);
  }
}

void LayerGroup::run(const float* x, const QuantizedView& quantized, std::size_t rows, float* y, Buffer<std::int32_t>& sums,
                     ProductRun& run) const {
  if (int8_ != nullptr)
    int8_->for_rows(quantized, sums, run, [&](std::size_t row, const std::int32_t* row_sums) {
      kernels::scale_row(row_sums, quantized.scales[row], int8_->scaling(), int8_width_, y + row * width_);
    });
  if (float_width_ == 0) return;
  kernels::multiply({.a = x,
                     .a_stride = inputs_,
                     .b = weights_.get(),
                     .b_stride = float_width_,
                     .c = y + int8_width_,
                     .c_stride = width_,
                     .m = rows,
                     .k = inputs_,
                     .n = float_width_,
                     .start = bias_.get()});
}

void LayerGroup::run(const float* x, std::size_t rows, float* y, QuantizedRows& space, Buffer<std::int32_t>& sums,
                     ProductRun& product_run) const {
  if (has_int8()) space.set(x, rows, inputs_);
  run(x, space.view(), rows, y, sums, product_run);
}

}  // namespace demarche

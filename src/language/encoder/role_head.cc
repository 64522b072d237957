// SPDX-License-Identifier: Apache-2.0
// In the workspace: a = k and n of the window's words, b = q and m of the anchors, c = x, anchors side by side, tops = the
// largest magnitude of each row of x.
#include "language/encoder/role_head.h"

#include <algorithm>

namespace demarche {
namespace {

/// Rows that go through the convolutions at once; bounds the scratch memory of windows full of anchors.
constexpr std::size_t kRows = 1024;

}  // namespace

RoleHead::RoleHead(const ModelFile& model, ProductEngine& engine, const std::string& name, const Labels& tags)
    : word_width_(model.sizes().word),
      width_(model.sizes().pair),
      reach_(model.sizes().distance),
      of_words_(model, engine, word_width_, {{name + ".k", width_, false}, {name + ".n", width_, false}}),
      of_anchors_(model, engine, word_width_, {{name + ".q", width_}, {name + ".m", width_, false}}),
      conv1_(model, engine, 3 * width_, {{name + ".conv1", width_}}),
      conv2_(model, engine, 3 * width_, {{name + ".conv2", width_}}),
      conv3_(model, engine, 3 * width_, {{name + ".conv3", width_}}),
      out_(model, engine, width_, {{name + ".out", tags.size()}}),
      decoder_(model, tags) {
  const Tensor table = model.tensor(name + ".dist", 2 * reach_ + 1, width_);
  for (std::size_t row = 0; row < table.rows; ++row)
    for (std::size_t c = 0; c < width_; ++c) distances_.push_back(table.at(row, c));
}

void RoleHead::pair(WordRange window, const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run) const {
  const std::size_t count = window.size();
  float* x = space.c.need(anchors.size() * count * width_);
  float* tops = space.tops.need(anchors.size() * count);
  float* gathered = space.d.need(anchors.size() * word_width_);
  for (std::size_t a = 0; a < anchors.size(); ++a)
    std::copy_n(space.vectors.get() + anchors[a] * word_width_, word_width_, gathered + a * word_width_);
  float* own = space.b.need(anchors.size() * of_anchors_.width());
  of_anchors_.run(gathered, anchors.size(), own, space.quantized, space.sums, run);
  for (std::size_t a = 0; a < anchors.size(); ++a) {
    const float* q = own + a * of_anchors_.width() + of_anchors_.column(0);
    const float* m = own + a * of_anchors_.width() + of_anchors_.column(1);
    const auto reach = static_cast<std::int64_t>(reach_);
    for (std::size_t w = 0; w < count; ++w) {
      const float* word = space.a.get() + w * of_words_.width();
      const std::int64_t distance = static_cast<std::int64_t>(window.first + w) - static_cast<std::int64_t>(anchors[a]);
      const auto row = static_cast<std::size_t>(std::clamp(distance, -reach, reach) + reach);
      tops[a * count + w] = kernels::pair_row(
          {.q = q, .k = word + of_words_.column(0), .distance = distances_.data() + row * width_, .m = m, .n = word + of_words_.column(1)},
          width_, x + (a * count + w) * width_);
    }
  }
}

/// x += gelu(conv(x)); the taps of each word are read before any word changes.
void RoleHead::convolve(const Int8Matrix& layer, std::size_t dilation, std::size_t anchors, std::size_t words, Workspace& space,
                        ProductRun& run) const {
  float* x = space.c.get();
  float* tops = space.tops.get();
  space.quantized.reserve(anchors * words, 3 * width_);
  for (std::size_t a = 0; a < anchors; ++a) {
    for (std::size_t w = 0; w < words; ++w) {
      const std::size_t row = a * words + w;
      const float* own = x + row * width_;
      const bool has_left = w >= dilation;
      const bool has_right = w + dilation < words;
      const float* const taps[3] = {has_left ? own - dilation * width_ : nullptr, own, has_right ? own + dilation * width_ : nullptr};
      const float of_taps[3] = {has_left ? tops[row - dilation] : 0, tops[row], has_right ? tops[row + dilation] : 0};
      space.quantized.scales()[row] = kernels::quantize_three(taps, of_taps, width_, space.quantized.row(row));
    }
  }
  layer.for_rows(space.quantized.view(), space.sums, run, [&](std::size_t row, const std::int32_t* sums) {
    tops[row] = kernels::scale_gelu_add_row(sums, space.quantized.scales()[row], layer.scaling(), width_, x + row * width_);
  });
}

void RoleHead::score(WordRange window, const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run,
                     std::vector<float>& out) const {
  const std::size_t count = window.size();
  out.resize(anchors.size() * count * stride());
  of_words_.run(space.vectors.get() + window.first * word_width_, space.quantized_vectors.view(window.first, count), count,
                space.a.need(count * of_words_.width()), space.sums, run);
  const std::size_t at_once = std::max<std::size_t>(1, kRows / count);
  for (std::size_t first = 0; first < anchors.size(); first += at_once) {
    const std::size_t last = std::min(anchors.size(), first + at_once);
    const std::vector<std::uint32_t> some(anchors.begin() + static_cast<std::ptrdiff_t>(first),
                                          anchors.begin() + static_cast<std::ptrdiff_t>(last));
    pair(window, some, space, run);
    convolve(conv1_, 1, some.size(), count, space, run);
    convolve(conv2_, 2, some.size(), count, space, run);
    convolve(conv3_, 4, some.size(), count, space, run);
    out_.run(space.c.get(), some.size() * count, out.data() + first * count * stride(), space.quantized, space.sums, run);
  }
}

}  // namespace demarche

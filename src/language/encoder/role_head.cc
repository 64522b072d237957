// SPDX-License-Identifier: Apache-2.0
// In the workspace: a = k and n of the window's words, b = q and m of the anchors, c = x, anchors side by side, tops = the
// largest magnitude of each row of x.
#include "language/encoder/role_head.h"

#include <algorithm>
#include <utility>

namespace demarche {
namespace {

/// Rows that go through the convolutions at once; bounds the scratch memory of windows full of anchors.
constexpr std::size_t kRows = 1024;
/// Words before and after an anchor that are asked first. Of the roles in the training part of the gold, one in a hundred lies beyond.
constexpr std::uint32_t kNear = 64;
/// Words that a score depends on, on either side: the sum of the dilations.
constexpr std::uint32_t kTouch = 7;

std::size_t rows_of(std::span<const RoleScope> scopes) {
  std::size_t rows = 0;
  for (const RoleScope& scope : scopes) rows += scope.words.size();
  return rows;
}

WordRange near_words(WordRange window, std::uint32_t anchor) {
  const std::uint32_t before = std::min(kNear, anchor - window.first);
  return {anchor - before, std::min(window.last, anchor + kNear)};
}

/// Whether a role stands so close to an end of the words that what lies beyond may belong to it or change it.
bool reaches_out(const std::vector<BioSpan>& roles, WordRange words, WordRange window) {
  return std::any_of(roles.begin(), roles.end(), [&](const BioSpan& role) {
    const bool left = words.first > window.first && role.begin < words.first + kTouch;
    const bool right = words.last < window.last && role.end + kTouch > words.last;
    return left || right;
  });
}

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

void RoleHead::pair(WordRange window, std::span<const RoleScope> scopes, Workspace& space, ProductRun& run) const {
  const std::size_t rows = rows_of(scopes);
  float* x = space.c.need(rows * width_);
  float* tops = space.tops.need(rows);
  float* gathered = space.d.need(scopes.size() * word_width_);
  for (std::size_t a = 0; a < scopes.size(); ++a)
    std::copy_n(space.vectors.get() + scopes[a].anchor * word_width_, word_width_, gathered + a * word_width_);
  float* own = space.b.need(scopes.size() * of_anchors_.width());
  of_anchors_.run(gathered, scopes.size(), own, space.quantized, space.sums, run);
  const auto reach = static_cast<std::int64_t>(reach_);
  for (std::size_t a = 0; a < scopes.size(); ++a) {
    const float* q = own + a * of_anchors_.width() + of_anchors_.column(0);
    const float* m = own + a * of_anchors_.width() + of_anchors_.column(1);
    for (std::uint32_t w = scopes[a].words.first; w < scopes[a].words.last; ++w, x += width_) {
      const float* word = space.a.get() + (w - window.first) * of_words_.width();
      const std::int64_t distance = static_cast<std::int64_t>(w) - static_cast<std::int64_t>(scopes[a].anchor);
      const auto row = static_cast<std::size_t>(std::clamp(distance, -reach, reach) + reach);
      *tops++ = kernels::pair_row(
          {.q = q, .k = word + of_words_.column(0), .distance = distances_.data() + row * width_, .m = m, .n = word + of_words_.column(1)},
          width_, x);
    }
  }
}

/// x += gelu(conv(x)); the taps of each word are read before any word changes.
void RoleHead::convolve(const Int8Matrix& layer, std::size_t dilation, std::span<const RoleScope> scopes, Workspace& space,
                        ProductRun& run) const {
  float* x = space.c.get();
  float* tops = space.tops.get();
  space.quantized.reserve(rows_of(scopes), 3 * width_);
  std::size_t row = 0;
  for (const RoleScope& scope : scopes) {
    for (std::size_t w = 0; w < scope.words.size(); ++w, ++row) {
      const float* own = x + row * width_;
      const bool has_left = w >= dilation;
      const bool has_right = w + dilation < scope.words.size();
      const float* const taps[3] = {has_left ? own - dilation * width_ : nullptr, own, has_right ? own + dilation * width_ : nullptr};
      const float of_taps[3] = {has_left ? tops[row - dilation] : 0, tops[row], has_right ? tops[row + dilation] : 0};
      space.quantized.scales()[row] = kernels::quantize_three(taps, of_taps, width_, space.quantized.row(row));
    }
  }
  layer.for_rows(space.quantized.view(), space.sums, run, [&](std::size_t at, const std::int32_t* sums) {
    tops[at] = kernels::scale_gelu_add_row(sums, space.quantized.scales()[at], layer.scaling(), width_, x + at * width_);
  });
}

void RoleHead::score(WordRange window, const std::vector<RoleScope>& scopes, Workspace& space, ProductRun& run,
                     std::vector<float>& out) const {
  out.resize(rows_of(scopes) * stride());
  of_words_.run(space.vectors.get() + window.first * word_width_, space.quantized_vectors.view(window.first, window.size()), window.size(),
                space.a.need(window.size() * of_words_.width()), space.sums, run);
  float* to = out.data();
  for (std::size_t first = 0, last = 0; first < scopes.size(); first = last) {
    std::size_t rows = scopes[last++].words.size();
    while (last < scopes.size() && rows + scopes[last].words.size() <= kRows) rows += scopes[last++].words.size();
    const std::span<const RoleScope> some{scopes.data() + first, last - first};
    pair(window, some, space, run);
    convolve(conv1_, 1, some, space, run);
    convolve(conv2_, 2, some, space, run);
    convolve(conv3_, 4, some, space, run);
    out_.run(space.c.get(), rows, to, space.quantized, space.sums, run);
    to += rows * stride();
  }
}

std::vector<std::vector<BioSpan>> RoleHead::decode(WordRange window, const std::vector<RoleScope>& scopes, Workspace& space,
                                                   ProductRun& run) const {
  std::vector<float> scores;
  score(window, scopes, space, run, scores);
  std::vector<std::vector<BioSpan>> out;
  const float* row = scores.data();
  for (const RoleScope& scope : scopes) {
    out.push_back(decoder_.decode(row, stride(), scope.words.size()));
    for (BioSpan& span : out.back()) span.begin += scope.words.first, span.end += scope.words.first;
    row += scope.words.size() * stride();
  }
  return out;
}

std::vector<std::vector<BioSpan>> RoleHead::find(WordRange window, const std::vector<std::uint32_t>& anchors, Workspace& space,
                                                 ProductRun& run) const {
  std::vector<RoleScope> near;
  for (const std::uint32_t anchor : anchors) near.push_back({anchor, near_words(window, anchor)});
  std::vector<std::vector<BioSpan>> out = decode(window, near, space, run);
  std::vector<RoleScope> whole;
  std::vector<std::size_t> places;
  for (std::size_t a = 0; a < anchors.size(); ++a)
    if (reaches_out(out[a], near[a].words, window)) whole.push_back({anchors[a], window}), places.push_back(a);
  if (whole.empty()) return out;
  std::vector<std::vector<BioSpan>> wider = decode(window, whole, space, run);
  for (std::size_t i = 0; i < places.size(); ++i) out[places[i]] = std::move(wider[i]);
  return out;
}

}  // namespace demarche

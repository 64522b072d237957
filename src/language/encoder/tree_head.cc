// SPDX-License-Identifier: Apache-2.0
// Sentences are handled in batches of about one product's rows. In the workspace: a = projections of the batch's words,
// b = U head of each, c = w . head of each, d and e = of the sentence at hand.
#include "language/encoder/tree_head.h"

#include <algorithm>

#include "language/encoder/tree_decoder.h"
#include "language/encoder/word_heads.h"

namespace demarche {
TreeHead::TreeHead(const ModelFile& model, ProductEngine& engine)
    : labels_(model.labels().relation),
      word_width_(model.sizes().word),
      arc_width_(model.sizes().arc),
      label_width_(model.sizes().label),
      parts_(model, engine, word_width_,
             {{"dep", arc_width_}, {"head", arc_width_}, {"dep_label", label_width_}, {"head_label", label_width_}}),
      inner_(model, engine, arc_width_, {{"arc", arc_width_, false}}),
      relation_(model, engine, 2 * label_width_, {{"relation", labels_.size()}}),
      root_inner_(inner_.width()),
      root_label_(label_width_),
      head_weight_(arc_width_ * kernels::kLanes) {
  const Tensor root = model.tensor("root", 1, arc_width_);
  const Tensor weight = model.tensor("arc.head", 1, arc_width_);
  const Tensor label = model.tensor("root_label", 1, label_width_);
  std::vector<float> root_values(arc_width_);
  for (std::size_t i = 0; i < arc_width_; ++i) root_values[i] = root.at(0, i);
  for (std::size_t i = 0; i < arc_width_; ++i) head_weight_[i * kernels::kLanes] = weight.at(0, i);
  for (std::size_t i = 0; i < label_width_; ++i) root_label_[i] = label.at(0, i);
  const auto found = std::find(labels_.begin(), labels_.end(), "root");
  if (found != labels_.end()) root_relation_ = static_cast<std::uint32_t>(found - labels_.begin());
  float score[kernels::kLanes];
  kernels::multiply({.a = root_values.data(),
                     .a_stride = arc_width_,
                     .b = head_weight_.data(),
                     .b_stride = kernels::kLanes,
                     .c = score,
                     .c_stride = kernels::kLanes,
                     .m = 1,
                     .k = arc_width_,
                     .n = kernels::kLanes});
  root_score_ = score[0];
  QuantizedRows space;
  Buffer<std::int32_t> sums;
  ProductRun product_run(engine);
  inner_.run(root_values.data(), 1, root_inner_.data(), space, sums, product_run);
}

void TreeHead::project(WordRange words, Workspace& space, ProductRun& run) const {
  const std::size_t count = words.size();
  const std::size_t stride = parts_.width();
  float* parts = space.a.need(count * stride);
  parts_.run(space.vectors.get() + words.first * word_width_, space.quantized_vectors.view(words.first, count), count, parts, space.sums,
             run);
  float* heads = space.d.need(count * arc_width_);
  for (std::size_t i = 0; i < count; ++i) {
    kernels::gelu_row(parts + i * stride + parts_.column(kDep), arc_width_);
    kernels::gelu_row(parts + i * stride + parts_.column(kHead), arc_width_);
    std::copy_n(parts + i * stride + parts_.column(kHead), arc_width_, heads + i * arc_width_);
  }
  inner_.run(heads, count, space.b.need(count * inner_.width()), space.quantized, space.sums, run);
  kernels::multiply({.a = heads,
                     .a_stride = arc_width_,
                     .b = head_weight_.data(),
                     .b_stride = kernels::kLanes,
                     .c = space.c.need(count * kernels::kLanes),
                     .c_stride = kernels::kLanes,
                     .m = count,
                     .k = arc_width_,
                     .n = kernels::kLanes});
}

/// Scores of a sentence of the batch into space.e; the stride of its rows.
std::size_t TreeHead::score_arcs(WordRange batch, WordRange sentence, Workspace& space) const {
  const std::size_t count = sentence.size();
  const std::size_t first = sentence.first - batch.first;
  const std::size_t stride = round_up(count + 1, kernels::kLanes);
  float* columns = space.d.need((arc_width_ + 1) * stride);
  float* start = columns + arc_width_ * stride;
  std::fill_n(columns, (arc_width_ + 1) * stride, 0.0F);
  start[0] = root_score_;
  for (std::size_t j = 0; j < count; ++j) start[j + 1] = space.c.get()[(first + j) * kernels::kLanes];
  for (std::size_t k = 0; k < arc_width_; ++k) {
    float* row = columns + k * stride;
    row[0] = root_inner_[k];
    for (std::size_t j = 0; j < count; ++j) row[j + 1] = space.b.get()[(first + j) * inner_.width() + k];
  }
  kernels::multiply({.a = space.a.get() + first * parts_.width() + parts_.column(kDep),
                     .a_stride = parts_.width(),
                     .b = columns,
                     .b_stride = stride,
                     .c = space.e.need(count * stride),
                     .c_stride = stride,
                     .m = count,
                     .k = arc_width_,
                     .n = stride,
                     .start = start});
  return stride;
}

/// Relation scores of words first .. first + heads.size() of the batch into space.e.
void TreeHead::score_relations(std::size_t first, const std::vector<std::uint32_t>& heads, Workspace& space, ProductRun& run) const {
  float* features = space.d.need(heads.size() * 2 * label_width_);
  const float* parts = space.a.get() + first * parts_.width();
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const float* own = parts + i * parts_.width() + parts_.column(kDepLabel);
    const float* head = heads[i] == 0 ? root_label_.data() : parts + (heads[i] - 1) * parts_.width() + parts_.column(kHeadLabel);
    kernels::arc_row(own, head, label_width_, features + i * 2 * label_width_);
  }
  relation_.run(features, heads.size(), space.e.need(heads.size() * relation_.width()), space.quantized, space.sums, run);
}

/// "root" belongs to the root's child and to no other word.
std::uint32_t TreeHead::best_relation(const float* scores, bool is_root) const {
  if (is_root && root_relation_ != kNone) return root_relation_;
  std::uint32_t best = root_relation_ == 0 && labels_.size() > 1 ? 1 : 0;
  for (std::uint32_t i = best + 1; i < labels_.size(); ++i)
    if (i != root_relation_ && scores[i] > scores[best]) best = i;
  return best;
}

Syntax TreeHead::run(const Sentences& sentences, Workspace& space, ProductRun& run) const {
  Syntax out;
  const auto& list = sentences.sentences;
  if (list.empty()) return out;
  out.words.resize(list.back().last);
  for (std::size_t s = 0; s < list.size();) {
    WordRange batch{list[s].first, list[s].last};
    std::size_t next = s + 1;
    while (next < list.size() && list[next].last - batch.first <= kProductRows) batch.last = list[next++].last;
    project(batch, space, run);
    for (; s < next; ++s) {
      const WordRange words{list[s].first, list[s].last};
      const std::size_t stride = score_arcs(batch, words, space);
      const std::vector<std::uint32_t> heads = best_tree(space.e.get(), stride, words.size());
      score_relations(words.first - batch.first, heads, space, run);
      for (std::uint32_t i = 0; i < heads.size(); ++i) {
        const std::uint32_t label = best_relation(space.e.get() + i * relation_.width(), heads[i] == 0);
        out.words[words.first + i] = {heads[i] == 0 ? kNone : words.first + heads[i] - 1, labels_[label].c_str()};
      }
    }
  }
  return out;
}

std::vector<float> TreeHead::arc_scores(WordRange words, Workspace& space, ProductRun& run) const {
  project(words, space, run);
  const std::size_t stride = score_arcs(words, words, space);
  std::vector<float> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float* row = space.e.get() + i * stride;
    out.insert(out.end(), row, row + words.size() + 1);
  }
  return out;
}

std::vector<float> TreeHead::relation_scores(WordRange words, const std::vector<std::uint32_t>& heads, Workspace& space,
                                             ProductRun& run) const {
  project(words, space, run);
  score_relations(0, heads, space, run);
  return {space.e.get(), space.e.get() + heads.size() * relation_.width()};
}

}  // namespace demarche

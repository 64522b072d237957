// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/bio.h"

#include <algorithm>

#include "base/error.h"
#include "language/encoder/kernels.h"

namespace demarche {
namespace {

constexpr float kIllegal = -1e9F;
constexpr float kSure = 7;  ///< scores by which O is ahead where no span may open

/// How likely a span is that words expect together, by the excess: as often as such triggers are right on development data (decision 0024).
float sureness(float excess) {
  return 0.3F + 0.35F * std::min(1.0F, excess);
}

/// The first of the greatest.
std::uint32_t top_of(const std::vector<float>& values) {
  return static_cast<std::uint32_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

BioDecoder::BioDecoder(const ModelFile& model, const Labels& tags) {
  if (tags.empty() || tags[0] != "O") model.refuse("a set of BIO tags does not begin with O");
  for (std::uint32_t i = 0; i < tags.size(); ++i) {
    const std::string& text = tags[i];
    Tag tag{text.c_str(), i, text == "I" || text.rfind("I-", 0) == 0};
    if (text.size() > 2 && text[1] == '-') tag.label += 2;
    if (tag.is_inside) {
      std::string opening = text;
      opening[0] = 'B';
      const auto found = std::find(tags.begin(), tags.end(), opening);
      if (found == tags.end()) model.refuse(fmt::format("the tag {} has no B", text));
      tag.begin_tag = static_cast<std::uint32_t>(found - tags.begin());
    }
    tags_.push_back(tag);
  }
}

std::vector<std::uint32_t> BioDecoder::best_path(const float* scores, std::size_t stride, std::size_t count, float outside) const {
  const std::size_t size = tags_.size();
  std::vector<float> best(size), next(size);
  std::vector<std::uint32_t> back(count * size);
  for (std::size_t w = 0; w < count; ++w) {
    const float* row = scores + w * stride;
    const std::uint32_t top = top_of(best);
    for (std::uint32_t t = 0; t < size; ++t) {
      std::uint32_t from = top;
      float before = w == 0 ? 0.0F : best[top];
      if (tags_[t].is_inside) {
        from = best[t] > best[tags_[t].begin_tag] ? t : tags_[t].begin_tag;
        before = w == 0 ? kIllegal : best[from];
      }
      back[w * size + t] = from;
      next[t] = before + row[t] + (t == 0 ? outside : 0.0F);
    }
    best.swap(next);
  }
  std::vector<std::uint32_t> path(count);
  std::uint32_t at = top_of(best);
  for (std::size_t w = count; w-- > 0;) {
    path[w] = at;
    at = back[w * size + at];
  }
  return path;
}

std::vector<BioSpan> BioDecoder::decode(const float* scores, std::size_t stride, std::size_t count, float outside) const {
  std::vector<BioSpan> out;
  if (count == 0) return out;
  const std::vector<std::uint32_t> path = best_path(scores, stride, count, outside);
  for (std::uint32_t w = 0; w < count; ++w) {
    const std::uint32_t tag = path[w];
    if (tag == 0) continue;
    const float* row = scores + w * stride;
    const float probability = kernels::exponential(row[tag] - kernels::log_sum_exp(row, size()));
    if (tags_[tag].is_inside && !out.empty() && out.back().end == w && out.back().tag == tags_[tag].begin_tag) {
      ++out.back().end;
      out.back().score += probability;
    } else {
      out.push_back({w, w + 1, tags_[tag].begin_tag, tags_[tag].label, probability});
    }
  }
  for (BioSpan& span : out) span.score /= static_cast<float>(span.end - span.begin);
  return out;
}

struct BioDecoder::Expected {
  float count = 0;         ///< of spans
  float likeliest = 0;     ///< probability of the free word that most likely opens one
  std::uint32_t word = 0;  ///< that word
};

std::vector<BioDecoder::Expected> BioDecoder::expect(const float* scores, std::size_t stride, std::size_t count,
                                                     const std::vector<bool>& taken) const {
  std::vector<Expected> out(size());
  for (std::uint32_t w = 0; w < count; ++w) {
    const float* row = scores + w * stride;
    if (row[0] - *std::max_element(row + 1, row + size()) > kSure) continue;
    const float all = kernels::log_sum_exp(row, size());
    for (std::uint32_t tag = 1; tag < size(); ++tag) {
      if (tags_[tag].is_inside) continue;
      const float probability = kernels::exponential(row[tag] - all);
      out[tag].count += probability;
      if (!taken[w] && probability > out[tag].likeliest) out[tag].likeliest = probability, out[tag].word = w;
    }
  }
  return out;
}

/// The probability that a word is inside a span that such a tag opened.
float BioDecoder::inside(const float* row, std::uint32_t begin_tag) const {
  for (std::uint32_t tag = 1; tag < size(); ++tag)
    if (tags_[tag].is_inside && tags_[tag].begin_tag == begin_tag)
      return kernels::exponential(row[tag] - kernels::log_sum_exp(row, size()));
  return 0;
}

void BioDecoder::add_expected(const float* scores, std::size_t stride, std::size_t count, float least, std::vector<BioSpan>& spans) const {
  std::vector<bool> taken(count, false);
  std::vector<float> missing(size(), 0);
  for (const BioSpan& span : spans) {
    missing[span.tag] -= 1;
    std::fill(taken.begin() + span.begin, taken.begin() + span.end, true);
  }
  const std::vector<Expected> expected = expect(scores, stride, count, taken);
  const std::size_t found = spans.size();
  for (std::uint32_t tag = 1; tag < size(); ++tag) {
    missing[tag] += expected[tag].count;
    const std::uint32_t word = expected[tag].word;
    if (!(missing[tag] >= least) || expected[tag].likeliest <= 0 || taken[word]) continue;
    BioSpan span{word, word + 1, tag, tags_[tag].label, sureness(missing[tag])};
    const float half = expected[tag].likeliest / 2;  // if the span is there, the next word more likely than not is in it
    while (span.end < count && !taken[span.end] && inside(scores + span.end * stride, tag) >= half) ++span.end;
    std::fill(taken.begin() + span.begin, taken.begin() + span.end, true);
    spans.push_back(span);
  }
  if (spans.size() > found) std::sort(spans.begin(), spans.end(), [](const BioSpan& a, const BioSpan& b) { return a.begin < b.begin; });
}

BioSpan BioDecoder::nearest(const float* scores, std::size_t stride, std::size_t count) const {
  BioSpan best;
  for (std::uint32_t w = 0; w < count; ++w) {
    const RunnerUp label = second(scores + w * stride, "");
    if (label.score > best.score) best = {w, w + 1, 0, label.label, label.score};
  }
  return best;
}

RunnerUp BioDecoder::second(const float* row, std::string_view label) const {
  std::size_t best = 0;
  for (std::size_t tag = 1; tag < size(); ++tag) {
    if (tags_[tag].is_inside || label == tags_[tag].label) continue;
    if (best == 0 || row[tag] > row[best]) best = tag;
  }
  if (best == 0) return {};
  return {tags_[best].label, kernels::exponential(row[best] - kernels::log_sum_exp(row, size()))};
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// BIO tags: from scores per word to spans, by the best sequence in which I-X follows only B-X or I-X.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/layers.h"
#include "language/encoder/model_file.h"

namespace demarche {

/// Words [begin, end), counted from the first word that was decoded.
struct BioSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t tag = 0;   ///< number of the tag of its first word
  const char* label = "";  ///< "X" of "B-X"; the whole tag where there is no "-"
  float score = 0;         ///< mean probability of the tags of its words; of add_expected(), how often such spans are right
};

class BioDecoder {
 public:
  /// Tags "O", "B-X", "I-X", "B", "I", or others, which stand for spans of one word. Refuses sets where an I has no B.
  BioDecoder(const ModelFile& model, const Labels& tags);

  std::size_t size() const { return tags_.size(); }
  const char* label(std::size_t tag) const { return tags_[tag].label; }

  /// Spans of `count` words; row w of the scores begins at scores + w * stride. `outside` is added to the scores of O.
  std::vector<BioSpan> decode(const float* scores, std::size_t stride, std::size_t count, float outside = 0) const;
  /// Adds the spans that words expect together though none of them alone: two words that may tell one act ("killed" in "a shooting"), of
  /// which the head chooses neither. The expected number of a label's spans is the sum over the words of the probability that one opens
  /// there; where it exceeds the number found by `least`, the likeliest free word opens one more.
  void add_expected(const float* scores, std::size_t stride, std::size_t count, float least, std::vector<BioSpan>& spans) const;
  /// The word and label that came nearest to opening a span; for sequences in which none was found.
  BioSpan nearest(const float* scores, std::size_t stride, std::size_t count) const;
  /// The best label but `label` that could open a span at a word with these scores.
  RunnerUp second(const float* row, std::string_view label) const;

 private:
  struct Tag {
    const char* label = "";
    std::uint32_t begin_tag = 0;  ///< of an I: its B; of others: itself
    bool is_inside = false;
  };
  struct Expected;  ///< of one tag
  std::vector<Expected> expect(const float* scores, std::size_t stride, std::size_t count, const std::vector<bool>& taken) const;
  float inside(const float* row, std::uint32_t begin_tag) const;
  std::vector<std::uint32_t> best_path(const float* scores, std::size_t stride, std::size_t count, float outside) const;
  std::vector<Tag> tags_{};
};

}  // namespace demarche

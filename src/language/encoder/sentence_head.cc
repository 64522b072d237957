// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/sentence_head.h"

#include <algorithm>

namespace demarche {
namespace {

constexpr float kUnmarked = 1.0F;  ///< what the logit must be above the threshold where nothing closes the sentence before

/// Not a letter nor a digit of ASCII.
bool is_mark(char last) {
  const auto small = static_cast<unsigned char>(last | 0x20);
  return !(small >= 'a' && small <= 'z') && !(last >= '0' && last <= '9');
}

/// Adds [begin, end), in pieces if it is too long.
void add(std::uint32_t begin, std::uint32_t end, const std::vector<float>& logits, Sentences& out) {
  while (end - begin > kLongestSentence) {
    std::uint32_t cut = begin + kLongestSentence;
    for (std::uint32_t i = begin + kLongestSentence / 2; i < begin + kLongestSentence; ++i)
      if (logits[i] > logits[cut]) cut = i;
    out.sentences.push_back({begin, cut});
    begin = cut;
  }
  out.sentences.push_back({begin, end});
}

}  // namespace

Sentences cut_sentences(const Document& document, std::uint32_t first, const std::vector<float>& logits, float threshold) {
  Sentences out;
  const Word* words = document.get<Words>().words.data() + first;
  const auto count = static_cast<std::uint32_t>(logits.size());
  const auto least = [&](std::uint32_t i) {
    const bool is_marked = words[i].gap == Gap::Line || is_mark(document.text(words[i - 1].span).back());
    return (is_marked ? 0.0F : kUnmarked) - threshold;
  };
  std::uint32_t begin = 0;
  for (std::uint32_t i = 1; i <= count; ++i) {
    const bool begins = i == count || words[i].block != words[i - 1].block || words[i].gap == Gap::Block || logits[i] > least(i);
    if (!begins) continue;
    add(begin, i, logits, out);
    begin = i;
  }
  out.of_word.resize(count);
  for (std::uint32_t s = 0; s < out.sentences.size(); ++s)
    std::fill(out.of_word.begin() + out.sentences[s].first, out.of_word.begin() + out.sentences[s].last, s);
  return out;
}

}  // namespace demarche

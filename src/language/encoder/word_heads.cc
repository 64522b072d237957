// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/word_heads.h"

#include <algorithm>

namespace demarche {

WordHeads::WordHeads(const ModelFile& model, ProductEngine& engine)
    : word_width_(model.sizes().word),
      sem_width_(model.sizes().sem),
      label_counts_{model.labels().upos.size(), model.labels().xpos.size(), model.labels().feats.size(), model.labels().lemma.size()},
      direct_(model, engine, word_width_,
              {{"sem", sem_width_},
               {"feats", label_counts_[2]},
               {"lemma", label_counts_[3]},
               {"sentence", 1},
               {"upos", label_counts_[0]},
               {"xpos", label_counts_[1]}}),
      tagging_(model, engine, sem_width_,
               {{"name", model.labels().name.size()},
                {"kind", model.labels().kind.size()},
                {"cue", model.labels().cue.size()},
                {"trigger", model.labels().trigger.size()}}) {}

WordScores WordHeads::run(std::size_t words, Workspace& space, ProductRun& run) const {
  WordScores out;
  out.sentence.resize(words);
  out.tags.resize(words);
  out.stride = tagging_.width();
  out.bio.resize(words * out.stride);
  out.name = tagging_.column(0), out.kind = tagging_.column(1), out.cue = tagging_.column(2), out.trigger = tagging_.column(3);
  for (std::size_t first = 0; first < words; first += kProductRows) {
    const std::size_t count = std::min(kProductRows, words - first);
    float* scores = space.a.need(count * direct_.width());
    direct_.run(space.vectors.get() + first * word_width_, space.quantized_vectors.view(first, count), count, scores, space.sums, run);
    float* sem = space.b.need(count * sem_width_);
    for (std::size_t i = 0; i < count; ++i) {
      const float* row = scores + i * direct_.width();
      const auto best = [&](Part part, std::size_t labels) { return kernels::best_of(row + direct_.column(part), labels); };
      out.sentence[first + i] = row[direct_.column(kSentence)];
      out.tags[first + i] = {best(kUpos, label_counts_[0]), best(kXpos, label_counts_[1]), best(kFeats, label_counts_[2]),
                             best(kLemma, label_counts_[3])};
      std::copy_n(row + direct_.column(kSem), sem_width_, sem + i * sem_width_);
      kernels::gelu_row(sem + i * sem_width_, sem_width_);
    }
    tagging_.run(sem, count, out.bio.data() + first * out.stride, space.quantized, space.sums, run);
  }
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Names from BIO scores, sentence by sentence.
#pragma once

#include "document/layers.h"
#include "language/encoder/bio.h"
#include "language/encoder/word_heads.h"

namespace demarche {

class NameHead {
 public:
  explicit NameHead(const ModelFile& model) : decoder_(model, model.labels().name) {}

  Names decode(const Sentences& sentences, const WordScores& scores) const {
    Names out;
    for (const Sentence& s : sentences.sentences)
      for (const BioSpan& span : decoder_.decode(scores.names(s.first), scores.stride, s.last - s.first))
        out.names.push_back({{s.first + span.begin, s.first + span.end}, span.label, span.score});
    return out;
  }

 private:
  BioDecoder decoder_;
};

}  // namespace demarche

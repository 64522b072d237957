// SPDX-License-Identifier: Apache-2.0
// Names from BIO scores, sentence by sentence.
#pragma once

#include "document/layers.h"
#include "language/encoder/bio.h"
#include "language/encoder/word_heads.h"

namespace demarche {

class NameHead {
 public:
  explicit NameHead(const ModelFile& model) : names_(model, model.labels().name), kinds_(model, model.labels().kind) {}

  Names decode(const Sentences& sentences, const WordScores& scores) const {
    Names out;
    for (const Sentence& s : sentences.sentences) {
      add(names_, s, scores.names(s.first), scores.stride, out.names);
      add(kinds_, s, scores.kinds(s.first), scores.stride, out.kinds);
    }
    return out;
  }

 private:
  static void add(const BioDecoder& decoder, const Sentence& sentence, const float* scores, std::size_t stride, std::vector<Name>& out) {
    for (const BioSpan& span : decoder.decode(scores, stride, sentence.last - sentence.first))
      out.push_back({{sentence.first + span.begin, sentence.first + span.end}, span.label, span.score});
  }

  BioDecoder names_, kinds_;
};

}  // namespace demarche

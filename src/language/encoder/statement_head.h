// SPDX-License-Identifier: Apache-2.0
// StatementHead: cues (and quotations without one), each with its speaker, content and addressee.
#pragma once

#include <vector>

#include "language/encoder/bio.h"
#include "language/encoder/role_head.h"
#include "language/encoder/word_heads.h"

namespace demarche {

class StatementHead {
 public:
  StatementHead(const ModelFile& model, ProductEngine& engine);
  std::vector<CueProposal> run(const Sentences& sentences, const std::vector<WordRange>& windows, const WordScores& scores,
                               Workspace& space, ProductRun& run) const;
  const RoleHead& roles() const { return roles_; }

 private:
  float outside_;
  BioDecoder cues_;
  RoleHead roles_;
};

}  // namespace demarche

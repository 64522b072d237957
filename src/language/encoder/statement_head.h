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
  /// Adds its cues to the proposals, and for sentences without one the word that came nearest.
  void run(const Sentences& sentences, const std::vector<WordRange>& windows, const WordScores& scores, Workspace& space, ProductRun& run,
           Proposals& proposals) const;
  const RoleHead& roles() const { return roles_; }

 private:
  void find_cues(const Sentences& sentences, const WordScores& scores, Proposals& proposals) const;

  float outside_;
  BioDecoder cues_;
  RoleHead roles_;
};

}  // namespace demarche

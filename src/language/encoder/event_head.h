// SPDX-License-Identifier: Apache-2.0
// EventHead: triggers with type, mode, code and status, their actors, recipients, dates and places, and the trigger each
// hangs on ("agreed to withdraw").
#pragma once

#include <vector>

#include "language/encoder/bio.h"
#include "language/encoder/role_head.h"
#include "language/encoder/word_heads.h"

namespace demarche {

class EventHead {
 public:
  EventHead(const ModelFile& model, ProductEngine& engine);
  /// Adds its triggers to the proposals, and for sentences without one the word that came nearest.
  void run(const Sentences& sentences, const std::vector<WordRange>& windows, const WordScores& scores, Workspace& space, ProductRun& run,
           Proposals& proposals) const;
  const RoleHead& roles() const { return roles_; }

  /// Scores of anchors, packed; `anchors` are words. For tests, too.
  struct Attributes {
    std::vector<float> scores{};  ///< `stride` floats an anchor
    std::size_t stride = 0, status = 0, mode = 0, code = 0;
  };
  Attributes score_attributes(const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run) const;
  /// Row i: {none} and every anchor j in column j + 1; rows of anchors.size() + 1.
  std::vector<float> score_doorways(const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run) const;

 private:
  void find_triggers(const Sentences& sentences, const WordScores& scores, Proposals& proposals) const;
  void settle_type(const float* tags, const float* modes, TriggerProposal& trigger) const;
  std::uint32_t likeliest_status(const float* scores) const;
  void decide_attributes(const float* scores, const Attributes& at, TriggerProposal& trigger) const;
  void decide_window(WordRange window, const std::vector<std::uint32_t>& anchors, TriggerProposal* triggers, std::uint32_t first,
                     const WordScores& scores, Workspace& space, ProductRun& run) const;
  float* gather(const std::vector<std::uint32_t>& anchors, Workspace& space) const;

  const ModelLabels& labels_;
  std::size_t word_width_, hidden_width_, door_width_;
  float outside_, no_doorway_;
  BioDecoder triggers_;
  std::vector<std::size_t> tags_{};  ///< of each type: where its first tag stands in a row of trigger scores
  RoleHead roles_;
  LayerGroup hidden_;
  LayerGroup attributes_;
  LayerGroup doors_;
};

}  // namespace demarche

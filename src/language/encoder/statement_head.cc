// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/statement_head.h"

#include <string_view>

namespace demarche {
namespace {

/// Adds the spans of one anchor to the fields of their roles.
void assign(const std::vector<BioSpan>& spans, CueProposal& cue) {
  for (const BioSpan& span : spans) {
    const RoleSpan role{{span.begin, span.end}, span.score};
    const std::string_view label = span.label;
    if (label == "speaker") cue.speaker.push_back(role);
    if (label == "content") cue.content.push_back(role);
    if (label == "addressee") cue.addressee.push_back(role);
  }
}

}  // namespace

StatementHead::StatementHead(const ModelFile& model, ProductEngine& engine)
    : outside_(model.thresholds().cue), cues_(model, model.labels().cue), roles_(model, engine, "statement", model.labels().statement) {}

void StatementHead::find_cues(const Sentences& sentences, const WordScores& scores, Proposals& proposals) const {
  for (const Sentence& s : sentences.sentences) {
    const auto spans = cues_.decode(scores.cues(s.first), scores.stride, s.last - s.first, outside_);
    for (const BioSpan& span : spans) {
      CueProposal& cue = proposals.cues.emplace_back();
      cue.cue = {s.first + span.begin, s.first + span.end};
      cue.bare = std::string_view(span.label) == "BARE";
      cue.score = span.score;
    }
    if (!spans.empty()) continue;
    const BioSpan near = cues_.nearest(scores.cues(s.first), scores.stride, s.last - s.first);
    if (near.score > 0) proposals.misses.push_back({s.first + near.begin, true, {near.label, near.score}});
  }
}

void StatementHead::run(const Sentences& sentences, const std::vector<WordRange>& windows, const WordScores& scores, Workspace& space,
                        ProductRun& run, Proposals& proposals) const {
  find_cues(sentences, scores, proposals);
  std::vector<CueProposal>& out = proposals.cues;
  std::vector<std::uint32_t> anchors;
  std::size_t next = 0;
  for (const WordRange& window : windows) {
    const std::size_t first = next;
    anchors.clear();
    for (; next < out.size() && window.contains(out[next].cue.first); ++next) anchors.push_back(out[next].cue.first);
    if (anchors.empty()) continue;
    const auto roles = roles_.find(window, anchors, space, run);
    for (std::size_t a = 0; a < anchors.size(); ++a) assign(roles[a], out[first + a]);
  }
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/event_head.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace demarche {
namespace {

/// Added to the scores of O, as triggers that words expect only together come after: decision 0024 has the figures.
constexpr float kTriggersOutside = 0.4F;
constexpr float kLeastTriggers = 0.6F;  ///< expected triggers of a type in a sentence, beyond those found, for one more
constexpr float kModesSay = 0.3F;       ///< weight of what the modes say of a type beside the trigger's tags; also decision 0024

void assign(const std::vector<BioSpan>& spans, TriggerProposal& trigger) {
  for (const BioSpan& span : spans) {
    const RoleSpan role{{span.begin, span.end}, span.score};
    const std::string_view label = span.label;
    if (label == "actor") trigger.actors.push_back(role);
    if (label == "recipient") trigger.recipients.push_back(role);
    if (label == "date") trigger.dates.push_back(role);
    if (label == "place") trigger.places.push_back(role);
  }
}

}  // namespace

EventHead::EventHead(const ModelFile& model, ProductEngine& engine)
    : labels_(model.labels()),
      word_width_(model.sizes().word),
      hidden_width_(model.sizes().trigger_hidden),
      door_width_(model.sizes().doorway),
      outside_(model.thresholds().trigger + kTriggersOutside),
      no_doorway_(model.thresholds().doorway),
      triggers_(model, labels_.trigger),
      roles_(model, engine, "event", labels_.event),
      hidden_(model, engine, word_width_, {{"trig_hidden", hidden_width_}}),
      attributes_(model, engine, hidden_width_,
                  {{"status", labels_.status.size()}, {"mode", labels_.mode.size()}, {"code", labels_.code.size()}}),
      doors_(model, engine, word_width_, {{"child", door_width_, false}, {"parent", door_width_, false}, {"none", 1}}) {
  for (const std::string& type : labels_.types)
    tags_.push_back(
        static_cast<std::size_t>(std::find(labels_.trigger.begin(), labels_.trigger.end(), "B-" + type) - labels_.trigger.begin()));
}

float* EventHead::gather(const std::vector<std::uint32_t>& anchors, Workspace& space) const {
  float* out = space.d.need(anchors.size() * word_width_);
  for (std::size_t a = 0; a < anchors.size(); ++a)
    std::copy_n(space.vectors.get() + anchors[a] * word_width_, word_width_, out + a * word_width_);
  return out;
}

EventHead::Attributes EventHead::score_attributes(const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run) const {
  const std::size_t count = anchors.size();
  float* wide = space.a.need(count * hidden_.width());
  hidden_.run(gather(anchors, space), count, wide, space.quantized, space.sums, run);
  float* hidden = space.b.need(count * hidden_width_);
  for (std::size_t a = 0; a < count; ++a) std::copy_n(wide + a * hidden_.width(), hidden_width_, hidden + a * hidden_width_);
  kernels::gelu_row(hidden, count * hidden_width_);
  Attributes out;
  out.stride = attributes_.width();
  out.status = attributes_.column(0), out.mode = attributes_.column(1), out.code = attributes_.column(2);
  out.scores.resize(count * out.stride);
  attributes_.run(hidden, count, out.scores.data(), space.quantized, space.sums, run);
  return out;
}

std::vector<float> EventHead::score_doorways(const std::vector<std::uint32_t>& anchors, Workspace& space, ProductRun& run) const {
  const std::size_t count = anchors.size();
  const std::size_t stride = doors_.width();
  const std::size_t padded = round_up(count, kernels::kLanes);
  float* doors = space.a.need(count * stride);
  doors_.run(gather(anchors, space), count, doors, space.quantized, space.sums, run);
  float* parents = space.b.need(door_width_ * padded);
  float* links = space.c.need(count * padded);
  kernels::transpose(doors + doors_.column(1), stride, count, door_width_, parents, padded);
  kernels::multiply({.a = doors + doors_.column(0),
                     .a_stride = stride,
                     .b = parents,
                     .b_stride = padded,
                     .c = links,
                     .c_stride = padded,
                     .m = count,
                     .k = door_width_,
                     .n = padded});
  std::vector<float> out(count * (count + 1));
  for (std::size_t i = 0; i < count; ++i) {
    float* row = out.data() + i * (count + 1);
    row[0] = doors[i * stride + doors_.column(2)];
    for (std::size_t j = 0; j < count; ++j) row[j + 1] = i == j ? -1e9F : links[i * padded + j] / 8.0F;
  }
  return out;
}

void EventHead::find_triggers(const Sentences& sentences, const WordScores& scores, Proposals& proposals) const {
  for (const Sentence& s : sentences.sentences) {
    auto spans = triggers_.decode(scores.triggers(s.first), scores.stride, s.last - s.first, outside_);
    triggers_.add_expected(scores.triggers(s.first), scores.stride, s.last - s.first, kLeastTriggers, spans);
    for (const BioSpan& span : spans) {
      TriggerProposal& trigger = proposals.triggers.emplace_back();
      trigger.trigger = {s.first + span.begin, s.first + span.end};
      trigger.type = span.label;
      trigger.score = span.score;
      trigger.second_type = triggers_.second(scores.triggers(trigger.trigger.first), span.label);
    }
    if (!spans.empty()) continue;
    const BioSpan near = triggers_.nearest(scores.triggers(s.first), scores.stride, s.last - s.first);
    if (near.score > 0) proposals.misses.push_back({s.first + near.begin, false, {near.label, near.score}});
  }
}

/// A type has its tag, and the modes that are legal for it speak for it too.
void EventHead::settle_type(const float* tags, const float* modes, TriggerProposal& trigger) const {
  const char* likeliest = trigger.type;
  float best = -std::numeric_limits<float>::infinity();
  std::vector<float> legal;
  for (std::size_t t = 0; t < tags_.size(); ++t) {
    if (tags_[t] == labels_.trigger.size()) continue;
    legal.assign(1, modes[0]);
    for (const std::uint32_t mode : labels_.modes_of[t]) legal.push_back(modes[mode]);
    const float score = tags[tags_[t]] + kModesSay * kernels::log_sum_exp(legal.data(), legal.size());
    if (score > best) best = score, likeliest = labels_.types[t].c_str();
  }
  if (std::string_view(likeliest) == trigger.type) return;
  trigger.type = likeliest;
  trigger.second_type = triggers_.second(tags, likeliest);
}

/// First whether the event is real, then what it is of that: what may be planned, requested or possible has not happened.
std::uint32_t EventHead::likeliest_status(const float* scores) const {
  const auto is_real = [&](std::uint32_t i) { return labels_.status[i] == "happened" || labels_.status[i] == "ongoing"; };
  const auto count = static_cast<std::uint32_t>(labels_.status.size());
  const float all = kernels::log_sum_exp(scores, count);
  float share[2] = {0, 0};
  for (std::uint32_t i = 0; i < count; ++i) share[is_real(i) ? 1 : 0] += kernels::exponential(scores[i] - all);
  const bool is_event_real = share[1] >= share[0];
  std::uint32_t best = kernels::best_of(scores, count);
  for (std::uint32_t i = 0; i < count; ++i)
    if (is_real(i) == is_event_real && (is_real(best) != is_event_real || scores[i] > scores[best])) best = i;
  return best;
}

void EventHead::decide_attributes(const float* scores, const Attributes& at, TriggerProposal& trigger) const {
  const float* status = scores + at.status;
  const std::uint32_t best_status = likeliest_status(status);
  trigger.status = labels_.status[best_status].c_str();
  trigger.status_score = kernels::exponential(status[best_status] - kernels::log_sum_exp(status, labels_.status.size()));
  for (std::uint32_t i = 0; i < labels_.status.size(); ++i) {
    if (i == best_status) continue;
    const float share = kernels::exponential(status[i] - kernels::log_sum_exp(status, labels_.status.size()));
    if (share > trigger.second_status.score) trigger.second_status = {labels_.status[i].c_str(), share};
  }
  trigger.code = labels_.code[kernels::best_of(scores + at.code, labels_.code.size())].c_str();
  const auto type = std::find(labels_.types.begin(), labels_.types.end(), trigger.type);
  std::uint32_t mode = 0;
  if (type != labels_.types.end())
    for (const std::uint32_t legal : labels_.modes_of[static_cast<std::size_t>(type - labels_.types.begin())])
      if (scores[at.mode + legal] > scores[at.mode + mode]) mode = legal;
  trigger.mode = mode == 0 ? "" : labels_.mode[mode].c_str();
}

/// `first` is the position of the window's first trigger among all.
void EventHead::decide_window(WordRange window, const std::vector<std::uint32_t>& anchors, TriggerProposal* triggers, std::uint32_t first,
                              const WordScores& scores, Workspace& space, ProductRun& run) const {
  const auto roles = roles_.find(window, anchors, space, run);
  const Attributes attributes = score_attributes(anchors, space, run);
  std::vector<float> doorways = score_doorways(anchors, space, run);
  for (std::size_t a = 0; a < anchors.size(); ++a) {
    TriggerProposal& trigger = triggers[a];
    assign(roles[a], trigger);
    settle_type(scores.triggers(anchors[a]), attributes.scores.data() + a * attributes.stride + attributes.mode, trigger);
    decide_attributes(attributes.scores.data() + a * attributes.stride, attributes, trigger);
    doorways[a * (anchors.size() + 1)] += no_doorway_;
    const std::uint32_t parent = kernels::best_of(doorways.data() + a * (anchors.size() + 1), anchors.size() + 1);
    if (parent != 0 && parent != a + 1) trigger.parent = first + parent - 1;
  }
}

void EventHead::run(const Sentences& sentences, const std::vector<WordRange>& windows, const WordScores& scores, Workspace& space,
                    ProductRun& run, Proposals& proposals) const {
  find_triggers(sentences, scores, proposals);
  std::vector<TriggerProposal>& out = proposals.triggers;
  std::vector<std::uint32_t> anchors;
  std::size_t next = 0;
  for (const WordRange& window : windows) {
    const std::size_t first = next;
    anchors.clear();
    for (; next < out.size() && window.contains(out[next].trigger.first); ++next) anchors.push_back(out[next].trigger.first);
    if (anchors.empty()) continue;
    decide_window(window, anchors, out.data() + first, static_cast<std::uint32_t>(first), scores, space, run);
  }
}

}  // namespace demarche

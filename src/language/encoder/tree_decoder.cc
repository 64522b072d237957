// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/tree_decoder.h"

#include <algorithm>
#include <cmath>

namespace demarche {
namespace {

constexpr double kLowest = -1e7;
constexpr double kRootPenalty = 1e10;

/// Edge between words as first numbered.
struct Edge {
  std::uint32_t word = 0;
  std::uint32_t head = 0;
};

/// Square matrix of the nodes that are left; node 0 is the root.
class Contraction {
 public:
  Contraction(const float* scores, std::size_t stride, std::size_t count, double root_penalty)
      : nodes_(count + 1),
        weight_(nodes_ * nodes_),
        edge_(nodes_ * nodes_),
        ids_(nodes_),
        best_(nodes_),
        parent_(2 * nodes_),
        entering_(2 * nodes_) {
    for (std::uint32_t i = 0; i < nodes_; ++i) {
      ids_[i] = i;
      active_.push_back(i);
      for (std::uint32_t j = 0; j < nodes_; ++j) {
        edge_[i * nodes_ + j] = {i, j};
        const float score = i == 0 || i == j ? 0.0F : scores[(i - 1) * stride + j];
        const double known = std::isfinite(score) ? std::clamp(static_cast<double>(score), kLowest, -kLowest) : kLowest;
        weight_[i * nodes_ + j] = known - (j == 0 ? root_penalty : 0.0);
      }
    }
    next_id_ = static_cast<std::uint32_t>(nodes_);
  }

  std::vector<std::uint32_t> solve() {
    for (;;) {
      choose();
      const std::vector<std::uint32_t> cycle = find_cycle();
      if (cycle.empty()) break;
      contract(cycle);
    }
    for (const std::uint32_t slot : active_)
      if (slot != 0) entering_[ids_[slot]] = edge_at(slot, best_[slot]);
    for (auto record = records_.rbegin(); record != records_.rend(); ++record) expand(*record);
    std::vector<std::uint32_t> heads(nodes_ - 1);
    for (std::size_t i = 1; i < nodes_; ++i) heads[i - 1] = entering_[i].head;
    return heads;
  }

 private:
  struct Member {
    std::uint32_t id = 0;
    Edge edge{};  ///< by which it hangs in the cycle
  };
  struct Record {
    std::uint32_t id = 0;
    std::vector<Member> members{};
  };

  double& weight(std::size_t word, std::size_t head) { return weight_[word * nodes_ + head]; }
  Edge& edge_at(std::size_t word, std::size_t head) { return edge_[word * nodes_ + head]; }

  void choose() {
    for (const std::uint32_t slot : active_) {
      if (slot == 0) continue;
      std::uint32_t top = 0;
      for (const std::uint32_t head : active_)
        if (head != slot && weight(slot, head) > weight(slot, top)) top = head;
      best_[slot] = top;
    }
  }

  std::vector<std::uint32_t> find_cycle() const {
    std::vector<std::uint32_t> seen(nodes_, 0);
    for (const std::uint32_t start : active_) {
      std::uint32_t at = start;
      while (at != 0 && seen[at] == 0) {
        seen[at] = start + 1;
        at = best_[at];
      }
      if (at == 0 || seen[at] != start + 1) continue;
      std::vector<std::uint32_t> cycle;
      for (std::uint32_t i = at; cycle.empty() || i != at; i = best_[i]) cycle.push_back(i);
      return cycle;
    }
    return {};
  }

  /// The first slot of the cycle becomes the new node; the others go.
  void contract(const std::vector<std::uint32_t>& cycle) {
    std::vector<bool> inside(nodes_, false);
    Record record{next_id_++, {}};
    for (const std::uint32_t slot : cycle) {
      inside[slot] = true;
      parent_[ids_[slot]] = record.id;
      record.members.push_back({ids_[slot], edge_at(slot, best_[slot])});
    }
    std::vector<double> own(cycle.size());
    for (std::size_t k = 0; k < cycle.size(); ++k) own[k] = weight(cycle[k], best_[cycle[k]]);
    const std::uint32_t node = cycle.front();
    for (const std::uint32_t other : active_) {
      if (inside[other]) continue;
      std::size_t enter = 0;
      std::size_t leave = 0;
      for (std::size_t k = 1; k < cycle.size(); ++k) {
        if (weight(cycle[k], other) - own[k] > weight(cycle[enter], other) - own[enter]) enter = k;
        if (other != 0 && weight(other, cycle[k]) > weight(other, cycle[leave])) leave = k;
      }
      weight(node, other) = weight(cycle[enter], other) - own[enter];
      edge_at(node, other) = edge_at(cycle[enter], other);
      weight(other, node) = weight(other, cycle[leave]);
      edge_at(other, node) = edge_at(other, cycle[leave]);
    }
    ids_[node] = record.id;
    active_.erase(std::remove_if(active_.begin(), active_.end(), [&](std::uint32_t s) { return inside[s] && s != node; }), active_.end());
    records_.push_back(std::move(record));
  }

  /// The edge that enters the node enters one member; the others keep their places in the cycle.
  void expand(const Record& record) {
    const Edge entering = entering_[record.id];
    std::uint32_t member = entering.word;
    while (parent_[member] != record.id) member = parent_[member];
    for (const Member& m : record.members) entering_[m.id] = m.id == member ? entering : m.edge;
  }

  std::size_t nodes_;
  std::vector<double> weight_;
  std::vector<Edge> edge_;
  std::vector<std::uint32_t> ids_, best_, active_{};
  std::vector<std::uint32_t> parent_;
  std::vector<Edge> entering_;
  std::vector<Record> records_{};
  std::uint32_t next_id_ = 0;
};

std::size_t count_roots(const std::vector<std::uint32_t>& heads) {
  return static_cast<std::size_t>(std::count(heads.begin(), heads.end(), 0U));
}

/// Every word leads to the root.
bool is_tree(const std::vector<std::uint32_t>& heads) {
  std::vector<std::uint32_t> seen(heads.size() + 1, 0);
  for (std::uint32_t start = 1; start <= heads.size(); ++start) {
    std::uint32_t at = start;
    while (at != 0 && seen[at] == 0) {
      seen[at] = start;
      at = heads[at - 1];
    }
    if (at != 0 && seen[at] == start) return false;
  }
  return true;
}

}  // namespace

std::vector<std::uint32_t> best_tree(const float* scores, std::size_t stride, std::size_t count) {
  std::vector<std::uint32_t> heads(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float* row = scores + i * stride;
    std::uint32_t top = 0;
    for (std::uint32_t j = 1; j <= count; ++j)
      if (j != i + 1 && row[j] > row[top]) top = j;
    heads[i] = top;
  }
  if (count_roots(heads) == 1 && is_tree(heads)) return heads;
  heads = Contraction(scores, stride, count, 0).solve();
  if (count_roots(heads) != 1) heads = Contraction(scores, stride, count, kRootPenalty).solve();
  return heads;
}

}  // namespace demarche

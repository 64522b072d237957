// SPDX-License-Identifier: Apache-2.0
// The best tree of a sentence: maximum spanning arborescence with exactly one child of the root.
#pragma once

#include <cstdint>
#include <vector>

namespace demarche {

/// Heads of words 1..count (as result[0..count-1]); 0 is the root. Row i of `scores` holds the scores of word i + 1's heads:
/// column 0 the root, column j word j. Equal scores are decided for the lower number; what is no number counts as very low.
///
/// Greedy heads are taken where they form such a tree, which is nearly always. Otherwise Chu-Liu-Edmonds: contract a cycle
/// into one node, reweigh the edges that enter it, go on, expand. More than one root is then ruled out by a penalty on root
/// edges above any sum of scores, which leaves the best tree among those with one. O(count^3) at worst.
std::vector<std::uint32_t> best_tree(const float* scores, std::size_t stride, std::size_t count);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "linking/copies.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "base/hash.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

constexpr std::size_t kShingle = 5;
constexpr std::size_t kLeastShingles = 10;  // a line or two is nobody's text
constexpr std::size_t kRows = 2;            // minima in a band: 40 bands of 2 find what shares a third of its sequences nearly always

std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 33U;
  x *= 0xFF51AFD7ED558CCDULL;
  x ^= x >> 33U;
  x *= 0xC4CEB9FE1A85EC53ULL;
  return x ^ (x >> 33U);
}

}  // namespace

Shingles shingles_of(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  Shingles all;
  std::vector<std::uint64_t>& hashes = all.hashes;
  for (std::size_t i = 0; i + kShingle <= words.size(); ++i) {
    std::uint64_t hash = kHashSeed;
    for (std::size_t k = 0; k < kShingle; ++k) hash = hash_bytes(" ", hash_bytes(words[i + k], hash));
    hashes.push_back(hash);
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  for (const std::uint64_t hash : hashes) all.bits.set(mix(hash) % Shingles::kBits);
  all.crowded = hashes.size() - all.bits.count();
  return all;
}

std::vector<std::uint64_t> text_bands(const Shingles& all) {
  std::vector<std::uint64_t> bands;
  if (all.hashes.size() < kLeastShingles) return bands;
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint64_t hash = kHashSeed + band;
    for (std::size_t row = 0; row < kRows; ++row) {
      const std::uint64_t salt = mix(band * kRows + row + 1);
      std::uint64_t least = UINT64_MAX;
      for (const std::uint64_t shingle : all.hashes) least = std::min(least, mix(shingle ^ salt));
      hash = mix(hash ^ least);
    }
    bands.push_back(hash);
  }
  return bands;
}

std::uint64_t whole_text_band(const Shingles& all) {
  if (all.hashes.size() < kLeastShingles) return 0;
  std::uint64_t hash = mix(kHashSeed);
  for (const std::uint64_t shingle : all.hashes) hash = mix(hash ^ shingle);
  return hash;
}

double shared_part(std::string_view a, std::string_view b) {
  const Shingles one = shingles_of(a);
  const Shingles other = shingles_of(b);
  return one.hashes.empty() || other.hashes.empty() ? (a == b ? 1 : 0) : shared_part(one, other);
}

double shared_part(const Shingles& one, const Shingles& other) {
  const std::vector<std::uint64_t>& a = one.hashes;
  const std::vector<std::uint64_t>& b = other.hashes;
  if (a.empty() || b.empty()) return 0;
  std::size_t both = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    both += a[i] == b[k] ? 1 : 0;
    const bool is_less = a[i] < b[k];
    const bool is_more = b[k] < a[i];
    i += is_more ? 0 : 1;
    k += is_less ? 0 : 1;
  }
  return static_cast<double>(both) / static_cast<double>(std::min(a.size(), b.size()));
}

double shared_at_most(const Shingles& a, const Shingles& b) {
  const std::size_t least = std::min(a.hashes.size(), b.hashes.size());
  if (least == 0) return 0;
  const std::size_t most = (a.bits & b.bits).count() + std::min(a.crowded, b.crowded);
  return static_cast<double>(std::min(most, least)) / static_cast<double>(least);
}

std::string credited_agency(std::string_view text) {
  constexpr std::size_t kDateline = 120;
  const std::string_view head = text.substr(0, std::min(text.size(), kDateline));
  const std::size_t open = head.find('(');
  const std::size_t close = open == std::string_view::npos ? open : head.find(')', open);
  if (close == std::string_view::npos || head.find('\n') < open) return {};
  const std::string_view after = head.substr(close + 1);
  const bool is_dateline = after.rfind(" -", 0) == 0 || after.rfind(" \xE2\x80\x93", 0) == 0 || after.rfind(" \xE2\x80\x94", 0) == 0;
  if (!is_dateline) return {};
  std::string_view inside = head.substr(open + 1, close - open - 1);
  const std::size_t slash = inside.rfind('/');
  if (slash != std::string_view::npos) inside.remove_prefix(slash + 1);
  return std::string(inside);
}

bool credits(const CopyCandidate& one, const CopyCandidate& other) {
  const std::string source = plain_name(other.source);
  return !one.credit.empty() && plain_name(one.credit) == source && plain_name(one.source) != source;
}

std::size_t original_of(std::span<const CopyCandidate> group) {
  const auto rank = [&](const CopyCandidate& candidate) {
    const bool is_credited = std::any_of(group.begin(), group.end(), [&](const CopyCandidate& other) { return credits(other, candidate); });
    return std::make_tuple(!is_credited, candidate.published.empty(), candidate.published, candidate.report);
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < group.size(); ++i)
    if (rank(group[i]) < rank(group[best])) best = i;
  return best;
}

}  // namespace demarche

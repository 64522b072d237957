// SPDX-License-Identifier: Apache-2.0
// Copies: reports whose text is another's. Found by sketches of their word sequences, decided by how much of the text they share.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

constexpr std::size_t kBands = 40;

/// Hashes of a text's sequences of five words, ordered, each once; and a bit for each, to see fast that two texts share little.
struct Shingles {
  static constexpr std::size_t kBits = 8192;
  std::vector<std::uint64_t> hashes{};
  std::bitset<kBits> bits{};
  std::size_t crowded = 0;  ///< hashes beyond the first of their bit
};
Shingles shingles_of(std::string_view text);

/// Two texts that share most of their words in sequence share a band, with a probability that grows with what they share.
std::vector<std::uint64_t> text_bands(const Shingles& text);
/// How much of the shorter text's sequences of five words stands in the other, 0 to 1.
double shared_part(std::string_view a, std::string_view b);
double shared_part(const Shingles& a, const Shingles& b);
/// No less than shared_part(), and sooner known.
double shared_at_most(const Shingles& a, const Shingles& b);

/// Published so many days apart or less, or one of them on an unknown day, texts are compared; the same text is a copy on any day.
constexpr std::int32_t kCopyDays = 60;
/// Of the whole text, for texts long enough to be somebody's; 0 for others.
std::uint64_t whole_text_band(const Shingles& text);

constexpr double kNearText = 0.5;   ///< shared part from which a report is a copy
constexpr double kCredited = 0.25;  ///< ... where it credits the other's outlet

/// The name of an agency that the beginning of the text credits: "SPLIT (APS/Northern Wire) -". Of several the last; empty for none.
std::string credited_agency(std::string_view text);

struct CopyCandidate {
  std::string report{};  ///< rp_…
  std::string published{};
  std::string source{};
  std::string credit{};
};
/// Which of the reports that share a text is the original, by position: one whom others credit, else the first by day, then by id.
std::size_t original_of(std::span<const CopyCandidate> group);
bool credits(const CopyCandidate& one, const CopyCandidate& other);

}  // namespace demarche

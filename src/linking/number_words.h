// SPDX-License-Identifier: Apache-2.0
// Numbers as reports write them: "35", "1.5 million", "10k", "two hundred and fifty", "tens of thousands". The words are
// src/linking/words.tsv's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace demarche {

struct NumberRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

class NumberWords {
 public:
  struct Found {
    NumberRange range{};
    std::size_t words = 0;  ///< how many it takes
  };

  void add(std::string word, NumberRange range) { numbers_.emplace(std::move(word), range); }
  /// A word that is a number only before a multiplier: "several hundred".
  void add_vague(std::string word, NumberRange range) { vague_.emplace(std::move(word), range); }
  /// A multiplier that is written to its number: "10k".
  void add_suffix(std::string letters, std::int64_t times) { suffixes_.emplace(std::move(letters), times); }
  void add_multiplier(std::string word, std::int64_t times) { multipliers_.emplace(std::move(word), times); }
  /// The number that begins at word `i`, as long as it goes; words are folded, of a sentence that went through `keep_decimals`.
  std::optional<Found> at(const std::vector<std::string>& words, std::size_t i) const;
  /// The words of a number as they were written, "1.5 million".
  static std::string as_written(const std::vector<std::string>& words, std::size_t i, std::size_t count);
  /// The sentence with "1.5" as one word.
  static std::string keep_decimals(std::string_view sentence);

 private:
  using Words = std::vector<std::string>;
  std::optional<NumberRange> simple(const std::string& word) const;
  std::optional<Found> first(const Words& words, std::size_t i) const;
  std::int64_t multiplier(const std::string& word) const;
  bool go_on(const Words& words, std::size_t i, Found& found, std::int64_t& last) const;
  bool add_smaller(const Words& words, std::size_t i, Found& found, std::int64_t& last) const;

  std::unordered_map<std::string, NumberRange> numbers_, vague_;
  std::unordered_map<std::string, std::int64_t> multipliers_, suffixes_;
};

}  // namespace demarche

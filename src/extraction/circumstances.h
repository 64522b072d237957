// SPDX-License-Identifier: Apache-2.0
// When and where, by the tree: time phrases and place names that hang on a trigger or on the verb that carries it. Completes what the
// event head leaves open; never overrules it.
#pragma once

#include <optional>
#include <vector>

#include "extraction/lexicon/lexicons.h"
#include "extraction/reading_view.h"

namespace demarche {

class Circumstances {
 public:
  Circumstances(const Document& document, const Lexicons& lexicons);

  /// The time phrase that belongs to the trigger, e.g. "on Tuesday" in "They met on Tuesday".
  std::optional<WordRange> date_of(WordRange trigger) const;
  /// "A week after" for the attack of "a week [after the attack]" or "a week after the attack": other words as they are.
  WordRange to_after(WordRange words, WordRange trigger) const;
  /// "On Monday" for "a day after" of "left on Monday, a day after"; the sentence's first other time.
  std::optional<WordRange> time_beside(WordRange words) const;
  /// The times told before, in this sentence and four before it, the nearest first.
  std::vector<WordRange> times_before(WordRange words) const;
  /// The name after "in", "at", "near" ... that belongs to the trigger.
  std::optional<WordRange> place_of(WordRange trigger) const;
  /// The last year named before the word; empty if none is.
  std::string_view year_before(std::uint32_t word) const;

 private:
  void find_times();
  void find_places();
  bool is_time_core(std::uint32_t word) const;
  std::optional<WordRange> nearest(const std::vector<WordRange>& phrases, WordRange trigger) const;

  ReadingView view_;
  const Calendar& calendar_;
  std::vector<WordRange> times_;
  std::vector<WordRange> places_;
};

}  // namespace demarche

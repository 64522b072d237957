// SPDX-License-Identifier: Apache-2.0
#include "extraction/circumstances.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace demarche {
namespace {

constexpr std::size_t kCarriers = 2;  ///< verbs above the trigger whose time and place are its own

bool is_year(std::string_view word) {
  return word.size() == 4 && (word[0] == '1' || word[0] == '2') &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_period(std::string word) {
  if (word.size() > 1 && word.back() == '.') word.pop_back();
  return word;
}

}  // namespace

Circumstances::Circumstances(const Document& document, const Lexicons& lexicons) : view_(document), calendar_(lexicons.calendar) {
  find_times();
  find_places();
}

/// A word that makes its phrase one of time: "Tuesday", "October", "yesterday", "2014" after "in", "week" after "last".
bool Circumstances::is_time_core(std::uint32_t word) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(word));
  const std::string before = word > sentence.first ? view_.lower(word - 1) : "";
  if (is_year(view_.text(word))) return one_of(before, {"in", "since", "during", "by", "until", "from", "of", "early", "late", "mid"});
  const auto meaning = calendar_.find(without_period(view_.lower(word)));
  if (!meaning) return false;
  switch (meaning->word) {
    case TimeWord::Month:
      return view_.upos_is(word, {"PROPN", "NOUN"}) && view_.text(word)[0] <= 'Z';
    case TimeWord::Weekday:
      return view_.upos_is(word, {"PROPN", "NOUN"}) && view_.text(word).size() > 3;
    case TimeWord::Relative:
      return true;
    case TimeWord::Season:
    case TimeWord::Unit: {
      const auto direction = calendar_.find(before);
      const bool directed = direction && direction->word == TimeWord::Direction;
      const bool ago = word + 1 < sentence.last && one_of(view_.lower(word + 1), {"ago", "earlier"});
      return directed || (meaning->word == TimeWord::Unit && ago);
    }
    default:
      return false;
  }
}

std::string_view Circumstances::year_before(std::uint32_t word) const {
  while (word-- > 0) {
    if (!is_year(view_.text(word)) || word == 0) continue;
    const auto before = calendar_.find(without_period(view_.lower(word - 1)));
    if (is_time_core(word) || view_.text(word - 1) == "," || (before && before->word == TimeWord::Month)) return view_.text(word);
  }
  return {};
}

void Circumstances::find_times() {
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    if (!is_time_core(i)) continue;
    const Sentence& sentence = view_.sentence_at(view_.sentence(i));
    std::uint32_t first = std::max(i, times_.empty() ? 0U : times_.back().last);
    const std::uint32_t least = std::max(sentence.first, times_.empty() ? 0U : times_.back().last);
    while (first > least) {
      const std::uint32_t before = first - 1;
      const auto meaning = calendar_.find(view_.lower(before));
      const bool part = view_.upos_is(before, {"NUM"}) || (meaning && meaning->word != TimeWord::Month) ||
                        one_of(view_.lower(before),
                               {"the", "in", "on", "since", "during", "by", "until", "early", "late", "mid", "a", "-", "from", "of"});
      if (!part) break;
      first = before;
    }
    std::uint32_t last = i + 1;
    while (last < sentence.last && last < i + 5) {
      const bool year_after_comma = view_.text(last) == "," && last + 1 < sentence.last && is_year(view_.text(last + 1));
      if (!view_.upos_is(last, {"NUM"}) && !one_of(view_.lower(last), {"ago", "earlier"}) && !year_after_comma && !is_time_core(last))
        break;
      last += year_after_comma ? 2 : 1;
    }
    times_.push_back({first, last});
    i = last - 1;
  }
}

void Circumstances::find_places() {
  for (const Name& name : view_.document().get<Names>().names) {
    if (std::string_view(name.type) != "LOC") continue;
    const Sentence& sentence = view_.sentence_at(view_.sentence(name.words.first));
    std::uint32_t before = name.words.first;
    while (before > sentence.first && view_.upos_is(before - 1, {"DET", "ADJ", "NOUN", "PROPN"})) --before;
    if (before > sentence.first && one_of(view_.lower(before - 1), {"in", "at", "near", "outside", "inside", "around", "across", "over"}))
      places_.push_back(name.words);
  }
}

/// The nearest phrase whose governor is the trigger, or a verb that the trigger is an argument of or joined to.
std::optional<WordRange> Circumstances::nearest(const std::vector<WordRange>& phrases, WordRange trigger) const {
  const std::uint32_t head = view_.head_of(trigger);
  std::vector<std::uint32_t> carriers;
  for (std::uint32_t at = head; carriers.size() < kCarriers && view_.head(at) != kNone; at = view_.head(at)) {
    if (!one_of(view_.relation(at), {"obj", "nsubj:pass", "nsubj", "xcomp", "obl", "conj", "nmod", "compound", "ccomp"})) break;
    carriers.push_back(view_.head(at));
  }
  std::optional<WordRange> best;
  std::uint32_t distance = kNone;
  for (const WordRange phrase : phrases) {
    if (view_.sentence(phrase.first) != view_.sentence(head)) continue;
    const std::uint32_t governor = view_.head(view_.head_of(phrase));
    const bool own =
        governor != kNone && (trigger.contains(governor) || std::find(carriers.begin(), carriers.end(), governor) != carriers.end());
    if (!own) continue;
    const std::uint32_t gap = phrase.first > head ? phrase.first - head : head - phrase.first;
    if (gap < distance) distance = gap, best = phrase;
  }
  return best;
}

std::optional<WordRange> Circumstances::date_of(WordRange trigger) const {
  return nearest(times_, trigger);
}

WordRange Circumstances::to_after(WordRange words, WordRange trigger) const {
  const auto is_after = [&](std::uint32_t word) { return view_.lower(word) == "after"; };
  const auto is_unit = [&](std::uint32_t word) {
    const auto meaning = calendar_.find(view_.lower(word));
    const bool is_counted = word > words.first && (view_.upos_is(word - 1, {"NUM"}) || one_of(view_.lower(word - 1), {"a", "an"}));
    return is_counted && meaning && meaning->word == TimeWord::Unit;
  };
  for (std::uint32_t i = words.first + 1; i < words.last; ++i) {
    if (!is_after(i) || !is_unit(i - 1)) continue;
    bool is_told = false;  // "a day after Sunday"
    for (std::uint32_t word = i + 1; word < words.last; ++word) is_told = is_told || is_time_core(word);
    return is_told ? words : WordRange{words.first, i + 1};
  }
  const bool runs_on = words.last < view_.size() && view_.sentence(words.last) == view_.sentence(words.first);
  const bool is_its = runs_on && trigger.first > words.last && view_.lower(words.first) != "for";
  return is_its && is_after(words.last) && is_unit(words.last - 1) ? WordRange{words.first, words.last + 1} : words;
}

std::optional<WordRange> Circumstances::time_beside(WordRange words) const {
  for (const WordRange time : times_)
    if (view_.sentence(time.first) == view_.sentence(words.first) && (time.last <= words.first || time.first >= words.last)) return time;
  return std::nullopt;
}

std::vector<WordRange> Circumstances::times_before(WordRange words) const {
  constexpr std::uint32_t kSentences = 4;
  std::vector<WordRange> out;
  for (const WordRange time : times_)
    if (time.last <= words.first && view_.sentence(time.first) + kSentences >= view_.sentence(words.first)) out.insert(out.begin(), time);
  return out;
}

std::optional<WordRange> Circumstances::place_of(WordRange trigger) const {
  return nearest(places_, trigger);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/reading_view.h"

#include <algorithm>

namespace demarche {

WordRange ReadingView::words_in(TextSpan span) const {
  const auto first = std::partition_point(words_->begin(), words_->end(), [&](const Word& w) { return w.span.end <= span.begin; });
  const auto last = std::partition_point(first, words_->end(), [&](const Word& w) { return w.span.begin < span.end; });
  return {static_cast<std::uint32_t>(first - words_->begin()), static_cast<std::uint32_t>(last - words_->begin())};
}

std::uint32_t ReadingView::head_of(WordRange range) const {
  for (std::uint32_t i = range.first; i < range.last; ++i)
    if (!range.contains(head(i)) && !upos_is(i, {"PUNCT", "DET", "ADP"})) return i;
  return range.last - 1;
}

bool ReadingView::hangs_on(std::uint32_t word, std::uint32_t top) const {
  for (std::uint32_t at = word; at != kNone; at = head(at))
    if (at == top) return true;
  return false;
}

bool ReadingView::is_infinitive_passive(std::uint32_t verb) const {
  const Sentence& clause = sentence_at(sentence(verb));
  if (xpos(verb) != "VBN" || verb + 2 >= clause.last || text(verb + 1) != "to" || xpos(verb + 2) != "VB") return false;
  bool has_have = false, has_be = false;
  for (std::uint32_t word = clause.first; word < verb; ++word) {
    has_have |= head(word) == verb && lemma(word) == "have";
    has_be |= head(word) == verb && relation(word) == "aux:pass";
  }
  return has_be || !has_have;
}

const Name* ReadingView::name_at(std::uint32_t word) const {
  const auto& names = document_->get<Names>().names;
  const auto name = std::lower_bound(names.begin(), names.end(), word, [](const Name& n, std::uint32_t at) { return n.words.last <= at; });
  return name != names.end() && name->words.contains(word) ? &*name : nullptr;
}

WordRange ReadingView::to_noun(WordRange range) const {
  constexpr std::uint32_t kFarthest = 4;
  const bool is_cut = one_of(lower(range.last - 1), {"least", "most", "than"}) && range.last < sentence_at(sentence(range.last - 1)).last &&
                      upos_is(range.last, {"NUM"});
  if (is_cut) ++range.last;  // "at least [31] people"
  for (;;) {
    const std::uint32_t last = range.last - 1;
    const std::string_view how = relation(last);
    const bool describes = how == "det" || how == "amod" || how == "compound" || how == "nummod" || how == "case";
    if (!describes || head(last) == kNone || head(last) < range.last || head(last) > last + kFarthest || block(head(last)) != block(last))
      return range;
    range.last = head(last) + 1;
  }
}

std::vector<WordRange> ReadingView::conjuncts(WordRange range) const {
  const std::uint32_t top = head_of(range);
  std::vector<WordRange> out = {range};
  for (std::uint32_t i = range.first; i < top; ++i)
    if (head(i) == top && relation(i) == "nmod:poss") return out;  // "Spain's army and navy": Spain's is of both
  for (std::uint32_t i = top + 1; i < range.last; ++i) {
    if (head(i) != top || relation(i) != "conj" || !upos_is(i, {"NOUN", "PROPN", "PRON"})) continue;
    for (std::uint32_t mark = i; mark > out.back().first + 1; --mark) {
      if (!upos_is(mark - 1, {"CCONJ"}) && text(mark - 1) != ",") continue;
      out.back().last = mark - 1;
      out.push_back({mark, range.last});
      break;
    }
  }
  for (WordRange& part : out) part = without_loose_ends(part);
  return out;
}

WordRange ReadingView::trimmed(WordRange range) const {
  const auto is_of_number = [&](std::uint32_t word) { return word + 1 < range.last && one_of(text(word + 1), {"least", "most"}); };
  while (range.size() > 1 && upos_is(range.first, {"PUNCT", "DET", "ADP"}) && !is_of_number(range.first)) ++range.first;
  return range;
}

WordRange ReadingView::without_preposition(WordRange range) const {
  const bool is_case = range.size() > 1 && upos_is(range.first, {"ADP"}) && relation(range.first) == "case";
  if (!is_case || upos_is(range.first + 1, {"NUM"}) || one_of(text(range.first + 1), {"least", "most", "more"})) return range;
  if (one_of(lower(range.first), {"in", "inside"})) return {};
  return {range.first + 1, range.last};
}

WordRange ReadingView::without_loose_ends(WordRange range) const {
  const auto loose = [&](std::uint32_t word) {
    return upos_is(word, {"CCONJ"}) || one_of(text(word), {",", ";", ":", "(", "-", "–", "—"});
  };
  while (range.size() > 1 && loose(range.first)) ++range.first;
  while (range.size() > 1 && (loose(range.last - 1) || closes_outside(range.last - 1, range.first))) --range.last;
  const bool is_open = range.last < sentence_at(sentence(range.last - 1)).last && is_closed_by(range, range.last);
  return is_open ? WordRange{range.first, range.last + 1} : range;
}

WordRange ReadingView::without_cut_clause(WordRange range) const {
  const std::uint32_t top = head_of(range);
  const auto belongs_behind = [&](std::uint32_t word) {
    if (head(word) == kNone || head(word) < range.last || relation(word) == "fixed") return false;
    if (upos_is(word, {"DET"})) return !upos_is(head(word), {"VERB"});      // but "they all agreed"
    if (upos_is(word, {"ADV"})) return upos_is(word - 1, {"AUX", "PRON"});  // but "nurses there said"
    return upos_is(word, {"ADP", "PRON", "AUX", "SCONJ", "PART"});
  };
  if (!upos_is(top, {"NOUN", "PROPN", "PRON", "NUM"})) return range;
  WordRange cut = range;
  while (cut.last > top + 1 && belongs_behind(cut.last - 1)) --cut.last;
  return cut;
}

/// The mark that opens what this one closes; empty if it closes nothing.
std::string_view ReadingView::opening_of(std::uint32_t word) const {
  const std::string_view mark = text(word);
  return mark == ")" ? "(" : mark == "]" ? "[" : mark == "”" ? "“" : "";
}

bool ReadingView::is_closed_by(WordRange range, std::uint32_t mark) const {
  const std::string_view opening = opening_of(mark);
  for (std::uint32_t i = range.last; i > range.first && !opening.empty() && text(i - 1) != text(mark); --i)
    if (text(i - 1) == opening) return true;
  return false;
}

bool ReadingView::closes_outside(std::uint32_t mark, std::uint32_t first) const {
  return !opening_of(mark).empty() && !is_closed_by({first, mark}, mark);
}

bool ReadingView::is_plural(std::uint32_t word) const {
  const std::string_view tag = (*tags_)[word].xpos;
  if (tag == "NNS" || tag == "NNPS") return true;
  for (std::uint32_t i = word + 1; i < sentence_at(sentence(word)).last; ++i)
    if (head(i) == word && relation(i) == "conj") return true;
  return false;
}

}  // namespace demarche

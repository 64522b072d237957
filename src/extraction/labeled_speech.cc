// SPDX-License-Identifier: Apache-2.0
#include "extraction/labeled_speech.h"

#include <algorithm>

#include "extraction/actor_names.h"
#include "extraction/announced_speech.h"
#include "extraction/transcript.h"

namespace demarche {
namespace {

constexpr std::uint32_t kLongestLabelLine = 9;  ///< words
constexpr std::uint32_t kFewestWords = 3;       ///< of what is said, outside quotation marks
constexpr float kLabeled = 0.7F;                ///< how sure such a statement is

bool is_dash(std::string_view word) {
  return one_of(word, {"-", "\u2013", "\u2014", "--"});
}

struct Labeled {
  WordRange label{};
  WordRange said{};
  bool has_time = false;         ///< "13:30" stands before it
  std::vector<TextSpan> more{};  ///< quotations of the paragraphs below, after a label that is a line of its own
};

class LabeledSpeech {
 public:
  LabeledSpeech(const Document& document, const ActorResolver& actors, const Lexicons& lexicons, Drafts& drafts)
      : view_(document), actors_(actors), lexicons_(lexicons), drafts_(drafts) {}

  void add() {
    std::vector<Labeled> found;
    bool after_time = false;  // the line before is a time alone
    for (std::uint32_t first = 0; first < view_.size();) {
      const WordRange line = line_at(first);
      auto labeled = before_colon(line);
      if (labeled) labeled->has_time |= after_time, found.push_back(*labeled);
      if (const auto above = above_quotations(line)) found.push_back(*above);
      after_time = without_time(line).empty();
      if (const auto signed_line = after_dash(line)) found.push_back(*signed_line);
      first = line.last;
    }
    for (std::uint32_t i = 0; i < view_.size(); ++i)
      if (const auto labeled = before_quotation(i)) found.push_back(*labeled);
    for (const Labeled& labeled : found)
      if (is_told_by(labeled, found)) add_draft(labeled, is_own_speech(labeled, found));
    std::stable_sort(drafts_.drafts.begin(), drafts_.drafts.end(),
                     [](const Draft& a, const Draft& b) { return a.content.front() < b.content.front(); });
  }

 private:
  WordRange line_at(std::uint32_t first) const {
    std::uint32_t last = first + 1;
    while (last < view_.size() && !begins_line(last, view_)) ++last;
    return {first, last};
  }

  WordRange without_time(WordRange line) const {
    while (!line.empty() && (view_.upos_is(line.first, {"NUM", "SYM"}) || is_dash(view_.text(line.first)))) ++line.first;
    return line;
  }

  /// "13:30 - Phnom Penh: shelling went on".
  std::optional<Labeled> before_colon(WordRange line) const {
    const std::uint32_t begin = line.first;
    line = without_time(line);
    if (line.empty() || !starts_upper(view_.text(line.first))) return std::nullopt;
    const std::uint32_t limit = std::min(line.last, line.first + kLongestLabelLine + 1);
    for (std::uint32_t colon = line.first + 1; colon + 1 < limit; ++colon)
      if (view_.text(colon) == ":") return Labeled{{line.first, colon}, {colon + 1, line.last}, line.first > begin};
    return std::nullopt;
  }

  /// "Minister Ana Hale" in a line of its own, and the quotations that begin the lines below it.
  std::optional<Labeled> above_quotations(WordRange line) const {
    Labeled found{line};
    if (line.size() > kLongestLabelLine || !is_person(line)) return std::nullopt;
    for (WordRange below = line; below.last < view_.size();) {
      below = line_at(below.last);
      const Quotation* quotation = quotation_of(below);
      if (quotation == nullptr) break;
      if (found.said.empty())
        found.said = view_.words_in(quotation->span);
      else
        found.more.push_back(quotation->span);
    }
    return found.said.empty() || !has_verb(found.said) ? std::nullopt : std::optional(found);
  }

  /// "No talks yet - Kremlin", a line that no full stop ends.
  std::optional<Labeled> after_dash(WordRange line) const {
    const std::uint32_t least = std::max(line.first + 1, line.last > kLongestLabelLine ? line.last - kLongestLabelLine : 0U);
    for (std::uint32_t dash = line.last - 1; dash-- > least;)
      if (is_dash(view_.text(dash)) && stands_apart(dash) && !view_.upos_is(line.last - 1, {"PUNCT"}))
        return Labeled{{dash + 1, line.last}, {line.first, dash}};
    return std::nullopt;
  }

  /// Blanks on both sides: no hyphen.
  bool stands_apart(std::uint32_t word) const {
    return view_.span(word - 1).end < view_.span(word).begin && view_.span(word).end < view_.span(word + 1).begin;
  }

  /// 'Ana Hale: "We will win."' within a paragraph.
  std::optional<Labeled> before_quotation(std::uint32_t colon) const {
    if (view_.text(colon) != ":" || colon + 1 >= view_.size()) return std::nullopt;
    const Quotation* quotation = quotation_opened_at(drafts_.quotations, view_.span(colon + 1).begin);
    const Sentence& sentence = view_.sentence_at(view_.sentence(colon));
    if (quotation == nullptr || colon == sentence.first || colon - sentence.first > kLongestLabelLine || begins_line(sentence.first, view_))
      return std::nullopt;
    return Labeled{{sentence.first, colon}, view_.words_in(quotation->span)};
  }

  bool has_verb(WordRange words) const {
    for (std::uint32_t i = words.first; i < words.last; ++i)
      if (view_.upos_is(i, {"VERB", "AUX"})) return true;
    return false;
  }

  const Quotation* quotation_of(WordRange said) const { return quotation_opened_at(drafts_.quotations, view_.span(said.first).begin); }
  bool opens_quotation(WordRange said) const { return quotation_of(said) != nullptr; }

  bool is_person(WordRange label) const {
    const Name* name = view_.name_at(label.last - 1);
    return name != nullptr && std::string_view(name->type) == "PER" && name->words.last == label.last && label.first <= name->words.first;
  }

  /// "Orr" of a heading, which the reader gave no name, where "Lena Orr said" stands below it.
  bool names_a_speaker(WordRange label) const {
    if (label.size() != 1 || !view_.upos_is(label.first, {"PROPN"})) return false;
    return std::any_of(drafts_.drafts.begin(), drafts_.drafts.end(), [&](const Draft& draft) {
      return draft.speaker && view_.text(draft.speaker->last - 1) == view_.text(label) && is_person(*draft.speaker);
    });
  }

  /// A body or an office; not a state ("Japan: five killed" tells where), nor an outlet, which signs what it prints. A capital is its
  /// government where a time stands before it, else where the report was written.
  bool is_body(WordRange label, bool has_time) const {
    if (!actors_.knows(label)) return false;
    const auto row = lexicons_.actors.find(view_.text(label), view_.document().origin().published);
    if (row && one_of(row->entry->kind, {"state", "demonym", "adjective", "outlet"})) return false;
    if (actors_.is_place_name(label.last - 1) && !has_time) return false;
    const Entity entity = actors_.resolve(label);
    const auto whole = lexicons_.actors.find(entity.name, view_.document().origin().published);
    if (whole && whole->entry->kind == "state" && !has_time) return false;                      // "Northern Ireland peace process"
    const bool is_outlet = entity.sector == "JRN" && !view_.upos_is(label.last - 1, {"NOUN"});  // but "state television"
    return !is_outlet && (!entity.sector.empty() || (!entity.country.empty() && !is_state_code(entity.country)));
  }

  /// Whether the label can be a speaker at all: no clause, no pronoun.
  bool is_noun_phrase(WordRange label) const {
    for (std::uint32_t i = label.first; i < label.last; ++i)
      if (!view_.upos_is(i, {"PROPN", "NOUN", "ADJ", "PART", "ADP", "DET", "NUM", "CCONJ", "PUNCT"}) ||
          one_of(view_.text(i), {",", ";", "\"", "?", "!"}))
        return false;
    return !view_.upos_is(label.first, {"ADP"}) && view_.upos_is(label.last - 1, {"PROPN", "NOUN"});
  }

  /// A label that may be a speaker's before words that may be said.
  bool fits(const Labeled& line, WordRange label) const {
    if (label.empty() || line.said.empty() || !is_noun_phrase(label)) return false;
    if (view_.block(label.first) != view_.block(line.said.first) && !opens_quotation(line.said)) return false;
    if (lexicons_.cues.kind(lower_case(view_.text(label))) == "host") return false;  // the outlet's own voice
    const bool is_note = view_.text(line.said.first) == "(" && one_of(view_.text(line.said.last - 1), {")", ".)"});
    return !is_note && view_.text(line.said.last - 1) != "?";
  }

  /// Words in marks or told as "I" are said by whoever labels them. Others are where a time stands before the label, or who it names is
  /// quoted elsewhere in the report or labels another line; else a body's in a heading, and a person's of the tables in office: "Ana Hale:
  /// a life in pictures" and "Northern insurgency: Five soldiers are killed." are by nobody.
  bool is_told_by(const Labeled& line, const std::vector<Labeled>& all) const {
    const WordRange label = speaker_of(line.label);
    if (!fits(line, label)) return false;
    const bool person = is_person(label) || names_a_speaker(label);
    if (opens_quotation(line.said))
      return person || actors_.knows(label) || (view_.upos_is(label.last - 1, {"PROPN"}) && has_verb(line.said));
    if (!person && !is_body(label, line.has_time)) return false;
    if (speaks_of_itself(line.said, view_, drafts_.quotations)) return true;
    const bool heads = (label.first == 0 || view_.kind_of_block(label.first) == BlockKind::Heading) &&
                       !view_.upos_is(line.said.last - 1, {"PUNCT"}) && line.said.last < view_.size();
    if (line.said.size() < kFewestWords || (!has_verb(line.said) && (person || !(heads || line.has_time))) || is_told_by_another(line.said))
      return false;
    if (line.has_time || is_quoted_elsewhere(label, all)) return true;
    return person ? actors_.resolve(label).reason.starts_with("actors") : heads;
  }

  /// "Syrian uprising: According to state media, ...": the label is a topic.
  bool is_told_by_another(WordRange said) const {
    return std::any_of(drafts_.drafts.begin(), drafts_.drafts.end(),
                       [&](const Draft& draft) { return draft.cue && draft.speaker && said.contains(draft.speaker->first); });
  }

  /// "Putin to West", "Trump on Iran", "Senator Orr (Ohio)": who speaks.
  WordRange speaker_of(WordRange label) const {
    if (view_.text(label.last - 1) == ")")
      for (std::uint32_t i = label.first + 1; i < label.last; ++i)
        if (view_.text(i) == "(" && is_person({label.first, i})) return {label.first, i};
    for (std::uint32_t i = label.first + 1; i < label.last; ++i)
      if (one_of(view_.text(i), {"to", "on"}) && !is_person(label)) return {label.first, i};
    return label;
  }

  bool is_quoted_elsewhere(WordRange label, const std::vector<Labeled>& all) const {
    const std::string_view surname = view_.text(is_person(label) ? label.last - 1 : view_.head_of(label));
    const auto names = [&](WordRange words) {
      for (std::uint32_t i = words.first; i < words.last; ++i)
        if (view_.text(i) == surname) return true;
      return false;
    };
    return std::any_of(drafts_.drafts.begin(), drafts_.drafts.end(), [&](const Draft& d) { return d.speaker && names(*d.speaker); }) ||
           std::any_of(all.begin(), all.end(), [&](const Labeled& other) { return other.label != label && names(other.label); });
  }

  /// Told as "I", here or in another line of that label: an interview.
  bool is_own_speech(const Labeled& line, const std::vector<Labeled>& all) const {
    return !opens_quotation(line.said) && std::any_of(all.begin(), all.end(), [&](const Labeled& other) {
      return view_.text(other.label) == view_.text(line.label) && speaks_of_itself(other.said, view_, drafts_.quotations);
    });
  }

  void add_draft(const Labeled& line, bool is_own_speech) {
    const TextSpan said = is_own_speech ? view_.span(line.said) : span_of(line.said);
    const TextSpan label = view_.span(line.label);
    const auto tells = [&](const Draft& draft) {
      const bool same_label = draft.speaker && view_.span(*draft.speaker).overlaps(label);
      return same_label || (draft.speaker && !draft.cue && draft.content.front().overlaps(said));
    };
    if (std::any_of(drafts_.drafts.begin(), drafts_.drafts.end(), tells)) return;
    std::erase_if(drafts_.drafts, [&](const Draft& draft) {
      return !draft.cue && std::all_of(draft.content.begin(), draft.content.end(), [&](TextSpan part) {
        return said.contains(part) || std::find(line.more.begin(), line.more.end(), part) != line.more.end();
      });
    });
    Draft draft;
    draft.speaker = speaker_of(line.label);
    if (draft.speaker->last < line.label.last && view_.text(draft.speaker->last) == "to")
      draft.addressee = WordRange{draft.speaker->last + 1, line.label.last};
    draft.content = {said};
    draft.content.insert(draft.content.end(), line.more.begin(), line.more.end());
    draft.score = kLabeled;
    draft.rule = "label";
    draft.unmarked_speech = is_own_speech;
    drafts_.drafts.push_back(std::move(draft));
  }

  /// A quotation with its marks, and without a note in brackets behind it; a line without its full stop.
  TextSpan span_of(WordRange said) const {
    if (const Quotation* quotation = quotation_of(said)) {
      const WordRange quoted = view_.words_in(quotation->span);
      if (quoted.last < said.last && one_of(view_.text(quoted.last), {"(", "["})) said = quoted;
    }
    if (!opens_quotation(said) && view_.text(said.last - 1) == "." && said.size() > 1) --said.last;
    return view_.span(said);
  }

  ReadingView view_;
  const ActorResolver& actors_;
  const Lexicons& lexicons_;
  Drafts& drafts_;
};

}  // namespace

void add_labeled_speech(const Document& document, const ActorResolver& actors, const Lexicons& lexicons, Drafts& drafts) {
  LabeledSpeech(document, actors, lexicons, drafts).add();
}

}  // namespace demarche

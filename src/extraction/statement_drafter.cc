// SPDX-License-Identifier: Apache-2.0
// The head proposes a cue with the words of its speaker, content and addressee. Rules complete: contents are cut free of cue and
// speaker, grown to the quotation marks they touch, and continued over later sentences and paragraphs of one quotation. Quotations
// that no cue claims become a continuation of the statement just before, or statements without a cue.
#include "extraction/statement_drafter.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "extraction/announced_speech.h"
#include "extraction/content_cutter.h"
#include "extraction/idle_cues.h"
#include "extraction/span_list.h"
#include "extraction/transcript.h"

namespace demarche {
namespace {

constexpr std::size_t kShortestBareQuotation = 4;    ///< words; shorter ones are scare quotes or titles
constexpr float kTurn = 0.9F;                        ///< how sure a turn of a transcript is
constexpr std::uint32_t kOtherSentence = 1U << 20U;  ///< added to the distance of a cue in another sentence

std::optional<WordRange> best(const std::vector<RoleSpan>& spans) {
  const auto found = std::max_element(spans.begin(), spans.end(), [](const RoleSpan& a, const RoleSpan& b) { return a.score < b.score; });
  return found == spans.end() ? std::nullopt : std::optional(found->words);
}

class Drafter {
 public:
  Drafter(const Document& document, const CueTable& cues, std::vector<Quotation> quotations)
      : view_(document), cues_(cues), text_(document.text()), quotations_(std::move(quotations)), cutter_(view_, quotations_) {}

  Drafts draft() {
    for (const CueProposal& cue : working_cues(view_, cues_)) add(cue);
    for (const CueProposal& cue : unseen_announcements(view_, cues_, quotations_)) add(cue);
    for (const Turn& turn : transcript_turns(view_, quotations_))
      if (!turn.speaker || cues_.kind(lower_case(view_.text(*turn.speaker))) != "host") add(turn);
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) { return a.content.front() < b.content.front(); });
    remove_doubles();
    remove_own_words();
    part_continuations();
    part_at_semicolons();
    settle_quotations();
    add_quoted();
    wrap_relayed();
    add_unclaimed_quotations();
    return {std::move(drafts_), std::move(quotations_)};
  }

 private:
  void add(const CueProposal& cue) {
    Draft draft;
    draft.score = cue.score;
    draft.speaker = best(cue.speaker);
    draft.addressee = best(cue.addressee);
    if (!cue.bare) draft.cue = view_.span(cue.cue);
    if (cue.bare) draft.rule = "quotation-head";
    if (draft.speaker) draft.speaker = within_block(*draft.speaker, view_.block(cue.cue.first));
    if (draft.speaker) draft.speaker = view_.to_noun(*draft.speaker);
    if (draft.speaker && is_hearsay(cue)) {
      const WordRange subject = *std::exchange(draft.speaker, std::nullopt);
      if (subject.last <= cue.cue.first && cue.cue.first <= subject.last + 1) add_content(subject, cue, draft);
    }
    for (const RoleSpan& span : cue.content)
      for (const WordRange part : by_block(span.words))
        if (is_in_reach(part, cue.cue)) add_content(part, cue, draft);
    if (draft.content.empty()) {
      draft.content = speech_announced_by(cue.cue, view_, cues_, quotations_);
      draft.unmarked_speech = !draft.content.empty() && quotation_at(quotations_, draft.content.front().begin) == nullptr;
    }
    if (draft.content.empty()) return;
    drafts_.push_back(std::move(draft));
  }

  /// A turn of a transcript; what the head took for a statement of the same speaker without a cue is a part of it.
  void add(const Turn& turn) {
    const auto holds = [&](TextSpan span) {
      return std::any_of(turn.content.begin(), turn.content.end(), [&](TextSpan said) { return said.contains(span); });
    };
    std::erase_if(drafts_,
                  [&](const Draft& draft) { return !draft.cue && std::all_of(draft.content.begin(), draft.content.end(), holds); });
    Draft draft;
    draft.speaker = turn.speaker;
    draft.content = turn.content;
    draft.score = kTurn;
    draft.rule = "transcript";
    draft.unmarked_speech = true;
    drafts_.push_back(std::move(draft));
  }

  /// "The army reportedly fired": nobody is named who says so; the army is a part of what is said.
  bool is_hearsay(const CueProposal& cue) const {
    return !cue.bare && cues_.kind(lower_case(view_.text(cue.cue))) == "hearsay" && view_.upos_is(cue.cue.first, {"ADV"});
  }

  void add_content(WordRange words, const CueProposal& cue, Draft& draft) const {
    const WordRange said = cutter_.without_what_goes_on(whole_clause(words, cue), cue.cue);
    for (TextSpan piece : cutter_.without(view_.span(said), draft))
      if (const TextSpan grown = cutter_.grow(cutter_.trim(piece), draft); !grown.empty()) cutter_.merge_in(draft.content, grown);
  }

  /// A content never runs on from one paragraph into the next: each part has to belong to the cue on its own.
  std::vector<WordRange> by_block(WordRange words) const {
    std::vector<WordRange> parts;
    for (std::uint32_t i = words.first; i < words.last; ++i) {
      if (parts.empty() || view_.block(i) != view_.block(parts.back().first)) parts.push_back({i, i});
      parts.back().last = i + 1;
    }
    return parts;
  }

  /// The part of the words that stands in the given block: a party never spans a heading and a paragraph.
  std::optional<WordRange> within_block(WordRange words, std::uint32_t block) const {
    const std::uint32_t nearest = view_.block(words.last - 1) == block ? words.last - 1 : words.first;
    const std::uint32_t home = view_.block(nearest);
    while (words.first < words.last && view_.block(words.first) != home) ++words.first;
    while (words.first < words.last && view_.block(words.last - 1) != home) --words.last;
    return words.empty() ? std::nullopt : std::optional(words);
  }

  /// Content lies in the cue's paragraph, or is a quotation that opens the next one or fills the one before.
  bool is_in_reach(WordRange words, WordRange cue) const {
    const std::uint32_t here = view_.block(cue.first);
    const std::uint32_t first = view_.block(words.first);
    const std::uint32_t last = view_.block(words.last - 1);
    if (first <= here && here <= last) return true;
    const Quotation* quotation = quotation_at(quotations_, view_.span(words.first).begin);
    if (quotation == nullptr || (first != here + 1 && last + 1 != here)) return false;
    const TextSpan block = view_.document().get<Blocks>().blocks[first].span;
    return quotation->span.begin == block.begin && (first > here || quotation->span.end + 2 >= block.end);
  }

  /// "said that they are ramping up and [have the capacity]": a clause that hangs on the cue is content to its end.
  WordRange whole_clause(WordRange words, const CueProposal& cue) const {
    if (cue.bare) return words;
    if (const auto speaker = best(cue.speaker); speaker && speaker->last == cue.cue.first) words = cutter_.up_to_speaker(words, *speaker);
    const Sentence& sentence = view_.sentence_at(view_.sentence(cue.cue.first));
    for (std::uint32_t i = words.first; i < words.last; ++i) {
      if (view_.head(i) == kNone || !cue.cue.contains(view_.head(i)) || !is_clause(view_.relation(i))) continue;
      std::uint32_t end = words.last;
      for (std::uint32_t w = words.last; w < sentence.last; ++w) {
        if (view_.hangs_on(w, i))
          end = w + 1;
        else if (!view_.upos_is(w, {"PUNCT"}))
          break;
      }
      words.last = end;
      break;
    }
    return words;
  }

  static bool is_clause(std::string_view relation) {
    return relation == "ccomp" || relation == "xcomp" || relation == "acl" || relation == "advcl" || relation == "parataxis" ||
           relation == "obj" || relation == "obl";
  }

  /// Two proposals with one cue, or one content claimed twice without a cue of its own or by one speaker ("issued a warning of"): the surer
  /// one stays.
  void remove_doubles() {
    std::vector<Draft> kept;
    for (Draft& draft : drafts_) {
      const auto twin = std::find_if(kept.begin(), kept.end(), [&](const Draft& other) {
        if (other.cue && draft.cue && !(other.content == draft.content && same_subject(other, draft)))
          return other.cue->overlaps(*draft.cue);
        return other.content == draft.content;
      });
      if (twin == kept.end())
        kept.push_back(std::move(draft));
      else if (twin->score < draft.score)
        *twin = std::move(draft);
    }
    drafts_ = std::move(kept);
  }

  /// "The toll is expected to rise, according to officials": who expects it are those officials, and that once.
  bool is_told_by_cue_around(const Draft& draft) const {
    return draft.cue && std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& outer) {
             const auto holds = [&](TextSpan said) { return said.contains(*draft.cue); };
             return &outer != &draft && outer.cue && passes_on(*outer.cue) && same_subject(outer, draft) &&
                    std::any_of(outer.content.begin(), outer.content.end(), holds);
           });
  }

  /// "I think", "We urge" in somebody's own quotation say nothing that it does not say; "I told him", "I had asked" do.
  void remove_own_words() {
    std::vector<Draft> kept;
    for (const Draft& draft : drafts_)
      if (!is_own_word(draft) && !is_told_by_cue_around(draft)) kept.push_back(draft);
    drafts_ = std::move(kept);
  }

  bool is_own_word(const Draft& draft) const {
    if (!draft.cue || !draft.speaker || !one_of(lower_case(view_.text(*draft.speaker)), {"i", "we"})) return false;
    const WordRange cue = view_.words_in(*draft.cue);
    for (std::uint32_t i = cue.first; i < cue.last; ++i)
      if (one_of(view_.xpos(i), {"VBD", "VBN"}) || cues_.kind(view_.lemma(i)) == "tell") return false;
    return quotation_at(quotations_, draft.cue->begin) != nullptr || std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& turn) {
             const auto holds = [&](TextSpan said) { return said.contains(*draft.cue); };
             return turn.unmarked_speech && std::any_of(turn.content.begin(), turn.content.end(), holds);
           });
  }

  /// "The mission announces an audit, saying it is a step": who goes on with another cue of the same subject says two things beside each
  /// other, and the first ends where the second begins.
  void part_continuations() {
    for (Draft& first : drafts_) {
      for (const Draft& next : drafts_) {
        if (!first.cue || !next.cue || !same_subject(first, next) || next.cue->begin < first.cue->end) continue;
        for (TextSpan& said : first.content)
          if (said.contains(*next.cue) && quotation_at(quotations_, next.cue->begin) == nullptr)
            if (const TextSpan before = before_cue(said, *next.cue); !before.empty()) said = before;
      }
    }
  }

  /// "The governor hinted that rates would rise; his deputy said the opposite": who speaks after a semicolon is not told of before it.
  void part_at_semicolons() {
    for (Draft& first : drafts_) {
      for (const Draft& next : drafts_) {
        if (&first == &next || !first.cue || !next.cue || !next.speaker || next.speaker->first < 2) continue;
        const std::uint32_t mark = next.speaker->first - 1;
        if (view_.text(mark) != ";" || quotation_at(quotations_, view_.span(mark).begin) != nullptr) continue;
        for (TextSpan& said : first.content)
          if (said.contains(view_.span(mark)) && first.cue->end < view_.span(mark).begin && said.contains(*next.cue))
            said.end = view_.span(mark).begin;
      }
    }
  }

  bool same_subject(const Draft& a, const Draft& b) const {
    return a.speaker && b.speaker && view_.head_of(*a.speaker) == view_.head_of(*b.speaker);
  }

  /// The part of a content before a cue, without the words that only lead to the cue ("and further").
  TextSpan before_cue(TextSpan said, TextSpan cue) const {
    std::uint32_t end = view_.words_in(cue).first;
    const std::uint32_t begin = view_.words_in(said).first;
    while (end > begin && view_.upos_is(end - 1, {"CCONJ", "ADV", "PUNCT"}) &&
           quotation_at(quotations_, view_.span(end - 1).begin) == nullptr)
      --end;
    return end == begin ? TextSpan{} : cutter_.trim({said.begin, view_.span(end - 1).end});
  }

  /// One quotation, one cue: of two statements that both hold a whole quotation, the one with the nearer cue keeps it.
  void settle_quotations() {
    const auto distance = [&](TextSpan cue, TextSpan span) {
      const std::uint32_t gap = cue.end <= span.begin ? span.begin - cue.end : cue.begin >= span.end ? cue.begin - span.end : 0U;
      const bool apart = view_.sentence(view_.words_in(cue).first) != view_.sentence(view_.words_in(span).last - 1);
      return gap + (apart ? kOtherSentence : 0U);
    };
    for (Draft& a : drafts_) {
      for (const Draft& b : drafts_) {
        if (&a == &b || !a.cue || !b.cue) continue;
        for (std::size_t i = a.content.size(); i-- > 0 && a.content.size() > 1;) {
          const TextSpan span = a.content[i];
          const Quotation* quotation = quotation_at(quotations_, span.begin);
          const bool whole = quotation != nullptr && quotation->span == span;
          const bool shared = whole && std::find(b.content.begin(), b.content.end(), span) != b.content.end();
          if (shared && distance(*b.cue, span) < distance(*a.cue, span))
            a.content.erase(a.content.begin() + static_cast<std::ptrdiff_t>(i));
        }
      }
    }
  }

  /// "Erdogan said the museum would close, as reported by the Daily News": what the outlet reports is that he said so. The draft of
  /// a cue that passes on, with (nearly) the content of another in its paragraph, takes in that other's cue and speaker.
  void wrap_relayed() {
    for (Draft& outer : drafts_) {
      if (!outer.cue || !passes_on(*outer.cue)) continue;
      for (Draft& inner : drafts_)
        if (&inner != &outer && inner.cue && is_same_block(*inner.cue, *outer.cue) && tell_the_same(outer.content, inner.content))
          wrap(outer, inner);
    }
  }

  /// "according to", "as quoted by", and "reported" where "by" comes next.
  bool passes_on(TextSpan cue) const {
    const std::uint32_t next = view_.words_in(cue).last;
    const std::string words = lower_case(text_.substr(cue.begin, cue.size()));
    const bool has_by = next < view_.size() && view_.lower(next) == "by" && !words.ends_with(" by");
    return cues_.kind(has_by ? words + " by" : words) == "according";
  }

  bool is_same_block(TextSpan a, TextSpan b) const { return view_.block(view_.words_in(a).first) == view_.block(view_.words_in(b).first); }

  /// "The Daily quotes Minister Orr: 'It was gas.'": the Daily's content is whom it quotes and what he said; that alone is his.
  void add_quoted() {
    std::vector<Draft> found;
    for (Draft& outer : drafts_) {
      if (!outer.cue || view_.lemma(view_.words_in(*outer.cue).last - 1) != "quote") continue;
      const TextSpan whole{outer.content.front().begin, outer.content.back().end};
      const Quotation* said = quotation_at(quotations_, whole.end - 1);
      if (said == nullptr || said->span.begin <= whole.begin || outer.cue->begin >= whole.begin || cutter_.claims(outer, whole)) continue;
      WordRange speaker = view_.trimmed(view_.words_in({whole.begin, said->span.begin}));
      for (std::uint32_t i = speaker.first; i < speaker.last; ++i)
        if (view_.text(i) == ",") speaker.last = i;
      if (speaker.empty() || !view_.upos_is(view_.head_of(speaker), {"NOUN", "PROPN"})) continue;
      if (view_.text(view_.words_in(said->span).first - 1) != ":") continue;
      outer.content = {whole};
      found.push_back({.speaker = view_.words_in({whole.begin, view_.span(speaker).end}),
                       .content = {said->span},
                       .score = outer.score,
                       .rule = "quoted-speaker"});
    }
    for (Draft& draft : found)
      if (std::none_of(drafts_.begin(), drafts_.end(), [&](const Draft& other) { return other.content == draft.content; }))
        drafts_.push_back(std::move(draft));
  }

  void wrap(Draft& outer, Draft& inner) {
    const auto cut_free = [&](Draft& draft, const Draft& of) {
      std::vector<TextSpan> pieces;
      for (TextSpan span : draft.content)
        for (TextSpan piece : cutter_.without(span, of))
          if (const TextSpan kept = cutter_.trim(piece); !kept.empty()) cutter_.merge_in(pieces, kept);
      if (!pieces.empty()) draft.content = std::move(pieces);
    };
    cut_free(inner, outer);
    TextSpan whole{inner.content.front().begin, inner.content.back().end};
    const TextSpan speaker = inner.speaker ? view_.span(*inner.speaker) : *inner.cue;
    whole = {std::min({whole.begin, inner.cue->begin, speaker.begin}), std::max({whole.end, inner.cue->end, speaker.end})};
    outer.content = {whole};
    cut_free(outer, outer);
  }

  bool is_claimed(TextSpan span) const {
    return std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& draft) {
      const bool is_named = draft.speaker && view_.span(*draft.speaker).overlaps(span);  // 'Ana Hale of "Have no fear"'
      return is_named || std::any_of(draft.content.begin(), draft.content.end(), [&](TextSpan c) { return c.overlaps(span); });
    });
  }

  /// The draft whose quotation ended just before `quotation`: nothing but white space and marks in between.
  Draft* continued_by(const Quotation& quotation) {
    Draft* last = nullptr;
    for (Draft& draft : drafts_)
      if (draft.content.back().end <= quotation.span.begin && (last == nullptr || draft.content.back().end > last->content.back().end))
        last = &draft;
    if (last == nullptr || quotation_at(quotations_, last->content.back().end - 1) == nullptr) return nullptr;
    TextSpan between{last->content.back().end, quotation.span.begin};
    if (cutter_.claims(*last, between)) {  // "First," he said. "Second."
      const std::uint32_t after = std::max(last->cue ? last->cue->end : 0U, last->speaker ? view_.span(*last->speaker).end : 0U);
      between.begin = std::max(between.begin, after);
    }
    for (std::uint32_t i = between.begin; i < between.end; ++i)
      if (std::string_view(" \n.,;:!?").find(text_[i]) == std::string_view::npos) return nullptr;
    return last;
  }

  void add_unclaimed_quotations() {
    for (const Quotation& quotation : quotations_) {
      if (is_claimed(quotation.span)) continue;
      const WordRange words = view_.words_in(quotation.inside);
      Draft* before = continued_by(quotation);
      if (before != nullptr && (quotation.continues || words.size() >= 2)) {
        before->content.push_back(quotation.span);
        continue;
      }
      if (words.size() < kShortestBareQuotation || !is_whole_sentence(quotation, words)) continue;
      drafts_.push_back({.content = {quotation.span}, .score = 0.5F, .rule = kBareQuotation});
    }
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) { return a.content.front() < b.content.front(); });
  }

  /// A quotation that stands alone: it begins a sentence, or follows a colon, and its last words end one.
  bool is_whole_sentence(const Quotation& quotation, WordRange words) const {
    if (words.empty()) return false;
    const Sentence& sentence = view_.sentence_at(view_.sentence(words.first));
    const WordRange marks = view_.words_in(quotation.span);
    const bool announced = marks.first > sentence.first && view_.text(marks.first - 1) == ":";
    const bool begins = announced || view_.span(sentence.first).begin >= quotation.span.begin || sentence.first == words.first;
    const bool verb = [&] {
      for (std::uint32_t i = words.first; i < words.last; ++i)
        if (view_.upos_is(i, {"VERB", "AUX"})) return true;
      return false;
    }();
    const std::string_view last = view_.text(words.last - 1);
    return begins && verb && (one_of(last, {".", "!", "?"}) || !quotation.closed);
  }

  ReadingView view_;
  const CueTable& cues_;
  std::string_view text_;
  std::vector<Quotation> quotations_;
  ContentCutter cutter_;
  std::vector<Draft> drafts_;
};

}  // namespace

Drafts draft_statements(const Document& document, const CueTable& cues, std::vector<Quotation> quotations) {
  return Drafter(document, cues, std::move(quotations)).draft();
}

}  // namespace demarche

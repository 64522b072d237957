// SPDX-License-Identifier: Apache-2.0
#include "extraction/attribution.h"

#include <algorithm>

#include "base/utf8.h"
#include "extraction/labeled_speech.h"
#include "extraction/participants.h"
#include "extraction/span_list.h"
#include "extraction/statement_drafter.h"

namespace demarche {
namespace {

/// All of the words in marks: direct; none: indirect; else mixed.
Form form_of(std::string_view text, const std::vector<TextSpan>& content, const std::vector<Quotation>& quotations) {
  bool inside = false;
  bool outside = false;
  for (TextSpan span : content) {
    for (std::uint32_t i = span.begin; i < span.end;) {
      const Decoded d = decode_utf8(text, i);
      const Quotation* q = quotation_at(quotations, i);
      if (is_letter(d.code_point) || is_digit(d.code_point)) (q != nullptr ? inside : outside) = true;
      i += d.size;
    }
  }
  return inside && outside ? Form::Mixed : inside ? Form::Direct : Form::Indirect;
}

bool is_quoted(const Draft& draft, const std::vector<Quotation>& quotations) {
  return quotation_at(quotations, draft.content.front().begin) != nullptr;
}

bool is_open(const Draft& draft) {
  return !draft.cue && !draft.speaker && draft.rule == kBareQuotation;
}

/// The name of the one person whom the report quotes with a cue; empty if it quotes nobody so, or others too.
std::string only_speaker(const std::vector<Draft>& drafts, const std::vector<Quotation>& quotations, const ActorResolver& actors,
                         const Participants& participants, const ReadingView& view) {
  std::string only;
  for (const Draft& draft : drafts) {
    if (!draft.cue || !is_quoted(draft, quotations)) continue;
    if (!draft.speaker || !participants.is_person(view.head_of(*draft.speaker))) return "";
    const std::string name = actors.resolve(*draft.speaker, nullptr).name;
    if (name.empty() || (!only.empty() && only != name)) return "";
    only = name;
  }
  return only;
}

/// Quotations without a cue: one that is a paragraph is by the only person quoted in the report, as last named; else one is by the person
/// that the words before it are about.
void find_open_speakers(std::vector<Draft>& drafts, const std::vector<Quotation>& quotations, const ActorResolver& actors,
                        const Participants& participants, const ReadingView& view) {
  if (std::none_of(drafts.begin(), drafts.end(), is_open)) return;
  const bool has_one = !only_speaker(drafts, quotations, actors, participants, view).empty();
  std::optional<WordRange> last;
  for (Draft& draft : drafts) {
    if (has_one && draft.cue && is_quoted(draft, quotations)) last = draft.speaker;
    if (!is_open(draft)) continue;
    const std::uint32_t first = view.words_in(draft.content.front()).first;
    const bool is_paragraph = first > 0 && view.block(first) != view.block(first - 1);
    draft.speaker = last && is_paragraph ? last : participants.person_told_of(first);
  }
}

/// "Ten suspects were ordered to leave", "the airport was notified of a bag" and "a death believed to be a suicide" leave open who said it;
/// whom it was said to, they may tell.
void remove_passive_speakers(std::vector<Draft>& drafts, const CueTable& cues, const ReadingView& view) {
  for (Draft& draft : drafts) {
    if (!draft.cue || !draft.speaker) continue;
    const std::uint32_t verb = view.words_in(*draft.cue).last - 1;
    const WordRange party = *draft.speaker;
    const bool is_agent = view.lower(party.first) == "by" || (party.first > 0 && view.lower(party.first - 1) == "by");
    const bool is_told = cues.kind(view.lemma(verb)) == "tell" && view.relation(view.head_of(party)) == "nsubj:pass";
    if (is_agent || !(is_told || view.is_infinitive_passive(verb))) continue;
    draft.speaker.reset();
    if (one_of(cues.kind(view.lemma(verb)), {"ask", "order", "tell"}) && party.last <= verb && !draft.addressee) draft.addressee = party;
  }
}

/// By the tree, for those whose speaker the head left open.
void find_speakers(std::vector<Draft>& drafts, const Participants& participants, const ReadingView& view) {
  for (Draft& draft : drafts) {
    if (draft.speaker || !draft.cue) continue;
    const auto words = participants.sayer_of(view.words_in(*draft.cue));
    const auto is_said = [&](TextSpan content) { return content.overlaps(view.span(*words)); };
    if (!words || std::any_of(draft.content.begin(), draft.content.end(), is_said)) continue;
    draft.speaker = words;
    draft.rule = "statement-head and tree";
  }
}

/// Speakers from outside to inside, so that "I" within a quotation finds who speaks.
void resolve_parties(std::vector<Statement>& statements, const std::vector<Draft>& drafts, const ActorResolver& actors,
                     const ReadingView& view) {
  std::vector<bool> done(statements.size(), false);
  const auto resolve = [&](std::uint32_t start) {
    std::vector<std::uint32_t> path;
    for (std::optional<std::uint32_t> at = start; at && !done[*at]; at = statements[*at].within) path.push_back(*at);
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
      Statement& s = statements[*at];
      const Entity* outer = s.within && statements[*s.within].speaker ? &*statements[*s.within].speaker : nullptr;
      if (drafts[*at].speaker) s.speaker = actors.resolve(*drafts[*at].speaker, outer);
      // A name that the speaker begins or ends within may run on into what is said or the cue; a label ends at its colon.
      const auto meets = [&](TextSpan span) { return span.overlaps(s.speaker->span); };
      if (s.speaker && (std::any_of(s.content.begin(), s.content.end(), meets) || (s.cue && meets(*s.cue))))
        s.speaker->span = view.span(*drafts[*at].speaker);
      if (drafts[*at].addressee) s.addressee = actors.resolve(*drafts[*at].addressee, outer);
      done[*at] = true;
    }
  };
  for (std::uint32_t i = 0; i < statements.size(); ++i) resolve(i);
}

}  // namespace

std::optional<std::uint32_t> innermost(const std::vector<Statement>& statements, TextSpan span, std::optional<std::uint32_t> except) {
  std::optional<std::uint32_t> found;
  std::uint32_t smallest = ~0U;
  for (std::uint32_t i = 0; i < statements.size(); ++i) {
    if (except == i) continue;
    const auto& content = statements[i].content;
    if (std::none_of(content.begin(), content.end(), [&](TextSpan c) { return c.contains(span); })) continue;
    if (size_of(content) < smallest) smallest = size_of(content), found = i;
  }
  return found;
}

Statements attribute(const Document& document, const ActorResolver& actors, const Lexicons& lexicons) {
  Drafts drafted = draft_statements(document, lexicons.cues, actors.quotations());
  add_labeled_speech(document, actors, lexicons, drafted);
  auto& [drafts, quotations] = drafted;
  const ReadingView view(document);
  const Participants participants(document, actors, lexicons.recipient_paths);
  remove_passive_speakers(drafts, lexicons.cues, view);
  find_speakers(drafts, participants, view);
  find_open_speakers(drafts, quotations, actors, participants, view);
  std::vector<Statement> statements(drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Statement& s = statements[i];
    s.cue = drafts[i].cue;
    s.content = drafts[i].content;
    s.score = drafts[i].score;
    s.rule = drafts[i].rule;
    s.form = drafts[i].unmarked_speech ? Form::Direct : form_of(document.text(), s.content, quotations);
  }
  for (std::uint32_t i = 0; i < statements.size(); ++i) {
    const auto outer = innermost(statements, drafts[i].anchor(), i);
    // Two contents that hold each other's cue would make a circle: only a larger content may hold a smaller one.
    const auto size = [](const Statement& s) { return size_of(s.content); };
    if (outer && (size(statements[*outer]) > size(statements[i]) || (size(statements[*outer]) == size(statements[i]) && *outer < i)))
      statements[i].within = outer;
  }
  resolve_parties(statements, drafts, actors, view);
  return {std::move(statements)};
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "document/verify.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

bool inside(const Document& document, TextSpan span) {
  return span.begin <= span.end && span.end <= document.text().size();
}

void verify_blocks(const Document& document) {
  std::uint32_t end = 0;
  for (const Block& block : document.get<Blocks>().blocks) {
    DEMARCHE_CHECK(inside(document, block.span) && !block.span.empty() && block.span.begin >= end);
    end = block.span.end;
  }
}

void verify_words(const Document& document) {
  const auto& blocks = document.get<Blocks>().blocks;
  const std::string_view text = document.text();
  std::uint32_t block = 0;
  std::uint32_t at = 0;
  const auto only_space = [&](std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end;) {
      const Decoded d = decode_utf8(text, i);
      if (!is_space(d.code_point)) return false;
      i += d.size;
    }
    return true;
  };
  for (const Word& word : document.get<Words>().words) {
    DEMARCHE_CHECK(inside(document, word.span) && !word.span.empty() && word.block < blocks.size());
    DEMARCHE_CHECK(word.block >= block && blocks[word.block].span.contains(word.span));
    if (word.block != block || at == 0) at = blocks[word.block].span.begin;
    block = word.block;
    DEMARCHE_CHECK(word.span.begin >= at && only_space(at, word.span.begin));
    at = word.span.end;
  }
}

void verify_sentences(const Document& document) {
  const auto& words = document.get<Words>().words;
  const auto& layer = document.get<Sentences>();
  DEMARCHE_CHECK(layer.of_word.size() == words.size());
  std::uint32_t next = 0;
  for (const Sentence& sentence : layer.sentences) {
    DEMARCHE_CHECK(sentence.first == next && sentence.last > sentence.first && sentence.last <= words.size());
    DEMARCHE_CHECK(words[sentence.first].block == words[sentence.last - 1].block);
    next = sentence.last;
  }
  DEMARCHE_CHECK(next == words.size());
}

void verify_syntax(const Document& document) {
  const auto& syntax = document.get<Syntax>().words;
  for (const Sentence& sentence : document.get<Sentences>().sentences) {
    std::uint32_t roots = 0;
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      const std::uint32_t head = syntax[i].head;
      roots += head == kNone;
      DEMARCHE_CHECK(head == kNone || (head >= sentence.first && head < sentence.last && head != i));
      std::uint32_t steps = 0;
      for (std::uint32_t at = i; at != kNone; at = syntax[at].head) DEMARCHE_CHECK(++steps <= sentence.last - sentence.first);
    }
    DEMARCHE_CHECK(roots == 1);
  }
}

void verify_statements(const Document& document) {
  const auto& statements = document.get<Statements>().statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Statement& s = statements[i];
    DEMARCHE_CHECK(!s.content.empty());
    std::uint32_t end = 0;
    for (TextSpan span : s.content) {
      DEMARCHE_CHECK(inside(document, span) && !span.empty() && span.begin >= end);
      DEMARCHE_CHECK(!s.cue || !span.overlaps(*s.cue));
      DEMARCHE_CHECK(!s.speaker || !span.overlaps(s.speaker->span));
      end = span.end;
    }
    std::size_t steps = 0;
    for (auto at = s.within; at; at = statements[*at].within) {
      DEMARCHE_CHECK(*at < statements.size());
      DEMARCHE_CHECK(++steps <= statements.size());
    }
    if (s.within) {
      const TextSpan anchor = s.cue ? *s.cue : s.content.front();
      const auto& outer = statements[*s.within].content;
      DEMARCHE_CHECK(std::any_of(outer.begin(), outer.end(), [&](TextSpan span) { return span.contains(anchor); }));
    }
  }
}

void verify_events(const Document& document) {
  const auto& events = document.get<Events>().events;
  const auto& statements = document.get<Statements>().statements;
  for (const Event& e : events) {
    DEMARCHE_CHECK(inside(document, e.trigger) && !e.trigger.empty() && !e.type.empty());
    if (e.within) {
      DEMARCHE_CHECK(*e.within < statements.size());
      const auto& outer = statements[*e.within].content;
      DEMARCHE_CHECK(std::any_of(outer.begin(), outer.end(), [&](TextSpan span) { return span.contains(e.trigger); }));
    }
    std::size_t steps = 0;
    for (auto at = e.content_of; at; at = events[*at].content_of) {
      DEMARCHE_CHECK(*at < events.size());
      DEMARCHE_CHECK(++steps <= events.size());
    }
    for (const auto* list : {&e.actors, &e.recipients})
      for (const Entity& entity : *list) DEMARCHE_CHECK(inside(document, entity.span));
  }
}

}  // namespace

void verify(const Document& document) {
  verify_blocks(document);
  if (document.has<Words>()) verify_words(document);
  if (document.has<Sentences>()) verify_sentences(document);
  if (document.has<Syntax>()) verify_syntax(document);
  if (document.has<Statements>()) verify_statements(document);
  if (document.has<Events>()) verify_events(document);
}

}  // namespace demarche

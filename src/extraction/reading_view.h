// SPDX-License-Identifier: Apache-2.0
// Small questions that extraction asks of the linguistic layers of one document.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/unicode.h"
#include "document/document.h"

namespace demarche {

inline bool one_of(std::string_view word, std::initializer_list<std::string_view> set) {
  for (std::string_view candidate : set)
    if (word == candidate) return true;
  return false;
}

/// Read access by word; cheap to copy, holds a reference to the document.
class ReadingView {
 public:
  explicit ReadingView(const Document& document)
      : document_(&document),
        words_(&document.get<Words>().words),
        tags_(&document.get<Tags>().words),
        syntax_(&document.get<Syntax>().words),
        sentences_(&document.get<Sentences>()) {}

  const Document& document() const { return *document_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(words_->size()); }
  std::string_view text(std::uint32_t word) const { return document_->text((*words_)[word].span); }
  std::string_view text(WordRange range) const { return document_->text(document_->span_of(range)); }
  TextSpan span(WordRange range) const { return document_->span_of(range); }
  TextSpan span(std::uint32_t word) const { return (*words_)[word].span; }
  std::string lower(std::uint32_t word) const { return lower_case(text(word)); }
  std::string lemma(std::uint32_t word) const { return lower_case((*tags_)[word].lemma); }
  std::string_view upos(std::uint32_t word) const { return (*tags_)[word].upos; }
  std::string_view xpos(std::uint32_t word) const { return (*tags_)[word].xpos; }
  std::string_view relation(std::uint32_t word) const { return (*syntax_)[word].relation; }
  std::uint32_t head(std::uint32_t word) const { return (*syntax_)[word].head; }
  std::uint32_t block(std::uint32_t word) const { return (*words_)[word].block; }
  BlockKind kind_of_block(std::uint32_t word) const { return document_->get<Blocks>().blocks[block(word)].kind; }
  std::uint32_t sentence(std::uint32_t word) const { return sentences_->of_word[word]; }
  const Sentence& sentence_at(std::uint32_t index) const { return sentences_->sentences[index]; }
  /// A plural noun, or several joined by "and".
  bool is_plural(std::uint32_t word) const;
  /// Whether the word is the top of a tree, or hangs on it over any number of steps.
  bool hangs_on(std::uint32_t word, std::uint32_t top) const;
  bool upos_is(std::uint32_t word, std::initializer_list<std::string_view> tags) const { return one_of(upos(word), tags); }

  /// The name that the reader saw at the word, or nullptr.
  const Name* name_at(std::uint32_t word) const;
  /// Whether a participle tells what somebody else says, before an infinitive: "[believed] to be", but not "has claimed to be".
  bool is_infinitive_passive(std::uint32_t verb) const;
  /// Words that overlap the bytes [begin, end).
  WordRange words_in(TextSpan span) const;
  /// The word of the range whose head lies outside it; the first one if there are several.
  std::uint32_t head_of(WordRange range) const;
  /// Grown to the noun that the last word only describes: "the Danube News" [Agency], "the" [city].
  WordRange to_noun(WordRange range) const;
  /// "Israel" and "the United States" of "Israel and the United States"; the range itself where nothing is joined to its head.
  std::vector<WordRange> conjuncts(WordRange range) const;
  /// Without leading determiners and adpositions and without marks at both ends.
  WordRange trimmed(WordRange range) const;
  /// A party without the preposition before it ("of Ukraine", but not "at least ten people"); empty where it says that something lies
  /// inside.
  WordRange without_preposition(WordRange range) const;
  /// Without marks and conjunctions that hang over at its ends: "two policewomen [and]", "Russian[-]"; with the bracket or quotation mark
  /// that closes what opens inside: "the commission (CNDH[)]".
  WordRange without_loose_ends(WordRange range) const;
  /// Without the beginning of a clause or phrase that goes on behind it: "travellers [who are fully] vaccinated", "two [of the] bombers".
  WordRange without_cut_clause(WordRange range) const;

 private:
  std::string_view opening_of(std::uint32_t word) const;
  /// Whether a mark behind the range closes what is opened in it.
  bool is_closed_by(WordRange range, std::uint32_t mark) const;
  /// Whether a mark closes what was opened before `first`, or nowhere.
  bool closes_outside(std::uint32_t mark, std::uint32_t first) const;

  const Document* document_;
  const std::vector<Word>* words_;
  const std::vector<WordTags>* tags_;
  const std::vector<Dependency>* syntax_;
  const Sentences* sentences_;
};

}  // namespace demarche

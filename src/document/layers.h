// SPDX-License-Identifier: Apache-2.0
// The layers of a Document, in the order in which they are made. A layer is a plain struct of vectors, filled by exactly one
// stage, attached once, const ever after. Records point to one another by position. Offsets are bytes of Document::text().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/text_span.h"

namespace demarche {

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

/// Positions [first, last) in Words::words.
struct WordRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  constexpr bool empty() const { return last <= first; }
  constexpr std::uint32_t size() const { return last - first; }
  constexpr bool contains(std::uint32_t word) const { return first <= word && word < last; }
  constexpr auto operator<=>(const WordRange&) const = default;
};

enum class BlockKind : std::uint8_t { Paragraph, Heading, Dateline, ListItem, Quote };

/// One paragraph, heading, list item. Invariant: spans are ordered, do not overlap, hold no blank line, and are trimmed.
struct Block {
  TextSpan span{};
  BlockKind kind = BlockKind::Paragraph;
};

/// Producer: intake.
struct Blocks {
  std::vector<Block> blocks{};
};

/// What stands before a word. The model's input features are numbered by it (docs/formats/model.md).
enum class Gap : std::uint8_t { Joined = 0, Space = 1, Line = 2, Block = 3 };

/// A syntactic word of Universal Dependencies.
struct Word {
  TextSpan span{};
  Gap gap = Gap::Space;
  bool inside_token = false;  ///< continues the surface token of the word before ("do|n't")
  std::uint32_t block = 0;
};

/// Producer: language/tokenizer. Invariant: words are ordered, do not overlap, lie inside their block; every byte of a block
/// that is not white space belongs to exactly one word.
struct Words {
  std::vector<Word> words{};
};

/// Producer: language/reader. Words [first, last); sentences partition the words and never cross a block.
struct Sentence {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
struct Sentences {
  std::vector<Sentence> sentences{};
  std::vector<std::uint32_t> of_word{};  ///< sentence of each word
};

/// Producer: language/reader. Strings are owned by the model's label sets or, for lemmas, by the layer.
struct WordTags {
  const char* upos = "X";
  const char* xpos = "";
  const char* features = "_";
  std::string lemma{};
};
struct Tags {
  std::vector<WordTags> words{};
};

/// Producer: language/reader. `head` is a word of the same sentence, kNone for its root. Invariant: one root a sentence, no cycle.
struct Dependency {
  std::uint32_t head = kNone;
  const char* relation = "dep";  ///< with subtype, e.g. "nsubj:pass"
};
struct Syntax {
  std::vector<Dependency> words{};
};

/// Producer: language/reader. Does not cross a sentence.
struct Name {
  WordRange words{};
  const char* type = "";  ///< PER ORG LOC MISC; of kinds PER ORG LOC NORP FAC DATE MONEY PROD MISC
  float score = 0;
};
/// Two readings of the same words: what findings are built on, and nine kinds of things that are named. A name may hold a kind, or lie in
/// one: the nationality in "the French embassy".
struct Names {
  std::vector<Name> names{};
  std::vector<Name> kinds{};
};

/// Words of one role with the head's mean probability.
struct RoleSpan {
  WordRange words{};
  float score = 0;
};

/// What came second, for those who ask why; no label where nothing else was possible.
struct RunnerUp {
  const char* label = "";
  float score = 0;  ///< probability
};

/// The word that came nearest to a cue or a trigger in a sentence where none was found.
struct NearMiss {
  std::uint32_t word = 0;
  bool is_cue = false;
  RunnerUp nearest{};
};

/// What the statement head proposes: a cue with its arguments. Producer: language/reader.
struct CueProposal {
  WordRange cue{};  ///< for a bare quotation: the first word of its content
  bool bare = false;
  float score = 0;
  std::vector<RoleSpan> speaker{};
  std::vector<RoleSpan> content{};
  std::vector<RoleSpan> addressee{};
};

/// What the event head proposes: a trigger with its attributes and arguments. Producer: language/reader.
struct TriggerProposal {
  WordRange trigger{};
  float score = 0;
  const char* type = "";    ///< PLOVER v2
  const char* mode = "";    ///< legal for the type, or empty
  const char* code = "";    ///< CAMEO
  const char* status = "";  ///< codebook
  float status_score = 0;
  RunnerUp second_type{};
  RunnerUp second_status{};
  std::uint32_t parent = kNone;  ///< position of the doorway trigger in Proposals::triggers
  std::vector<RoleSpan> actors{};
  std::vector<RoleSpan> recipients{};
  std::vector<RoleSpan> dates{};
  std::vector<RoleSpan> places{};
};

/// Producer: language/reader.
struct Proposals {
  std::vector<CueProposal> cues{};
  std::vector<TriggerProposal> triggers{};
  std::vector<NearMiss> misses{};
};

}  // namespace demarche

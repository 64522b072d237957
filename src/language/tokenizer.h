// SPDX-License-Identifier: Apache-2.0
// Text -> words after the conventions of UD English EWT: punctuation, hyphens and clitics stand alone; "don't" is one surface
// token of two words. Rules here, single forms in lexicons/en/tokenizer.tsv. Sentences are not its business: a head finds them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "document/document.h"

namespace demarche {

class Tokenizer {
 public:
  /// Reads the table; throws Error(LexiconInvalid) naming file and line.
  explicit Tokenizer(const std::string& lexicon_file);

  /// Words of every block of the document, in order. Never fails: strange text gives plain pieces.
  Words annotate(const Document& document) const;

  /// Words of one stretch of text without white space rules across it; spans are relative to `text`.
  std::vector<Word> tokenize(std::string_view text) const;

 private:
  struct Character;
  struct Piece;
  using Characters = std::vector<Character>;

  void read_line(std::string_view line, const std::string& where);
  void tokenize_chunk(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) const;
  void split_middle(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) const;
  void split_clitics(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) const;
  std::size_t unit_of(const Characters& text, std::size_t begin, std::size_t end) const;
  static bool keeps_mark(const Characters& text, std::size_t begin, std::size_t end);
  static bool is_possessive(const Characters& text, const Piece& mark);
  /// Both give where the word begins or ends; of trailing marks the last comes first.
  static std::size_t split_leading(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out);
  std::size_t split_trailing(const Characters& text, std::size_t begin, std::size_t end, bool address, std::vector<Piece>& tail) const;
  bool keeps_period(const Characters& text, std::size_t begin, std::size_t end) const;
  bool splits_at(const Characters& text, std::size_t begin, std::size_t at, std::size_t end) const;
  bool ends_abbreviation(const Characters& text, std::size_t begin, std::size_t at, std::size_t end) const;
  bool is_emoticon(const Characters& text, std::size_t begin, std::size_t end) const;
  static std::string lower(const Characters& text, std::size_t begin, std::size_t end);

  enum class AbbreviationKind : std::uint8_t { Always, BeforeCapital, BeforeDigit, BeforeSmall };
  static const std::pair<std::string_view, AbbreviationKind> kKeepsPeriod[];  ///< by the values of the lexicon
  std::unordered_map<std::string, AbbreviationKind> abbreviations_;
  std::unordered_set<std::string> prefixes_;
  std::unordered_set<std::string> emoticons_;
  std::unordered_set<std::string> units_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> contractions_;  ///< code points of each part
};

}  // namespace demarche

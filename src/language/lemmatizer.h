// SPDX-License-Identifier: Apache-2.0
// The lemma head writes endings it has learned and knows no words: of "retiring" it may make "retir". Here its lemmas of regular forms
// are looked up among base forms (lemmas.tsv, lemmas-reviewed.tsv); one that is none gives way to the base form that the ending allows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "document/document.h"

namespace demarche {

class Lemmatizer {
 public:
  /// Fails with `lexicon-invalid` and the line if a file cannot be read as the table it should be.
  explicit Lemmatizer(const std::string& folder);
  /// Corrects lemmas of the tagged words of a document that has words, in place.
  void correct(const Document& document, Tags& tags) const;

 private:
  void read(const std::string& path);
  std::string best(std::string_view form, std::string_view xpos, std::string_view lemma) const;
  std::uint32_t count(char of, std::string_view base) const;

  /// Keys begin with the first letter of the kind: 'v', 'n', 'a'.
  std::unordered_map<std::string, std::uint32_t> counts_;
  std::unordered_map<std::string, std::string> irregular_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Where a name ends, as far as that is no matter of context: before an address, behind "Inc." (name_ends.tsv).
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "document/document.h"

namespace demarche {

class NameEnds {
 public:
  /// Fails with `lexicon-invalid` and the line if the file cannot be read as the table it should be.
  explicit NameEnds(const std::string& folder);
  /// Moves ends of the names of a document that has words, in place, within their sentences; what is an address is no name.
  void correct(const Document& document, const Sentences& sentences, Names& names) const;

 private:
  void take_in_legal_form(const Document& document, const Sentences& sentences, std::vector<Name>& names) const;

  std::unordered_set<std::string> legal_forms_;  ///< lower case
};

}  // namespace demarche

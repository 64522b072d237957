// SPDX-License-Identifier: Apache-2.0
// Tags and lemmas from label numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "language/encoder/model_file.h"
#include "language/encoder/word_heads.h"

namespace demarche {

class TagHead {
 public:
  /// Refuses a lemma script it cannot read. The model outlives the head.
  explicit TagHead(const ModelFile& model);
  /// Tags of the scored words, the first of which is word `base` of the document.
  Tags decode(const Document& document, std::uint32_t base, const WordScores& scores) const;
  /// Lemma of a form by a script and the exceptions.
  std::string lemma(std::string_view form, std::uint32_t script, std::string_view upos) const;

 private:
  /// "<lower>|<cut>|<append>", or the form itself.
  struct Script {
    bool is_form = false;
    bool lowers = false;
    std::size_t cut = 0;  ///< code points
    std::string append{};
  };
  static Script read_script(const ModelFile& model, const std::string& text);
  const ModelFile& model_;
  std::vector<Script> scripts_{};
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// WordPiece: the sub-words of one word, as bert-base-uncased was trained with (docs/formats/model.md, section 1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language/encoder/model_file.h"

namespace demarche {

class WordPiece {
 public:
  /// Refuses a vocabulary without [CLS], [SEP] and [UNK].
  explicit WordPiece(const ModelFile& model);

  /// Adds the word's pieces to `out`: 1 to ModelSizes::word_pieces.
  void append(std::string_view word, std::vector<std::uint32_t>& out) const;

  std::uint32_t first_piece() const { return first_; }  ///< [CLS]
  std::uint32_t last_piece() const { return last_; }    ///< [SEP]

 private:
  void append_part(std::string_view part, std::size_t code_points, std::vector<std::uint32_t>& out) const;

  /// Views into the model's vocabulary; pieces inside a word without their "##".
  using Table = std::unordered_map<std::string_view, std::uint32_t>;
  Table begin_{}, inside_{};
  std::size_t longest_ = 0;  ///< bytes of the longest piece
  std::size_t limit_ = 12;
  std::uint32_t first_ = 0, last_ = 0, unknown_ = 0;
};

}  // namespace demarche

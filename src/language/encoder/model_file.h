// SPDX-License-Identifier: Apache-2.0
// ModelFile: a *.dmm file, mapped and checked, with its tensors as views. The format is docs/formats/model.md, section 4.
// Refuses whatever is damaged, cut off, of another version or of sizes that do not fit together: beyond this class every
// view lies inside the file and every size agrees with the header. Not here: what the tensors mean (encoder.h, the heads).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/file.h"

namespace demarche {

/// Widths of the network, from the header. All are positive; vector widths are multiples of 8.
struct ModelSizes {
  std::uint32_t hidden = 0, layers = 0, heads = 0, intermediate = 0;
  std::uint32_t vocabulary = 0, positions = 0, window_pieces = 0, word_pieces = 0;
  std::uint32_t shape_width = 0, affix_rows = 0, affix_width = 0, word = 0;
  std::uint32_t sem = 0, arc = 0, label = 0, pair = 0, distance = 0, trigger_hidden = 0, doorway = 0;
};

/// A matrix (or vector: rows = 1) of the file. Exactly one of `bytes` and `floats` is set.
struct Tensor {
  const std::int8_t* bytes = nullptr;  ///< int8 values; row r stands for bytes * scales[r]
  const float* floats = nullptr;
  const float* scales = nullptr;  ///< with `bytes` only
  std::size_t rows = 0;
  std::size_t columns = 0;

  /// Value as a float, for the slow twins and for small tables.
  float at(std::size_t row, std::size_t column) const {
    return bytes != nullptr ? static_cast<float>(bytes[row * columns + column]) * scales[row] : floats[row * columns + column];
  }
};

using Labels = std::vector<std::string>;

/// Label sets of the heads. Strings live as long as the ModelFile.
struct ModelLabels {
  Labels upos{}, xpos{}, feats{}, lemma{}, name{}, kind{}, cue{}, trigger{}, relation{}, status{}, mode{}, code{}, types{};
  Labels statement{}, event{};  ///< BIO tags of the roles
  /// By position in `types`: positions in `mode` that are legal for the type (0, "none", always is).
  std::vector<std::vector<std::uint32_t>> modes_of{};
};

struct ModelThresholds {
  float sentence = 0;  ///< added to the logit that a word begins a sentence
  float cue = 0;       ///< added to O of the cue tags
  float trigger = 0;   ///< added to O of the trigger tags
  float doorway = 0;   ///< added to the score of no doorway
};

class ModelFile {
 public:
  /// Maps and checks the file. Throws Error(FileUnreadable, ModelMismatch).
  explicit ModelFile(const std::string& path);
  /// Reads from memory that outlives the object; `check_digest` off is for fuzzing. Throws Error(ModelMismatch).
  ModelFile(std::string_view bytes, std::string where, bool check_digest = true);
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;

  const std::string& name() const { return name_; }
  const std::string& version() const { return version_; }
  const std::string& digest() const { return digest_; }
  const ModelSizes& sizes() const { return sizes_; }
  const ModelLabels& labels() const { return labels_; }
  const ModelThresholds& thresholds() const { return thresholds_; }
  const Labels& vocabulary() const { return vocabulary_; }
  /// "form\tUPOS" -> lemma.
  const std::unordered_map<std::string, std::string>& lemma_exceptions() const { return lemma_exceptions_; }

  /// The tensor of that name; refuses the file if it is missing or of another shape. A vector has one row.
  Tensor tensor(const std::string& name, std::size_t rows, std::size_t columns) const;
  /// The tensor of that name whatever its shape.
  Tensor any_tensor(const std::string& name) const;
  /// Throws Error(ModelMismatch) about this file.
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  struct Header;
  void read(std::string_view bytes, bool check_digest);
  void read_tensors(const Header& header, std::string_view data);
  Tensor read_tensor(const Header& header, const std::string& name, std::string_view data) const;
  void read_sizes(const Header& header);
  void read_labels(const Header& header);
  void check_sizes() const;

  std::unique_ptr<MappedFile> file_;
  std::string where_;
  std::string name_, version_, digest_;
  ModelSizes sizes_{};
  ModelLabels labels_{};
  ModelThresholds thresholds_{};
  Labels vocabulary_{};
  std::unordered_map<std::string, std::string> lemma_exceptions_{};
  std::map<std::string, Tensor> tensors_{};
};

}  // namespace demarche

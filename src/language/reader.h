// SPDX-License-Identifier: Apache-2.0
// Reader: the network that reads a report once and decides sentences, tags, trees, names, and what could be a statement or
// an event. Stands between the tokenizer (words) and extraction (findings). The file it reads is described in
// docs/formats/model.md. Not here: who a name is, what a type means, which proposals become findings (extraction/).
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "document/document.h"
#include "document/layers.h"

namespace demarche {

class Network;

/// What the reader makes of a document: five layers, ready to attach. Every `const char*` points into the Reader that made it.
struct Reading {
  Sentences sentences{};
  Tags tags{};
  Syntax syntax{};
  Names names{};
  Proposals proposals{};
};

/// Processor seconds by stage, added up over calls; for benchmarks.
struct ReaderTimes {
  double pieces = 0;      ///< sub-words, features, windows
  double products = 0;    ///< int8 products of the encoder (oneDNN only)
  double attention = 0;   ///< scores, softmax, values
  double glue = 0;        ///< quantization, scaling, activation, norms, embeddings
  double word_heads = 0;  ///< word vectors and linear heads: sentences, tags, lemmas, names
  double trees = 0;       ///< arcs, spanning trees, labels
  double statements = 0;  ///< cues and their roles
  double events = 0;      ///< triggers, roles, attributes, doorways
  std::size_t words = 0;
  std::size_t sub_words = 0;
  std::size_t cues = 0;
  std::size_t triggers = 0;
};

/// Immutable after construction and shared by all workers; scratch memory is per thread. The answer depends on the document
/// and the model file alone: the same bytes on every processor and in every thread.
class Reader {
 public:
  /// Throws Error(FileUnreadable, ModelMismatch, UnsupportedMachine).
  explicit Reader(const std::string& model_path);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Needs Blocks and Words. A document without words gives empty layers.
  Reading read(const Document& document, ReaderTimes* times = nullptr) const;

  const std::string& name() const;     ///< of the model, from its header
  const std::string& version() const;  ///< of the model, from its header
  const std::string& digest() const;   ///< SHA-256 of the model's content, 64 digits

  /// Seconds that the bare int8 products of the encoder take for `sub_words` rows, nothing else: the yardstick of benchmarks.
  double time_bare_products(std::size_t sub_words) const;

 private:
  std::unique_ptr<const Network> network_;
};

}  // namespace demarche

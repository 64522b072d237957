// SPDX-License-Identifier: Apache-2.0
// Workspace: the scratch memory of one worker thread while it reads a report. Kept between reports, so that nothing is
// allocated once it has seen the largest. Members are named by what stands in them; nothing outlives the step that fills it,
// but for the vectors per word.
#pragma once

#include <cstdint>
#include <vector>

#include "language/encoder/attention_kernels.h"
#include "language/encoder/buffer.h"
#include "language/encoder/dense.h"

namespace demarche {

/// Sub-words of some windows, one after another, [CLS] and [SEP] included: the rows of the encoder's matrices.
struct PieceBatch {
  static constexpr std::uint8_t kNoFeature = 255;
  std::vector<std::uint32_t> pieces{};
  std::vector<std::uint8_t> features{};    ///< input feature of each piece's word, kNoFeature for [CLS] and [SEP]
  std::vector<std::uint32_t> windows{};    ///< row where each window begins, and the end of the last
  std::vector<std::uint32_t> word_rows{};  ///< row of each word's first piece

  void clear() { pieces.clear(), features.clear(), windows.clear(), word_rows.clear(); }
};

struct EncoderSpace {
  PieceBatch batch{};
  Buffer<float> x{};      ///< rows x hidden: the stream through the layers
  Buffer<float> qkv{};    ///< rows x (query, key, value)
  Buffer<float> mixed{};  ///< rows x hidden: what attention gathers
  kernels::AttentionSpace attention{};
  Buffer<float> inner{};  ///< one row x intermediate
  QuantizedRows quantized{};
  QuantizedRows quantized_inner{};
  Buffer<std::int32_t> sums{};
};

struct Workspace {
  EncoderSpace encoder{};
  Buffer<float> vectors{};            ///< words x word width, of the whole report
  QuantizedRows quantized_vectors{};  ///< the same in 8 bits
  Buffer<std::int32_t> sums{};
  Buffer<float> a{}, b{}, c{}, d{}, e{}, tops{};  ///< of the head that runs
  QuantizedRows quantized{};
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Text offset -> byte range of the raw report: what makes evidence provable down to the file as received.
#pragma once

#include <cstdint>
#include <vector>

#include "base/text_span.h"

namespace demarche {

/// Run-length map. Inside a run, text and raw bytes are either equal byte for byte or one replaced the other as a whole
/// (an entity, a charset change, squeezed white space).
class SourceMap {
 public:
  struct Run {
    std::uint32_t text_begin = 0;
    std::uint32_t raw_begin = 0;
    std::uint32_t raw_size = 0;
    bool verbatim = true;  ///< text bytes equal raw bytes one to one
  };

  /// Appends a run for text bytes [text_begin, next run's begin); runs come in text order.
  void append(Run run);
  /// The raw bytes that `span` came from; an empty map means raw and text are the same bytes.
  TextSpan to_raw(TextSpan span) const;
  const std::vector<Run>& runs() const { return runs_; }

 private:
  std::vector<Run> runs_;
};

}  // namespace demarche

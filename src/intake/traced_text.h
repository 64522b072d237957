// SPDX-License-Identifier: Apache-2.0
// Text that knows its way back to the raw bytes, and the builder by which each reader makes the next text from the one before.
#pragma once

#include <string>
#include <string_view>

#include "document/source_map.h"

namespace demarche {

/// Valid UTF-8 with the raw bytes of each part; an empty map means that text and raw bytes are the same.
struct TracedText {
  std::string text{};
  SourceMap map{};
};

/// Makes a new text from slices of `from` (which must outlive it); the maps are composed on the way.
class TextBuilder {
 public:
  explicit TextBuilder(const TracedText& from) : from_(from) {}

  /// Appends bytes [begin, end) of the text before as they are.
  void copy(std::size_t begin, std::size_t end);
  /// Appends `by`, which stands for bytes [begin, end) of the text before; a backward range counts as its later end.
  void replace(std::string_view by, std::size_t begin, std::size_t end);
  const std::string& text() const { return out_.text; }
  TracedText take() { return std::move(out_); }

 private:
  const TracedText& from_;
  TracedText out_{};
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Document: a report's immutable text and what was understood of it, layer by layer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/text_span.h"
#include "document/findings.h"
#include "document/layers.h"
#include "document/report.h"
#include "document/source_map.h"

namespace demarche {

/// The text never changes; a layer is attached once and is const ever after. Nothing stores a view into a Document: only
/// spans. Not shared while it is being built; moved between threads.
class Document {
 public:
  Document(Origin origin, std::string text, SourceMap source_map, Blocks blocks)
      : origin_(std::move(origin)), text_(std::make_shared<const std::string>(std::move(text))), source_map_(std::move(source_map)) {
    attach(std::move(blocks));
  }
  /// A part of `whole`: its origin and text, and some of its blocks (document/slice.h).
  Document(const Document& whole, Blocks blocks) : origin_(whole.origin_), text_(whole.text_), source_map_(whole.source_map_) {
    attach(std::move(blocks));
  }

  const Origin& origin() const { return origin_; }
  std::string_view text() const& { return *text_; }
  std::string_view text() && = delete;  // the view would outlive the text
  std::string_view text(TextSpan span) const& { return text().substr(span.begin, span.size()); }
  const SourceMap& source_map() const { return source_map_; }

  template <class Layer>
  void attach(Layer layer) {
    auto& slot = std::get<std::optional<Layer>>(layers_);
    DEMARCHE_CHECK(!slot.has_value());
    slot = std::move(layer);
  }
  template <class Layer>
  const Layer& get() const {
    const auto& slot = std::get<std::optional<Layer>>(layers_);
    DEMARCHE_CHECK(slot.has_value());
    return *slot;
  }
  template <class Layer>
  bool has() const {
    return std::get<std::optional<Layer>>(layers_).has_value();
  }

  /// Text of words [first, last), from the first one's begin to the last one's end.
  TextSpan span_of(WordRange range) const {
    const auto& words = get<Words>().words;
    if (range.empty()) return {};
    return {words[range.first].span.begin, words[range.last - 1].span.end};
  }
  std::string_view word(std::uint32_t index) const& { return text(get<Words>().words[index].span); }

 private:
  Origin origin_;
  std::shared_ptr<const std::string> text_;
  SourceMap source_map_;
  std::tuple<std::optional<Blocks>, std::optional<Words>, std::optional<Sentences>, std::optional<Tags>, std::optional<Syntax>,
             std::optional<Names>, std::optional<Proposals>, std::optional<Statements>, std::optional<Events>>
      layers_;
};

}  // namespace demarche

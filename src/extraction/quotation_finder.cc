// SPDX-License-Identifier: Apache-2.0
// A mark opens where white space, a bracket or a dash stands before it and a word after it, and closes in the mirror case. Curly and
// angled marks tell their side themselves. An apostrophe is a mark only where it opens before a word and is closed again
// in the same block by one that no letter follows.
#include "extraction/quotation_finder.h"

#include <algorithm>
#include <string_view>

#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  char32_t c = 0;
  bool may_open = false;
  bool may_close = false;
  bool single = false;
};

bool one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

/// Classifies the character at [begin, end) between its neighbors; 0 stands for an end of the block.
Mark classify(char32_t c, char32_t before, char32_t after, std::uint32_t begin, std::uint32_t end) {
  Mark mark{begin, end, c};
  const bool space_before = before == 0 || is_space(before) || one_of(before, U"([{-\u2013\u2014/:");
  const bool space_after = after == 0 || is_space(after) || one_of(after, U".,;:!?)]}-\u2013\u2014/\u2019\"");
  if (one_of(c, U"\u201C\u201E\u201F\u00AB")) {
    mark.may_open = true;
    mark.may_close = c == U'\u201C' && !space_before;  // German style closes with it
  } else if (one_of(c, U"\u201D\u00BB")) {
    mark.may_close = true;
    mark.may_open = space_before && !space_after;
  } else if (c == U'"') {
    mark.may_open = !(after == 0 || is_space(after)) && (space_before || !is_letter(before));
    mark.may_close = !space_before || after == 0 || is_space(after);
  } else {
    mark.single = true;
    mark.may_open = space_before && after != 0 && !is_space(after) && !is_digit(after) && c != U'\u2019';
    mark.may_close = !space_before && space_after && c != U'\u2018' && c != U'`';
  }
  return mark;
}

std::vector<Mark> marks_of(std::string_view text, TextSpan block) {
  std::vector<Mark> marks;
  char32_t before = 0;
  for (std::uint32_t i = block.begin; i < block.end;) {
    const Decoded d = decode_utf8(text, i);
    std::uint32_t size = d.size;
    char32_t c = d.code_point;
    if (one_of(c, U"\"'`\u2018\u2019\u201C\u201D\u201E\u201F\u00AB\u00BB")) {
      if ((c == U'\'' || c == U'`') && i + 1 < block.end && text[i + 1] == text[i]) {  // '' and ``
        size = 2;
        c = U'"';
      }
      const std::uint32_t next = i + size;
      const char32_t after = next < block.end ? decode_utf8(text, next).code_point : 0;
      marks.push_back(classify(c, before, after, i, next));
    }
    before = c;
    i += size;
  }
  return marks;
}

bool closes(const Mark& open, const Mark& close) {
  if (!close.may_close || open.single != close.single) return false;
  if (open.c == U'\u00AB') return close.c == U'\u00BB';
  if (open.c == U'\u201E') return close.c == U'\u201C' || close.c == U'\u201D';
  if (open.single) return true;
  return close.c != U'\u00BB';
}

/// Position of the mark that closes marks[open], or marks.size().
std::size_t closing_of(const std::vector<Mark>& marks, std::size_t open) {
  for (std::size_t i = open + 1; i < marks.size(); ++i)
    if (closes(marks[open], marks[i])) return i;
  return marks.size();
}

}  // namespace

std::vector<Quotation> find_quotations(const Document& document) {
  std::vector<Quotation> out;
  bool open_before = false;  // the paragraph before ended inside a quotation
  for (const Block& block : document.get<Blocks>().blocks) {
    const std::vector<Mark> marks = marks_of(document.text(), block.span);
    bool open_after = false;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (!marks[i].may_open) continue;
      const std::size_t close = closing_of(marks, i);
      if (close == marks.size() && marks[i].single) continue;  // an apostrophe
      const bool first = marks[i].begin == block.span.begin;
      Quotation quotation;
      quotation.closed = close < marks.size();
      quotation.continues = open_before && first;
      quotation.span = {marks[i].begin, quotation.closed ? marks[close].end : block.span.end};
      quotation.inside = {marks[i].end, quotation.closed ? marks[close].begin : block.span.end};
      if (!quotation.inside.empty()) out.push_back(quotation);
      open_after = !quotation.closed;
      i = close;
    }
    open_before = open_after;
  }
  return out;
}

const Quotation* quotation_at(const std::vector<Quotation>& quotations, std::uint32_t offset) {
  const auto after = std::upper_bound(quotations.begin(), quotations.end(), offset,
                                      [](std::uint32_t value, const Quotation& q) { return value < q.span.begin; });
  if (after == quotations.begin()) return nullptr;
  const Quotation& candidate = *(after - 1);
  return candidate.span.contains(offset) ? &candidate : nullptr;
}

const Quotation* quotation_opened_at(const std::vector<Quotation>& quotations, std::uint32_t offset) {
  const Quotation* quotation = quotation_at(quotations, offset);
  return quotation != nullptr && quotation->span.begin == offset ? quotation : nullptr;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "intake/block_finder.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestHeading = 100;  ///< code points; longer lines are sentences that lost their period
constexpr std::size_t kHeadingWords = 14;
constexpr std::size_t kLongestWrappedLine = 120;

char32_t last_character(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0U) == 0x80U) --at;
  return at == 0 ? 0 : decode_utf8(text, at - 1).code_point;
}

/// Ends like a sentence, or like one that goes on.
bool ends_with_punctuation(std::string_view text) {
  constexpr std::u32string_view kFinal = U".!?…:;,\"”’»)]。！？؟۔،؛」』—–-";
  return kFinal.find(last_character(text)) != std::u32string_view::npos;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    const bool space = is_space(d.code_point);
    words += !space && !inside;
    inside = !space;
    i += d.size;
  }
  return words;
}

/// "- item", "• item", "3. item", "b) item".
bool is_list_item(std::string_view line) {
  const Decoded first = decode_utf8(line, 0);
  constexpr std::u32string_view kBullets = U"-*•‣◦▪●·–—";
  if (kBullets.find(first.code_point) != std::u32string_view::npos)
    return line.size() > first.size && is_space(decode_utf8(line, first.size).code_point);
  std::size_t at = 0;
  while (at < line.size() && at < 3 && line[at] >= '0' && line[at] <= '9') ++at;
  if (at == 0 && line[0] >= 'a' && line[0] <= 'z') return line.size() > 2 && line[1] == ')' && line[2] == ' ';
  return at > 0 && at + 1 < line.size() && (line[at] == '.' || line[at] == ')') && line[at + 1] == ' ';
}

/// "GENEVA, Nov 3 (Wire) -": a place in capitals and a dash at the end of the line.
bool is_dateline(std::string_view line) {
  if (line.size() > 80) return false;
  const char32_t last = last_character(line);
  if (last != U'-' && last != U'–' && last != U'—') return false;
  std::size_t capitals = 0;
  for (std::size_t i = 0; i < line.size();) {
    const Decoded d = decode_utf8(line, i);
    if (!is_upper(d.code_point)) break;
    ++capitals;
    i += d.size;
  }
  return capitals >= 3;
}

/// One quotation mark and no other: a quotation that goes on in the next paragraph, or one that nobody closed.
bool has_lone_quote(std::string_view line) {
  std::size_t marks = 0;
  for (const std::string_view mark : {"\"", "“", "”", "„", "«", "»"})
    for (std::size_t at = line.find(mark); at != std::string_view::npos; at = line.find(mark, at + 1)) ++marks;
  return marks == 1;
}

bool is_heading(std::string_view line) {
  if (has_lone_quote(line)) return false;
  return !ends_with_punctuation(line) && count_words(line) <= kHeadingWords && count_code_points(line) <= kLongestHeading;
}

std::vector<TextSpan> find_lines(std::string_view text, TextSpan within) {
  std::vector<TextSpan> lines;
  for (std::uint32_t begin = within.begin; begin < within.end;) {
    const auto found = text.find_first_of("\n\r", begin);
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(found, within.end));
    const TextSpan line = trimmed(text, {begin, end});
    if (!line.empty()) lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

/// Lines broken by an editor's width: about equally long, and not each of them a sentence.
bool is_wrapped(std::string_view text, const std::vector<TextSpan>& lines) {
  std::uint32_t longest = 0;
  for (TextSpan line : lines) longest = std::max(longest, line.size());
  if (longest > kLongestWrappedLine || longest < 30) return false;
  bool open = false;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].size() * 10 < longest * 6) return false;
    open = open || !ends_with_punctuation(text.substr(lines[i].begin, lines[i].size()));
  }
  return open;
}

/// A list item takes the lines that follow it up to the next item.
void add_list(std::string_view text, const std::vector<TextSpan>& lines, Blocks& out) {
  for (TextSpan line : lines) {
    const bool item = is_list_item(text.substr(line.begin, line.size()));
    if (!item && !out.blocks.empty() && out.blocks.back().kind == BlockKind::ListItem && line.begin != lines.front().begin) {
      out.blocks.back().span.end = line.end;
    } else {
      out.blocks.push_back({line, item ? BlockKind::ListItem : BlockKind::Paragraph});
    }
  }
}

void add_paragraph(std::string_view text, TextSpan paragraph, Blocks& out) {
  const auto lines = find_lines(text, paragraph);
  const auto item = [&](TextSpan line) { return is_list_item(text.substr(line.begin, line.size())); };
  const auto items = std::count_if(lines.begin(), lines.end(), item);
  if (lines.size() > 1 && items == 0 && is_wrapped(text, lines)) {
    out.blocks.push_back({paragraph, BlockKind::Paragraph});
  } else if (items > 1 || (items == 1 && (lines.size() == 1 || !item(lines.front())))) {
    add_list(text, lines, out);
  } else {
    for (TextSpan line : lines) out.blocks.push_back({line, BlockKind::Paragraph});
  }
}

}  // namespace

TextSpan trimmed(std::string_view text, TextSpan span) {
  while (span.begin < span.end) {
    const Decoded d = decode_utf8(text, span.begin);
    if (!is_space(d.code_point)) break;
    span.begin += d.size;
  }
  while (span.begin < span.end) {
    std::uint32_t last = span.end - 1;
    while (last > span.begin && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
    if (!is_space(decode_utf8(text, last).code_point)) break;
    span.end = last;
  }
  return span;
}

std::vector<TextSpan> find_paragraphs(std::string_view text) {
  std::vector<TextSpan> out;
  bool blank = true;
  for (std::uint32_t begin = 0; begin < text.size();) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find_first_of("\n\r", begin), text.size()));
    const TextSpan line = trimmed(text, {begin, end});
    if (line.empty()) {
      blank = true;
    } else if (blank) {
      out.push_back(line);
      blank = false;
    } else {
      out.back().end = line.end;
    }
    begin = end + 1;
    // CR LF ends one line, not two.
    if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++begin;
  }
  return out;
}

Blocks find_blocks(std::string_view text) {
  Blocks out;
  for (TextSpan paragraph : find_paragraphs(text)) add_paragraph(text, paragraph, out);
  for (std::size_t i = 0; i < out.blocks.size(); ++i) {
    Block& block = out.blocks[i];
    const std::string_view words = text.substr(block.span.begin, block.span.size());
    if (block.kind != BlockKind::Paragraph || words.find('\n') != std::string_view::npos) continue;
    if (is_dateline(words)) block.kind = BlockKind::Dateline;
    // The last line heads nothing; it is a sentence without a period or a signature.
    else if (i + 1 < out.blocks.size() && is_heading(words))
      block.kind = BlockKind::Heading;
  }
  return out;
}

}  // namespace demarche

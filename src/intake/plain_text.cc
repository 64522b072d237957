// SPDX-License-Identifier: Apache-2.0
#include "intake/plain_text.h"

#include <algorithm>
#include <optional>

#include "base/unicode.h"
#include "intake/block_finder.h"
#include "intake/dates.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestHeader = 400;  ///< a longer line is a paragraph that begins like a header

struct Header {
  std::string key{};  ///< lower case
  TextSpan value{};   ///< without white space around it
  bool has_colon = false;
};

enum class Field : std::uint8_t { None, Title, Date, Source, Url, Id, Author, Language };

Field field_of(std::string_view key) {
  struct Name {
    std::string_view name;
    Field field;
  };
  static constexpr Name kNames[] = {{"title", Field::Title},      {"headline", Field::Title},
                                    {"date", Field::Date},        {"published", Field::Date},
                                    {"source", Field::Source},    {"outlet", Field::Source},
                                    {"publisher", Field::Source}, {"url", Field::Url},
                                    {"link", Field::Url},         {"id", Field::Id},
                                    {"author", Field::Author},    {"byline", Field::Author},
                                    {"by", Field::Author},        {"language", Field::Language}};
  for (const Name& name : kNames)
    if (name.name == key) return name.field;
  return Field::None;
}

/// "Title: words" or "date 2025-11-26"; nothing if the line is no header.
std::optional<Header> split_header(std::string_view text, TextSpan line) {
  Header header;
  std::uint32_t at = line.begin;
  while (at < line.end && ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z'))) ++at;
  if (at == line.begin || at - line.begin > 12 || at == line.end) return std::nullopt;
  header.key = lower_case(text.substr(line.begin, at - line.begin));
  std::uint32_t after = at;
  while (after < line.end && text[after] == ' ') ++after;
  header.has_colon = after < line.end && text[after] == ':';
  if (!header.has_colon && after == at) return std::nullopt;
  header.value = trimmed(text, {header.has_colon ? after + 1 : after, line.end});
  return header;
}

void set(std::string& field, std::string_view value) {
  if (field.empty()) field = value;
}

/// Takes what is known of a date header; returns where the text goes on, or nothing if the line is text after all.
std::optional<std::uint32_t> take_date(std::string_view text, const Header& header, TextSpan line, Draft& draft, Diagnostics& diagnostics) {
  const std::string_view value = text.substr(header.value.begin, header.value.size());
  const ReadDate read = read_date(value);
  const bool readable = read.problem != DateProblem::Unreadable;
  const bool whole = !readable || trimmed(value, {static_cast<std::uint32_t>(read.size), header.value.size()}).empty();
  // "date" without a colon is a word like others unless a date follows; and a long line is a sentence.
  if (!readable && (!header.has_colon || value.size() > 60)) return std::nullopt;
  if (!draft.origin.published) {
    draft.origin.published = read_date_or_say(value.substr(0, readable ? read.size : value.size()), draft.origin.path, diagnostics);
    if (draft.origin.published) draft.origin.date_basis = "header";
  }
  return whole ? line.end : header.value.begin + static_cast<std::uint32_t>(read.size);
}

std::optional<std::uint32_t> take_header(std::string_view text, TextSpan line, Draft& draft, Diagnostics& diagnostics) {
  const auto header = split_header(text, line);
  if (!header) return std::nullopt;
  const Field field = field_of(header->key);
  if (field == Field::Date) return take_date(text, *header, line, draft, diagnostics);
  if (field == Field::None || !header->has_colon || line.size() > kLongestHeader) return std::nullopt;
  const std::string_view value = text.substr(header->value.begin, header->value.size());
  Origin& origin = draft.origin;
  switch (field) {
    case Field::Title:
      set(origin.title, value);
      break;
    case Field::Source:
      set(origin.publisher, value);
      break;
    case Field::Url:
      set(origin.url, value);
      break;
    case Field::Author:
      set(origin.author, value);
      break;
    case Field::Language:
      set(origin.language, value);
      break;
    case Field::Id:
      // The id that was made from the file's name gives way to the one that the report has itself.
      if (!value.empty()) origin.id = value;
      break;
    default:
      break;
  }
  return line.end;
}

/// Where the text begins, after the header lines.
std::uint32_t take_headers(std::string_view text, Draft& draft, Diagnostics& diagnostics) {
  std::uint32_t at = 0;
  while (at < text.size()) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
    const TextSpan line = trimmed(text, {at, end});
    if (!line.empty()) {
      const auto next = take_header(text, line, draft, diagnostics);
      if (!next) return at;
      if (*next < line.end) return *next;
    }
    at = end + 1;
  }
  return static_cast<std::uint32_t>(text.size());
}

}  // namespace

void read_plain_text(const TracedText& page, Draft& draft, Diagnostics& diagnostics) {
  const std::string_view text = page.text;
  const std::uint32_t start = take_headers(text, draft, diagnostics);
  TextBuilder builder(page);
  std::uint32_t end = start;
  for (TextSpan paragraph : find_paragraphs(text.substr(start))) {
    paragraph.begin += start, paragraph.end += start;
    if (!builder.text().empty()) builder.replace("\n\n", end, paragraph.begin);
    builder.copy(paragraph.begin, paragraph.end);
    end = paragraph.end;
  }
  draft.text = builder.take();
  draft.blocks = find_blocks(draft.text.text);
}

}  // namespace demarche

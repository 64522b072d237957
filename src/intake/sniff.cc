// SPDX-License-Identifier: Apache-2.0
#include "intake/sniff.h"

#include <algorithm>
#include <string>

namespace demarche {
namespace {

constexpr std::size_t kFormatHead = 16384;

bool is_space_byte(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space_byte(text[at])) ++at;
  return at;
}

std::string_view without_compression(std::string_view path) {
  for (const std::string_view ending : {".gz", ".xz", ".zst", ".zstd"})
    if (path.size() > ending.size() && path.substr(path.size() - ending.size()) == ending)
      return path.substr(0, path.size() - ending.size());
  return path;
}

std::string_view name_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string extension_of(std::string_view path) {
  const std::string_view name = name_of(without_compression(path));
  const std::size_t dot = name.rfind('.');
  std::string out(dot == std::string_view::npos ? "" : name.substr(dot));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

/// `{"` or `[{"`, with white space anywhere between.
bool starts_like_json(std::string_view text) {
  std::size_t at = skip_space(text, 0);
  if (at < text.size() && text[at] == '[') at = skip_space(text, at + 1);
  if (at >= text.size() || text[at] != '{') return false;
  at = skip_space(text, at + 1);
  return at < text.size() && (text[at] == '"' || text[at] == '}');
}

bool has_any(std::string_view lower, std::initializer_list<std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return lower.find(mark) != std::string_view::npos; });
}

/// Tags of a page's frame, or many tags of any kind.
bool looks_like_html(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  const std::size_t first = skip_space(lower, 0);
  if (first >= lower.size()) return false;
  if (has_any(lower.substr(0, 2048), {"<!doctype html", "<html", "<head>", "<body"})) return true;
  std::size_t tags = 0;
  for (const std::string_view tag : {"<p>", "<p ", "</p>", "<div", "</div>", "<br", "<a href", "<span", "<li>", "<h1", "<h2", "<article"})
    for (std::size_t at = lower.find(tag); at != std::string::npos; at = lower.find(tag, at + 1)) ++tags;
  return lower[first] == '<' ? tags >= 1 : tags >= 4;
}

}  // namespace

Format sniff_format(std::string_view head, std::string_view path) {
  head = head.substr(0, kFormatHead);
  if (head.substr(0, 3) == "\xEF\xBB\xBF") head.remove_prefix(3);
  const std::string extension = extension_of(path);
  if (head.substr(0, 7) == "WARC/1.") return Format::Warc;
  if (starts_like_json(head)) return Format::JsonLine;
  // A record that is damaged from its first byte on is still one of a file of records, which goes on after it.
  if (extension == ".jsonl" || extension == ".ndjson" || extension == ".json") return Format::JsonLine;
  if (looks_like_html(head) && extension != ".txt") return Format::Html;
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") return Format::Html;
  // A .txt file is a page only if it begins as one.
  const std::size_t first = skip_space(head, 0);
  if (first < head.size() && head[first] == '<' && looks_like_html(head)) return Format::Html;
  return Format::Text;
}

std::string_view stem_of(std::string_view path) {
  const std::string_view name = name_of(without_compression(path));
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace demarche

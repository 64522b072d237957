// SPDX-License-Identifier: Apache-2.0
#include "intake/warc.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "base/unicode.h"
#include "intake/decompress.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestLine = 1 << 16;
constexpr std::size_t kMostFields = 1000;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// Fields by their names in lower case; the first of a name counts.
using Fields = std::map<std::string, std::string, std::less<>>;

void add_field(Fields& fields, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) fields.try_emplace(lower_case(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
}

std::string_view field(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : found->second;
}

/// A number at the beginning of `text`, and nothing but spaces or parameters after it.
std::optional<std::uint64_t> number_of(std::string_view text, int base) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  const std::string_view rest = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  if (error != std::errc() || (!rest.empty() && rest.front() != ';')) return std::nullopt;
  return number;
}

/// "text/html; charset=utf-8": its format, Auto for what is no text.
Format format_of(std::string_view content_type) {
  const std::string type = lower_case(trim(content_type.substr(0, content_type.find(';'))));
  if (type == "text/html" || type == "application/xhtml+xml") return Format::Html;
  return type == "text/plain" ? Format::Text : Format::Auto;
}

std::string charset_of(std::string_view content_type) {
  const std::string type = lower_case(content_type);
  const std::size_t at = type.find("charset=");
  if (at == std::string::npos) return {};
  std::string_view name = trim(std::string_view(type).substr(at + 8));
  name = name.substr(0, name.find(';'));
  while (!name.empty() && (name.front() == '"' || name.front() == '\'')) name.remove_prefix(1);
  return std::string(name.substr(0, name.find_first_of("\"' ")));
}

/// A body without its chunks; the body itself where an archive has joined them already.
std::string without_chunks(std::string body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = body.find("\r\n", at);
    if (end == std::string::npos) return out.empty() ? body : out;
    const std::optional<std::uint64_t> size = number_of(std::string_view(body).substr(at, end - at), 16);
    if (!size) return out.empty() ? body : out;
    if (*size == 0) break;
    out.append(body, end + 2, *size);
    if (*size > body.size()) break;
    at = end + 2 + static_cast<std::size_t>(*size) + 2;
  }
  return out;
}

/// Opens what the server packed; packed bytes are known by how they begin.
void unpack(std::uint64_t most_bytes, ArchivedPage& page) {
  const Compression kind = sniff_compression(page.bytes);
  if (kind == Compression::None) return;
  const std::string packed = std::move(page.bytes);
  const std::unique_ptr<ByteStream> stream = decompress(open_bytes(packed), kind, most_bytes + 1);
  page.bytes = read_all(*stream);
  page.too_large = page.bytes.size() > most_bytes;
  if (page.bytes.empty()) page.problem = stream->problem();
}

/// The page in an HTTP answer: false if the answer is none.
bool read_answer(std::string block, std::uint64_t most_bytes, ArchivedPage& page) {
  Fields fields;
  std::size_t at = 0;
  std::string_view status;
  while (at < block.size()) {
    const std::size_t end = std::min(block.find('\n', at), block.size());
    const std::string_view line = trim(std::string_view(block).substr(at, end - at));
    if (status.empty()) {
      status = line;
    } else if (line.empty()) {
      at = end + 1;
      break;
    } else {
      add_field(fields, line);
    }
    at = end + 1;
  }
  const std::size_t space = status.find(' ');
  if (status.substr(0, 5) != "HTTP/" || space == std::string_view::npos || status.substr(space + 1, 3) != "200") return false;
  const std::string_view type = field(fields, "content-type");
  page.format = format_of(type);
  if (page.format == Format::Auto) return false;
  page.charset = charset_of(type);
  const bool chunked = lower_case(field(fields, "transfer-encoding")).find("chunked") != std::string::npos;
  const std::string coding = lower_case(field(fields, "content-encoding"));
  block.erase(0, std::min(at, block.size()));
  page.bytes = chunked ? without_chunks(std::move(block)) : std::move(block);
  unpack(most_bytes, page);
  const bool is_open = coding.empty() || coding == "identity" || coding == "gzip" || coding == "x-gzip" || coding == "zstd";
  if (!is_open && !page.bytes.empty() && page.bytes.find('<') == std::string::npos) {
    page.problem = fmt::format("its server packed it by «{}», which is not opened here", coding);
    page.bytes.clear();
  }
  return true;
}

}  // namespace

struct WarcReader::Header {
  Fields fields{};
  std::uint64_t size = 0;
};

bool WarcReader::fill() {
  if (at_ < buffer_.size()) return true;
  buffer_.resize(1 << 16);
  buffer_.resize(stream_.read(buffer_.data(), buffer_.size()));
  at_ = 0;
  return !buffer_.empty();
}

/// A line without its end; false where the archive ends, or where no line can be as long.
bool WarcReader::read_line(std::string& out) {
  out.clear();
  while (fill()) {
    const std::size_t end = std::min(buffer_.find('\n', at_), buffer_.size());
    out.append(buffer_, at_, end - at_);
    at_ = end + (end < buffer_.size() ? 1 : 0);
    if (out.size() > kLongestLine) return false;
    if (end == buffer_.size()) continue;
    if (!out.empty() && out.back() == '\r') out.pop_back();
    return true;
  }
  return false;
}

bool WarcReader::read_header(Header& out) {
  std::string line;
  do {
    if (!read_line(line)) {
      if (!trim(line).empty()) problem_ = fmt::format("after record {} stand bytes that are no record", records_);
      return false;
    }
  } while (line.empty());
  if (line.substr(0, 5) != "WARC/") {
    problem_ = fmt::format("after record {} no other begins with WARC/", records_);
    return false;
  }
  ++records_;
  while (read_line(line) && !line.empty() && out.fields.size() < kMostFields) add_field(out.fields, line);
  const std::optional<std::uint64_t> size = number_of(field(out.fields, "content-length"), 10);
  if (!line.empty() || !size) {
    problem_ = fmt::format("record {} does not say how long it is", records_);
    return false;
  }
  out.size = *size;
  return true;
}

/// The record's bytes; of one that is over the limit, none. False if the archive ends within it.
bool WarcReader::read_block(std::uint64_t size, std::string& out) {
  const bool keep = size <= most_bytes_;
  while (size > 0 && fill()) {
    const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(size, buffer_.size() - at_));
    if (keep) out.append(buffer_, at_, n);
    at_ += n;
    size -= n;
  }
  if (size > 0) problem_ = fmt::format("it ends within record {}", records_);
  return size == 0;
}

bool WarcReader::next(ArchivedPage& out) {
  for (;;) {
    Header header;
    if (!read_header(header)) return false;
    out = ArchivedPage{};
    std::string block;
    if (!read_block(header.size, block)) return false;
    const std::string type = lower_case(field(header.fields, "warc-type"));
    if (type != "response" && type != "resource" && type != "conversion") continue;
    std::string_view url = field(header.fields, "warc-target-uri");
    if (url.size() > 1 && url.front() == '<' && url.back() == '>') url = url.substr(1, url.size() - 2);
    out.url = url;
    out.record = records_;
    out.too_large = header.size > most_bytes_;
    const std::string_view content = field(header.fields, "content-type");
    if (type == "response") {
      if (lower_case(content).find("application/http") == 0 && (out.too_large || read_answer(std::move(block), most_bytes_, out)))
        return true;
    } else {
      out.format = format_of(content);
      out.charset = charset_of(content);
      out.bytes = std::move(block);
      if (out.format != Format::Auto) return true;
    }
    ++passed_over_;
  }
}

}  // namespace demarche

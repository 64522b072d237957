// SPDX-License-Identifier: Apache-2.0
#include "intake/record_reader.h"

#include <algorithm>

namespace demarche {
namespace {

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Where braces and strings stand while JSON goes by, byte by byte.
struct Nesting {
  std::uint64_t depth = 0;
  bool in_string = false;
  bool escaped = false;

  void take(char c) {
    if (in_string) {
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
};

}  // namespace

bool RecordReader::next(InputRecord& out) {
  out = InputRecord{};
  return cut_ == Cut::Lines ? next_line(out) : next_object(out);
}

bool RecordReader::fill() {
  if (at_ < buffer_.size()) return true;
  buffer_.resize(1 << 16);
  buffer_.resize(stream_.read(buffer_.data(), buffer_.size()));
  at_ = 0;
  return !buffer_.empty();
}

bool RecordReader::get(char& c) {
  if (!fill()) return false;
  c = buffer_[at_++];
  line_ += c == '\n';
  return true;
}

void RecordReader::keep(InputRecord& out, const char* bytes, std::size_t size) const {
  if (out.too_large) return;
  if (out.bytes.size() + size > most_bytes_) {
    out.too_large = true;
    out.bytes = std::string();
    return;
  }
  out.bytes.append(bytes, size);
}

bool RecordReader::next_line(InputRecord& out) {
  while (fill()) {
    const std::size_t end = std::min(buffer_.find('\n', at_), buffer_.size());
    keep(out, buffer_.data() + at_, end - at_);
    const bool ended = end < buffer_.size();
    at_ = end + ended;
    if (!ended) continue;
    out.line = line_++;
    if (out.too_large || !is_blank(out.bytes)) break;
    out.bytes.clear();
  }
  if (out.line == 0) out.line = line_;
  if (!out.bytes.empty() && out.bytes.back() == '\r') out.bytes.pop_back();
  return out.too_large || !is_blank(out.bytes);
}

bool RecordReader::next_object(InputRecord& out) {
  Nesting nesting;
  char c = 0;
  // What stands between objects (brackets, commas, white space) belongs to none.
  do {
    if (!get(c)) return false;
  } while (c != '{');
  out.line = line_;
  do {
    nesting.take(c);
    keep(out, &c, 1);
  } while (nesting.depth > 0 && get(c));
  return true;
}

Cut sniff_cut(std::string_view head) {
  std::size_t at = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (at == std::string_view::npos) return Cut::Lines;
  if (head[at] == '[') return Cut::Objects;
  Nesting nesting;
  for (; at < head.size() && head[at] != '\n'; ++at) nesting.take(head[at]);
  const std::size_t next = head.find_first_not_of(" \t\r\n", at);
  const bool goes_on = at < head.size() && next != std::string_view::npos && head[next] != '{';
  return nesting.depth > 0 && !nesting.in_string && goes_on ? Cut::Objects : Cut::Lines;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "intake/json_lines.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "base/civil_date.h"
#include "base/error.h"
#include "base/utf8.h"
#include "intake/block_finder.h"
#include "intake/dates.h"

namespace demarche {
namespace {

/// One member of the outermost object: where its name and value stand.
struct Member {
  std::string name{};
  TextSpan value{};
};

bool is_json_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Walks over JSON that is known to be valid, without recursion.
class Scanner {
 public:
  explicit Scanner(std::string_view json) : json_(json) {}

  std::vector<Member> members() {
    std::vector<Member> out;
    skip_space();
    ++at_;  // the opening brace
    for (;;) {
      skip_space();
      if (json_[at_] == ',') {
        ++at_;
        continue;
      }
      if (json_[at_] == '}') return out;
      Member member;
      const std::uint32_t begin = at_;
      skip_string();
      member.name = nlohmann::json::parse(json_.substr(begin, at_ - begin)).get<std::string>();
      skip_space();
      ++at_;  // the colon
      skip_space();
      member.value.begin = at_;
      skip_value();
      member.value.end = at_;
      out.push_back(std::move(member));
    }
  }

 private:
  void skip_space() {
    while (is_json_space(json_[at_])) ++at_;
  }
  void skip_string() {
    for (++at_; json_[at_] != '"'; ++at_)
      if (json_[at_] == '\\') ++at_;
    ++at_;
  }
  void skip_value() {
    std::uint32_t depth = 0;
    do {
      const char c = json_[at_];
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth, ++at_;
      } else if (c == '}' || c == ']') {
        --depth, ++at_;
      } else if (depth == 0) {
        while (at_ < json_.size() && json_[at_] != ',' && json_[at_] != '}' && !is_json_space(json_[at_])) ++at_;
      } else {
        ++at_;
      }
    } while (depth > 0);
  }

  std::string_view json_;
  std::uint32_t at_ = 0;
};

char32_t four_digits(std::string_view json, std::size_t at) {
  char32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = json[i];
    value = value * 16 + static_cast<char32_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return value;
}

bool are_hex_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); });
}

/// What stands for an escape: its character and its length.
struct Escape {
  char32_t character = 0;
  std::size_t size = 2;
  bool lone_surrogate = false;
};

Escape read_escape(std::string_view json, std::size_t at) {
  switch (json[at + 1]) {
    case 'n':
      return {U'\n'};
    case 't':
      return {U'\t'};
    case 'r':
      return {U'\r'};
    case 'b':
      return {U'\b'};
    case 'f':
      return {U'\f'};
    case 'u':
      break;
    default:
      return {static_cast<unsigned char>(json[at + 1])};
  }
  const char32_t first = four_digits(json, at + 2);
  if (first < 0xD800 || first > 0xDFFF) return {first, 6};
  if (first < 0xDC00 && json.substr(at + 6, 2) == "\\u") {
    const char32_t second = four_digits(json, at + 8);
    if (second >= 0xDC00 && second <= 0xDFFF) return {0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00), 12};
  }
  return {U'\uFFFD', 6, true};
}

/// The same JSON with halves of surrogate pairs written as U+FFFD, byte for byte as long: the library takes them for errors, but
/// they come from programs that cut texts in the middle of an emoji.
std::string mend_surrogates(std::string json) {
  for (std::size_t at = json.find('\\'); at != std::string::npos && at + 1 < json.size();) {
    std::size_t size = 2;
    if (json[at + 1] == 'u' && at + 6 <= json.size() && are_hex_digits(std::string_view(json).substr(at + 2, 4))) {
      const bool pair = at + 12 <= json.size() && are_hex_digits(std::string_view(json).substr(at + 8, 4));
      const std::string_view whole = json;
      const Escape escape = read_escape(pair ? whole : whole.substr(0, at + 6), at);
      if (escape.lone_surrogate) json.replace(at + 2, 4, "fffd");
      size = escape.size;
    }
    at = json.find('\\', at + size);
  }
  return json;
}

/// The text of the string at `value` (with its quotes).
TracedText unescape(const TracedText& page, TextSpan value, const std::string& where, Diagnostics& diagnostics) {
  const std::string_view json = page.text;
  TextBuilder out(page);
  std::size_t surrogates = 0;
  std::size_t controls = 0;
  std::string character;
  for (std::size_t i = value.begin + 1; i + 1 < value.end;) {
    const std::size_t plain = std::min<std::size_t>(json.find('\\', i), value.end - 1);
    out.copy(i, plain);
    i = plain;
    if (i + 1 >= value.end) break;
    Escape escape = read_escape(json, i);
    surrogates += escape.lone_surrogate;
    const char32_t c = escape.character;
    const bool control = c < 0x20 ? c != U'\n' && c != U'\t' && c != U'\r' : c >= 0x7F && c < 0xA0;
    controls += control;
    // White space of the same length in bytes and in characters.
    if (control) escape.character = c < 0x80 ? U' ' : U'\u00A0';
    character.clear();
    append_utf8(character, escape.character);
    out.replace(character, i, i + escape.size);
    i += escape.size;
  }
  if (surrogates > 0)
    diagnostics.push_back({Severity::Warning, "invalid-utf8", where,
                           fmt::format("{} halves of surrogate pairs in the text stand alone; each was read as U+FFFD", surrogates)});
  if (controls > 0)
    diagnostics.push_back(
        {Severity::Warning, "control-characters", where, fmt::format("{} control characters were read as spaces", controls)});
  return out.take();
}

std::string_view field_name(const FieldNames& fields, const std::string& ours) {
  const auto found = fields.find(ours);
  return found == fields.end() ? std::string_view(ours) : std::string_view(found->second);
}

/// The members of the record by our names.
class Record {
 public:
  /// `json` is the page's text in a form that the library takes.
  Record(const TracedText& page, std::string_view json, const FieldNames& fields)
      : page_(page), fields_(fields), members_(Scanner(json).members()) {}

  /// The last member of that name counts, as in every JSON library.
  const Member* find(const std::string& ours) const {
    const std::string_view name = field_name(fields_, ours);
    const auto found = std::find_if(members_.rbegin(), members_.rend(), [&](const Member& m) { return m.name == name; });
    return found == members_.rend() ? nullptr : &*found;
  }
  bool is_string(const Member& member) const { return page_.text[member.value.begin] == '"'; }
  std::string_view raw(const Member& member) const { return std::string_view(page_.text).substr(member.value.begin, member.value.size()); }
  /// A string's words, a number's digits; empty for null and for anything else.
  std::string read(const std::string& ours, const std::string& where) const {
    const Member* member = find(ours);
    if (member == nullptr) return "";
    if (is_string(*member)) {
      Diagnostics none;  // odd characters of a title or name are not worth a word
      return unescape(page_, member->value, where, none).text;
    }
    const char first = raw(*member)[0];
    return first == '-' || (first >= '0' && first <= '9') ? std::string(raw(*member)) : "";
  }
  std::string names() const {
    std::string out;
    for (const Member& member : members_) {
      if (out.size() > 200) return out + ", ...";
      out += (out.empty() ? "" : ", ") + member.name.substr(0, 40);
    }
    return out;
  }

 private:
  const TracedText& page_;
  const FieldNames& fields_;
  std::vector<Member> members_;
};

/// Seconds or milliseconds since 1970, as some feeds write dates.
std::optional<Date> read_epoch(std::string_view digits) {
  if (digits.size() != 10 && digits.size() != 13) return std::nullopt;
  std::int64_t value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return from_days((digits.size() == 13 ? value / 1000 : value) / 86400);
}

void take_date(const Record& record, Draft& draft, Diagnostics& diagnostics) {
  const std::string value = record.read("date", draft.origin.path);
  if (value.empty()) return;
  draft.origin.published = record.is_string(*record.find("date")) ? std::nullopt : read_epoch(value);
  if (!draft.origin.published) draft.origin.published = read_date_or_say(value, draft.origin.path, diagnostics);
  if (draft.origin.published) draft.origin.date_basis = "field";
}

void take(std::string& field, const std::string& value) {
  if (!value.empty()) field = value;
}

}  // namespace

void read_json_record(const TracedText& page, const FieldNames& fields, Draft& draft, Diagnostics& diagnostics) {
  const std::string& where = draft.origin.path;
  const std::size_t first = std::min(page.text.find_first_not_of(" \t\r\n"), page.text.size());
  const std::string json = mend_surrogates(page.text);
  if (json.compare(first, 1, "{") != 0 || !nlohmann::json::accept(json))
    fail(ErrorCode::InputInvalid, "{} is no JSON object; each line of JSON Lines must be one, as {{\"text\": \"...\"}}", where);
  const Record record(page, json, fields);
  take(draft.origin.id, record.read("id", where));
  take(draft.origin.title, record.read("title", where));
  take(draft.origin.publisher, record.read("source", where));
  take(draft.origin.url, record.read("url", where));
  take(draft.origin.author, record.read("author", where));
  take(draft.origin.language, record.read("language", where));
  take_date(record, draft, diagnostics);
  const Member* text = record.find("text");
  if (text == nullptr)
    fail(ErrorCode::InputInvalid, "{} has no field '{}' (it has: {}); name the field that holds the text with --map text=FIELD", where,
         field_name(fields, "text"), record.names());
  if (!record.is_string(*text)) fail(ErrorCode::InputInvalid, "{}: the field '{}' holds no string", where, field_name(fields, "text"));
  draft.text = unescape(page, text->value, where, diagnostics);
  draft.blocks = find_blocks(draft.text.text);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "answers/cursor.h"

#include <charconv>

namespace demarche {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char kBetween = '\n';
constexpr std::string_view kVersion = "1";

std::string to_letters(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    const std::size_t letters = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t j = 0; j < letters; ++j) out += kLetters[group >> (18 - 6 * j) & 63U];
  }
  return out;
}

/// Empty where a letter is none of ours.
std::string from_letters(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); i += 4) {
    const std::size_t letters = std::min<std::size_t>(word.size() - i, 4);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const std::size_t value = j < letters ? kLetters.find(word[i + j]) : 0;
      if (value == std::string_view::npos) return {};
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    for (std::size_t j = 0; j + 1 < letters; ++j) out += static_cast<char>(group >> (16 - 8 * j) & 255U);
  }
  return out;
}

/// The kind of a value is its first letter.
std::string describe(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return "i" + std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return "r" + fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return "t" + *text;
  return "n";
}

bool read_number(std::string_view text, std::int64_t& out) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

bool read_value(std::string_view text, Value& out) {
  if (text.empty()) return false;
  const std::string_view rest = text.substr(1);
  if (text[0] == 'n') {
    out = std::monostate{};
    return rest.empty();
  }
  if (text[0] == 't') {
    out = std::string(rest);
    return true;
  }
  if (text[0] == 'i') {
    std::int64_t number = 0;
    if (!read_number(rest, number)) return false;
    out = number;
    return true;
  }
  double real = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), real);
  out = real;
  return text[0] == 'r' && read.ec == std::errc() && read.ptr == rest.data() + rest.size();
}

std::vector<std::string> split_fields(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(kBetween, begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

}  // namespace

std::string encode_cursor(const Cursor& cursor, const Question& question) {
  std::string text(kVersion);
  const auto add = [&text](const std::string& field) { text += kBetween + field; };
  add(question.fingerprint);
  add(std::to_string(cursor.revision));
  add(std::to_string(cursor.last_key_then));
  add(std::to_string(cursor.key));
  add(cursor.in_nulls ? "1" : "0");
  for (const Value& term : cursor.terms) add(describe(term));
  return to_letters(text);
}

Cursor decode_cursor(const std::string& word, const Question& question) {
  const std::vector<std::string> fields = split_fields(from_letters(word));
  Cursor cursor;
  const std::size_t terms = question.order->terms.size();
  bool sound = fields.size() == 6 + terms && fields[0] == kVersion && read_number(fields[2], cursor.revision) &&
               read_number(fields[3], cursor.last_key_then) && read_number(fields[4], cursor.key);
  for (std::size_t i = 0; sound && i < terms; ++i) {
    Value value;
    sound = read_value(fields[6 + i], value);
    cursor.terms.push_back(std::move(value));
  }
  if (!sound) throw BadParameter("bad-cursor", "cursor", word, "is no cursor of this program", "the one that the page before gave");
  cursor.in_nulls = fields[5] == "1";
  const bool lacks_term = !cursor.in_nulls && std::holds_alternative<std::monostate>(cursor.terms.front());
  if (fields[1] != question.fingerprint || lacks_term)
    throw BadParameter("bad-cursor", "cursor", word, "belongs to another question", "the same filters and order as on the page before");
  return cursor;
}

}  // namespace demarche

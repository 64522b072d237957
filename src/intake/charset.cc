// SPDX-License-Identifier: Apache-2.0
#include "intake/charset.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t kTextHead = 4096;     ///< what decides on binary or not
constexpr std::size_t kDetectable = 65536;  ///< what the detector looks at
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

/// Collects code points with their raw bytes and keeps the promises of decode_charset about line ends and controls.
class Cleaner {
 public:
  Cleaner(std::string_view bytes, std::size_t expected) : bytes_(bytes) { out_.text.reserve(expected); }

  void put(char32_t c, std::size_t begin, std::size_t size) {
    if (pending_return_ && c != U'\n') write("\n", return_begin_, return_size_);
    if (c == U'\r') {
      pending_return_ = true;
      return_begin_ = begin, return_size_ = size;
      return;
    }
    if (pending_return_ && c == U'\n') size += begin - return_begin_, begin = return_begin_;
    pending_return_ = false;
    const bool control = (c < 0x20 && c != U'\t' && c != U'\n') || c == 0x7F;
    const bool high_control = c >= 0x80 && c < 0xA0;
    controls_ += control || high_control;
    character_.clear();
    // Two bytes stay two bytes and one character stays one: offsets in bytes and in characters do not move.
    append_utf8(character_, control ? U' ' : high_control ? U'\u00A0' : c);
    write(character_, begin, size);
  }
  /// A stretch that needs no cleaning.
  void put_clean(std::size_t begin, std::size_t end) {
    if (pending_return_ && bytes_[begin] == '\n') put(U'\n', begin, 1), ++begin;
    if (pending_return_) write("\n", return_begin_, return_size_);
    pending_return_ = false;
    if (begin < end) write(bytes_.substr(begin, end - begin), begin, end - begin);
  }
  void put_bad(std::size_t begin, std::size_t size) {
    ++bad_;
    put(U'\uFFFD', begin, size);
  }
  TracedText finish() {
    if (pending_return_) write("\n", return_begin_, return_size_);
    return std::move(out_);
  }
  std::size_t bad() const { return bad_; }
  std::size_t controls() const { return controls_; }

 private:
  void write(std::string_view text, std::size_t begin, std::size_t size) {
    const bool same = text.size() == size && bytes_.substr(begin, size) == text;
    out_.map.append(
        {static_cast<std::uint32_t>(out_.text.size()), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(size), same});
    out_.text += text;
  }

  std::string_view bytes_;
  TracedText out_{};
  std::string character_{};
  bool pending_return_ = false;
  std::size_t return_begin_ = 0;
  std::size_t return_size_ = 0;
  std::size_t bad_ = 0;
  std::size_t controls_ = 0;
};

bool is_plain_byte(char c) {
  return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t';
}

/// Length of the maximal part of a broken sequence, so that one broken character becomes one U+FFFD (Unicode 3.9, table 3-8).
std::size_t broken_size(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<unsigned char>(bytes[at]);
  const std::size_t most = lead >= 0xF0 && lead <= 0xF4 ? 3 : lead >= 0xE0 && lead <= 0xEF ? 2 : 1;
  if (most == 1) return 1;
  std::size_t size = 1;
  for (; size < most && at + size < bytes.size(); ++size) {
    const auto next = static_cast<unsigned char>(bytes[at + size]);
    if ((next & 0xC0U) != 0x80U) break;
    const bool wrong = size == 1 && ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) || (lead == 0xF0 && next < 0x90) ||
                                     (lead == 0xF4 && next > 0x8F));
    if (wrong) break;
  }
  return size;
}

void decode_as_utf8(std::string_view bytes, std::size_t start, Cleaner& out) {
  for (std::size_t i = start; i < bytes.size();) {
    std::size_t end = i;
    while (end < bytes.size() && is_plain_byte(bytes[end])) ++end;
    if (end > i) {
      out.put_clean(i, end);
      i = end;
      continue;
    }
    const Decoded d = decode_utf8(bytes, i);
    const std::size_t size = d.valid ? d.size : broken_size(bytes, i);
    if (d.valid) {
      out.put(d.code_point, i, size);
    } else {
      out.put_bad(i, size);
    }
    i += size;
  }
}

bool open_converter(const std::string& name, std::unique_ptr<UConverter, CloseConverter>& out) {
  UErrorCode status = U_ZERO_ERROR;
  out.reset(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) != 0 && out != nullptr;
}

/// Characters and where their bytes begin.
struct Decoding {
  std::vector<char32_t> points;
  std::vector<std::size_t> starts;

  void add(char32_t point, std::size_t start) {
    points.push_back(point);
    starts.push_back(start);
  }
};

/// The halves of surrogate pairs joined, which may come in two pieces.
class SurrogateJoiner {
 public:
  explicit SurrogateJoiner(Decoding& out) : out_(out) {}

  void add(char32_t unit, std::size_t at) {
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      high_at_ = at;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      if (high_ != 0) out_.add(0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00), high_at_);
      high_ = 0;
    } else {
      out_.add(unit == 0x1A ? U'\uFFFD' : unit, at);
    }
  }

 private:
  Decoding& out_;
  char32_t high_ = 0;
  std::size_t high_at_ = 0;
};

/// One call per piece: ICU tells for each UTF-16 unit the byte it came from.
void decode_by_icu(std::string_view bytes, std::size_t start, UConverter* converter, Cleaner& out) {
  constexpr std::size_t kUnits = 4096;
  std::vector<UChar> units(kUnits);
  std::vector<std::int32_t> offsets(kUnits);
  Decoding decoded;
  SurrogateJoiner joiner(decoded);
  const char* source = bytes.data() + start;
  const char* const end = bytes.data() + bytes.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    const std::size_t base = static_cast<std::size_t>(source - bytes.data());
    UChar* target = units.data();
    ucnv_toUnicode(converter, &target, units.data() + kUnits, &source, end, offsets.data(), 1, &status);
    for (std::size_t i = 0; i < static_cast<std::size_t>(target - units.data()); ++i) {
      // A character begun in the piece before has a negative offset; it starts where that piece ended at the latest.
      const std::size_t at = offsets[i] < 0 ? base : base + static_cast<std::size_t>(offsets[i]);
      joiner.add(units[i], at);
    }
  }
  const auto& [points, starts] = decoded;
  for (std::size_t i = 0; i < points.size(); ++i) {
    // Several characters from one sequence share its bytes: the first takes them.
    const std::size_t next = i + 1 < points.size() ? std::max(starts[i + 1], starts[i]) : bytes.size();
    if (points[i] == U'\uFFFD') {
      out.put_bad(starts[i], next - starts[i]);
    } else {
      out.put(points[i], starts[i], next - starts[i]);
    }
  }
}

/// UTF-8 with some damage is still UTF-8: many good sequences of several bytes for each bad one.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const Decoded d = decode_utf8(bytes, i);
    good += d.valid && d.size > 1;
    bad += !d.valid;
    i += d.size;
  }
  return bad == 0 || good >= 4 * bad;
}

/// Typographer's quotes, dashes, the ellipsis and signs: in a text that is otherwise ASCII they say windows-1252.
bool only_western_signs(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 || (byte >= 0x91 && byte <= 0x97) || byte == 0x85 || byte == 0x80 || byte == 0xA0 || byte == 0xA3 || byte == 0xA7 ||
           byte == 0xA9 || byte == 0xAB || byte == 0xBB || byte == 0xAE || byte == 0xB0 || byte == 0xE9;
  });
}

std::string detect_charset(std::string_view bytes) {
  if (is_mostly_utf8(bytes)) return "UTF-8";
  if (only_western_signs(bytes)) return "windows-1252";
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return "windows-1252";
  const std::string_view sample = bytes.substr(0, kDetectable);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "windows-1252";
  std::string name = ucsdet_getName(match, &status);
  // Below this the detector contradicts itself from one paragraph to the next.
  constexpr std::int32_t kSure = 30;
  if (U_FAILURE(status) || ucsdet_getConfidence(match, &status) < kSure || name.rfind("UTF-", 0) == 0) return "windows-1252";
  return name;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

/// What the web means by a name: Latin-1 and ASCII are read as windows-1252, as browsers do.
std::string meant_charset(std::string_view declared) {
  std::string name = lower_ascii(declared);
  for (const std::string_view latin : {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "iso_8859-1", "cp1252"})
    if (name == latin) return "windows-1252";
  if (name == "utf8") return "utf-8";
  // A declaration that could be read byte by byte cannot be one of wide characters.
  if (name.rfind("utf-16", 0) == 0 || name.rfind("utf-32", 0) == 0 || name == "ucs-2") return "utf-8";
  return name;
}

void say_what_was_lost(const Cleaner& cleaner, const std::string& charset, const std::string& where, Diagnostics& diagnostics) {
  if (cleaner.bad() > 0)
    diagnostics.push_back({Severity::Warning, charset == "utf-8" ? "invalid-utf8" : "invalid-characters", where,
                           fmt::format("{} byte sequences are not {}; each was read as U+FFFD", cleaner.bad(), charset)});
  if (cleaner.controls() > 0)
    diagnostics.push_back(
        {Severity::Warning, "control-characters", where, fmt::format("{} control characters were read as spaces", cleaner.controls())});
}

}  // namespace

std::string wide_charset(std::string_view bytes) {
  const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (starts({"\xFF\xFE\0\0", 4})) return "UTF-32LE";
  if (starts({"\0\0\xFE\xFF", 4})) return "UTF-32BE";
  if (starts("\xFF\xFE")) return "UTF-16LE";
  if (starts("\xFE\xFF")) return "UTF-16BE";
  const std::string_view head = bytes.substr(0, kTextHead);
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0';
  // Western text in UTF-16 has its NULs in every second place and nowhere else.
  if (head.size() < 8) return "";
  const std::size_t many = head.size() * 7 / 20;
  if (nuls[1] >= many && nuls[0] == 0) return "UTF-16LE";
  if (nuls[0] >= many && nuls[1] == 0) return "UTF-16BE";
  return "";
}

bool looks_binary(std::string_view bytes) {
  if (!wide_charset(bytes).empty()) return false;
  const std::string_view head = bytes.substr(0, kTextHead);
  std::size_t nuls = 0;
  std::size_t controls = 0;
  for (char c : head) {
    nuls += c == '\0';
    controls += c >= 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1B';
  }
  return nuls * 20 > head.size() || controls * 10 > head.size();
}

std::string declared_charset(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, kTextHead));
  const auto value_after = [&](std::size_t at) {
    while (at < head.size() && (head[at] == ' ' || head[at] == '=' || head[at] == '"' || head[at] == '\'')) ++at;
    const std::size_t end = head.find_first_of(" \"'/>;?\t\r\n", at);
    return end == std::string::npos || end - at > 40 ? std::string() : head.substr(at, end - at);
  };
  const std::size_t xml = head.find("<?xml");
  if (xml != std::string::npos && xml < 8) {
    const std::size_t end = head.find("?>", xml);
    const std::size_t at = head.find("encoding", xml);
    if (at != std::string::npos && at < end) return value_after(at + 8);
  }
  for (std::size_t meta = head.find("<meta"); meta != std::string::npos; meta = head.find("<meta", meta + 5)) {
    const std::size_t end = head.find('>', meta);
    const std::size_t at = head.find("charset", meta);
    if (at != std::string::npos && end != std::string::npos && at < end) return value_after(at + 7);
  }
  return "";
}

TracedText decode_charset(std::string_view bytes, std::string_view declared, const std::string& where, Diagnostics& diagnostics) {
  std::string charset = wide_charset(bytes);
  std::size_t start = 0;
  if (bytes.substr(0, kUtf8Mark.size()) == kUtf8Mark) {
    charset = "utf-8";
    start = kUtf8Mark.size();
  } else if (charset.empty()) {
    charset = declared.empty() ? detect_charset(bytes) : meant_charset(declared);
  } else if (const auto lead = static_cast<unsigned char>(bytes[0]); lead >= 0xFE || bytes.substr(0, 2) == std::string_view("\0\0", 2)) {
    start = charset.rfind("UTF-32", 0) == 0 ? 4 : 2;
  }
  std::unique_ptr<UConverter, CloseConverter> converter;
  if (lower_ascii(charset) != "utf-8" && !open_converter(charset, converter)) {
    diagnostics.push_back({Severity::Warning, "unknown-charset", where,
                           fmt::format("the character set '{}' is not known here; it was guessed from the bytes", charset)});
    charset = detect_charset(bytes);
    if (charset != "UTF-8" && !open_converter(charset, converter)) charset = "UTF-8";
  }
  Cleaner cleaner(bytes, bytes.size());
  if (converter == nullptr) {
    charset = "utf-8";
    decode_as_utf8(bytes, start, cleaner);
  } else {
    decode_by_icu(bytes, start, converter.get(), cleaner);
  }
  TracedText out = cleaner.finish();
  say_what_was_lost(cleaner, charset, where, diagnostics);
  return out;
}

}  // namespace demarche

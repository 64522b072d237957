// SPDX-License-Identifier: Apache-2.0
// A stretch between white space ("chunk") is taken apart from outside to inside: leading marks, trailing marks, then the middle
// at hyphens, slashes and dashes, then clitics. Each step appends pieces in text order, so spans never cross.
#include "language/tokenizer.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace demarche {

struct Tokenizer::Character {
  char32_t c = 0;
  std::uint32_t offset = 0;  ///< byte
};

struct Tokenizer::Piece {
  std::size_t begin = 0;  ///< positions in Characters
  std::size_t end = 0;
  bool inside_token = false;
};

namespace {

constexpr std::uint64_t kMaxLexiconBytes = 1U << 20U;
constexpr std::size_t kQuotationReach = 400;  ///< characters back in which an opening single quotation mark is looked for

bool one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}
bool is_apostrophe(char32_t c) {
  return one_of(c, U"'\u2019`\u02BC");
}
bool is_quote(char32_t c) {
  return one_of(c, U"\"'`\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB\u2039\u203A");
}
bool is_opener(char32_t c) {
  return is_quote(c) || one_of(c, U"([{<$\u00A3\u20AC\u00A5#*~=_|\u2022\u00BF\u00A1+@&-\u2013\u2014./\\%,:;!?\u2026^");
}
bool is_closer(char32_t c) {
  return is_quote(c) || one_of(c, U")]}>,:;?!.*~=_|%\u2026-\u2013\u2014\u00B0/\\$\u20AC\u00A3&+#^");
}
bool is_dash(char32_t c) {
  return one_of(c, U"-\u2013\u2014\u2010\u2011\u2012\u2212");
}
bool is_splitter(char32_t c) {
  return is_dash(c) || one_of(c, U"/\u2026()[]{}\"\u201C\u201D\u201E,;:!?&=+*<>|~\u00AB\u00BB$\u20AC\u00A3%\u2022");
}

/// "http://…", "www.…", "a@b.c", "name.doc": kept whole.
bool is_address(std::string_view chunk) {
  if (chunk.find("://") != std::string_view::npos || chunk.substr(0, 4) == "www.") return true;
  const auto at = chunk.find('@');
  if (at != std::string_view::npos && at > 0 && chunk.find('.', at) != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 14> kEndings = {".com", ".org",  ".net", ".gov", ".edu",   ".doc", ".xls",
                                                         ".pdf", ".html", ".htm", ".txt", ".co.uk", ".ppt", ".exe"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
    return chunk.size() > ending.size() && chunk.substr(chunk.size() - ending.size()) == ending;
  });
}

}  // namespace

Tokenizer::Tokenizer(const std::string& lexicon_file) {
  std::istringstream lines(read_file(lexicon_file, kMaxLexiconBytes));
  std::string line;
  for (std::uint32_t number = 1; std::getline(lines, line); ++number)
    if (!line.empty() && line[0] != '#') read_line(line, fmt::format("{}:{}", lexicon_file, number));
}

const std::pair<std::string_view, Tokenizer::AbbreviationKind> Tokenizer::kKeepsPeriod[] = {
    {"", AbbreviationKind::Always},
    {"before-capital-or-digit", AbbreviationKind::BeforeCapital},
    {"before-digit", AbbreviationKind::BeforeDigit},
    {"not-before-capital", AbbreviationKind::BeforeSmall},
};

void Tokenizer::read_line(std::string_view line, const std::string& where) {
  const auto tab = line.find('\t');
  if (tab == std::string_view::npos) fail(ErrorCode::LexiconInvalid, "{}: expected kind<TAB>form[<TAB>value]", where);
  const std::string_view kind = line.substr(0, tab);
  std::string_view form = line.substr(tab + 1);
  std::string_view value;
  if (const auto second = form.find('\t'); second != std::string_view::npos) {
    value = form.substr(second + 1);
    form = form.substr(0, second);
  }
  if (kind == "abbreviation") {
    const auto known = std::find_if(std::begin(kKeepsPeriod), std::end(kKeepsPeriod), [&](const auto& k) { return k.first == value; });
    if (known == std::end(kKeepsPeriod)) fail(ErrorCode::LexiconInvalid, "{}: unknown value '{}'", where, value);
    abbreviations_.emplace(form, known->second);
  } else if (kind == "prefix") {
    prefixes_.emplace(form);
  } else if (kind == "unit") {
    units_.emplace(form);
  } else if (kind == "emoticon") {
    emoticons_.emplace(form);
  } else if (kind == "contraction") {
    std::vector<std::uint32_t> parts;
    for (std::size_t begin = 0; begin <= value.size();) {
      const auto bar = std::min(value.find('|', begin), value.size());
      parts.push_back(static_cast<std::uint32_t>(count_code_points(value.substr(begin, bar - begin))));
      begin = bar + 1;
    }
    contractions_.emplace(form, std::move(parts));
  } else {
    fail(ErrorCode::LexiconInvalid, "{}: unknown kind '{}'", where, kind);
  }
}

std::string Tokenizer::lower(const Characters& text, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) append_utf8(out, lower_case(text[i].c));
  return out;
}

Words Tokenizer::annotate(const Document& document) const {
  Words out;
  const auto& blocks = document.get<Blocks>().blocks;
  for (std::uint32_t b = 0; b < blocks.size(); ++b) {
    for (Word word : tokenize(document.text(blocks[b].span))) {
      word.span.begin += blocks[b].span.begin;
      word.span.end += blocks[b].span.begin;
      word.block = b;
      out.words.push_back(word);
    }
  }
  return out;
}

std::vector<Word> Tokenizer::tokenize(std::string_view bytes) const {
  Characters text;
  text.reserve(bytes.size() + 1);
  for (std::size_t i = 0; i < bytes.size();) {
    const Decoded d = decode_utf8(bytes, i);
    text.push_back({d.code_point, static_cast<std::uint32_t>(i)});
    i += d.size;
  }
  const std::size_t size = text.size();
  text.push_back({U' ', static_cast<std::uint32_t>(bytes.size())});  // sentinel: the end offset of the last character

  std::vector<Word> out;
  std::vector<Piece> pieces;
  Gap gap = Gap::Block;
  for (std::size_t i = 0; i < size;) {
    if (is_space(text[i].c)) {
      if (gap != Gap::Block) gap = text[i].c == U'\n' || gap == Gap::Line ? Gap::Line : Gap::Space;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < size && !is_space(text[end].c)) ++end;
    pieces.clear();
    tokenize_chunk(text, i, end, pieces);
    for (const Piece& piece : pieces) {
      out.push_back({{text[piece.begin].offset, text[piece.end].offset}, gap, piece.inside_token, 0});
      gap = Gap::Joined;
    }
    i = end;
  }
  return out;
}

bool Tokenizer::is_emoticon(const Characters& text, std::size_t begin, std::size_t end) const {
  if (end - begin < 2 || end - begin > 5) return false;
  std::string form;
  for (std::size_t i = begin; i < end; ++i) append_utf8(form, text[i].c);
  return emoticons_.contains(form);
}

namespace {

constexpr const char32_t* kRuns = U".!?-*=_~#<>`'\u2018\u2019+$";  ///< marks that are one word as often as they are repeated

/// Whether every bracket that is closed was opened too: "wiki/Karsk_(city)".
bool closes_own(std::string_view chunk) {
  std::ptrdiff_t open = 0;
  for (std::size_t i = 0; i < chunk.size() && open >= 0; ++i) open += chunk[i] == '(' ? 1 : chunk[i] == ')' ? -1 : 0;
  return open >= 0;
}

bool ends_and_asks(char32_t a, char32_t b) {
  return one_of(a, U"!?") && one_of(b, U"!?");
}

}  // namespace

/// A mark that begins the word itself.
bool Tokenizer::keeps_mark(const Characters& text, std::size_t begin, std::size_t end) {
  const char32_t c = text[begin].c;
  const bool before_digit = begin + 1 < end && is_digit(text[begin + 1].c);
  if (one_of(c, U".+-") && before_digit) return true;                                         // ".5", "+5", "-5"
  if (one_of(c, U"#@") && begin + 1 < end && is_letter(text[begin + 1].c)) return true;       // "#tag", "@name"
  return is_apostrophe(c) && before_digit && begin + 2 < end && is_digit(text[begin + 2].c);  // '90s
}

/// Leading marks, one token each; runs of one mark stay together ("...", "--", "***"), brackets and quotation marks do not.
std::size_t Tokenizer::split_leading(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) {
  while (begin < end && is_opener(text[begin].c) && !keeps_mark(text, begin, end)) {
    const char32_t c = text[begin].c;
    std::size_t last = begin + 1;
    const bool number_sign = c == U'#' && last < end && is_digit(text[last].c);
    if (!number_sign && one_of(c, kRuns))
      while (last < end && (text[last].c == c || ends_and_asks(c, text[last].c))) ++last;
    out.push_back({begin, last});
    begin = last;
  }
  return begin;
}

std::size_t Tokenizer::split_trailing(const Characters& text, std::size_t begin, std::size_t end, bool address,
                                      std::vector<Piece>& tail) const {
  while (end > begin && is_closer(text[end - 1].c)) {
    const char32_t c = text[end - 1].c;
    if (address && (one_of(c, U"/_-=") || (c == U')' && closes_own(lower(text, begin, end))))) break;
    if (c == U'.' && keeps_period(text, begin, end)) break;
    std::size_t first = end - 1;
    if (one_of(c, kRuns))
      while (first > begin && (text[first - 1].c == c || ends_and_asks(c, text[first - 1].c))) --first;
    tail.push_back({first, end});
    end = first;
  }
  return end;
}

/// "the Galois' theory": the apostrophe after a final s belongs to its word, unless a quotation was opened before.
bool Tokenizer::is_possessive(const Characters& text, const Piece& mark) {
  const char32_t c = text[mark.begin].c;
  if (mark.end - mark.begin != 1 || !is_apostrophe(c) || c == U'`' || lower_case(text[mark.begin - 1].c) != U's') return false;
  for (std::size_t i = mark.begin; i-- > 0 && mark.begin - i < kQuotationReach;) {
    const bool begins = i == 0 || is_space(text[i - 1].c) || one_of(text[i - 1].c, U"(\"\u201C");
    if (begins && one_of(text[i].c, U"\u2018'`")) return false;
  }
  return true;
}

void Tokenizer::tokenize_chunk(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) const {
  if (is_emoticon(text, begin, end)) {
    out.push_back({begin, end});
    return;
  }
  begin = split_leading(text, begin, end, out);
  if (begin == end) return;
  const bool address = is_address(lower(text, begin, end));
  for (std::size_t i = begin + 1; address && i < end; ++i) {  // Orr"<orr@mail.example>, page(https://...)
    if (!one_of(text[i].c, U"<([") || !is_address(lower(text, i + 1, end)) || is_address(lower(text, begin, i))) continue;
    tokenize_chunk(text, begin, i, out);
    return tokenize_chunk(text, i, end, out);
  }
  std::vector<Piece> tail;
  end = split_trailing(text, begin, end, address, tail);
  if (end > begin && address) out.push_back({begin, end});
  if (end > begin && !address) {
    split_middle(text, begin, end, out);
    if (!tail.empty()) tail.back().inside_token = is_possessive(text, tail.back());
  }
  out.insert(out.end(), tail.rbegin(), tail.rend());
}

/// Whether the final period of [begin, end) belongs to the word: "Mr.", "U.S.", "J.", "p.m.".
bool Tokenizer::keeps_period(const Characters& text, std::size_t begin, std::size_t end) const {
  std::size_t word = end - 1;
  while (word > begin && !is_splitter(text[word - 1].c) && text[word - 1].c != U'\'') --word;
  const std::size_t size = end - 1 - word;
  if (size == 0) return false;
  std::size_t next = end;
  while (text[next].c != 0 && next + 1 < text.size() && is_space(text[next].c) && text[next].c != U'\n') ++next;
  const bool last = next + 1 >= text.size() || text[next].c == U'\n';
  const char32_t follower = last ? 0 : text[next].c;
  const bool acronym = [&] {  // letters and periods in turn: "U.S.", "a.m.", "D.C."
    if (size < 3 || size % 2 == 0) return false;
    for (std::size_t i = word; i + 1 < end; ++i)
      if ((i - word) % 2 == 0 ? !is_letter(text[i].c) : text[i].c != U'.') return false;
    return true;
  }();
  if (acronym) return true;
  if (size == 1 && is_upper(text[word].c) && text[word].c != U'I') return !last;  // "John F. Kennedy"
  const auto found = abbreviations_.find(lower(text, word, end));
  if (found == abbreviations_.end()) return false;
  switch (found->second) {
    case AbbreviationKind::Always:
      return true;
    case AbbreviationKind::BeforeCapital:
      return !last && (is_upper(follower) || is_digit(follower));
    case AbbreviationKind::BeforeDigit:
      return !last && is_digit(follower);
    case AbbreviationKind::BeforeSmall:
      return !last && !is_upper(follower);
  }
  return true;
}

bool Tokenizer::splits_at(const Characters& text, std::size_t begin, std::size_t at, std::size_t end) const {
  const char32_t c = text[at].c;
  const bool digit_before = at > begin && is_digit(text[at - 1].c);
  const bool digit_after = at + 1 < end && is_digit(text[at + 1].c);
  if (one_of(c, U",:") && digit_before && digit_after) return false;  // 1,200 and 5:30
  if (c == U'/' && digit_before && digit_after) return false;         // 9/11
  if (c == U'&' && at - begin <= 3 && end - at <= 4) return false;    // P&L
  if (c == U'-') {
    if (at == begin || at + 1 == end) return true;
    const std::size_t digits = static_cast<std::size_t>(std::count_if(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                                                      text.begin() + static_cast<std::ptrdiff_t>(end),
                                                                      [](const Character& x) { return is_digit(x.c); }));
    const bool years = digits == 8 && end - begin == 9 && at - begin == 4 && one_of(text[begin].c, U"12") && one_of(text[at + 1].c, U"12");
    const bool phone = digits >= 7 && digit_before && digit_after && !years;
    if (phone) return false;
    std::size_t word = at;
    while (word > begin && is_letter(text[word - 1].c)) --word;
    if (word < at && word == begin && prefixes_.contains(lower(text, word, at))) return false;
  }
  return true;
}

/// "St.George", "S.Korea": a period that belongs to what stands before it, and a name after it without a space.
bool Tokenizer::ends_abbreviation(const Characters& text, std::size_t begin, std::size_t at, std::size_t end) const {
  if (text[at].c != U'.' || at == begin || at + 2 >= end || !is_upper(text[begin].c)) return false;
  if (!is_upper(text[at + 1].c) || is_upper(text[at + 2].c) || !is_letter(text[at + 2].c)) return false;
  const auto found = abbreviations_.find(lower(text, begin, at + 1));
  return at == begin + 1 || (found != abbreviations_.end() && found->second != AbbreviationKind::BeforeDigit);
}

void Tokenizer::split_middle(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) const {
  std::size_t start = begin;
  for (std::size_t i = begin; i < end; ++i) {
    const char32_t c = text[i].c;
    const bool ellipsis = c == U'.' && i + 1 < end && text[i + 1].c == U'.';
    const bool sentence_end = c == U'.' && i > begin + 1 && i + 1 < end && is_upper(text[i + 1].c) && !is_upper(text[i - 1].c) &&
                              is_letter(text[i - 1].c) && i - start > 2;  // "end.Next"
    if (ends_abbreviation(text, start, i, end)) {
      split_clitics(text, start, i + 1, out);
      start = i + 1;
      continue;
    }
    if (!ellipsis && !sentence_end && !(is_splitter(c) && splits_at(text, start, i, end))) continue;
    if (i > start) split_clitics(text, start, i, out);
    std::size_t last = i + 1;
    if (ellipsis || is_dash(c) || one_of(c, U"!?*="))
      while (last < end && text[last].c == c) ++last;
    out.push_back({i, last});
    start = last;
    i = last - 1;
  }
  if (start < end) split_clitics(text, start, end, out);
}

/// Where the unit begins in "35mm", "7:30PM", "1.5bn"; `end` if there is none.
std::size_t Tokenizer::unit_of(const Characters& text, std::size_t begin, std::size_t end) const {
  std::size_t unit = begin;
  while (unit < end && (is_digit(text[unit].c) || (unit > begin && one_of(text[unit].c, U".,:")))) ++unit;
  const bool counts = unit > begin && is_digit(text[unit - 1].c) && units_.contains(lower(text, unit, end));
  return counts ? unit : end;
}

void Tokenizer::split_clitics(const Characters& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) const {
  const std::size_t size = end - begin;
  const std::string form = lower(text, begin, end);
  if (const auto found = contractions_.find(form); found != contractions_.end()) {
    std::size_t at = begin;
    for (std::size_t part = 0; part < found->second.size() && at < end; ++part) {
      const std::size_t last = part + 1 == found->second.size() ? end : std::min<std::size_t>(end, at + found->second[part]);
      out.push_back({at, last, part > 0});
      at = last;
    }
    return;
  }
  if (const std::size_t unit = unit_of(text, begin, end); unit < end) {
    out.push_back({begin, unit});
    out.push_back({unit, end});
    return;
  }
  std::size_t cut = end;
  const auto at = [&](std::size_t from_end) { return lower_case(text[end - from_end].c); };
  const auto ends_in = [&](char32_t before, char32_t last) { return at(2) == before && at(1) == last; };
  const bool negation = size > 3 && at(1) == U't' && is_apostrophe(at(2)) && at(3) == U'n';
  const bool of_one = size > 2 && is_apostrophe(at(2)) && one_of(at(1), U"smd") && !is_digit(at(3));  // "the 60's" is one word
  const bool of_two = size > 3 && is_apostrophe(at(3)) && (ends_in(U'r', U'e') || ends_in(U'v', U'e') || ends_in(U'l', U'l'));
  if (of_one) cut = end - 2;
  if (negation || of_two) cut = end - 3;
  out.push_back({begin, cut});
  if (cut < end) out.push_back({cut, end, true});
}

}  // namespace demarche

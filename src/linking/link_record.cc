// SPDX-License-Identifier: Apache-2.0
#include "linking/link_record.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "base/civil_date.h"
#include "base/error.h"

namespace demarche {
namespace {

constexpr char kField = '\t';
constexpr char kItem = '\x1e';
constexpr char kPart = '\x1f';

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(mark, begin);
    parts.push_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

/// The marks of the line itself are no part of any word.
std::string clean(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == kField || c == kItem || c == kPart || c == '\n') c = ' ';
  return out;
}

void add(std::string& line, std::string_view field) {
  if (!line.empty()) line += kField;
  line += field;
}

std::string join(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : std::string(1, kItem)) + clean(item);
  return out;
}

std::int32_t to_int(std::string_view text) {
  std::int32_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  DEMARCHE_CHECK(result.ec == std::errc() && result.ptr == text.data() + text.size());
  return value;
}

std::vector<std::string> to_list(std::string_view text) {
  std::vector<std::string> items;
  for (const std::string_view item : split(text, kItem)) items.emplace_back(item);
  return items;
}

}  // namespace

std::optional<std::string> iso(std::int32_t day) {
  return day == kNoDay ? std::nullopt : std::optional(to_iso(from_days(day)));
}

std::int32_t day_of(const std::string& iso) {
  const auto date = parse_iso_date(iso);
  return date ? static_cast<std::int32_t>(to_days(*date)) : kNoDay;
}

const char* to_string(Counted counted) {
  constexpr const char* kNames[] = {"killed", "injured", "arrested", "crowd"};
  return kNames[static_cast<std::size_t>(counted)];
}

std::string to_line(const LinkMention& m) {
  std::string line;
  for (const std::string& field : {m.id, m.report, m.source, m.published, m.type, m.mode, m.cameo}) add(line, clean(field));
  add(line, to_string(m.status));
  add(line, fmt::format("{}", std::lround(m.score * 1e6F)));
  for (const std::int32_t number : {m.from, m.to, m.dated ? 1 : 0, m.published_day, static_cast<std::int32_t>(m.begin)})
    add(line, std::to_string(number));
  for (const std::string& field : {m.place, m.place_name, m.place_country}) add(line, clean(field));
  for (const auto* list : {&m.acts, &m.context, &m.tellers}) add(line, join(*list));
  std::vector<std::string> items;
  for (const LinkParty& party : m.parties) {
    items.push_back(fmt::format("{}{}", party.recipient ? 'r' : 'a', party.specific ? '1' : '0') + kPart + clean(party.name) + kPart +
                    clean(party.country));
  }
  std::string parties;
  for (const std::string& item : items) parties += (parties.empty() ? "" : std::string(1, kItem)) + item;
  add(line, parties);
  std::string numbers;
  for (const LinkNumber& number : m.numbers) {
    if (!numbers.empty()) numbers += kItem;
    numbers += std::to_string(static_cast<int>(number.what)) + kPart + std::to_string(number.low) + kPart + std::to_string(number.high) +
               kPart + clean(number.words);
  }
  add(line, numbers);
  return line;
}

LinkMention mention_from_line(std::string_view line) {
  const std::vector<std::string_view> fields = split(line, kField);
  DEMARCHE_CHECK(fields.size() == 22);
  LinkMention m;
  std::size_t at = 0;
  for (std::string* field : {&m.id, &m.report, &m.source, &m.published, &m.type, &m.mode, &m.cameo}) *field = fields[at++];
  const std::optional<Status> status = parse_status(fields[at++]);
  DEMARCHE_CHECK(status.has_value());
  m.status = *status;
  m.score = static_cast<float>(to_int(fields[at++])) / 1'000'000;
  m.from = to_int(fields[at++]);
  m.to = to_int(fields[at++]);
  m.dated = to_int(fields[at++]) != 0;
  m.published_day = to_int(fields[at++]);
  m.begin = static_cast<std::uint32_t>(to_int(fields[at++]));
  for (std::string* field : {&m.place, &m.place_name, &m.place_country}) *field = fields[at++];
  for (auto* list : {&m.acts, &m.context, &m.tellers}) *list = to_list(fields[at++]);
  for (const std::string_view item : split(fields[at++], kItem)) {
    const auto parts = split(item, kPart);
    DEMARCHE_CHECK(parts.size() == 3 && parts[0].size() == 2);
    m.parties.push_back({parts[0][0] == 'r', parts[0][1] == '1', std::string(parts[1]), std::string(parts[2])});
  }
  for (const std::string_view item : split(fields[at++], kItem)) {
    const auto parts = split(item, kPart);
    DEMARCHE_CHECK(parts.size() == 4);
    m.numbers.push_back({static_cast<Counted>(to_int(parts[0])), to_int(parts[1]), to_int(parts[2]), std::string(parts[3])});
  }
  return m;
}

bool is_asserted(Status status) {
  return status == Status::Happened || status == Status::Ongoing;
}

bool is_ahead(const LinkMention& m) {
  switch (m.status) {
    case Status::Happened:
    case Status::Ongoing:
      return false;
    case Status::Planned:
    case Status::Requested:
    case Status::Threatened:
      return true;
    case Status::Possible:
    case Status::Denied:
      return m.dated && m.published_day != kNoDay && m.from > m.published_day;
  }
  return false;
}

}  // namespace demarche

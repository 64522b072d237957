// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_source.h"

#include <algorithm>
#include <cmath>

#include "base/civil_date.h"
#include "base/error.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

constexpr int kMaxChain = 100;

constexpr const char* kReading =
    "SELECT report.id, reading.published, source.name, reading.title, text.text FROM reading JOIN report USING (report_key) "
    "JOIN source USING (source_key) JOIN text USING (text_key) WHERE reading_key = ?";
constexpr const char* kMentions =
    "SELECT finding.finding_key, finding.id, type, mode, cameo, status, score, date_from, date_to, date_basis, place.name, "
    "place.country, finding.within_key, byte_begin, byte_end, quote "
    "FROM finding CROSS JOIN event USING (finding_key) LEFT JOIN place USING (place_key) "
    "LEFT JOIN evidence ON evidence.finding_key = finding.finding_key AND role = 'trigger' AND evidence.ordinal = 0 "
    "WHERE reading_key = ? AND kind = 'event' ORDER BY finding.ordinal";
constexpr const char* kParties =
    "SELECT role, actor.name, country, resolved, reason FROM party JOIN actor USING (actor_key) "
    "WHERE finding_key = ? AND role IN ('actor', 'recipient') ORDER BY role, ordinal";
constexpr const char* kTeller =
    "SELECT within_key, (SELECT CASE WHEN resolved AND (reason LIKE '%actors%' OR reason LIKE 'name%') THEN name ELSE '?' END "
    "FROM party JOIN actor USING (actor_key) WHERE party.finding_key = finding.finding_key AND role = 'speaker' AND ordinal = 0) "
    "FROM finding WHERE finding_key = ?";

/// Found by a list of actors or as a name: not by a word for anybody in an office.
bool is_specific(bool resolved, const std::string& reason) {
  return resolved && (reason.find("actors") != std::string::npos || reason.rfind("name", 0) == 0);
}

void load_parties(Database& database, std::int64_t key, LinkMention& mention) {
  Query& rows = database.cached(kParties).bind(key);
  while (rows.step()) {
    const bool specific = is_specific(rows.number(3) != 0, rows.text(4));
    mention.parties.push_back({rows.text(0) == "recipient", specific, plain_name(rows.text(1)), rows.text(2)});
  }
  rows.reset();
}

std::vector<std::string> load_tellers(Database& database, std::int64_t within) {
  std::vector<std::string> tellers;
  for (int steps = 0; steps < kMaxChain; ++steps) {
    Query& row = database.cached(kTeller).bind(within);
    if (!row.step()) break;
    tellers.push_back(row.is_null(1) ? "?" : row.text(1));
    const bool is_last = row.is_null(0);
    if (!is_last) within = row.number(0);
    row.reset();
    if (is_last) break;
  }
  return tellers;
}

void add_words(LinkMention& mention, const LinkReading& reading, const std::vector<std::string>& title, std::size_t begin, std::size_t end,
               const std::string& trigger) {
  mention.begin = static_cast<std::uint32_t>(begin);
  mention.acts = stems_of(trigger);
  if (mention.acts.empty()) mention.acts = {plain_name(trigger)};
  const std::string_view sentence = sentence_around(reading.text, begin, end);
  std::vector<std::string> words = stems_of(sentence);
  words.insert(words.end(), title.begin(), title.end());
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::set_difference(words.begin(), words.end(), mention.acts.begin(), mention.acts.end(), std::back_inserter(mention.context));
  if (mention.type == "ASSAULT" || mention.type == "COERCE" || mention.type == "PROTEST") mention.numbers = numbers_of(sentence);
}

}  // namespace

LinkReading load_link_reading(Database& database, std::int64_t reading_key) {
  LinkReading reading;
  reading.key = reading_key;
  Query& head = database.cached(kReading).bind(reading_key);
  DEMARCHE_CHECK(head.step());
  reading.report = head.text(0);
  reading.published = head.text(1);
  reading.source = head.text(2);
  reading.title = head.text(3);
  reading.text = head.text(4);
  head.reset();
  const std::vector<std::string> title = stems_of(reading.title);
  std::vector<std::int64_t> within;
  Query& rows = database.cached(kMentions).bind(reading_key);
  while (rows.step()) {
    LinkMention m;
    m.id = rows.text(1);
    m.report = reading.report;
    m.source = reading.source;
    m.published = reading.published;
    m.published_day = day_of(reading.published);
    m.type = rows.text(2);
    m.mode = rows.text(3);
    m.cameo = rows.text(4);
    m.status = parse_status(rows.text(5)).value_or(Status::Possible);
    // As it comes back from its line, so that a fresh mention and a stored one are the same.
    m.score = static_cast<float>(std::lround(rows.real(6) * 1e6)) / 1'000'000;
    m.from = day_of(rows.text(7));
    m.to = day_of(rows.text(8));
    m.dated = rows.text(9) == "text";
    m.place_name = rows.text(10);
    m.place = plain_name(m.place_name);
    m.place_country = rows.text(11);
    within.push_back(rows.is_null(12) ? 0 : rows.number(12));
    if (!rows.is_null(13)) add_words(m, reading, title, rows.offset(13), rows.offset(14), rows.text(15));
    reading.mentions.emplace_back(rows.number(0), std::move(m));
  }
  rows.reset();
  for (std::size_t i = 0; i < reading.mentions.size(); ++i) {
    load_parties(database, reading.mentions[i].first, reading.mentions[i].second);
    if (within[i] != 0) reading.mentions[i].second.tellers = load_tellers(database, within[i]);
  }
  return reading;
}

}  // namespace demarche

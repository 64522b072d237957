// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_events.h"

#include <algorithm>
#include <unordered_map>

#include "base/civil_date.h"
#include "base/digest.h"
#include "base/error.h"
#include "ledger/keys.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

constexpr const char* kInsertEvent =
    "INSERT INTO merged_event (merged_key, id, type, mode, cameo, quad, status, contested, date_from, date_to, date_precision, "
    "date_basis, sort_date, place_key, place_country, votes_happened, votes_ongoing, votes_planned, votes_requested, "
    "votes_threatened, votes_possible, votes_denied, n_mentions, n_reports, n_copies, n_sources, n_independent, first_reported, "
    "last_reported, confidence, top_key, review) VALUES "
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kIdentities =
    "SELECT identity.id, identity.identity_key, party.sector FROM party JOIN alias USING (actor_key) JOIN identity USING (identity_key) "
    "WHERE finding_key = ? AND role IN ('actor', 'recipient') ORDER BY role, ordinal";
constexpr const char* kCopy =
    "SELECT original_report.id, source.name, mine.credit, original_copy.credit FROM finding JOIN copy AS mine USING (reading_key) "
    "JOIN reading AS original ON original.reading_key = mine.original_key JOIN report AS original_report USING (report_key) "
    "JOIN source USING (source_key) LEFT JOIN copy AS original_copy ON original_copy.reading_key = mine.original_key "
    "WHERE finding_key = ?";
constexpr const char* kLoad =
    "SELECT status, date_from, date_to, date_basis, first_reported, votes_denied, top_key FROM merged_event WHERE merged_key = ?";

std::optional<std::string> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// What a person decided about the event, by its first mention or any other: of several the last by id of the mention.
std::string apply(const Rulings& rulings, const std::vector<Telling>& tellings, EventSummary& summary) {
  std::string review = "unreviewed";
  const auto look = [&](const std::string& id) {
    const auto known = rulings.reviews.find(id);
    if (known != rulings.reviews.end()) review = known->second;
    const auto correction = rulings.corrections.find(id);
    if (correction == rulings.corrections.end()) return;
    const Correction& c = correction->second;
    if (!c.type.empty()) summary.type = c.type;
    if (!c.mode.empty()) summary.mode = c.mode;
    if (!c.cameo.empty()) summary.cameo = c.cameo;
    if (const auto status = parse_status(c.status)) summary.status = *status;
    if (day_of(c.date_from) != kNoDay) {
      summary.from = day_of(c.date_from);
      summary.to = day_of(c.date_to) == kNoDay ? summary.from : std::max(summary.from, day_of(c.date_to));
      summary.dated = true;
    }
  };
  if (rulings.reviews.empty()) return review;
  std::vector<std::string> ids;
  ids.reserve(tellings.size());
  for (const Telling& telling : tellings) ids.push_back(telling.mention->id);
  std::sort(ids.begin(), ids.end());
  for (const std::string& id : ids)
    if (id != summary.first) look(id);
  look(std::string(summary.first));
  return review;
}

}  // namespace

std::vector<GroupMember> members_of(const std::vector<std::uint32_t>& group, const std::vector<std::int64_t>& keys,
                                    const std::vector<LinkMention>& list, const std::vector<Link>& links) {
  std::unordered_map<std::uint32_t, GroupMember> members;
  std::unordered_map<std::uint32_t, std::string> best;
  for (const std::uint32_t at : group) members[at] = {keys[at], group.size() > 1 ? "decision" : "alone", 0};
  const auto look = [&](std::uint32_t at, std::uint32_t other, const Link& link) {
    GroupMember& member = members.at(at);
    std::string& known = best[at];
    if (link.points < member.points || (link.points == member.points && !known.empty() && list[other].id > known)) return;
    member = {keys[at], link.reason, link.points};
    known = list[other].id;
  };
  for (const Link& link : links) {
    if (members.count(link.a) == 0 || members.count(link.b) == 0) continue;
    look(link.a, link.b, link);
    look(link.b, link.a, link);
  }
  std::vector<GroupMember> out;
  out.reserve(group.size());
  for (const std::uint32_t at : group) out.push_back(std::move(members.at(at)));
  return out;
}

const LinkMention& MentionCache::get(std::int64_t key) {
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  Query& row = database_.cached("SELECT features FROM link_feature WHERE finding_key = ?").bind(key);
  DEMARCHE_CHECK(row.step());
  const std::string line = row.text(0);
  row.reset();
  return known_.emplace(key, mention_from_line(line)).first->second;
}

Telling LinkEvents::tell(std::int64_t key, std::map<std::string, std::pair<std::int64_t, std::string>>& identities) {
  Telling telling;
  telling.mention = &mentions_.get(key);
  Query& rows = database_.cached(kIdentities).bind(key);
  while (rows.step()) {
    telling.identities.push_back(rows.text(0));
    auto& [identity, sector] = identities[rows.text(0)];
    identity = rows.number(1);
    sector = std::max(sector, rows.text(2));
  }
  rows.reset();
  Query& copy = database_.cached(kCopy).bind(key);
  DEMARCHE_CHECK(copy.step());
  telling.original = copy.text(0);
  const std::string credit = copy.text(2).empty() ? copy.text(3) : copy.text(2);
  telling.origin = origin_of(*telling.mention, copy.text(1), credit);
  copy.reset();
  return telling;
}

std::int64_t LinkEvents::write(const std::vector<GroupMember>& members, const Rulings& rulings) {
  std::map<std::string, std::pair<std::int64_t, std::string>> identities;
  std::map<std::string, std::int64_t> keys;
  std::vector<Telling> tellings;
  for (const GroupMember& member : members) {
    tellings.push_back(tell(member.key, identities));
    keys[tellings.back().mention->id] = member.key;
  }
  EventSummary summary = summarize(tellings);
  const std::string review = apply(rulings, tellings, summary);
  const std::int64_t key = keys.at(summary.first);
  write_event(key, summary, review, members.size(), keys);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool independent = summary.independent.count(tellings[i].mention->id) > 0;
    const double score = members.size() == 1 ? 1 : static_cast<double>(std::min(members[i].points, 250)) / 250;
    database_.cached("INSERT INTO mention (finding_key, merged_key, origin, independent, reason, score) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(members[i].key, key, tellings[i].origin, independent ? 1 : 0, members[i].reason, score)
        .run();
  }
  write_parties(key, summary, identities);
  write_disputes(key, summary, keys, rulings);
  return key;
}

void LinkEvents::write_event(std::int64_t key, const EventSummary& s, const std::string& review, std::size_t n_mentions,
                             const std::map<std::string, std::int64_t>& keys) {
  std::optional<std::int64_t> place;
  if (!s.place.empty()) {
    Query& row = database_.cached("SELECT place_key FROM event WHERE finding_key = ?").bind(keys.at(s.place));
    if (row.step() && !row.is_null(0)) place = row.number(0);
    row.reset();
  }
  const std::optional<std::string> from = iso(s.from);
  const char* basis = s.from == kNoDay ? "" : s.dated ? "text" : "publication_date";
  Query& insert = database_.cached(kInsertEvent);
  insert.reset();
  int at = 0;
  const auto bind = [&](const auto& value) { insert.bind_one(++at, value); };
  bind(key);
  for (const std::string& text : {"ev_" + s.first.substr(3), s.type, s.mode, s.cameo}) bind(text);
  bind(quad_of(s.type));
  bind(to_string(s.status));
  bind(s.contested ? 1 : 0);
  bind(from);
  bind(iso(s.to));
  bind(precision_of(s.from, s.to));
  bind(basis);
  bind(from.value_or(""));
  bind(place);
  bind(s.place_country);
  for (const std::uint32_t votes : s.votes) bind(votes);
  bind(static_cast<std::int64_t>(n_mentions));
  for (const std::uint32_t count : {s.n_reports, s.n_copies, s.n_sources, s.n_independent}) bind(count);
  bind(or_null(s.first_reported));
  bind(or_null(s.last_reported));
  bind(s.confidence);
  bind(keys.at(s.top));
  bind(review);
  insert.run();
  for (const LinkNumber& number : s.numbers) {
    database_.cached("INSERT INTO merged_number (merged_key, what, low, high) VALUES (?, ?, ?, ?)")
        .bind(key, to_string(number.what), number.low, number.high)
        .run();
  }
}

void LinkEvents::write_parties(std::int64_t key, const EventSummary& summary,
                               const std::map<std::string, std::pair<std::int64_t, std::string>>& identities) {
  int ordinals[2] = {0, 0};
  const std::string date = iso(summary.from).value_or("");
  for (const SummaryParty& party : summary.parties) {
    const auto& [identity, sector] = identities.at(party.identity);
    database_
        .cached(
            "INSERT INTO merged_party (merged_key, role, ordinal, identity_key, country, sector, sort_date) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(key, party.recipient ? "recipient" : "actor", ordinals[party.recipient ? 1 : 0]++, identity, party.country, sector, date)
        .run();
  }
}

void LinkEvents::write_disputes(std::int64_t key, const EventSummary& summary, const std::map<std::string, std::int64_t>& keys,
                                const Rulings& rulings) {
  for (const Dispute& dispute : summary.disputes) {
    const std::string id =
        "cx_" + short_id(CanonicalKey("contradiction").add(dispute.kind).add(dispute.field).add(dispute.a).add(dispute.b).bytes());
    const auto ruled = rulings.disputes.find(id);
    database_
        .cached(
            "INSERT INTO contradiction (id, kind, field, a_kind, a_key, b_kind, b_key, a_value, b_value, n_independent_a, "
            "n_independent_b, state, merged_key, sort_date) VALUES (?, ?, ?, 'mention', ?, 'mention', ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(id, dispute.kind, dispute.field, keys.at(dispute.a), keys.at(dispute.b), dispute.a_value, dispute.b_value, dispute.n_a,
              dispute.n_b, ruled == rulings.disputes.end() ? std::string("open") : ruled->second, key, iso(summary.from).value_or(""))
        .run();
  }
}

void LinkEvents::remove(std::int64_t merged_key) {
  for (const char* table : {"mention", "merged_party", "merged_number", "contradiction", "merged_event"})
    database_.cached(std::string("DELETE FROM ") + table + " WHERE merged_key = ?").bind(merged_key).run();
}

PlanEvent LinkEvents::load(std::int64_t merged_key) {
  Query& row = database_.cached(kLoad).bind(merged_key);
  DEMARCHE_CHECK(row.step());
  PlanEvent event;
  event.summary.status = parse_status(row.text(0)).value_or(Status::Possible);
  event.summary.from = day_of(row.text(1));
  event.summary.to = day_of(row.text(2));
  event.summary.dated = row.text(3) == "text";
  event.first_day = day_of(row.text(4));
  event.summary.votes[static_cast<std::size_t>(Status::Denied)] = row.offset(5);
  const std::int64_t top = row.number(6);
  row.reset();
  event.summary.first = mentions_.get(merged_key).id;
  event.fullest = mentions_.get(top);
  return event;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_copies.h"

#include <algorithm>

#include "base/error.h"
#include "linking/link_record.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

struct Text {
  CopyCandidate about{};
  std::int32_t day = kNoDay;
  std::string text{};
};

Text load(Database& database, std::int64_t key) {
  Query& row = database
                   .cached(
                       "SELECT report.id, published, source.name, text.text FROM reading JOIN report USING (report_key) "
                       "JOIN source USING (source_key) JOIN text USING (text_key) WHERE reading_key = ?")
                   .bind(key);
  DEMARCHE_CHECK(row.step());
  Text text{{row.text(0), row.text(1), row.text(2), {}}, day_of(row.text(1)), row.text(3)};
  row.reset();
  text.about.credit = credited_agency(text.text);
  return text;
}

constexpr std::size_t kMostKept = 4096;  ///< texts; some kilobytes each

/// Whether the text speaks of the other's outlet by name.
bool names(const Text& text, const Text& other) {
  const std::string source = plain_name(other.about.source);
  if (source.empty() || source == plain_name(text.about.source)) return false;
  return (" " + plain_name(text.text) + " ").find(" " + source + " ") != std::string::npos;
}

}  // namespace

std::vector<std::int64_t> LinkCopies::neighbors(std::int64_t reading_key) {
  std::vector<std::int64_t> found;
  Query& rows = database_.cached("SELECT other_key FROM copy_pair WHERE one_key = ?").bind(reading_key);
  while (rows.step()) found.push_back(rows.number(0));
  rows.reset();
  return found;
}

const Shingles& LinkCopies::keep(std::int64_t reading_key, Shingles shingles) {
  if (kept_in_order_.size() >= kMostKept) {
    kept_.erase(kept_in_order_.front());
    kept_in_order_.pop_front();
  }
  const auto [place, is_new] = kept_.insert_or_assign(reading_key, std::move(shingles));
  if (is_new) kept_in_order_.push_back(reading_key);
  return place->second;
}

const Shingles& LinkCopies::shingles(std::int64_t reading_key) {
  const auto found = kept_.find(reading_key);
  return found != kept_.end() ? found->second : keep(reading_key, shingles_of(load(database_, reading_key).text));
}

void LinkCopies::find(std::uint64_t band, std::int64_t first, std::int64_t last, std::set<std::int64_t>& found) {
  Query& rows = database_.cached("SELECT reading_key FROM text_sketch WHERE band = ? AND day BETWEEN ? AND ?");
  rows.bind(static_cast<std::int64_t>(band), first, last);
  while (rows.step()) found.insert(rows.number(0));
  rows.reset();
}

void LinkCopies::add(std::int64_t reading_key, const std::string& text) {
  touched_.insert(reading_key);
  std::set<std::int64_t> candidates;
  const Shingles own = shingles_of(text);
  std::vector<std::uint64_t> bands = text_bands(own);
  if (bands.empty()) return;
  const Text mine = load(database_, reading_key);
  const bool dated = mine.day != kNoDay;
  for (const std::uint64_t band : bands) {
    find(band, dated ? mine.day - kCopyDays : kNoDay, dated ? mine.day + kCopyDays : INT32_MAX, candidates);
    if (dated) find(band, kNoDay, kNoDay, candidates);
  }
  bands.push_back(whole_text_band(own));
  find(bands.back(), kNoDay, INT32_MAX, candidates);
  Query& sketch = database_.cached("INSERT OR IGNORE INTO text_sketch (band, day, reading_key) VALUES (?, ?, ?)");
  for (const std::uint64_t band : bands) sketch.bind(static_cast<std::int64_t>(band), std::int64_t{mine.day}, reading_key).run();
  candidates.erase(reading_key);
  for (const std::int64_t candidate : candidates) {
    const Shingles& theirs = shingles(candidate);
    if (shared_at_most(own, theirs) < kCredited) continue;  // most candidates share a turn of phrase and no more
    const double shared = shared_part(own, theirs);
    if (shared < kCredited) continue;
    const Text other = load(database_, candidate);
    const bool credited = credits(mine.about, other.about) || credits(other.about, mine.about) || names(mine, other) || names(other, mine);
    if (shared < (credited ? kCredited : kNearText)) continue;
    Query& insert = database_.cached("INSERT OR IGNORE INTO copy_pair (one_key, other_key, similarity) VALUES (?, ?, ?)");
    insert.bind(reading_key, candidate, shared).run();
    insert.bind(candidate, reading_key, shared).run();
  }
  keep(reading_key, own);
}

void LinkCopies::remove(std::int64_t reading_key) {
  touched_.erase(reading_key);
  for (const std::int64_t neighbor : neighbors(reading_key)) touched_.insert(neighbor);
  database_.cached("DELETE FROM copy_pair WHERE other_key = ?1 AND one_key IN (SELECT other_key FROM copy_pair WHERE one_key = ?1)")
      .bind(reading_key)
      .run();
  database_.cached("DELETE FROM copy_pair WHERE one_key = ?").bind(reading_key).run();
  database_.cached("DELETE FROM copy WHERE reading_key = ?").bind(reading_key).run();
  const Shingles own = shingles(reading_key);
  const std::int64_t day = load(database_, reading_key).day;
  std::vector<std::uint64_t> bands = text_bands(own);
  bands.push_back(whole_text_band(own));
  Query& sketch = database_.cached("DELETE FROM text_sketch WHERE band = ? AND day = ? AND reading_key = ?");
  for (const std::uint64_t band : bands) sketch.bind(static_cast<std::int64_t>(band), day, reading_key).run();
}

std::vector<std::int64_t> LinkCopies::regroup() {
  std::vector<std::int64_t> changed;
  std::set<std::int64_t> done;
  for (const std::int64_t start : touched_) {
    if (!done.insert(start).second) continue;
    std::vector<std::int64_t> group = {start};
    for (std::size_t i = 0; i < group.size(); ++i)
      for (const std::int64_t neighbor : neighbors(group[i]))
        if (done.insert(neighbor).second) group.push_back(neighbor);
    write_group(group, changed);
  }
  touched_.clear();
  return changed;
}

namespace {

/// "Northern Wire quoted the spokesmen": who shares a text and names its outlet credits it.
std::string credited_by_name(const Text& text, const std::vector<Text>& group) {
  std::string named;
  for (const Text& other : group)
    if (names(text, other) && (named.empty() || other.about.source < named)) named = other.about.source;
  return named;
}

}  // namespace

void LinkCopies::write_group(const std::vector<std::int64_t>& group, std::vector<std::int64_t>& changed) {
  std::vector<Text> texts;
  std::vector<CopyCandidate> candidates;
  texts.reserve(group.size());
  candidates.reserve(group.size());
  for (const std::int64_t key : group) texts.push_back(load(database_, key));
  for (Text& text : texts) {
    if (text.about.credit.empty()) text.about.credit = credited_by_name(text, texts);
    candidates.push_back(text.about);
  }
  const std::size_t original = original_of(candidates);
  for (std::size_t i = 0; i < group.size(); ++i) {
    const double shared = i == original ? 1 : shared_part(texts[i].text, texts[original].text);
    const bool same = texts[i].text == texts[original].text;
    const bool credited = credits(candidates[i], candidates[original]);
    const char* reason = i == original ? "original" : same ? "same-text" : credited ? "credited" : "near-text";
    Query& known = database_.cached("SELECT original_key, reason FROM copy WHERE reading_key = ?").bind(group[i]);
    const bool is_known = known.step() && known.number(0) == group[original] && known.text(1) == reason;
    known.reset();
    if (is_known) continue;
    database_
        .cached(
            "INSERT INTO copy (reading_key, original_key, reason, credit, similarity) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET original_key = excluded.original_key, reason = excluded.reason, credit = excluded.credit, "
            "similarity = excluded.similarity")
        .bind(group[i], group[original], reason, candidates[i].credit, shared)
        .run();
    changed.push_back(group[i]);
  }
}

}  // namespace demarche

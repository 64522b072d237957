// SPDX-License-Identifier: Apache-2.0
// What became of records since a revision: several changes of one record are told as one.
#include <algorithm>
#include <map>

#include "answers/answers.h"
#include "answers/state.h"

namespace demarche {
namespace {

bool is_gone(const std::string& what) {
  return what == "merged" || what == "removed";
}

/// A record as it stood at the first revision, and what one look at the last would show.
struct Fate {
  bool is_new = false;
  Change last{};

  void add(Change next) {
    if (!is_gone(next.what)) next.what = is_new ? "added" : "changed";
    last = std::move(next);
  }
};

/// The revision up to which whole revisions hold about `limit` changes; at least one of them.
std::int64_t last_told(Database& database, std::int64_t since, std::int64_t latest, std::int64_t limit) {
  Query query = database.query("SELECT revision, count(*) FROM change WHERE revision > ? GROUP BY revision ORDER BY revision");
  query.bind(since);
  std::int64_t count = 0;
  std::int64_t told = since;
  while (query.step()) {
    count += query.number(1);
    if (count > limit && told != since) return told;
    told = query.number(0);
  }
  return latest;
}

}  // namespace

Changes Answers::changes(std::int64_t since, std::int64_t limit) const {
  const Snapshot snapshot(*state_->database);
  Database& database = *state_->database;
  Changes out;
  out.latest = state_->revision();
  if (since < 0 || since > out.latest)
    throw BadParameter("bad-parameter", "since", std::to_string(since), "is no revision of this ledger",
                       "a number from 0 to " + std::to_string(out.latest));
  out.complete = since >= database.number("SELECT told_from FROM ledger_revision");
  out.revision = out.complete ? last_told(database, since, out.latest, limit) : out.latest;
  if (!out.complete) return out;
  std::map<std::string, Fate> fates;
  Query query = database.query(
      "SELECT record_id, what, into_id, revision FROM change WHERE revision > ? AND revision <= ? ORDER BY revision, record_id");
  query.bind(since, out.revision);
  while (query.step()) {
    Change change{query.text(0), query.text(1), query.text(2), query.number(3)};
    const auto [fate, is_first] = fates.try_emplace(change.id);
    if (is_first) fate->second.is_new = change.what == "added";
    fate->second.add(std::move(change));
  }
  for (auto& [id, fate] : fates)
    if (!fate.is_new || !is_gone(fate.last.what)) out.changes.push_back(std::move(fate.last));
  std::stable_sort(out.changes.begin(), out.changes.end(), [](const Change& a, const Change& b) { return a.revision < b.revision; });
  return out;
}

}  // namespace demarche

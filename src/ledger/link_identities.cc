// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_identities.h"

#include <map>
#include <string>

#include "base/error.h"

#include "linking/link_words.h"

namespace demarche {
namespace {

NamedActor load_actor(Database& database, std::int64_t key) {
  Query& row = database.cached("SELECT id, name, country, resolved FROM actor WHERE actor_key = ?").bind(key);
  DEMARCHE_CHECK(row.step());
  NamedActor actor{row.text(0), row.text(1), row.text(2), row.number(3) != 0};
  row.reset();
  return actor;
}

}  // namespace

/// All actors that share a key with the actor or with one of these.
std::vector<std::int64_t> LinkIdentities::gather(std::int64_t actor_key, std::vector<NamedActor>& actors) {
  std::vector<std::int64_t> keys = {actor_key};
  std::set<std::int64_t> known = {actor_key};
  std::set<std::string> seen;
  std::size_t ring = 0;
  for (int hop = 0; hop < 2; ++hop) {
    const std::size_t end = keys.size();
    for (; ring < end; ++ring) {
      for (const std::string& words : identity_keys(load_actor(database_, keys[ring]))) {
        if (!seen.insert(words).second) continue;
        for (const std::int64_t other :
             numbers(database_.cached("SELECT actor_key FROM identity_key WHERE words = ? ORDER BY actor_key").bind(words)))
          if (known.insert(other).second) keys.push_back(other);
      }
    }
  }
  for (const std::int64_t key : keys) actors.push_back(load_actor(database_, key));
  return keys;
}

std::vector<std::int64_t> LinkIdentities::add_actors(std::int64_t reading_key) {
  const std::vector<std::int64_t> fresh =
      numbers(database_
                  .cached("SELECT DISTINCT actor_key FROM finding JOIN party USING (finding_key) WHERE reading_key = ? "
                          "AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.actor_key = party.actor_key)")
                  .bind(reading_key));
  for (const std::int64_t actor : fresh)
    for (const std::string& words : identity_keys(load_actor(database_, actor)))
      database_.cached("INSERT OR IGNORE INTO identity_key (words, actor_key) VALUES (?, ?)").bind(words, actor).run();
  std::vector<std::int64_t> moved;
  for (const std::int64_t actor : fresh) {
    std::vector<NamedActor> actors;
    const std::vector<std::int64_t> keys = gather(actor, actors);
    for (const Alias& alias : identify(actors)) {
      const std::int64_t key = keys[alias.actor];
      const std::int64_t identity = keys[alias.identity];
      Query& row = database_.cached("SELECT identity_key, reason FROM alias WHERE actor_key = ?").bind(key);
      const bool had = row.step();
      const std::int64_t before = had ? row.number(0) : 0;
      const bool same = had && before == identity && row.text(1) == alias.reason;
      row.reset();
      if (same) continue;
      if (had && before != identity) {
        moved.push_back(key);
        recount_.insert(before);
        recount_.insert(identity);
      }
      set_alias(key, identity, actors[alias.identity], alias.reason.c_str());
    }
  }
  return moved;
}

void LinkIdentities::set_alias(std::int64_t actor_key, std::int64_t identity_key, const NamedActor& best, const char* reason) {
  database_
      .cached(
          "INSERT INTO identity (identity_key, id, name, kind, country, sector, n_reports, n_statements, n_mentions, nobody) "
          "VALUES (?, ?, ?, 'unknown', ?, '', 0, 0, 0, ?) ON CONFLICT DO NOTHING")
      .bind(identity_key, best.id, best.name, best.country, names_nobody(best.name) ? 1 : 0)
      .run();
  database_
      .cached(
          "INSERT INTO alias (actor_key, identity_key, reason) VALUES (?, ?, ?) "
          "ON CONFLICT DO UPDATE SET identity_key = excluded.identity_key, reason = excluded.reason")
      .bind(actor_key, identity_key, reason)
      .run();
}

void LinkIdentities::tally(std::int64_t identity_key, const std::string& what, std::int64_t times) {
  database_.cached("INSERT INTO identity_tally (identity_key, what, n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n")
      .bind(identity_key, what, times)
      .run();
}

void LinkIdentities::count_reading(std::int64_t reading_key, int times) {
  struct Counts {
    std::set<std::int64_t> statements;
    std::set<std::int64_t> mentions;
  };
  std::map<std::int64_t, Counts> counts;
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> told;
  Query& rows = database_
                    .cached(
                        "SELECT identity_key, party.finding_key, kind, sector, party.reason, actor.name, actor.country FROM finding "
                        "CROSS JOIN party USING (finding_key) JOIN alias USING (actor_key) JOIN actor USING (actor_key) "
                        "WHERE reading_key = ?")
                    .bind(reading_key);
  while (rows.step()) {
    const std::int64_t identity = rows.number(0);
    (rows.text(2) == "statement" ? counts[identity].statements : counts[identity].mentions).insert(rows.number(1));
    if (!rows.text(3).empty()) ++told[{identity, "sector " + rows.text(3)}];
    ++told[{identity, std::string("kind ") + kind_of_actor(rows.text(5), rows.text(6), rows.text(4))}];
  }
  rows.reset();
  for (const auto& [identity, count] : counts) {
    touched_.insert(identity);
    if (recount_.count(identity) > 0) continue;  // counted from the rows, this reading's too
    database_
        .cached(
            "UPDATE identity SET n_reports = n_reports + ?, n_statements = n_statements + ?, n_mentions = n_mentions + ? "
            "WHERE identity_key = ?")
        .bind(times, times * static_cast<std::int64_t>(count.statements.size()), times * static_cast<std::int64_t>(count.mentions.size()),
              identity)
        .run();
  }
  for (const auto& [what, n] : told)
    if (recount_.count(what.first) == 0) tally(what.first, what.second, times * n);
}

void LinkIdentities::recount(std::int64_t identity_key) {
  database_.cached("DELETE FROM identity_tally WHERE identity_key = ?").bind(identity_key).run();
  std::set<std::int64_t> readings;
  std::set<std::int64_t> statements;
  std::set<std::int64_t> mentions;
  std::map<std::string, std::int64_t> told;
  Query& rows = database_
                    .cached(
                        "SELECT finding.reading_key, party.finding_key, kind, sector, party.reason, actor.name, actor.country "
                        "FROM alias CROSS JOIN party USING (actor_key) JOIN actor USING (actor_key) "
                        "JOIN finding ON finding.finding_key = party.finding_key "
                        "JOIN copy ON copy.reading_key = finding.reading_key WHERE alias.identity_key = ?")
                    .bind(identity_key);
  while (rows.step()) {
    readings.insert(rows.number(0));
    (rows.text(2) == "statement" ? statements : mentions).insert(rows.number(1));
    if (!rows.text(3).empty()) ++told["sector " + rows.text(3)];
    ++told[std::string("kind ") + kind_of_actor(rows.text(5), rows.text(6), rows.text(4))];
  }
  rows.reset();
  if (numbers(database_.cached("SELECT actor_key FROM alias WHERE identity_key = ? LIMIT 1").bind(identity_key)).empty()) {
    database_.cached("DELETE FROM identity WHERE identity_key = ?").bind(identity_key).run();
    return;
  }
  database_.cached("UPDATE identity SET n_reports = ?, n_statements = ?, n_mentions = ? WHERE identity_key = ?")
      .bind(static_cast<std::int64_t>(readings.size()), static_cast<std::int64_t>(statements.size()),
            static_cast<std::int64_t>(mentions.size()), identity_key)
      .run();
  for (const auto& [what, n] : told) tally(identity_key, what, n);
  touched_.insert(identity_key);
}

/// Kind and sector are what most tellings say; of equals the first by letters.
void LinkIdentities::describe(std::int64_t identity_key) {
  const auto most = [&](const char* prefix) {
    Query& row = database_
                     .cached(
                         "SELECT substr(what, length(?1) + 1) FROM identity_tally WHERE identity_key = ?2 "
                         "AND what >= ?1 AND what < ?1 || '~' AND n > 0 ORDER BY n DESC, what LIMIT 1")
                     .bind(prefix, identity_key);
    std::string word = row.step() ? row.text(0) : "";
    row.reset();
    return word;
  };
  const std::string kind = most("kind ");
  database_.cached("UPDATE identity SET kind = ?, sector = ? WHERE identity_key = ?")
      .bind(kind.empty() ? "unknown" : kind, most("sector "), identity_key)
      .run();
  database_.cached("DELETE FROM identity_tally WHERE identity_key = ? AND n = 0").bind(identity_key).run();
}

void LinkIdentities::finish() {
  const std::set<std::int64_t> again = std::move(recount_);
  recount_.clear();
  for (const std::int64_t identity : again) recount(identity);
  const std::set<std::int64_t> touched = std::move(touched_);
  touched_.clear();
  for (const std::int64_t identity : touched) describe(identity);
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// From ids to rows, and from rows to records with their evidence.
#pragma once

#include <string>
#include <vector>

#include "answers/state.h"

namespace demarche {

struct RecordKey {
  Kind kind = Kind::Events;
  std::string id{};
  std::int64_t key = 0;
};

/// By id or its beginning. Throws Merged, Error(NotFound), Error(BadUsage) where several begin so.
RecordKey find_key(const std::string& given, Database& database);

/// Id as stored: "EV_3f9ao" and "ev_3F9A0" are the same, by Crockford's rules.
std::string normalized_id(const std::string& given);

std::vector<Evidence> load_evidence(Database& database, std::int64_t finding_key, bool snippets);
std::vector<ChainStep> load_chain(Database& database, std::int64_t finding_key);

/// Mentions of an event: independent ones first, then as they were reported.
constexpr const char* kMentionsOfEvent =
    "SELECT m.finding_key FROM mention AS m JOIN finding AS f USING (finding_key) JOIN reading AS r USING (reading_key) WHERE m.merged_key "
    "= ? "
    "ORDER BY m.independent DESC, r.published, m.finding_key";

class RecordLoader {
 public:
  explicit RecordLoader(Answers::State& state) : state_(state), database_(*state.database) {}

  /// With evidence, chain and parties where it is a mention or statement.
  Record load(Kind kind, std::int64_t key);
  /// The same with all that belongs to it.
  Record load_whole(const RecordKey& found);
  Part load_part(const char* name, Kind kind, const char* sql, const Bound& bound);
  void require_latest(const RecordKey& found);

 private:
  void add_side(Record& record, const char* side, std::int64_t key);

  Answers::State& state_;
  Database& database_;
};

}  // namespace demarche

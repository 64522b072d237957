// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_rulings.h"

namespace demarche {
namespace {

constexpr const char* kDecisions =
    "SELECT act, record_id, other_id, before, id, json_extract(nullif(after, ''), '$.type'), json_extract(nullif(after, ''), '$.mode'), "
    "json_extract(nullif(after, ''), '$.cameo'), json_extract(nullif(after, ''), '$.status'), json_extract(nullif(after, ''), "
    "'$.date_from'), "
    "json_extract(nullif(after, ''), '$.date_to') FROM decision "
    "WHERE act <> 'undo' AND NOT EXISTS (SELECT 1 FROM decision AS later WHERE later.undoes = decision.id) ORDER BY decision_key";

/// Mentions that the event had when it was decided about.
std::vector<std::string> mentions_then(Database& database, const std::string& before) {
  std::vector<std::string> ids;
  Query rows = database.query("SELECT value FROM json_each(?, '$.mentions')");
  rows.bind(before);
  while (rows.step()) ids.push_back(rows.text(0));
  return ids;
}

bool begins(const std::string& id, const char* prefix) {
  return id.rfind(prefix, 0) == 0;
}

}  // namespace

std::string mention_of(const std::string& record_id) {
  if (begins(record_id, "ev_") || begins(record_id, "pl_")) return "mn_" + record_id.substr(3);
  return record_id;
}

Rulings load_rulings(Database& database) {
  Rulings all;
  Query rows = database.query(kDecisions);
  while (rows.step()) {
    const std::string act = rows.text(0);
    const std::string record = rows.text(1);
    const std::string mention = mention_of(record);
    const std::string other = mention_of(rows.text(2));
    const std::vector<std::string> then = rows.text(3).empty() ? std::vector<std::string>() : mentions_then(database, rows.text(3));
    if (begins(record, "cx_")) {
      if (act == "accept" || act == "reject") all.disputes[record] = act + "ed";
    } else if (act == "merge") {
      all.ruling.together.insert(Ruling::pair(mention, other));
    } else if (act == "split") {
      all.ruling.apart.insert(Ruling::pair(mention, other));
      for (const std::string& id : then)
        if (id != mention) all.ruling.apart.insert(Ruling::pair(mention, id));
    } else if (act == "accept") {
      if (!begins(record, "pl_")) all.reviews[mention] = "accepted";
    } else if (act == "reject" && begins(record, "pl_")) {
      all.no_outcome.insert({mention, other});
    } else if (act == "reject") {
      if (begins(record, "mn_")) all.alone.insert(mention);
      all.reviews[mention] = "rejected";
    } else if (act == "correct") {
      all.reviews[mention] = "corrected";
      all.corrections[mention] = {rows.text(5), rows.text(6), rows.text(7), rows.text(8), rows.text(9), rows.text(10)};
    }
  }
  // Also those of decisions that were undone: what they held together or apart must be looked at again.
  Query named = database.query("SELECT record_id FROM decision UNION SELECT other_id FROM decision WHERE other_id <> ''");
  while (named.step()) all.mentions.insert(mention_of(named.text(0)));
  return all;
}

}  // namespace demarche

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

namespace {

struct Decided {
  std::string act, record, mention, other;
  std::vector<std::string> then{};  ///< mentions of the event at that time
};

void take_dispute(const Decided& d, Rulings& all) {
  if (d.act == "accept" || d.act == "reject") all.disputes[d.record] = d.act + "ed";
}

void take_split(const Decided& d, Rulings& all) {
  all.ruling.apart.insert(Ruling::pair(d.mention, d.other));
  for (const std::string& id : d.then)
    if (id != d.mention) all.ruling.apart.insert(Ruling::pair(d.mention, id));
}

void take_rejection(const Decided& d, Rulings& all) {
  if (begins(d.record, "pl_")) {
    all.no_outcome.insert({d.mention, d.other});
    return;
  }
  if (begins(d.record, "mn_")) all.alone.insert(d.mention);
  all.reviews[d.mention] = "rejected";
}

}  // namespace

Rulings load_rulings(Database& database) {
  Rulings all;
  Query rows = database.query(kDecisions);
  while (rows.step()) {
    Decided d{rows.text(0), rows.text(1), mention_of(rows.text(1)), mention_of(rows.text(2))};
    if (!rows.text(3).empty()) d.then = mentions_then(database, rows.text(3));
    if (begins(d.record, "cx_")) {
      take_dispute(d, all);
    } else if (d.act == "merge") {
      all.ruling.together.insert(Ruling::pair(d.mention, d.other));
    } else if (d.act == "split") {
      take_split(d, all);
    } else if (d.act == "accept" && !begins(d.record, "pl_")) {
      all.reviews[d.mention] = "accepted";
    } else if (d.act == "reject") {
      take_rejection(d, all);
    } else if (d.act == "correct") {
      all.reviews[d.mention] = "corrected";
      all.corrections[d.mention] = {rows.text(5), rows.text(6), rows.text(7), rows.text(8), rows.text(9), rows.text(10)};
    }
  }
  // Also those of decisions that were undone: what they held together or apart must be looked at again.
  Query named = database.query("SELECT record_id FROM decision UNION SELECT other_id FROM decision WHERE other_id <> ''");
  while (named.step()) all.mentions.insert(mention_of(named.text(0)));
  return all;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Pieces that the tables of several kinds share.
#pragma once

#include "answers/kind_table.h"

namespace demarche {

constexpr std::string_view kTypes =
    "AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION|MOBILIZE|COERCE|ASSAULT";
constexpr std::string_view kStatuses = "happened|ongoing|planned|requested|threatened|possible|denied";
constexpr std::string_view kSectors = "GOV|MIL|COP|SPY|JUD|LEG|PTY|OPP|REB|SEP|PRM|UAF|ELI|BUS|JRN|EDU|LAB|MED|REL|CVL|REF|CRM|SOC|AGR|UNK";

}  // namespace demarche

/// The speakers of the chain of a finding, from the outermost inwards; empty where nobody is named.
#define CHAIN_NAMES(finding)                                                                                                            \
  "(SELECT group_concat(who, char(31)) FROM (WITH RECURSIVE chain (at, steps) AS (SELECT " finding ".within_key, 1 WHERE " finding      \
  ".within_key IS NOT NULL UNION ALL SELECT link.within_key, steps + 1 FROM chain JOIN finding AS link ON link.finding_key = at WHERE " \
  "link.within_key IS NOT NULL AND steps < 100) SELECT coalesce((SELECT actor.name FROM party JOIN actor USING (actor_key) WHERE "      \
  "party.finding_key = at AND party.role = 'speaker' AND party.ordinal = 0), '') AS who FROM chain ORDER BY steps DESC))"

/// Statements from this one outwards.
#define CHAIN_LENGTH(key)                                                  \
  "(WITH RECURSIVE chain (at, steps) AS (SELECT " key                      \
  ", 1 UNION ALL SELECT link.within_key, steps + 1 FROM chain CROSS JOIN " \
  "finding AS link ON link.finding_key = at WHERE link.within_key IS NOT NULL AND steps < 100) SELECT max(steps) FROM chain)"

/// Of a party p: words such as "he" name nobody.
#define SOMEBODY "AND NOT EXISTS (SELECT 1 FROM identity AS i WHERE i.identity_key = p.identity_key AND i.nobody)"

/// Of a joined place: name and country, from which coordinates, precision and codes are computed.
#define PLACE_OF_ROW "place.name || char(9) || place.country"

// Of findings: statements, and events as single reports tell them. The row t has a finding_key, and f is its finding.

/// The words that stand for a role.
#define QUOTE_OF(role) \
  "coalesce((SELECT quote FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = '" role "' AND e.ordinal = 0), '')"

/// The same actor across reports, of a party p.
#define IDENTITY_OF_PARTY "(SELECT i.id FROM alias JOIN identity AS i USING (identity_key) WHERE alias.actor_key = p.actor_key)"

/// The statement that the finding stands in.
#define WITHIN_ID "coalesce((SELECT w.id FROM finding AS w WHERE w.finding_key = f.within_key), '')"

/// A condition on the reading r: whether a row has it, and the keys of all that have it.
#define OF_READING "EXISTS (SELECT 1 FROM reading AS r WHERE r.reading_key = f.reading_key AND {})"
#define KEYS_OF_READING(kind) \
  "SELECT f.finding_key FROM reading AS r CROSS JOIN finding AS f ON f.reading_key = r.reading_key AND f.kind = '" kind "' WHERE {}"

/// Keys of the findings whose words match an FTS5 expression.
#define FOUND_BY_WORDS(kind)                                                                                             \
  "SELECT f.finding_key FROM finding_search AS s CROSS JOIN finding AS f ON f.finding_key = s.rowid AND f.kind = '" kind \
  "' WHERE "                                                                                                             \
  "finding_search MATCH {}"

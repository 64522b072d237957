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

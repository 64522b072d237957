// SPDX-License-Identifier: Apache-2.0
// Mentions and statements: what single reports say.
#include "answers/kind_words.h"

namespace demarche {
namespace {

#define QUOTE_OF(role) \
  "coalesce((SELECT quote FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = '" role "' AND e.ordinal = 0), '')"
#define PARTY_LIST(value, role)                                            \
  "(SELECT group_concat(word, char(31)) FROM (SELECT " value               \
  " AS word FROM party AS p JOIN actor AS a ON a.actor_key = p.actor_key " \
  "WHERE p.finding_key = t.finding_key AND p.role = '" role "' ORDER BY p.ordinal))"
#define IDENTITY_OF_PARTY "(SELECT i.id FROM alias JOIN identity AS i USING (identity_key) WHERE alias.actor_key = p.actor_key)"
#define FIRST_PARTY(value, role)                                                                                          \
  "coalesce((SELECT " value                                                                                               \
  " FROM party AS p JOIN actor AS a ON a.actor_key = p.actor_key WHERE p.finding_key = t.finding_key AND p.role = '" role \
  "' AND p.ordinal = 0), '')"
#define PLACE_OF_ROW "place.name || char(9) || place.country"
#define WITHIN_ID "coalesce((SELECT w.id FROM finding AS w WHERE w.finding_key = f.within_key), '')"

constexpr ColumnRow kMentionColumns[] = {
    {{"mention_id", ColumnType::Text, "id of the telling; the same in every ledger"}, "f.id"},
    {{"event_id", ColumnType::Text, "the event that it tells of"}, "(SELECT id FROM merged_event AS g WHERE g.merged_key = m.merged_key)"},
    {{"type", ColumnType::Text, "PLOVER v2 type"}, "t.type"},
    {{"mode", ColumnType::Text, "PLOVER v2 mode, or empty"}, "t.mode"},
    {{"cameo", ColumnType::Text, "CAMEO code"}, "t.cameo"},
    {{"trigger", ColumnType::Text, "words that tell the act"}, QUOTE_OF("trigger")},
    {{"status", ColumnType::Text, "what the innermost source claims of the act"}, "t.status"},
    {{"date_from", ColumnType::Day, "first day that the words mean"}, "t.date_from"},
    {{"date_to", ColumnType::Day, "last day"}, "t.date_to"},
    {{"date_basis", ColumnType::Text, "text or publication_date"}, "t.date_basis"},
    {{"date_words", ColumnType::Text, "words for the time"}, QUOTE_OF("time")},
    {{"actors", ColumnType::List, "who does it"}, PARTY_LIST("a.name", "actor")},
    {{"actor_ids", ColumnType::List, "the same across reports, as ids"}, PARTY_LIST(IDENTITY_OF_PARTY, "actor")},
    {{"actor_countries", ColumnType::List, ""}, PARTY_LIST("a.country", "actor")},
    {{"actor_sectors", ColumnType::List, ""}, PARTY_LIST("p.sector", "actor")},
    {{"recipients", ColumnType::List, "to whom"}, PARTY_LIST("a.name", "recipient")},
    {{"recipient_ids", ColumnType::List, ""}, PARTY_LIST(IDENTITY_OF_PARTY, "recipient")},
    {{"recipient_countries", ColumnType::List, ""}, PARTY_LIST("a.country", "recipient")},
    {{"recipient_sectors", ColumnType::List, ""}, PARTY_LIST("p.sector", "recipient")},
    {{"place", ColumnType::Text, "where, by name"}, "coalesce(place.name, '')"},
    {{"place_country", ColumnType::Text, ""}, "coalesce(place.country, '')"},
    {{"place_words", ColumnType::Text, "words for the place"}, QUOTE_OF("place")},
    {{"latitude", ColumnType::Real, ""}, PLACE_OF_ROW, Computed::Latitude},
    {{"longitude", ColumnType::Real, ""}, PLACE_OF_ROW, Computed::Longitude},
    {{"place_precision", ColumnType::Text, "city, admin1, country, unknown or none"}, PLACE_OF_ROW, Computed::PlacePrecision},
    {{"said_through", ColumnType::List, "who says so, from the outermost speaker inwards"}, CHAIN_NAMES("f")},
    {{"chain_length", ColumnType::Integer, "statements between the report and the act; 0: the report itself says so"},
     CHAIN_LENGTH("t.finding_key") " - 1"},
    {{"content_of", ColumnType::Text, "the verbal mention that speaks of this act"},
     "coalesce((SELECT c.id FROM finding AS c WHERE c.finding_key = t.content_of_key), '')"},
    {{"within", ColumnType::Text, "the statement that claims it"}, WITHIN_ID},
    {{"origin", ColumnType::Text, "the source on which this telling rests"}, "m.origin"},
    {{"independent", ColumnType::Flag, "the first telling from its origin"}, "m.independent"},
    {{"merge_reason", ColumnType::Text, "why it belongs to its event"}, "m.reason"},
    {{"merge_score", ColumnType::Real, ""}, "m.score"},
    {{"published", ColumnType::Day, "of the report"}, "r.published"},
    {{"status_score", ColumnType::Real, ""}, "t.status_score"},
    {{"score", ColumnType::Real, "0 to 1"}, "f.score"},
    {{"rule", ColumnType::Text, "head or rule that decided"}, "f.rule"},
    {{"report_id", ColumnType::Text, ""}, "report.id"},
    {{"source", ColumnType::Text, "outlet or agency"}, "source.name"},
    {{"title", ColumnType::Text, ""}, "r.title"},
    {{"url", ColumnType::Text, ""}, "r.url"},
    {{"path", ColumnType::Text, "where the report was read from"}, "r.path"},
    {{"quote_begin", ColumnType::Integer, "code points of the text, of the trigger"},
     "(SELECT e.char_begin FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = 'trigger' AND e.ordinal = 0)"},
    {{"quote_end", ColumnType::Integer, ""},
     "(SELECT e.char_end FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = 'trigger' AND e.ordinal = 0)"},
    {{"run", ColumnType::Text, "what found it"}, "run.fingerprint"},
};

#define OF_PARTY(role, what)                                                                                                               \
  "EXISTS (SELECT 1 FROM party AS p CROSS JOIN actor AS a ON a.actor_key = p.actor_key WHERE p.finding_key = t.finding_key AND p.role IN " \
  "(" role ") AND " what ")"
#define KEYS_OF_PARTY(role) \
  "SELECT p.finding_key FROM party AS p WHERE p.role IN (" role ") AND p.actor_key IN (SELECT a.actor_key FROM actor AS a WHERE {})"
#define KEYS_OF_READING(kind) \
  "SELECT f.finding_key FROM reading AS r CROSS JOIN finding AS f ON f.reading_key = r.reading_key AND f.kind = '" kind "' WHERE {}"
#define OF_READING "EXISTS (SELECT 1 FROM reading AS r WHERE r.reading_key = f.reading_key AND {})"
#define FOUND_BY_WORDS(kind)                                                                                             \
  "SELECT f.finding_key FROM finding_search AS s CROSS JOIN finding AS f ON f.finding_key = s.rowid AND f.kind = '" kind \
  "' WHERE "                                                                                                             \
  "finding_search MATCH {}"

constexpr FilterRow kMentionFilters[] = {
    {{"type", FilterType::Choice, kTypes, "PLOVER type: ASSAULT, CONSULT ...", true},
     Take::Choice,
     "t.type = ?",
     "{}",
     "SELECT t.finding_key FROM event AS t WHERE {}",
     "event_by_type"},
    {{"mode", FilterType::Name, "", "PLOVER mode: aerial, visit ...", true},
     Take::Text,
     "t.mode = ?",
     "{}",
     "SELECT t.finding_key FROM event AS t WHERE t.mode <> '' AND {}",
     nullptr},
    {{"quad", FilterType::Choice, "1|2|3|4", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict", true},
     Take::Quad,
     "t.type",
     "{}",
     nullptr,
     nullptr},
    {{"status", FilterType::Choice, kStatuses, "happened, ongoing, planned, requested, threatened, possible, denied", true},
     Take::Choice,
     "t.status = ?",
     "{}",
     "SELECT t.finding_key FROM event AS t WHERE {}",
     "event_by_status"},
    {{"country", FilterType::Country, "", "of anybody who takes part", true},
     Take::Country,
     "a.country = ?",
     OF_PARTY("'actor', 'recipient'", "{}"),
     KEYS_OF_PARTY("'actor', 'recipient'"),
     nullptr},
    {{"actor", FilterType::Name, "", "who does it, by name, ac_... or country", true},
     Take::Actor,
     "a.actor_key|a.country",
     OF_PARTY("'actor'", "{}"),
     KEYS_OF_PARTY("'actor'"),
     nullptr},
    {{"recipient", FilterType::Name, "", "to whom", true},
     Take::Actor,
     "a.actor_key|a.country",
     OF_PARTY("'recipient'", "{}"),
     KEYS_OF_PARTY("'recipient'"),
     nullptr},
    {{"party", FilterType::Name, "", "anybody who takes part", true},
     Take::Actor,
     "a.actor_key|a.country",
     OF_PARTY("'actor', 'recipient'", "{}"),
     KEYS_OF_PARTY("'actor', 'recipient'"),
     nullptr},
    {{"place", FilterType::Name, "", "where, by name or country", true},
     Take::Place,
     "t.place_key",
     "{}",
     "SELECT t.finding_key FROM event AS t WHERE t.place_key IS NOT NULL AND {}",
     nullptr},
    {{"bbox", FilterType::Words, "", "west,south,east,north in degrees", false},
     Take::Box,
     "t.place_key",
     "{}",
     "SELECT t.finding_key FROM event AS t WHERE t.place_key IS NOT NULL AND {}",
     nullptr},
    {{"near", FilterType::Words, "", "latitude,longitude,kilometers", false},
     Take::Near,
     "t.place_key",
     "{}",
     "SELECT t.finding_key FROM event AS t WHERE t.place_key IS NOT NULL AND {}",
     nullptr},
    {{"source", FilterType::Name, "", "outlet or agency", true},
     Take::Source,
     "r.source_key",
     OF_READING,
     KEYS_OF_READING("event"),
     nullptr},
    {{"report", FilterType::Id, "", "report, by id or name", true}, Take::Report, "r", OF_READING, KEYS_OF_READING("event"), nullptr},
    {{"event", FilterType::Id, "", "the event, by id or its beginning", true},
     Take::Record,
     "g.id >= ? AND g.id < ?",
     "EXISTS (SELECT 1 FROM merged_event AS g WHERE g.merged_key = m.merged_key AND {})",
     "SELECT m.finding_key FROM merged_event AS g CROSS JOIN mention AS m ON m.merged_key = g.merged_key WHERE {}",
     nullptr},
    {{"mention", FilterType::Id, "", "id or its beginning", true},
     Take::Record,
     "f.id >= ? AND f.id < ?",
     "{}",
     "SELECT f.finding_key FROM finding AS f WHERE {}",
     nullptr},
    {{"speaker", FilterType::Name, "", "the nearest who says so", true},
     Take::Actor,
     "a.actor_key|a.country",
     "EXISTS (SELECT 1 FROM party AS p CROSS JOIN actor AS a ON a.actor_key = p.actor_key WHERE p.finding_key = f.within_key AND p.role = "
     "'speaker' AND {})",
     "SELECT w.finding_key FROM party AS p CROSS JOIN finding AS w ON w.within_key = p.finding_key AND w.kind = 'event' WHERE p.role = "
     "'speaker' AND p.actor_key IN (SELECT a.actor_key FROM actor AS a WHERE {})",
     nullptr},
    {{"within", FilterType::Choice, "claimed|own", "claimed by somebody, or told by the report itself; or st_...", true},
     Take::Within,
     "f.within_key",
     "{}",
     nullptr,
     nullptr},
    {{"depth", FilterType::Integer, "", "claimed through at least so many statements", false},
     Take::Integer,
     CHAIN_LENGTH("t.finding_key") " > ?",
     "{}",
     nullptr,
     nullptr},
    {{"independent", FilterType::Flag, "", "1: the first telling from its origin", false},
     Take::Flag,
     "m.independent = ?",
     "{}",
     nullptr,
     nullptr},
    {{"origin", FilterType::Name, "", "the source on which the telling rests", true},
     Take::Text,
     "m.origin = ?",
     "{}",
     "SELECT m.finding_key FROM mention AS m WHERE {}",
     nullptr},
    {{"from", FilterType::Day, "", "on this day or later; also 2026-02 or 2026", false},
     Take::DayFrom,
     "t.date_to >= ?",
     "{}",
     nullptr,
     nullptr},
    {{"to", FilterType::Day, "", "on this day or earlier", false}, Take::DayTo, "t.date_from <= ?", "{}", nullptr, nullptr},
    {{"reported_from", FilterType::Day, "", "reported on this day or later", false},
     Take::DayFrom,
     "r.published >= ?",
     OF_READING,
     KEYS_OF_READING("event"),
     nullptr},
    {{"reported_to", FilterType::Day, "", "reported on this day or earlier", false},
     Take::DayTo,
     "r.published <= ?",
     OF_READING,
     KEYS_OF_READING("event"),
     nullptr},
    {{"confidence_min", FilterType::Real, "", "with at least this score", false}, Take::Real, "f.score >= ?", "{}", nullptr, nullptr},
    {{"q", FilterType::Words, "", "words of the mention: \"a phrase\", -word, word*, near/5", false},
     Take::Match,
     "?",
     "EXISTS (SELECT 1 FROM finding_search AS s WHERE s.rowid = t.finding_key AND finding_search MATCH {})",
     FOUND_BY_WORDS("event"),
     nullptr},
};

constexpr OrderTerm kMentionByDate[] = {{"t.date_from", true}};
constexpr OrderRow kMentionOrders[] = {{"date", kMentionByDate, "event_by_date", true, false}};

constexpr FacetRow kMentionFacets[] = {
    {"type", "t.type", "", "type", nullptr, true},
    {"status", "t.status", "", "status", nullptr, true},
    {"mode", "t.mode", "", "mode", nullptr, false},
    {"source", "r.source_key", " CROSS JOIN reading AS r ON r.reading_key = f.reading_key ",
     "SELECT source_key, n_mentions AS n FROM source_total WHERE n_mentions > 0", "SELECT name, id FROM source WHERE source_key = ?", true},
    {"country", "a.country",
     " CROSS JOIN party AS p ON p.finding_key = t.finding_key AND p.role IN ('actor', 'recipient') CROSS JOIN actor AS a ON a.actor_key = "
     "p.actor_key ",
     nullptr, nullptr, true},
    {"independent", "m.independent", "", nullptr, nullptr, false},
};

constexpr KindTable kMentionTable = {
    Kind::Mentions,
    "event",
    "finding_key",
    "f.id",
    " CROSS JOIN mention AS m ON m.finding_key = t.finding_key CROSS JOIN finding AS f ON f.finding_key = t.finding_key",
    "",
    " JOIN reading AS r ON r.reading_key = f.reading_key JOIN report ON report.report_key = r.report_key JOIN source ON source.source_key "
    "= "
    "r.source_key JOIN run ON run.run_key = r.run_key LEFT JOIN place ON place.place_key = t.place_key",
    "SELECT n FROM tally WHERE kind = 'mentions' AND facet = '' AND value = ''",
    kMentionColumns,
    kMentionFilters,
    kMentionOrders,
    kMentionFacets,
    "t.date_from",
    "SELECT count(DISTINCT f.reading_key), count(DISTINCT m.origin) FROM chosen CROSS JOIN mention AS m ON m.finding_key = chosen.key "
    "CROSS "
    "JOIN finding AS f ON f.finding_key = m.finding_key"};

constexpr ColumnRow kStatementColumns[] = {
    {{"statement_id", ColumnType::Text, "id of the statement; the same in every ledger"}, "f.id"},
    {{"published", ColumnType::Day, "of the report"}, "t.published"},
    {{"speaker", ColumnType::Text, "who says it, resolved within the report, or the words; empty: nobody named"},
     FIRST_PARTY("a.name", "speaker")},
    {{"speaker_id", ColumnType::Text, "the same across reports"}, FIRST_PARTY(IDENTITY_OF_PARTY, "speaker")},
    {{"speaker_country", ColumnType::Text, ""}, FIRST_PARTY("a.country", "speaker")},
    {{"speaker_sector", ColumnType::Text, ""}, FIRST_PARTY("p.sector", "speaker")},
    {{"speaker_words", ColumnType::Text, "words that name the speaker"}, QUOTE_OF("speaker")},
    {{"named", ColumnType::Flag, "the speaker is known by name"}, FIRST_PARTY("a.resolved", "speaker") " = 1"},
    {{"cue", ColumnType::Text, "words that report; empty for a bare quotation"}, QUOTE_OF("cue")},
    {{"addressee", ColumnType::Text, "to whom"}, FIRST_PARTY("a.name", "addressee")},
    {{"addressee_id", ColumnType::Text, ""}, FIRST_PARTY(IDENTITY_OF_PARTY, "addressee")},
    {{"addressee_country", ColumnType::Text, ""}, FIRST_PARTY("a.country", "addressee")},
    {{"addressee_words", ColumnType::Text, ""}, QUOTE_OF("addressee")},
    {{"content", ColumnType::Text, "what is said; parts joined by …"},
     "coalesce((SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = "
     "'content' ORDER BY e.ordinal)), '')"},
    {{"form", ColumnType::Text, "direct (all in quotation marks), indirect or mixed"}, "t.form"},
    {{"said_through", ColumnType::List, "who tells it on, from the outermost speaker inwards"}, CHAIN_NAMES("f")},
    {{"depth", ColumnType::Integer, "length of the chain: 1 where the report itself reports it"}, CHAIN_LENGTH("t.finding_key")},
    {{"within", ColumnType::Text, "the statement that this one stands in"}, WITHIN_ID},
    {{"mention_ids", ColumnType::List, "acts that it claims"},
     "(SELECT group_concat(w.id, char(31)) FROM finding AS w WHERE w.within_key = t.finding_key AND w.kind = 'event')"},
    {{"score", ColumnType::Real, "0 to 1"}, "f.score"},
    {{"rule", ColumnType::Text, "head or rule that decided"}, "f.rule"},
    {{"report_id", ColumnType::Text, ""}, "report.id"},
    {{"source", ColumnType::Text, "outlet or agency"}, "source.name"},
    {{"source_id", ColumnType::Text, ""}, "source.id"},
    {{"title", ColumnType::Text, ""}, "r.title"},
    {{"url", ColumnType::Text, ""}, "r.url"},
    {{"path", ColumnType::Text, ""}, "r.path"},
    {{"content_begin", ColumnType::Integer, "code points of the text, of the first part of the content"},
     "(SELECT e.char_begin FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = 'content' AND e.ordinal = 0)"},
    {{"content_end", ColumnType::Integer, ""},
     "(SELECT e.char_end FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = 'content' AND e.ordinal = 0)"},
    {{"run", ColumnType::Text, "what found it"}, "run.fingerprint"},
};

// ifnull() keeps SQLite from going by the index of the value: the row is known, its few parties are looked at.
#define OF_STATEMENT_PARTY(role) \
  "EXISTS (SELECT 1 FROM statement_party AS p WHERE p.finding_key = t.finding_key AND " role " AND ifnull({}, 0))"
#define KEYS_OF_STATEMENT_PARTY(role) "SELECT p.finding_key FROM statement_party AS p WHERE " role " AND {}"

constexpr FilterRow kStatementFilters[] = {
    {{"speaker", FilterType::Name, "", "who says it, by name, ac_... or country", true},
     Take::Identity,
     "p.identity_key|p.country",
     OF_STATEMENT_PARTY("p.role = 'speaker'"),
     KEYS_OF_STATEMENT_PARTY("p.role = 'speaker'"),
     nullptr},
    {{"addressee", FilterType::Name, "", "to whom", true},
     Take::Identity,
     "p.identity_key|p.country",
     OF_STATEMENT_PARTY("p.role = 'addressee'"),
     KEYS_OF_STATEMENT_PARTY("p.role = 'addressee'"),
     nullptr},
    {{"country", FilterType::Country, "", "of speaker or addressee", true},
     Take::Country,
     "p.country = ?",
     OF_STATEMENT_PARTY("p.role IN ('speaker', 'addressee')"),
     KEYS_OF_STATEMENT_PARTY("true"),
     nullptr},
    {{"form", FilterType::Choice, "direct|indirect|mixed", "in quotation marks or not", true},
     Take::Choice,
     "t.form = ?",
     "{}",
     "SELECT t.finding_key FROM statement AS t WHERE {}",
     "statement_by_form"},
    {{"cue", FilterType::Words, "", "by which word: told, denied ...", true},
     Take::Search,
     "instr(searchable(e.quote), ?) > 0",
     "EXISTS (SELECT 1 FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = 'cue' AND {})",
     nullptr,
     nullptr},
    {{"contains", FilterType::Words, "", "words of what is said", true},
     Take::Words,
     "instr(folded(e.quote), ?) > 0",
     "EXISTS (SELECT 1 FROM evidence AS e WHERE e.finding_key = t.finding_key AND e.role = 'content' AND {})",
     nullptr,
     nullptr},
    {{"source", FilterType::Name, "", "outlet or agency", true},
     Take::Source,
     "r.source_key",
     OF_READING,
     KEYS_OF_READING("statement"),
     nullptr},
    {{"report", FilterType::Id, "", "report, by id or name", true}, Take::Report, "r", OF_READING, KEYS_OF_READING("statement"), nullptr},
    {{"statement", FilterType::Id, "", "id or its beginning", true},
     Take::Record,
     "f.id >= ? AND f.id < ?",
     "{}",
     "SELECT f.finding_key FROM finding AS f WHERE {}",
     nullptr},
    {{"event", FilterType::Id, "", "statements that claim the event, by id or its beginning", true},
     Take::Record,
     "g.id >= ? AND g.id < ?",
     "EXISTS (SELECT 1 FROM finding AS w CROSS JOIN mention AS m ON m.finding_key = w.finding_key CROSS JOIN merged_event AS g ON "
     "g.merged_key = m.merged_key WHERE w.within_key = t.finding_key AND {})",
     "SELECT w.within_key FROM merged_event AS g CROSS JOIN mention AS m ON m.merged_key = g.merged_key CROSS JOIN finding AS w ON "
     "w.finding_key = m.finding_key WHERE w.within_key IS NOT NULL AND {}",
     nullptr},
    {{"within", FilterType::Choice, "claimed|own", "told by somebody else, or by the report itself; or st_...", true},
     Take::Within,
     "f.within_key",
     "{}",
     nullptr,
     nullptr},
    {{"depth", FilterType::Integer, "", "told on through at least so many", false},
     Take::Integer,
     CHAIN_LENGTH("t.finding_key") " >= ?",
     "{}",
     nullptr,
     nullptr},
    {{"chain_min", FilterType::Integer, "", "the same as depth", false},
     Take::Integer,
     CHAIN_LENGTH("t.finding_key") " >= ?",
     "{}",
     nullptr,
     nullptr},
    {{"named", FilterType::Flag, "", "1: the speaker is known by name; 0: not", false},
     Take::Flag,
     "EXISTS (SELECT 1 FROM party AS p CROSS JOIN actor AS a ON a.actor_key = p.actor_key WHERE p.finding_key = t.finding_key AND p.role = "
     "'speaker' AND a.resolved) = ?",
     "{}",
     nullptr,
     nullptr},
    {{"from", FilterType::Day, "", "published on this day or later; also 2026-02 or 2026", false},
     Take::DayFrom,
     "t.published >= ?",
     "{}",
     "SELECT t.finding_key FROM statement AS t WHERE {}",
     nullptr},
    {{"to", FilterType::Day, "", "published on this day or earlier", false},
     Take::DayTo,
     "t.published <= ?",
     "{}",
     "SELECT t.finding_key FROM statement AS t WHERE {}",
     nullptr},
    {{"confidence_min", FilterType::Real, "", "with at least this score", false}, Take::Real, "f.score >= ?", "{}", nullptr, nullptr},
    {{"q", FilterType::Words, "", "words of the statement: \"a phrase\", -word, word*, near/5", false},
     Take::Match,
     "?",
     "EXISTS (SELECT 1 FROM finding_search AS s WHERE s.rowid = t.finding_key AND finding_search MATCH {})",
     FOUND_BY_WORDS("statement"),
     nullptr},
};

constexpr OrderTerm kByPublished[] = {{"t.published", true}};
constexpr OrderRow kStatementOrders[] = {{"date", kByPublished, "statement_by_published", true, false}};

constexpr FacetRow kStatementFacets[] = {
    {"form", "t.form", "", "form", nullptr, true},
    {"speaker", "p.identity_key", " CROSS JOIN statement_party AS p ON p.finding_key = t.finding_key AND p.role = 'speaker' " SOMEBODY,
     "speaker", "SELECT name, id FROM identity WHERE identity_key = ?", true},
    {"country", "p.country", " CROSS JOIN statement_party AS p ON p.finding_key = t.finding_key ", "country", nullptr, true},
    {"source", "r.source_key", " CROSS JOIN reading AS r ON r.reading_key = f.reading_key ",
     "SELECT source_key, n_statements AS n FROM source_total WHERE n_statements > 0", "SELECT name, id FROM source WHERE source_key = ?",
     true},
    {"addressee", "p.identity_key", " CROSS JOIN statement_party AS p ON p.finding_key = t.finding_key AND p.role = 'addressee' " SOMEBODY,
     "addressee", "SELECT name, id FROM identity WHERE identity_key = ?", false},
};

constexpr KindTable kStatementTable = {
    Kind::Statements,
    "statement",
    "finding_key",
    "f.id",
    " CROSS JOIN finding AS f ON f.finding_key = t.finding_key CROSS JOIN copy AS c ON c.reading_key = f.reading_key",
    "",
    " JOIN reading AS r ON r.reading_key = f.reading_key JOIN report ON report.report_key = r.report_key JOIN source ON source.source_key "
    "= "
    "r.source_key JOIN run ON run.run_key = r.run_key",
    "SELECT n FROM tally WHERE kind = 'statements' AND facet = '' AND value = ''",
    kStatementColumns,
    kStatementFilters,
    kStatementOrders,
    kStatementFacets,
    "t.published",
    "SELECT count(DISTINCT f.reading_key), count(DISTINCT r.source_key) FROM chosen CROSS JOIN finding AS f ON f.finding_key = chosen.key "
    "CROSS JOIN reading AS r ON r.reading_key = f.reading_key"};

}  // namespace

const KindTable& mention_table() {
  return kMentionTable;
}
const KindTable& statement_table() {
  return kStatementTable;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Events: merged mentions.
#include "answers/kind_words.h"

namespace demarche {
namespace {

#define PARTY_LIST(value, role)                                                                                              \
  "(SELECT group_concat(word, char(31)) FROM (SELECT " value " AS word FROM merged_party AS p JOIN identity AS i USING (identity_key) " \
  "WHERE p.merged_key = t.merged_key AND p.role = '" role "' ORDER BY p.ordinal))"
#define NUMBER_OF(what, edge) "(SELECT " edge " FROM merged_number AS n WHERE n.merged_key = t.merged_key AND n.what = '" what "')"
#define TOP_QUOTE(role) "(SELECT quote FROM evidence AS e WHERE e.finding_key = t.top_key AND e.role = '" role "' AND e.ordinal = 0)"
#define PLACE_OF_ROW "place.name || char(9) || place.country"

constexpr ColumnRow kColumns[] = {
    {{"event_id", ColumnType::Text, "id of the event; the same in every ledger that has the same first mention"}, "t.id"},
    {{"type", ColumnType::Text, "PLOVER v2 type"}, "t.type"},
    {{"mode", ColumnType::Text, "PLOVER v2 mode, or empty"}, "t.mode"},
    {{"cameo", ColumnType::Text, "CAMEO code, as deep as the words allow"}, "t.cameo"},
    {{"quad", ColumnType::Integer, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"}, "t.quad"},
    {{"status", ColumnType::Text, "derived from the votes of independent sources"}, "t.status"},
    {{"contested", ColumnType::Flag, "an independent source asserts it and another denies it"}, "t.contested"},
    {{"date_from", ColumnType::Day, "first day that the words mean"}, "t.date_from"},
    {{"date_to", ColumnType::Day, "last day that the words mean"}, "t.date_to"},
    {{"date_precision", ColumnType::Text, "day, week, month, quarter, year or unknown"}, "t.date_precision"},
    {{"date_basis", ColumnType::Text, "text: words of the report; publication_date: nothing better is known"}, "t.date_basis"},
    {{"actors", ColumnType::List, "who does it"}, PARTY_LIST("i.name", "actor")},
    {{"actor_ids", ColumnType::List, "the same as ids"}, PARTY_LIST("i.id", "actor")},
    {{"actor_countries", ColumnType::List, "ISO 3166-1 alpha-3, or IGO NGO IMG MNC UNO EUR"}, PARTY_LIST("p.country", "actor")},
    {{"actor_sectors", ColumnType::List, "sector codes of the codebook"}, PARTY_LIST("p.sector", "actor")},
    {{"recipients", ColumnType::List, "to whom; empty where all take part alike"}, PARTY_LIST("i.name", "recipient")},
    {{"recipient_ids", ColumnType::List, "the same as ids"}, PARTY_LIST("i.id", "recipient")},
    {{"recipient_countries", ColumnType::List, "countries of the recipients"}, PARTY_LIST("p.country", "recipient")},
    {{"recipient_sectors", ColumnType::List, "sectors of the recipients"}, PARTY_LIST("p.sector", "recipient")},
    {{"place", ColumnType::Text, "where, by name"}, "coalesce(place.name, '')"},
    {{"place_country", ColumnType::Text, "country of the place"}, "t.place_country"},
    {{"latitude", ColumnType::Real, "of a known city or facility"}, PLACE_OF_ROW, Computed::Latitude},
    {{"longitude", ColumnType::Real, "of a known city or facility"}, PLACE_OF_ROW, Computed::Longitude},
    {{"place_precision", ColumnType::Text, "city, admin1, country, unknown (a name that the table of places lacks) or none"}, PLACE_OF_ROW,
     Computed::PlacePrecision},
    {{"geonames_id", ColumnType::Text, "of the place in GeoNames"}, PLACE_OF_ROW, Computed::GeonamesId},
    {{"votes_happened", ColumnType::Integer, "independent sources that say so"}, "t.votes_happened"},
    {{"votes_ongoing", ColumnType::Integer, "independent sources that say so"}, "t.votes_ongoing"},
    {{"votes_planned", ColumnType::Integer, "independent sources that say so"}, "t.votes_planned"},
    {{"votes_requested", ColumnType::Integer, "independent sources that say so"}, "t.votes_requested"},
    {{"votes_threatened", ColumnType::Integer, "independent sources that say so"}, "t.votes_threatened"},
    {{"votes_possible", ColumnType::Integer, "independent sources that say so"}, "t.votes_possible"},
    {{"votes_denied", ColumnType::Integer, "independent sources that say so"}, "t.votes_denied"},
    {{"n_mentions", ColumnType::Integer, "tellings"}, "t.n_mentions"},
    {{"n_reports", ColumnType::Integer, "reports that tell it"}, "t.n_reports"},
    {{"n_copies", ColumnType::Integer, "of these, copies of another report"}, "t.n_copies"},
    {{"n_sources", ColumnType::Integer, "outlets that tell it"}, "t.n_sources"},
    {{"n_independent", ColumnType::Integer, "sources on which these tellings rest"}, "t.n_independent"},
    {{"source_names", ColumnType::List, "outlets that tell it"},
     "(SELECT group_concat(name, char(31)) FROM (SELECT DISTINCT source.name FROM mention AS m JOIN finding AS mf ON mf.finding_key = "
     "m.finding_key JOIN reading AS mr ON mr.reading_key = mf.reading_key JOIN source ON source.source_key = mr.source_key "
     "WHERE m.merged_key = t.merged_key ORDER BY source.name))"},
    {{"first_reported", ColumnType::Day, "publication date of the first report"}, "t.first_reported"},
    {{"last_reported", ColumnType::Day, "publication date of the last report"}, "t.last_reported"},
    {{"killed_low", ColumnType::Integer, "people killed, the least that is told"}, NUMBER_OF("killed", "low")},
    {{"killed_high", ColumnType::Integer, "the most that is told"}, NUMBER_OF("killed", "high")},
    {{"injured_low", ColumnType::Integer, "people injured"}, NUMBER_OF("injured", "low")},
    {{"injured_high", ColumnType::Integer, ""}, NUMBER_OF("injured", "high")},
    {{"arrested_low", ColumnType::Integer, "people arrested"}, NUMBER_OF("arrested", "low")},
    {{"arrested_high", ColumnType::Integer, ""}, NUMBER_OF("arrested", "high")},
    {{"crowd_low", ColumnType::Integer, "people who take part"}, NUMBER_OF("crowd", "low")},
    {{"crowd_high", ColumnType::Integer, ""}, NUMBER_OF("crowd", "high")},
    {{"confidence", ColumnType::Real, "0 to 1"}, "t.confidence"},
    {{"review", ColumnType::Text, "unreviewed, accepted, corrected or rejected"}, "t.review"},
    {{"plan_of", ColumnType::List, "events of which this is the outcome"},
     "(SELECT group_concat(plan.id, char(31)) FROM plan_link AS l JOIN merged_event AS plan ON plan.merged_key = l.plan_key "
     "WHERE l.outcome_key = t.merged_key)"},
    {{"outcome_id", ColumnType::Text, "the event that came of this plan, request or threat"},
     "coalesce((SELECT o.id FROM plan_link AS l JOIN merged_event AS o ON o.merged_key = l.outcome_key WHERE l.plan_key = t.merged_key), "
     "'')"},
    {{"outcome_verdict", ColumnType::Text, "kept, late, changed, withdrawn, refuted, not_seen or open"},
     "coalesce((SELECT l.verdict FROM plan_link AS l WHERE l.plan_key = t.merged_key), '')"},
    {{"contradiction_ids", ColumnType::List, "disputes about it"},
     "(SELECT group_concat(x.id, char(31)) FROM contradiction AS x WHERE x.merged_key = t.merged_key)"},
    {{"trigger", ColumnType::Text, "words that tell it, in the fullest report"}, TOP_QUOTE("trigger")},
    {{"date_words", ColumnType::Text, "words for the time, in the fullest report"}, "coalesce(" TOP_QUOTE("time") ", '')"},
    {{"place_words", ColumnType::Text, "words for the place, in the fullest report"}, "coalesce(" TOP_QUOTE("place") ", '')"},
    {{"said_through", ColumnType::List, "who says so in the fullest report, from the outermost speaker inwards"}, CHAIN_NAMES("f")},
    {{"mention_id", ColumnType::Text, "the fullest mention"}, "f.id"},
    {{"report_id", ColumnType::Text, "its report"}, "report.id"},
    {{"source", ColumnType::Text, "its outlet"}, "source.name"},
    {{"title", ColumnType::Text, "its headline"}, "r.title"},
    {{"url", ColumnType::Text, ""}, "r.url"},
    {{"published", ColumnType::Day, "its date"}, "r.published"},
};

#define MENTIONED_BY                                                                                                    \
  "SELECT m.merged_key FROM reading AS r CROSS JOIN finding AS f ON f.reading_key = r.reading_key AND f.kind = 'event' " \
  "CROSS JOIN mention AS m ON m.finding_key = f.finding_key WHERE "
#define SOME_MENTION                                                                                                          \
  "EXISTS (SELECT 1 FROM mention AS m CROSS JOIN finding AS f ON f.finding_key = m.finding_key CROSS JOIN reading AS r ON " \
  "r.reading_key = f.reading_key WHERE m.merged_key = t.merged_key AND "
#define SOME_PARTY(role) "EXISTS (SELECT 1 FROM merged_party AS p WHERE p.merged_key = t.merged_key AND " role " AND {})"
#define KEYS_OF_PARTY(role) "SELECT p.merged_key FROM merged_party AS p WHERE " role " AND {}"

constexpr FilterRow kFilters[] = {
    {{"type", FilterType::Choice, kTypes, "PLOVER type: ASSAULT, CONSULT ...", true}, Take::Choice, "t.type = ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE {}", "merged_event_by_type"},
    {{"mode", FilterType::Name, "", "PLOVER mode: aerial, visit ...", true}, Take::Text, "t.mode = ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE t.mode <> '' AND {}", nullptr},
    {{"quad", FilterType::Choice, "1|2|3|4", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict", true}, Take::Integer,
     "t.quad = ?", "{}", "SELECT t.merged_key FROM merged_event AS t WHERE {}", "merged_event_by_quad"},
    {{"status", FilterType::Choice, kStatuses, "happened, ongoing, planned, requested, threatened, possible, denied", true}, Take::Choice,
     "t.status = ?", "{}", "SELECT t.merged_key FROM merged_event AS t WHERE {}", "merged_event_by_status"},
    {{"any_status", FilterType::Choice, kStatuses, "some independent source says so", true}, Take::Votes, "t.votes_% > 0", "{}", nullptr,
     nullptr},
    {{"contested", FilterType::Flag, "", "1: asserted by one source and denied by another", false}, Take::Flag, "t.contested = ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE t.contested AND {}", nullptr},
    {{"country", FilterType::Country, "", "of anybody who takes part", true}, Take::Country, "p.country = ?",
     SOME_PARTY("true"), KEYS_OF_PARTY("true"), nullptr},
    {{"actor", FilterType::Name, "", "who does it, by name, ac_... or country", true}, Take::Identity, "p.identity_key|p.country",
     SOME_PARTY("p.role = 'actor'"), KEYS_OF_PARTY("p.role = 'actor'"), nullptr},
    {{"recipient", FilterType::Name, "", "to whom", true}, Take::Identity, "p.identity_key|p.country", SOME_PARTY("p.role = 'recipient'"),
     KEYS_OF_PARTY("p.role = 'recipient'"), nullptr},
    {{"party", FilterType::Name, "", "anybody who takes part", true}, Take::Identity, "p.identity_key|p.country", SOME_PARTY("true"),
     KEYS_OF_PARTY("true"), nullptr},
    {{"actor_country", FilterType::Country, "", "of who does it", true}, Take::Country, "p.country = ?", SOME_PARTY("p.role = 'actor'"),
     KEYS_OF_PARTY("p.role = 'actor'"), nullptr},
    {{"recipient_country", FilterType::Country, "", "of those to whom", true}, Take::Country, "p.country = ?",
     SOME_PARTY("p.role = 'recipient'"), KEYS_OF_PARTY("p.role = 'recipient'"), nullptr},
    {{"sector", FilterType::Choice, kSectors, "of anybody who takes part: GOV, MIL ...", true}, Take::Choice, "p.sector = ?",
     SOME_PARTY("true"), nullptr, nullptr},
    {{"place", FilterType::Name, "", "where, by name or country", true}, Take::Place, "t.place_key", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE t.place_key IS NOT NULL AND {}", nullptr},
    {{"bbox", FilterType::Words, "", "west,south,east,north in degrees", false}, Take::Box, "t.place_key", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE t.place_key IS NOT NULL AND {}", nullptr},
    {{"near", FilterType::Words, "", "latitude,longitude,kilometers", false}, Take::Near, "t.place_key", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE t.place_key IS NOT NULL AND {}", nullptr},
    {{"place_precision_max", FilterType::Choice, "city|admin1|country", "leave out vaguer places", false}, Take::Choice, nullptr, "{}",
     nullptr, nullptr},
    {{"source", FilterType::Name, "", "an outlet or agency that tells it", true}, Take::Source, "r.source_key", SOME_MENTION "{})",
     MENTIONED_BY "{}", nullptr},
    {{"report", FilterType::Id, "", "a report that tells it, by id or name", true}, Take::Report, "r", SOME_MENTION "{})",
     MENTIONED_BY "{}", nullptr},
    {{"speaker", FilterType::Name, "", "who says so in some report", true}, Take::Actor, "p.actor_key|a.country",
     "EXISTS (SELECT 1 FROM mention AS m CROSS JOIN finding AS f ON f.finding_key = m.finding_key CROSS JOIN party AS p ON p.finding_key "
     "= f.within_key AND p.role = 'speaker' CROSS JOIN actor AS a ON a.actor_key = p.actor_key WHERE m.merged_key = t.merged_key AND {})",
     nullptr, nullptr},
    {{"within", FilterType::Choice, "claimed|own", "claimed by somebody, or told by a report itself", true}, Take::ChoiceSql,
     "NOT " SOME_MENTION "f.within_key IS NULL)|" SOME_MENTION "f.within_key IS NULL)", "{}", nullptr, nullptr},
    {{"from", FilterType::Day, "", "on this day or later; also 2026-02 or 2026", false}, Take::DayFrom, "t.date_to >= ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE {}", nullptr},
    {{"to", FilterType::Day, "", "on this day or earlier", false}, Take::DayTo, "t.sort_date BETWEEN '0' AND ?", "{}", nullptr, nullptr},
    {{"reported_from", FilterType::Day, "", "reported on this day or later", false}, Take::DayFrom, "t.last_reported >= ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE {}", nullptr},
    {{"reported_to", FilterType::Day, "", "reported on this day or earlier", false}, Take::DayTo, "t.first_reported <= ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE {}", nullptr},
    {{"date_precision_max", FilterType::Choice, "day|week|month|quarter|year", "leave out vaguer dates", false}, Take::Choice,
     "(t.date_precision <> 'unknown' AND instr('day week month quarter year', t.date_precision) <= instr('day week month quarter year', "
     "?))", "{}", nullptr, nullptr},
    {{"sources_min", FilterType::Integer, "", "at least so many independent sources", false}, Take::Integer, "t.n_independent >= ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE {}", nullptr},
    {{"reports_min", FilterType::Integer, "", "at least so many reports", false}, Take::Integer, "t.n_reports >= ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE {}", nullptr},
    {{"killed_min", FilterType::Integer, "", "at least so many people killed, by some report", false}, Take::Integer,
     "(SELECT high FROM merged_number AS n WHERE n.merged_key = t.merged_key AND n.what = 'killed') >= ?", "{}", nullptr, nullptr},
    {{"confidence_min", FilterType::Real, "", "with at least this score", false}, Take::Real, "t.confidence >= ?", "{}", nullptr, nullptr},
    {{"matched", FilterType::Flag, "", "1: a plan with an outcome, or the outcome of a plan", false}, Take::Flag,
     "(EXISTS (SELECT 1 FROM plan_link AS l WHERE l.plan_key = t.merged_key AND l.outcome_key IS NOT NULL) OR EXISTS (SELECT 1 FROM "
     "plan_link AS l WHERE l.outcome_key = t.merged_key)) = ?", "{}", nullptr, nullptr},
    {{"review", FilterType::Choice, "unreviewed|accepted|corrected|rejected", "what people decided", true}, Take::Choice, "t.review = ?",
     "{}", nullptr, nullptr},
    {{"date_precision", FilterType::Choice, "day|week|month|quarter|year|unknown", "how exactly the date is told", true}, Take::Choice,
     "t.date_precision = ?", "{}", nullptr, nullptr},
    {{"event", FilterType::Id, "", "id or its beginning", true}, Take::Record, "t.id >= ? AND t.id < ?", "{}",
     "SELECT t.merged_key FROM merged_event AS t WHERE {}", nullptr},
    {{"q", FilterType::Words, "", "words of a report that tells it: \"a phrase\", -word, word*, near/5", false}, Take::Match, "?",
     "EXISTS (SELECT 1 FROM mention AS m CROSS JOIN finding AS f ON f.finding_key = m.finding_key CROSS JOIN report_search AS s ON s.rowid = "
     "f.reading_key WHERE m.merged_key = t.merged_key AND report_search MATCH {})",
     "SELECT m.merged_key FROM report_search AS s CROSS JOIN finding AS f ON f.reading_key = s.rowid AND f.kind = 'event' CROSS JOIN "
     "mention AS m ON m.finding_key = f.finding_key WHERE report_search MATCH {}", nullptr},
};

constexpr OrderTerm kByDate[] = {{"t.sort_date", true}};
constexpr OrderTerm kByFirst[] = {{"t.first_reported", true}};
constexpr OrderTerm kByLast[] = {{"t.last_reported", true}};
constexpr OrderTerm kByIndependent[] = {{"t.n_independent", true}, {"t.sort_date", true}};
constexpr OrderTerm kByReports[] = {{"t.n_reports", true}, {"t.sort_date", true}};
constexpr OrderRow kOrders[] = {{"date", kByDate, "merged_event_walk", false, false},
                                {"first_reported", kByFirst, "merged_event_by_first_reported", true, false},
                                {"last_reported", kByLast, "merged_event_by_last_reported", true, false},
                                {"sources", kByIndependent, "merged_event_by_independent", false, false},
                                {"reports", kByReports, "merged_event_by_reports", false, false}};

#define PARTY_VALUE " CROSS JOIN merged_party AS p ON p.merged_key = t.merged_key "
constexpr FacetRow kFacets[] = {
    {"type", "t.type", "", "type", nullptr, true},
    {"status", "t.status", "", "status", nullptr, true},
    {"quad", "t.quad", "", "quad", nullptr, true},
    {"country", "p.country", PARTY_VALUE, "country", nullptr, true},
    {"actor", "p.identity_key", PARTY_VALUE "AND p.role = 'actor'", "actor", "SELECT name, id FROM identity WHERE identity_key = ?", true},
    {"contested", "t.contested", "", "contested", nullptr, true},
    {"date_precision", "t.date_precision", "", "date_precision", nullptr, false},
    {"review", "t.review", "", "review", nullptr, true},
    {"mode", "t.mode", "", "mode", nullptr, false},
    {"recipient", "p.identity_key", PARTY_VALUE "AND p.role = 'recipient'", "recipient",
     "SELECT name, id FROM identity WHERE identity_key = ?", false},
    {"place", "t.place_key", "", "SELECT place_key, n_events AS n FROM place_total WHERE n_events > 0", "SELECT name, name FROM place WHERE place_key = ?", false},
    {"place_country", "t.place_country", "", "place_country", nullptr, false},
    {"source", "r.source_key",
     " CROSS JOIN mention AS m ON m.merged_key = t.merged_key CROSS JOIN finding AS f ON f.finding_key = m.finding_key CROSS JOIN reading AS "
     "r ON r.reading_key = f.reading_key ", nullptr, "SELECT name, id FROM source WHERE source_key = ?", false},
};

constexpr KindTable kTable = {
    Kind::Events, "merged_event", "merged_key", "t.id", "", "",
    " JOIN finding AS f ON f.finding_key = t.top_key JOIN reading AS r ON r.reading_key = f.reading_key JOIN report ON report.report_key = "
    "r.report_key JOIN source ON source.source_key = r.source_key LEFT JOIN place ON place.place_key = t.place_key",
    "SELECT n FROM tally WHERE kind = 'events' AND facet = '' AND value = ''", kColumns, kFilters, kOrders, kFacets, "t.date_from",
    "SELECT count(DISTINCT f.reading_key), count(DISTINCT m.origin) FROM chosen CROSS JOIN mention AS m ON m.merged_key = chosen.key CROSS "
    "JOIN finding AS f ON f.finding_key = m.finding_key"};

}  // namespace

const KindTable& event_table() { return kTable; }

}  // namespace demarche

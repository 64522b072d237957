// SPDX-License-Identifier: Apache-2.0
// Reports, actors, sources and places.
#include "answers/kind_words.h"

namespace demarche {
namespace {

constexpr ColumnRow kReportColumns[] = {
    {{"report_id", ColumnType::Text, "id of the report: digest of its bytes"}, "report.id"},
    {{"published", ColumnType::Day, "publication date"}, "t.published"},
    {{"source", ColumnType::Text, "outlet or agency"}, "source.name"},
    {{"source_id", ColumnType::Text, ""}, "source.id"},
    {{"title", ColumnType::Text, "headline"}, "t.title"},
    {{"name", ColumnType::Text, "the report's own name: its id field or file name"}, "t.name"},
    {{"author", ColumnType::Text, ""}, "t.author"},
    {{"language", ColumnType::Text, ""}, "t.language"},
    {{"date_basis", ColumnType::Text, "where the publication date was found"}, "t.date_basis"},
    {{"copy_of", ColumnType::Text, "the report of which this is a copy"},
     "CASE WHEN c.original_key = t.reading_key THEN '' ELSE (SELECT o.id FROM reading AS x JOIN report AS o USING (report_key) WHERE "
     "x.reading_key = c.original_key) END"},
    {{"copy_reason", ColumnType::Text, "original, same-text, near-text or credited"}, "c.reason"},
    {{"credit", ColumnType::Text, "agency that the report credits"}, "c.credit"},
    {{"statements", ColumnType::Integer, "found in it"},
     "(SELECT count(*) FROM finding AS f WHERE f.reading_key = t.reading_key AND f.kind = 'statement')"},
    {{"events", ColumnType::Integer, "mentions found in it"},
     "(SELECT count(*) FROM finding AS f WHERE f.reading_key = t.reading_key AND f.kind = 'event')"},
    {{"characters", ColumnType::Integer, "length of its text"}, "length(text.text)"},
    {{"url", ColumnType::Text, ""}, "t.url"},
    {{"path", ColumnType::Text, "where it was read from"}, "t.path"},
    {{"readings", ColumnType::Integer, "how often it was read by different runs"},
     "(SELECT count(*) FROM reading AS x WHERE x.report_key = t.report_key)"},
    {{"raw_digest", ColumnType::Text, "SHA-256 of the bytes as received"}, "report.raw_digest"},
    {{"text_digest", ColumnType::Text, "SHA-256 of the text"}, "text.digest"},
    {{"run", ColumnType::Text, "what read it"}, "run.fingerprint"},
};

constexpr FilterRow kReportFilters[] = {
    {{"source", FilterType::Name, "", "outlet or agency", true},
     Take::Source,
     "t.source_key",
     "{}",
     "SELECT t.reading_key FROM reading AS t WHERE {}",
     nullptr},
    {{"report", FilterType::Id, "", "report, by id or name", true},
     Take::Report,
     "t",
     "{}",
     "SELECT t.reading_key FROM reading AS t WHERE {}",
     nullptr},
    {{"language", FilterType::Name, "", "en, fr ...", true}, Take::Text, "t.language = ?", "{}", nullptr, nullptr},
    {{"copies", FilterType::Flag, "", "1: copies alone, 0: without them", false},
     Take::Flag,
     "(c.original_key <> t.reading_key) = ?",
     "{}",
     "SELECT o.reading_key FROM copy AS o INDEXED BY copy_of_another WHERE o.original_key <> o.reading_key",
     nullptr},
    {{"event", FilterType::Id, "", "that tell an event, by id or its beginning", true},
     Take::Record,
     "g.id >= ? AND g.id < ?",
     "EXISTS (SELECT 1 FROM finding AS f CROSS JOIN mention AS m ON m.finding_key = f.finding_key CROSS JOIN merged_event AS g ON "
     "g.merged_key = m.merged_key WHERE f.reading_key = t.reading_key AND {})",
     "SELECT f.reading_key FROM merged_event AS g CROSS JOIN mention AS m ON m.merged_key = g.merged_key CROSS JOIN finding AS f ON "
     "f.finding_key = m.finding_key WHERE {}",
     nullptr},
    {{"from", FilterType::Day, "", "published on this day or later; also 2026-02 or 2026", false},
     Take::DayFrom,
     "t.published >= ?",
     "{}",
     "SELECT t.reading_key FROM reading AS t WHERE {}",
     nullptr},
    {{"to", FilterType::Day, "", "published on this day or earlier", false},
     Take::DayTo,
     "t.published <= ?",
     "{}",
     "SELECT t.reading_key FROM reading AS t WHERE {}",
     nullptr},
    {{"q", FilterType::Words, "", "words of title and text: \"a phrase\", -word, word*, near/5", false},
     Take::Match,
     "?",
     "EXISTS (SELECT 1 FROM report_search AS s WHERE s.rowid = t.reading_key AND report_search MATCH {})",
     "SELECT s.rowid FROM report_search AS s WHERE report_search MATCH {}",
     nullptr},
};

constexpr OrderTerm kReportsByPublished[] = {{"t.published", true}};
constexpr OrderRow kReportOrders[] = {{"date", kReportsByPublished, "reading_by_published", true, false}};

constexpr FacetRow kReportFacets[] = {
    {"source", "t.source_key", "", "SELECT source_key, n_reports AS n FROM source_total WHERE n_reports > 0",
     "SELECT name, id FROM source WHERE source_key = ?", true},
    {"language", "t.language", "", "language", nullptr, true},
    {"copies", "c.original_key <> t.reading_key", "", "copy", nullptr, true},
};

constexpr KindTable kReportTable = {
    Kind::Reports,
    "reading",
    "reading_key",
    "report.id",
    " CROSS JOIN copy AS c ON c.reading_key = t.reading_key",
    "",
    " JOIN report ON report.report_key = t.report_key JOIN source ON source.source_key = t.source_key JOIN text ON text.text_key = "
    "t.text_key JOIN run ON run.run_key = t.run_key",
    "SELECT n FROM tally WHERE kind = 'reports' AND facet = '' AND value = ''",
    kReportColumns,
    kReportFilters,
    kReportOrders,
    kReportFacets,
    "t.published",
    "SELECT count(*), count(DISTINCT r.source_key) FROM chosen CROSS JOIN reading AS r ON r.reading_key = chosen.key"};

constexpr ColumnRow kActorColumns[] = {
    {{"actor_id", ColumnType::Text, "id of the actor across reports"}, "t.id"},
    {{"name", ColumnType::Text, "the best known of its names"}, "t.name"},
    {{"kind", ColumnType::Text, "state, organization, person, group or unknown"}, "t.kind"},
    {{"country", ColumnType::Text, "ISO 3166-1 alpha-3, or IGO NGO IMG MNC UNO EUR"}, "t.country"},
    {{"gwcode", ColumnType::Text, "Gleditsch-Ward number"}, "t.country", Computed::Gwcode},
    {{"cown", ColumnType::Text, "Correlates of War number"}, "t.country", Computed::Cown},
    {{"sector", ColumnType::Text, "the most frequent"}, "t.sector"},
    {{"reports", ColumnType::Integer, "that name it"}, "t.n_reports"},
    {{"statements", ColumnType::Integer, "as speaker or addressee"}, "t.n_statements"},
    {{"events", ColumnType::Integer, "mentions, as actor or recipient"}, "t.n_mentions"},
    {{"names", ColumnType::List, "all its names"},
     "(SELECT group_concat(word, char(31)) FROM (SELECT DISTINCT a.name AS word FROM alias JOIN actor AS a USING (actor_key) WHERE "
     "alias.identity_key = t.identity_key ORDER BY a.name))"},
};

constexpr FilterRow kActorFilters[] = {
    {{"name", FilterType::Name, "", "any part of any of its names", true},
     Take::Identity,
     "t.identity_key|t.country",
     "{}",
     "SELECT t.identity_key FROM identity AS t WHERE {}",
     nullptr},
    {{"country", FilterType::Country, "", "", true},
     Take::Country,
     "t.country = ?",
     "{}",
     "SELECT t.identity_key FROM identity AS t WHERE {}",
     "identity_by_country"},
    {{"kind", FilterType::Choice, "state|organization|person|group|unknown", "", true}, Take::Choice, "t.kind = ?", "{}", nullptr, nullptr},
    {{"sector", FilterType::Choice, kSectors, "GOV, MIL ...", true}, Take::Choice, "t.sector = ?", "{}", nullptr, nullptr},
    {{"actor", FilterType::Id, "", "id or its beginning", true},
     Take::Record,
     "t.id >= ? AND t.id < ?",
     "{}",
     "SELECT t.identity_key FROM identity AS t WHERE {}",
     nullptr},
    {{"reports_min", FilterType::Integer, "", "named in at least so many reports", false},
     Take::Integer,
     "t.n_reports >= ?",
     "{}",
     "SELECT t.identity_key FROM identity AS t WHERE {}",
     nullptr},
};

constexpr OrderTerm kByReports[] = {{"t.n_reports", true}};
constexpr OrderTerm kByName[] = {{"t.name", false}};
constexpr OrderRow kActorOrders[] = {{"reports", kByReports, "identity_by_reports", false, false},
                                     {"name", kByName, "identity_by_name", false, true}};

constexpr FacetRow kActorFacets[] = {
    {"kind", "t.kind", "", nullptr, nullptr, true},
    {"country", "t.country", "", nullptr, nullptr, true},
    {"sector", "t.sector", "", nullptr, nullptr, true},
};

constexpr KindTable kActorTable = {
    Kind::Actors,  "identity",   "identity_key", "t.id",  "",     "t.n_reports > 0 AND NOT t.nobody", "", nullptr, kActorColumns,
    kActorFilters, kActorOrders, kActorFacets,   nullptr, nullptr};

constexpr ColumnRow kSourceColumns[] = {
    {{"source_id", ColumnType::Text, "id of the outlet: digest of its name"}, "s.id"},
    {{"name", ColumnType::Text, "outlet or agency"}, "s.name"},
    {{"reports", ColumnType::Integer, "latest readings"}, "t.n_reports"},
    {{"copies", ColumnType::Integer, "of these, copies of another report"}, "t.n_copies"},
    {{"statements", ColumnType::Integer, ""}, "t.n_statements"},
    {{"events", ColumnType::Integer, "mentions"}, "t.n_mentions"},
    {{"first_published", ColumnType::Day, ""},
     "(SELECT min(r.published) FROM reading AS r WHERE r.source_key = t.source_key AND r.published IS NOT NULL)"},
    {{"last_published", ColumnType::Day, ""}, "(SELECT max(r.published) FROM reading AS r WHERE r.source_key = t.source_key)"},
};

constexpr FilterRow kSourceFilters[] = {
    {{"name", FilterType::Name, "", "part of the name", true},
     Take::Source,
     "t.source_key",
     "{}",
     "SELECT t.source_key FROM source_total AS t WHERE {}",
     nullptr},
    {{"source", FilterType::Id, "", "id or its beginning", true},
     Take::Record,
     "s.id >= ? AND s.id < ?",
     "{}",
     "SELECT s.source_key FROM source AS s WHERE {}",
     nullptr},
    {{"reports_min", FilterType::Integer, "", "with at least so many reports", false},
     Take::Integer,
     "t.n_reports >= ?",
     "{}",
     "SELECT t.source_key FROM source_total AS t WHERE {}",
     nullptr},
};

constexpr OrderRow kSourceOrders[] = {{"reports", kByReports, "source_total_by_reports", false, false}};

constexpr KindTable kSourceTable = {Kind::Sources,
                                    "source_total",
                                    "source_key",
                                    "s.id",
                                    " CROSS JOIN source AS s ON s.source_key = t.source_key",
                                    "t.n_reports > 0",
                                    "",
                                    nullptr,
                                    kSourceColumns,
                                    kSourceFilters,
                                    kSourceOrders,
                                    {},
                                    nullptr,
                                    nullptr};

#define ROW_OF_PLACE "p.name || char(9) || p.country"
constexpr ColumnRow kPlaceColumns[] = {
    {{"place", ColumnType::Text, "name"}, "p.name"},
    {{"country", ColumnType::Text, "ISO 3166-1 alpha-3"}, "p.country"},
    {{"gwcode", ColumnType::Text, "Gleditsch-Ward number"}, "p.country", Computed::Gwcode},
    {{"cown", ColumnType::Text, "Correlates of War number"}, "p.country", Computed::Cown},
    {{"events", ColumnType::Integer, "that take place there"}, "t.n_events"},
    {{"precision", ColumnType::Text, "city, admin1, country or unknown"}, ROW_OF_PLACE, Computed::PlacePrecision},
    {{"latitude", ColumnType::Real, ""}, ROW_OF_PLACE, Computed::Latitude},
    {{"longitude", ColumnType::Real, ""}, ROW_OF_PLACE, Computed::Longitude},
    {{"geonames_id", ColumnType::Text, ""}, ROW_OF_PLACE, Computed::GeonamesId},
    {{"resolved", ColumnType::Flag, "known; else the name is only words of a report"}, "p.resolved"},
};

constexpr FilterRow kPlaceFilters[] = {
    {{"name", FilterType::Name, "", "part of the name, or country", true},
     Take::Place,
     "t.place_key",
     "{}",
     "SELECT t.place_key FROM place_total AS t WHERE {}",
     nullptr},
    {{"country", FilterType::Country, "", "", true},
     Take::Country,
     "p.country = ?",
     "{}",
     "SELECT p.place_key FROM place AS p WHERE {}",
     nullptr},
    {{"bbox", FilterType::Words, "", "west,south,east,north in degrees", false},
     Take::Box,
     "t.place_key",
     "{}",
     "SELECT t.place_key FROM place_total AS t WHERE {}",
     nullptr},
    {{"near", FilterType::Words, "", "latitude,longitude,kilometers", false},
     Take::Near,
     "t.place_key",
     "{}",
     "SELECT t.place_key FROM place_total AS t WHERE {}",
     nullptr},
};

constexpr OrderTerm kByEvents[] = {{"t.n_events", true}};
constexpr OrderRow kPlaceOrders[] = {{"events", kByEvents, "place_total_by_events", false, false}};
constexpr FacetRow kPlaceFacets[] = {{"country", "p.country", "", nullptr, nullptr, true}};

constexpr KindTable kPlaceTable = {Kind::Places,
                                   "place_total",
                                   "place_key",
                                   "p.name",
                                   " CROSS JOIN place AS p ON p.place_key = t.place_key",
                                   "t.n_events > 0",
                                   "",
                                   nullptr,
                                   kPlaceColumns,
                                   kPlaceFilters,
                                   kPlaceOrders,
                                   kPlaceFacets,
                                   nullptr,
                                   nullptr};

}  // namespace

const KindTable& report_table() {
  return kReportTable;
}
const KindTable& actor_table() {
  return kActorTable;
}
const KindTable& source_table() {
  return kSourceTable;
}
const KindTable& place_table() {
  return kPlaceTable;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Statements: who said what in single reports.
#include "answers/kind_words.h"

namespace demarche {
namespace {

#define FIRST_PARTY(value, role)                                                                                          \
  "coalesce((SELECT " value                                                                                               \
  " FROM party AS p JOIN actor AS a ON a.actor_key = p.actor_key WHERE p.finding_key = t.finding_key AND p.role = '" role \
  "' AND p.ordinal = 0), '')"

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

const KindTable& statement_table() {
  return kStatementTable;
}

}  // namespace demarche

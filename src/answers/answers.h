// SPDX-License-Identifier: Apache-2.0
// Answers: questions as data. A question is a kind of row and parameters as they stand in a URL or come from flags; the answer is
// rows of values with named columns. Command line, HTTP, exports and pages ask here and nowhere else, so that they agree.
// Which columns and filters there are stands in tables (catalog.h). Forms of output are not here: src/exchange/.
//
// Parameters: values of one name are alternatives, also when joined by commas; different names must all hold; a leading '!'
// excludes. Names match as whole words without regard to case and accents. A parameter that is not known is refused, since
// ignoring a misspelt filter would widen the answer in silence.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"

namespace demarche {

/// Events are merged mentions; a mention is one report's telling of an event.
enum class Kind : std::uint8_t { Events, Mentions, Statements, Reports, Actors, Sources, Places, Plans, Contradictions, Decisions };
constexpr std::size_t kKinds = 10;

const char* to_string(Kind kind);                       ///< "events" ... "decisions"
const char* singular(Kind kind);                        ///< "event" ... "decision"
std::optional<Kind> parse_kind(std::string_view name);  ///< by the plural

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Nothing, a number, words, or a list of words (joined by ';' where a form has no lists).
using Value = std::variant<std::monostate, std::int64_t, double, std::string, std::vector<std::string>>;
struct Row {
  std::vector<Value> values{};
};

/// A parameter that cannot be. `parameter` is as given (lower_snake); a command line writes it as a flag.
class BadParameter : public Error {
 public:
  BadParameter(std::string slug, std::string parameter, std::string value, std::string problem, std::string expected,
               std::string nearest = "");
  const std::string& slug() const { return slug_; }  ///< "bad-parameter", "bad-date", "bad-cursor" or "unknown-field"
  const std::string& parameter() const { return parameter_; }
  const std::string& value() const { return value_; }
  const std::string& problem() const { return problem_; }    ///< what is wrong, e.g. "is not known"
  const std::string& expected() const { return expected_; }  ///< what would be right, for people
  const std::string& nearest() const { return nearest_; }    ///< the nearest right name, or empty

 private:
  std::string slug_, parameter_, value_, problem_, expected_, nearest_;
};

/// A record that is no more: events and actors are merged, by hand or as reports arrive.
class Merged : public Error {
 public:
  Merged(const std::string& id, std::string into) : Error(ErrorCode::NotFound, id + " is now part of " + into), into_(std::move(into)) {}
  const std::string& into() const { return into_; }

 private:
  std::string into_;
};

/// A record that is no more, and went nowhere: the report that told it was read again, and no longer tells it.
class Removed : public Error {
 public:
  Removed(const std::string& id, std::int64_t revision)
      : Error(ErrorCode::NotFound, id + " is gone since revision " + std::to_string(revision),
              "its report was read again and no longer tells it; show the report") {}
};

/// How much a list holds without limit and cursor: rows, the reports that tell them, and the sources that count as independent.
struct Counted {
  std::int64_t rows = 0;
  std::int64_t reports = 0;
  std::int64_t sources = 0;
  bool exact = true;  ///< false: counting stopped early, there are at least so many
};

/// "Without status=denied: 14."
struct CountWithout {
  std::string parameter{};
  std::string values{};  ///< as given, joined by commas
  std::int64_t rows = 0;
};

struct Page {
  std::vector<std::string> columns{};
  std::vector<Row> rows{};
  std::string next{};         ///< opaque cursor of the next page, empty at the end
  std::int64_t revision = 0;  ///< of the ledger as this page saw it
};

struct FacetValue {
  std::string value{};  ///< as the filter takes it
  std::string label{};  ///< for people
  std::int64_t rows = 0;
};
/// How many rows each value of a filter would give; the filter's own choice is left out of it, so that alternatives stay visible.
struct Facet {
  std::string name{};                ///< of the filter
  std::vector<FacetValue> values{};  ///< most rows first; at most facet_limit
  std::int64_t distinct = 0;         ///< how many values there are in all
  bool exact = true;
};

struct SeriesPoint {
  std::string period{};              ///< "2026-02-03", "2026-W06", "2026-02", "2026"
  std::string start{};               ///< its first day
  std::vector<std::int64_t> rows{};  ///< one a key
  std::int64_t reports = 0;          ///< published in the period, whatever they tell: the denominator of a share
};
struct Series {
  std::string interval{};             ///< day, week, month or year
  std::string by{};                   ///< quad, type, status ... or empty
  std::vector<std::string> keys{};    ///< values of `by`, or one empty key
  std::vector<SeriesPoint> points{};  ///< without gaps from the first to the last
  std::int64_t undated = 0;           ///< rows without a date
  bool exact = true;
};

/// The exact words of one role, in a report's text.
struct Evidence {
  std::string role{};
  std::int64_t ordinal = 0;
  std::string quote{};
  std::int64_t begin = 0, end = 0;            ///< Unicode code points of the text, half-open
  std::int64_t byte_begin = 0, byte_end = 0;  ///< bytes of the text in UTF-8
  std::int64_t raw_begin = 0, raw_end = 0;    ///< bytes of the report as received
  std::string prefix{}, suffix{};             ///< some words before and after, where asked for
};

/// One step of who says so, from the nearest outwards: the last is nearest to the report.
struct ChainStep {
  std::string statement_id{};
  std::string speaker{};  ///< empty: nobody named
  std::string speaker_id{};
  std::string speaker_country{};
  std::string speaker_words{};
  std::string cue{};
  std::string addressee{};
};

struct Record;
struct Part {
  std::string name{};  ///< "mentions", "parties", "plan", "outcome", "a", "b", "names", "decisions" ...
  std::vector<Record> records;
};
/// One record with all that shows it. Its columns are those of its list, whole.
struct Record {
  std::string kind{};  ///< singular: "event" ...; parts may hold others: "party", "name"
  std::string id{};
  std::vector<std::string> columns{};
  Row row{};
  std::vector<Evidence> evidence{};
  std::vector<ChainStep> chain{};
  std::vector<Part> parts{};

  const Value& at(std::string_view column) const;  ///< nothing where there is no such column
};

/// A report's text with every finding of its latest reading: statements and mentions with evidence and chain.
struct ReportText {
  Record report{};
  std::string text{};
  std::vector<Record> statements{};  ///< in the order in which they were found
  std::vector<Record> mentions{};
};

struct GraphNode {
  std::string id{}, name{}, country{}, kind{};
  std::int64_t rows = 0;  ///< events (statements) that join it with another node
  std::int64_t depth = 0;
};
struct GraphEdge {
  std::string from{}, to{};
  std::int64_t rows = 0;
  std::int64_t quads[4] = {0, 0, 0, 0};  ///< rows by quad class, for events
  std::string last{};                    ///< day of the latest
};
struct Graph {
  std::vector<GraphNode> nodes{};  ///< the asked one first, then those with most rows
  std::vector<GraphEdge> edges{};
  std::int64_t omitted = 0;  ///< neighbors left out by the limit
};

struct MapCell {
  double latitude = 0, longitude = 0;
  std::string precision{};  ///< city or point, admin1, country
  std::string label{};      ///< name of the place, or of the most told of several
  std::string country{};
  std::int64_t places = 0;
  std::int64_t rows = 0;
  std::int64_t quads[4] = {0, 0, 0, 0};
};
struct MapCells {
  std::vector<MapCell> cells{};
  std::vector<FacetValue> countries{};  ///< events of which only the country is known: areas, never points
  std::int64_t without_place = 0;
  std::int64_t unlocated = 0;  ///< a place is named that the table of places does not know
};

struct SearchHit {
  Kind kind = Kind::Reports;
  std::string id{};
  std::string title{};  ///< headline; name of an actor; type and parties of an event
  std::string snippet{};
  std::vector<std::pair<std::int64_t, std::int64_t>> marks{};  ///< found words, in code points of the snippet
  std::string said_by{};                                       ///< speaker, or the outlet where the report itself says so
  std::string said_through{};
  std::string source{};
  std::string published{};
  std::string report_id{};
};
struct SearchGroup {
  Kind kind = Kind::Reports;
  std::int64_t rows = 0;
  bool exact = true;
  std::vector<SearchHit> hits{};  ///< best first; at most `limit`
};
struct Found {
  std::vector<SearchGroup> groups{};  ///< reports, statements, events, actors
  std::string nearest{};              ///< "did you mean", where little was found; may be empty
};

struct Trend {
  std::string type{}, country{};
  std::int64_t now = 0;
  double before = 0;   ///< mean of the same length before
  std::string band{};  ///< "up", "slightly up", "steady", "down", "low base"
};
struct Overview {
  std::string from{}, to{};  ///< publication dates of what was read
  std::int64_t reports = 0, copies = 0, sources = 0, statements = 0, mentions = 0, events = 0, actors = 0;
  std::int64_t plans = 0, open_plans = 0, contradictions = 0, decisions = 0, unreviewed = 0;
  std::string today{};  ///< the day from which the trends are counted: the latest publication date, unless told
  std::vector<Trend> trends{};
  Page coming{};  ///< plans that are due
  Page overdue{};
  Page speakers{};  ///< who speaks most
  Page disputed{};  ///< contradictions, those with most independent sources first
  std::vector<std::string> models{};
};

struct Change {
  std::string id{};
  std::string what{};  ///< "added", "changed", "merged", "removed"
  std::string into{};  ///< where a merged one went
  std::int64_t revision = 0;
};
struct Changes {
  std::int64_t revision = 0;      ///< up to and with which it is told here; ask again from there until it is the ledger's
  std::int64_t latest = 0;        ///< of the ledger
  std::vector<Change> changes{};  ///< by the revision of their last change, then by id
  bool complete = true;           ///< false: all links were made again since, or the ledger kept no changes then; read all again
};

/// One per thread: it holds one connection. Reads while another process writes. All functions throw BadParameter for wrong
/// parameters, and Error(NotFound) or Merged where an id is asked for. Each call sees the ledger at one moment.
class Answers {
 public:
  /// Throws Error(LedgerMissing, LedgerTooNew, LedgerDamaged, FileUnreadable).
  explicit Answers(const std::string& ledger_path);
  Answers(Answers&&) noexcept;
  Answers& operator=(Answers&&) noexcept;
  ~Answers();

  /// Beside filters: sort, limit (50; 1 to 1000), cursor, fields.
  Page list(Kind kind, const Parameters& parameters) const;
  /// Every row in order, in constant memory; `sink` returns false to stop. Takes fields, sort and limit (0: all), no cursor.
  void stream(Kind kind, const Parameters& parameters, const std::function<bool(Row&&)>& sink) const;
  /// The columns that list and stream give for these parameters.
  std::vector<std::string> columns(Kind kind, const Parameters& parameters) const;
  /// count=auto (the default) stops early where counting is dear, exact never, none gives nothing.
  Counted count(Kind kind, const Parameters& parameters) const;
  /// For an empty list: how many rows there would be without each of its filters; those that give more than none.
  std::vector<CountWithout> explain_empty(Kind kind, const Parameters& parameters) const;
  /// facet=NAME (repeated; without: the usual ones of the kind), facet_limit (20).
  std::vector<Facet> facets(Kind kind, const Parameters& parameters) const;
  /// Events by default; kind=statements|mentions|reports. interval=auto|day|week|month|year, by=FACET.
  Series timeline(const Parameters& parameters) const;
  /// unit=country|dyad|actor|admin1|none, by=day|week|month|year (and type, status, quad as further columns of the key),
  /// id=iso3|gwcode|cown, zeros=0|1, count=events|mentions (docs/manual/asking.md).
  Page panel(const Parameters& parameters) const;
  /// q, kind (repeated), limit (10 a group), and filters of reports.
  Found search(const Parameters& parameters) const;
  /// By id, or its beginning where that is unique. snippets: evidence with words before and after.
  Record record(const std::string& id) const;
  /// Every mention of an event (one for a mention or statement) with evidence and chain.
  std::vector<Record> evidence(const std::string& id) const;
  ReportText report_text(const std::string& id) const;
  /// actor=ac_… (needed), depth=1|2, limit (60; at most 300), edge=events|statements|attribution, and filters.
  Graph graph(const Parameters& parameters) const;
  /// Filters of events, zoom (0 to 12), bbox.
  MapCells map(const Parameters& parameters) const;
  /// today=DAY, weeks=N (4).
  Overview overview(const Parameters& parameters) const;
  /// Of reports, events, plans and decisions since a revision: whole revisions, until there are about `limit` changes.
  Changes changes(std::int64_t since, std::int64_t limit) const;
  /// types, modes, statuses, sectors, countries, quads, cameo.
  Page vocab(const std::string& name) const;
  /// "ASSAULT or COERCE events in Sudan, from 1 January 2026, not denied".
  std::string human(Kind kind, const Parameters& parameters) const;
  /// The list as one SQL statement that any SQLite tool can run on the ledger's documented views.
  std::string sql(Kind kind, const Parameters& parameters) const;
  std::int64_t revision() const;
  const std::string& path() const;

  /// Asked now and then while SQLite works; true ends the question with Error(QueryTooSlow).
  void interrupt_when(std::function<bool()> too_late);

  /// While what is returned lives, all answers see the ledger at one moment: count, list and facets of one page.
  std::shared_ptr<void> hold() const;

  /// The SQL of a question with its query plan, for the test that forbids full scans.
  std::string explain_plan(Kind kind, const Parameters& parameters) const;

  struct State;  ///< of this folder alone

 private:
  std::unique_ptr<State> state_;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// The data package: all tables of a ledger, or of the events that were asked for, with every quote and where it stands.
#include <map>
#include <set>

#include "exchange/export_event.h"
#include "exchange/export_package.h"

namespace demarche {
namespace {

/// A column of a table, and the column of the answers that fills it: null stands for what this ledger does not hold.
struct Field {
  const char* name;
  const char* from;
};

constexpr Field kEvents[] = {{"event_id", "event_id"},
                             {"revision", "#revision"},
                             {"review", "review"},
                             {"model", "#model"},
                             {"confidence", "confidence"},
                             {"date_start", "date_from"},
                             {"date_end", "date_to"},
                             {"date_precision", "date_precision"},
                             {"date_basis", "date_basis"},
                             {"first_reported", "first_reported"},
                             {"last_reported", "last_reported"},
                             {"event_type", "type"},
                             {"event_mode", "mode"},
                             {"contexts", nullptr},
                             {"quad", "quad"},
                             {"quad_label", "#quad_label"},
                             {"scale", "#scale"},
                             {"cameo_code", "cameo"},
                             {"cameo_basis", "#cameo_basis"},
                             {"status", "status"},
                             {"votes_happened", "votes_happened"},
                             {"votes_ongoing", "votes_ongoing"},
                             {"votes_planned", "votes_planned"},
                             {"votes_requested", "votes_requested"},
                             {"votes_threatened", "votes_threatened"},
                             {"votes_possible", "votes_possible"},
                             {"votes_denied", "votes_denied"},
                             {"contested", "contested"},
                             {"actor_ids", "actor_ids"},
                             {"actor_names", "actors"},
                             {"actor_countries", "actor_countries"},
                             {"actor_sectors", "actor_sectors"},
                             {"actor_text", nullptr},
                             {"recipient_ids", "recipient_ids"},
                             {"recipient_names", "recipients"},
                             {"recipient_countries", "recipient_countries"},
                             {"recipient_sectors", "recipient_sectors"},
                             {"recipient_text", nullptr},
                             {"directed", "#directed"},
                             {"place_id", nullptr},
                             {"place_name", "place"},
                             {"place_text", "place_words"},
                             {"admin2", nullptr},
                             {"admin1", "#admin1"},
                             {"country_iso3", "place_country"},
                             {"gwcode", "#gwcode"},
                             {"cown", "#cown"},
                             {"latitude", "latitude"},
                             {"longitude", "longitude"},
                             {"place_precision", "place_precision"},
                             {"place_basis", nullptr},
                             {"geonames_id", "geonames_id"},
                             {"killed_low", "killed_low"},
                             {"killed_high", "killed_high"},
                             {"injured_low", "injured_low"},
                             {"injured_high", "injured_high"},
                             {"arrested_low", "arrested_low"},
                             {"arrested_high", "arrested_high"},
                             {"crowd_low", "crowd_low"},
                             {"crowd_high", "crowd_high"},
                             {"counts_text", nullptr},
                             {"n_mentions", "n_mentions"},
                             {"n_reports", "n_reports"},
                             {"n_copies", "n_copies"},
                             {"n_sources", "n_sources"},
                             {"n_independent", "n_independent"},
                             {"source_names", "source_names"},
                             {"top_report_id", "report_id"},
                             {"top_url", "url"},
                             {"top_quote", "trigger"},
                             {"plan_of", "plan_of"},
                             {"outcome_id", "outcome_id"},
                             {"outcome_verdict", "outcome_verdict"},
                             {"contradiction_ids", "contradiction_ids"}};

constexpr Field kMentions[] = {{"mention_id", "mention_id"},
                               {"event_id", "event_id"},
                               {"report_id", "report_id"},
                               {"source_id", nullptr},
                               {"sentence", nullptr},
                               {"status", "status"},
                               {"status_cue", nullptr},
                               {"hypothetical", "#hypothetical"},
                               {"negated", "#negated"},
                               {"date_start", "date_from"},
                               {"date_end", "date_to"},
                               {"date_basis", "date_basis"},
                               {"date_text", "date_words"},
                               {"event_type", "type"},
                               {"event_mode", "mode"},
                               {"cameo_code", "cameo"},
                               {"actor_ids", "actor_ids"},
                               {"actor_names", "actors"},
                               {"actor_countries", "actor_countries"},
                               {"actor_sectors", "actor_sectors"},
                               {"recipient_ids", "recipient_ids"},
                               {"recipient_names", "recipients"},
                               {"recipient_countries", "recipient_countries"},
                               {"recipient_sectors", "recipient_sectors"},
                               {"place_name", "place"},
                               {"place_country", "place_country"},
                               {"place_text", "place_words"},
                               {"quote", "trigger"},
                               {"start", "quote_begin"},
                               {"end", "quote_end"},
                               {"origin", "origin"},
                               {"chain_length", "chain_length"},
                               {"said_through", "said_through"},
                               {"within", "within"},
                               {"content_of", "content_of"},
                               {"first_hand", "independent"},
                               {"merge_reason", "merge_reason"},
                               {"model", "#model"},
                               {"rule", "rule"},
                               {"confidence", "score"}};

constexpr Field kStatements[] = {{"statement_id", "statement_id"},
                                 {"report_id", "report_id"},
                                 {"source_id", "source_id"},
                                 {"published", "published"},
                                 {"sentence", nullptr},
                                 {"quote_type", "form"},
                                 {"stance", nullptr},
                                 {"speaker_id", "speaker_id"},
                                 {"speaker_name", "speaker"},
                                 {"speaker_title", nullptr},
                                 {"speaker_country", "speaker_country"},
                                 {"speaker_sector", "speaker_sector"},
                                 {"speaker_text", "speaker_words"},
                                 {"named", "named"},
                                 {"addressee_id", "addressee_id"},
                                 {"addressee_name", "addressee"},
                                 {"cue", "cue"},
                                 {"content", "content"},
                                 {"content_start", "content_begin"},
                                 {"content_end", "content_end"},
                                 {"chain_length", "depth"},
                                 {"first_hand", "#first_hand"},
                                 {"within", "within"},
                                 {"mention_ids", "mention_ids"},
                                 {"model", "#model"},
                                 {"rule", "rule"},
                                 {"confidence", "score"}};

constexpr Field kReports[] = {{"report_id", "report_id"},
                              {"source_id", "source_id"},
                              {"source_name", "source"},
                              {"url", "url"},
                              {"title", "title"},
                              {"byline", "author"},
                              {"published", "published"},
                              {"published_basis", "date_basis"},
                              {"lang", "language"},
                              {"characters", "characters"},
                              {"text_sha256", "text_digest"},
                              {"copy_of", "copy_of"},
                              {"copy_reason", "copy_reason"},
                              {"raw_sha256", "raw_digest"},
                              {"kept_text", "#kept_text"},
                              {"text", "#text"}};

constexpr Field kActors[] = {{"actor_id", "actor_id"},       {"name", "name"},        {"kind", "kind"},     {"country_iso3", "country"},
                             {"gwcode", "gwcode"},           {"cown", "cown"},        {"sector", "sector"}, {"n_reports", "reports"},
                             {"n_statements", "statements"}, {"n_mentions", "events"}};
constexpr Field kNames[] = {
    {"actor_id", "#actor_id"}, {"name", "name"}, {"country_iso3", "country"}, {"origin", "reason"}, {"n_reports", "reports"}};
constexpr Field kSources[] = {{"source_id", "source_id"},
                              {"name", "name"},
                              {"n_reports", "reports"},
                              {"n_copies", "copies"},
                              {"first_published", "first_published"},
                              {"last_published", "last_published"}};
constexpr Field kPlans[] = {{"plan_link_id", "plan_link_id"}, {"plan_id", "plan_id"},   {"outcome_id", "outcome_id"},
                            {"verdict", "verdict"},           {"due_from", "due_from"}, {"due_to", "due_to"},
                            {"days_off", "days_off"},         {"score", "score"},       {"basis", "basis"},
                            {"coverage", "coverage"}};
constexpr Field kContradictions[] = {{"contradiction_id", "contradiction_id"},
                                     {"kind", "kind"},
                                     {"field", "field"},
                                     {"event_id", "event_id"},
                                     {"a_kind", "a_kind"},
                                     {"a_id", "a_id"},
                                     {"b_kind", "b_kind"},
                                     {"b_id", "b_id"},
                                     {"a_value", "a_value"},
                                     {"b_value", "b_value"},
                                     {"n_independent_a", "n_independent_a"},
                                     {"n_independent_b", "n_independent_b"},
                                     {"state", "state"}};
constexpr Field kDecisions[] = {
    {"decision_id", "decision_id"}, {"at", "at"},         {"by", "by"},       {"act", "act"},       {"record_id", "record_id"},
    {"other_id", "other_id"},       {"before", "before"}, {"after", "after"}, {"reason", "reason"}, {"undoes", "undoes"}};
constexpr Field kEvidence[] = {{"record_id", ""}, {"record_kind", ""}, {"role", ""},  {"ordinal", ""}, {"report_id", ""}, {"start", ""},
                               {"end", ""},       {"unit", ""},        {"quote", ""}, {"prefix", ""},  {"suffix", ""},    {"state", ""}};
constexpr Field kAttributions[] = {{"attribution_id", ""}, {"statement_id", ""}, {"step", ""}, {"holder_id", ""}, {"holder_name", ""},
                                   {"holder_text", ""},    {"named", ""},        {"cue", ""},  {"addressee", ""}, {"of_statement_id", ""}};

constexpr PackageTable kTables[] = {
    {"events", "one row for each event: merged mentions"},
    {"mentions", "one row for each report's telling of an event"},
    {"statements", "one row for each statement: who said what in one report"},
    {"attributions", "the steps of each statement's chain; step 1 is nearest to the report"},
    {"evidence", "the exact words of each role, in code points of the report's text: text[start:end] == quote"},
    {"reports", "one row for each report"},
    {"actors", "one row for each actor across reports"},
    {"actor_names", "the names of each actor, and why they are one"},
    {"sources", "outlets and agencies"},
    {"plan_links", "plans, requests and threats with what came of them"},
    {"contradictions", "records that cannot both hold"},
    {"decisions", "what people decided"},
};

/// Writes one table.
class TableWriter {
 public:
  template <std::size_t N>
  TableWriter(const Field (&fields)[N], RowForm form, ByteSink sink)
      : fields_(fields, fields + N), encoder_(names_of(fields_), form), sink_(std::move(sink)) {
    sink_(encoder_.head());
  }

  void add(const Row& row) {
    sink_(encoder_.row(row));
    ++rows_;
  }
  /// A row of the answers, with what is computed here filled in by `special`.
  void add(const ExportEvent& row, const std::function<Value(std::string_view)>& special) {
    Row out;
    for (const Field& field : fields_)
      out.values.push_back(field.from == nullptr ? Value{} : *field.from == '#' ? special(field.from + 1) : row.at(field.from));
    add(out);
  }
  std::int64_t finish() {
    sink_(encoder_.tail());
    return rows_;
  }

  static std::vector<std::string> names_of(const std::vector<Field>& fields) {
    std::vector<std::string> out;
    for (const Field& field : fields) out.emplace_back(field.name);
    return out;
  }

 private:
  std::vector<Field> fields_;
  RowEncoder encoder_;
  ByteSink sink_;
  std::int64_t rows_ = 0;
};

Value event_value(const ExportEvent& event, std::string_view name, std::int64_t revision) {
  const std::string country = event.text("place_country");
  if (name == "revision") return revision;
  if (name == "quad_label")
    return std::string(quad_table().at(static_cast<std::size_t>(std::max<std::int64_t>(1, event.number("quad")) - 1)).meaning);
  if (name == "scale") return event.intensity();
  if (name == "cameo_basis") return std::string("words");
  if (name == "directed") return std::int64_t{event.list("recipient_ids").empty() ? 0 : 1};
  if (name == "admin1") return event.text("place_precision") == "admin1" ? event.text("place") : std::string();
  const CountryCodes* codes = find_country(country);
  if (name == "gwcode") return std::string(codes == nullptr ? "" : codes->gwcode);
  if (name == "cown") return std::string(codes == nullptr ? "" : codes->cown);
  return Value{};
}

Value mention_value(const ExportEvent& mention, std::string_view name) {
  const std::string status = mention.text("status");
  if (name == "hypothetical") return std::int64_t{status == "possible" || status == "threatened" || status == "requested" ? 1 : 0};
  if (name == "negated") return std::int64_t{status == "denied" ? 1 : 0};
  return Value{};
}

/// All tables of one export, filled report by report.
class Package {
 public:
  Package(const Answers& answers, const ExportRequest& request, const std::function<ByteSink(const std::string&)>& open)
      : answers_(answers), request_(request), open_(open), form_(request.format == "csv" ? RowForm::Csv : RowForm::JsonLines) {}

  std::vector<std::pair<std::string, std::int64_t>> write() {
    const std::shared_ptr<void> moment = answers_.hold();
    write_events();
    write_reports();
    write_actors();
    write_list("sources", kSources, Kind::Sources, "source_id", sources_);
    write_list("plan_links", kPlans, Kind::Plans, "plan_id", events_);
    write_list("contradictions", kContradictions, Kind::Contradictions, "event_id", events_);
    write_list("decisions", kDecisions, Kind::Decisions, "record_id", {});
    return rows_;
  }

 private:
  bool is_whole() const { return request_.parameters.empty(); }

  ByteSink open(const std::string& table) { return open_(table + (form_ == RowForm::Csv ? ".csv" : ".jsonl")); }
  void done(const std::string& table, TableWriter& writer) {
    rows_.emplace_back(table + (form_ == RowForm::Csv ? ".csv" : ".jsonl"), writer.finish());
  }

  void write_events() {
    TableWriter table(kEvents, form_, open("events"));
    const std::int64_t revision = answers_.revision();
    each_event(answers_, request_.parameters, [&](const ExportEvent& event) {
      table.add(event, [&](std::string_view name) { return event_value(event, name, revision); });
      const std::string id = event.text("event_id");
      events_.insert(id);
      if (is_whole()) return;
      for (const Record& mention : answers_.evidence(id)) reports_.insert(cell_text(mention.at("report_id")));
    });
    done("events", table);
  }

  /// Mentions, statements and evidence come with their report; of a part of a ledger, mentions of its events alone.
  void write_reports() {
    TableWriter reports(kReports, form_, open("reports")), mentions(kMentions, form_, open("mentions")),
        statements(kStatements, form_, open("statements")), attributions(kAttributions, form_, open("attributions")),
        evidence(kEvidence, form_, open("evidence"));
    answers_.stream(Kind::Reports, {{"fields", "report_id"}}, [&](Row&& row) {
      const std::string id = cell_text(row.values.front());
      if (!is_whole() && reports_.count(id) == 0) return true;
      const ReportText page = answers_.report_text(id);
      const ExportEvent report(page.report.columns, page.report.row);
      sources_.insert(report.text("source_id"));
      reports.add(report, [&](std::string_view name) { return report_value(page, name); });
      for (const Record& statement : page.statements) {
        const ExportEvent view(statement.columns, statement.row);
        note_actors({view.text("speaker_id"), view.text("addressee_id")});
        statements.add(view, [&](std::string_view name) {
          return name == "first_hand" ? Value{std::int64_t{view.number("depth") == 1 ? 1 : 0}} : Value{};
        });
        add_chain(attributions, statement);
        add_evidence(evidence, statement, id);
      }
      for (const Record& mention : page.mentions) {
        const ExportEvent view(mention.columns, mention.row);
        if (events_.count(view.text("event_id")) == 0) continue;
        note_actors(view.list("actor_ids"));
        note_actors(view.list("recipient_ids"));
        mentions.add(view, [&](std::string_view name) { return mention_value(view, name); });
        add_evidence(evidence, mention, id);
      }
      return true;
    });
    done("reports", reports);
    done("mentions", mentions);
    done("statements", statements);
    done("attributions", attributions);
    done("evidence", evidence);
  }

  Value report_value(const ReportText& page, std::string_view name) const {
    constexpr const char* kKept[] = {"never", "snippet", "full"};
    if (name == "kept_text") return std::string(kKept[static_cast<std::size_t>(request_.text)]);
    return request_.text == TextKept::Full ? Value{page.text} : Value{};
  }

  void note_actors(const std::vector<std::string>& ids) {
    for (const std::string& id : ids)
      if (!id.empty()) actors_.insert(id);
  }

  static void add_chain(TableWriter& table, const Record& statement) {
    const auto steps = static_cast<std::int64_t>(statement.chain.size());
    for (std::int64_t i = 0; i < steps; ++i) {
      const ChainStep& step = statement.chain[static_cast<std::size_t>(i)];
      const std::int64_t number = steps - i;  // the last of the chain is nearest to the report
      table.add(Row{{statement.id + "/" + std::to_string(number), statement.id, number, step.speaker_id, step.speaker, step.speaker_words,
                     std::int64_t{step.speaker_id.empty() ? 0 : 1}, step.cue, step.addressee, step.statement_id}});
    }
  }

  void add_evidence(TableWriter& table, const Record& record, const std::string& report) const {
    const bool snippets = request_.text != TextKept::Never;
    for (const Evidence& e : record.evidence)
      table.add(Row{{record.id, record.kind, e.role, e.ordinal, report, e.begin, e.end, std::string("codepoint"), e.quote,
                     snippets ? e.prefix : std::string(), snippets ? e.suffix : std::string(), std::string("anchored")}});
  }

  void write_actors() {
    TableWriter actors(kActors, form_, open("actors")), names(kNames, form_, open("actor_names"));
    const std::vector<std::string> columns = answers_.columns(Kind::Actors, {});
    answers_.stream(Kind::Actors, {}, [&](Row&& row) {
      const ExportEvent view(columns, row);
      const std::string id = view.text("actor_id");
      if (!is_whole() && actors_.count(id) == 0) return true;
      actors.add(view, [](std::string_view) { return Value{}; });
      for (const Part& part : answers_.record(id).parts)
        if (part.name == "names")
          for (const Record& name : part.records)
            names.add(ExportEvent(name.columns, name.row), [&](std::string_view) { return Value{id}; });
      return true;
    });
    done("actors", actors);
    done("actor_names", names);
  }

  /// A short table; of a part of a ledger, the rows whose `key` is among `kept`.
  template <std::size_t N>
  void write_list(const char* name, const Field (&fields)[N], Kind kind, const char* key, const std::set<std::string>& kept) {
    TableWriter table(fields, form_, open(name));
    const std::vector<std::string> columns = answers_.columns(kind, {});
    answers_.stream(kind, {}, [&](Row&& row) {
      const ExportEvent view(columns, row);
      if (is_whole() || kind == Kind::Decisions || kept.count(view.text(key)) > 0)
        table.add(view, [](std::string_view) { return Value{}; });
      return true;
    });
    done(name, table);
  }

  const Answers& answers_;
  const ExportRequest& request_;
  const std::function<ByteSink(const std::string&)>& open_;
  RowForm form_;
  std::set<std::string> events_{}, reports_{}, actors_{}, sources_{};
  std::vector<std::pair<std::string, std::int64_t>> rows_{};
};

template <std::size_t N>
std::vector<std::string> names_of(const Field (&fields)[N]) {
  return TableWriter::names_of({fields, fields + N});
}

}  // namespace

std::vector<std::pair<std::string, std::int64_t>> write_package(const Answers& answers, const ExportRequest& request,
                                                                const std::function<ByteSink(const std::string&)>& open) {
  return Package(answers, request, open).write();
}

std::span<const PackageTable> package_tables() {
  return kTables;
}

std::vector<std::string> package_columns(std::string_view table) {
  static const std::map<std::string_view, std::vector<std::string>> kColumns = {
      {"events", names_of(kEvents)},       {"mentions", names_of(kMentions)}, {"statements", names_of(kStatements)},
      {"reports", names_of(kReports)},     {"actors", names_of(kActors)},     {"actor_names", names_of(kNames)},
      {"sources", names_of(kSources)},     {"plan_links", names_of(kPlans)},  {"contradictions", names_of(kContradictions)},
      {"decisions", names_of(kDecisions)}, {"evidence", names_of(kEvidence)}, {"attributions", names_of(kAttributions)}};
  return kColumns.at(table);
}

std::string package_meaning(std::string_view table, std::string_view column) {
  static const std::map<std::string_view, std::pair<std::vector<Field>, Kind>> kFrom = {
      {"events", {{std::begin(kEvents), std::end(kEvents)}, Kind::Events}},
      {"mentions", {{std::begin(kMentions), std::end(kMentions)}, Kind::Mentions}},
      {"statements", {{std::begin(kStatements), std::end(kStatements)}, Kind::Statements}},
      {"reports", {{std::begin(kReports), std::end(kReports)}, Kind::Reports}},
      {"actors", {{std::begin(kActors), std::end(kActors)}, Kind::Actors}},
      {"sources", {{std::begin(kSources), std::end(kSources)}, Kind::Sources}},
      {"plan_links", {{std::begin(kPlans), std::end(kPlans)}, Kind::Plans}},
      {"contradictions", {{std::begin(kContradictions), std::end(kContradictions)}, Kind::Contradictions}},
      {"decisions", {{std::begin(kDecisions), std::end(kDecisions)}, Kind::Decisions}}};
  const auto found = kFrom.find(table);
  if (found == kFrom.end()) return "";
  for (const Field& field : found->second.first) {
    if (field.name != column) continue;
    if (field.from == nullptr) return "not in this version: always empty";
    for (const ColumnInfo& info : columns_of(found->second.second))
      if (info.name == field.from) return std::string(info.meaning);
  }
  return "";
}

}  // namespace demarche

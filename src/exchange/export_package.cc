// SPDX-License-Identifier: Apache-2.0
// The data package: all tables of a ledger, or of the events that were asked for, with every quote and where it stands.
#include <set>

#include "exchange/export_event.h"
#include "exchange/package_fields.h"

namespace demarche {
namespace {

/// Writes one table.
class TableWriter {
 public:
  TableWriter(std::span<const PackageField> fields, RowForm form, ByteSink sink)
      : fields_(fields), encoder_(names_of(fields), form), sink_(std::move(sink)) {
    sink_(encoder_.head());
  }

  void add(const Row& row) {
    sink_(encoder_.row(row));
    ++rows_;
  }
  /// A row of the answers, with what is computed here filled in by `special`.
  void add(const ExportEvent& row, const std::function<Value(std::string_view)>& special) {
    Row out;
    for (const PackageField& field : fields_)
      out.values.push_back(field.from == nullptr ? Value{} : *field.from == '#' ? special(field.from + 1) : row.at(field.from));
    add(out);
  }
  std::int64_t finish() {
    sink_(encoder_.tail());
    return rows_;
  }

 private:
  static std::vector<std::string> names_of(std::span<const PackageField> fields) {
    std::vector<std::string> out;
    for (const PackageField& field : fields) out.emplace_back(field.name);
    return out;
  }

  std::span<const PackageField> fields_;
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
    write_list("sources", Kind::Sources, "source_id", sources_);
    write_list("plan_links", Kind::Plans, "plan_id", events_);
    write_list("contradictions", Kind::Contradictions, "event_id", events_);
    write_list("decisions", Kind::Decisions, "record_id", {});
    return rows_;
  }

 private:
  bool is_whole() const { return request_.parameters.empty(); }

  std::string file_of(const std::string& table) const { return table + (form_ == RowForm::Csv ? ".csv" : ".jsonl"); }
  TableWriter begin(const std::string& table) { return {package_table(table).fields, form_, open_(file_of(table))}; }
  void done(const std::string& table, TableWriter& writer) { rows_.emplace_back(file_of(table), writer.finish()); }

  void write_events() {
    TableWriter table = begin("events");
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
    TableWriter reports = begin("reports"), mentions = begin("mentions"), statements = begin("statements"),
                attributions = begin("attributions"), evidence = begin("evidence");
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
    TableWriter actors = begin("actors"), names = begin("actor_names");
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
  void write_list(const char* name, Kind kind, const char* key, const std::set<std::string>& kept) {
    TableWriter table = begin(name);
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

}  // namespace

std::vector<std::pair<std::string, std::int64_t>> write_package(const Answers& answers, const ExportRequest& request,
                                                                const std::function<ByteSink(const std::string&)>& open) {
  return Package(answers, request, open).write();
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// explain: sentence by sentence, what the heads proposed, what became a finding, and who or which line of a lexicon decided.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/unicode.h"
#include "data_folder.h"
#include "exchange/drawing.h"
#include "extraction/attribution.h"
#include "ledger/ledger_reader.h"
#include "messages.h"
#include "reading.h"
#include "terminal.h"

namespace demarche {
namespace {

const Style kGood{Color::Green, false, false, false, false, false};
constexpr float kWorthTelling = 0.02F;  ///< probabilities below are noise
const Style kMissed{Color::Yellow, false, false, false, false, false};

class Explanation {
 public:
  Explanation(const Document& document, std::uint32_t columns, ColorMode color) : document_(document), columns_(columns), color_(color) {}

  std::string write() {
    const Origin& origin = document_.origin();
    add(StyledText(on_one_line(origin.title.empty() ? origin.id : origin.title), kBold), 0);
    add(StyledText(describe_date(origin), kDim), 2);
    const auto& sentences = document_.get<Sentences>().sentences;
    for (std::size_t i = 0; i < sentences.size(); ++i) explain(sentences[i], i + 1);
    if (sentences.empty()) add("there are no words in it", 2);
    return std::move(out_);
  }

 private:
  static std::string describe_date(const Origin& origin) {
    if (!origin.published) return "no date known: relative days stay open (--date gives one)";
    return "date " + to_iso(*origin.published) + (origin.date_basis.empty() ? "" : ", from the " + origin.date_basis);
  }

  void explain(Sentence sentence, std::size_t number) {
    const WordRange words{sentence.first, sentence.last};
    const TextSpan span = document_.span_of(words);
    out_ += "\n";
    StyledText head(fmt::format("{:>3}  ", number), kDim);
    add(head.add(on_one_line(document_.text(span))), 0, 5);
    const std::size_t before = out_.size();
    explain_statements(span);
    explain_events(span);
    explain_rest(words);
    if (out_.size() == before) add(StyledText("nothing: no head found a cue or a trigger here" + held_by(span), kDim), 5);
    explain_misses(words);
  }

  /// Whose words the sentence is, where it goes on with what a statement before it says.
  std::string held_by(TextSpan sentence) const {
    const auto holder = innermost(document_.get<Statements>().statements, sentence);
    return holder ? fmt::format("; it is said in s{}", *holder + 1) : "";
  }

  void explain_statements(TextSpan sentence) {
    const auto& statements = document_.get<Statements>().statements;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const Statement& statement = statements[i];
      const TextSpan anchor = statement.cue ? *statement.cue : statement.content.front();
      if (!sentence.contains(anchor.begin)) continue;
      StyledText line("statement s" + std::to_string(i + 1) + "  ", kGood);
      line.add(statement.cue                    ? "cue " + quoted(*statement.cue)
               : statement.rule == "transcript" ? "no cue, turn"
                                                : "no cue, bare quotation");
      line.add(fmt::format("  {:.2f} by {}", statement.score, statement.rule), kDim);
      line.add(std::string("  ") + to_string(statement.form));
      if (statement.within) line.add("  within s" + std::to_string(*statement.within + 1));
      add(line, 5, 7);
      if (!statement.speaker) add(StyledText("speaker: nobody named", kDim), 7);
      if (statement.speaker) add_entity("speaker", *statement.speaker);
      if (statement.addressee) add_entity("addressee", *statement.addressee);
      for (const TextSpan& content : statement.content) add("content " + quoted(content), 7, 9);
    }
  }

  void explain_events(TextSpan sentence) {
    const auto& events = document_.get<Events>().events;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const Event& event = events[i];
      if (!sentence.contains(event.trigger.begin)) continue;
      StyledText line("event e" + std::to_string(i + 1) + "  ", kGood);
      line.add(event.type + (event.mode.empty() ? "" : "/" + event.mode), kBold).add(" trigger " + quoted(event.trigger));
      const TriggerProposal* proposal = proposal_of(event);
      line.add(fmt::format("  {:.2f} by {}", event.score, event.rule) + (proposal == nullptr ? "" : second(proposal->second_type)), kDim);
      add(line, 5, 7);
      StyledText status("status ", {});
      status.add(to_string(event.status), style_of(event.status)).add(fmt::format("  {:.2f}", event.status_score), kDim);
      if (proposal != nullptr) status.add(second(proposal->second_status), kDim);
      if (event.within) status.add("  claimed in s" + std::to_string(*event.within + 1));
      if (event.content_of) status.add("  spoken of in e" + std::to_string(*event.content_of + 1));
      add(status, 7, 9);
      for (const Entity& actor : event.actors) add_entity("actor", actor);
      for (const Entity& recipient : event.recipients) add_entity("recipient", recipient);
      if (event.actors.empty() && event.recipients.empty()) add(StyledText("parties: nobody named", kDim), 7);
      if (event.date) add_date(*event.date);
      if (event.place) add_entity("place", *event.place);
    }
  }

  void add_date(const EventDate& date) {
    StyledText line("date " + quoted(date.span), {});
    line.add(date.interval ? " = " + to_iso(date.interval->from) + " to " + to_iso(date.interval->to) : " = no days follow from the words");
    add(line.add(date.rule.empty() ? "" : "  by " + date.rule, kDim), 7, 9);
  }

  void add_entity(const char* role, const Entity& entity) {
    StyledText line(std::string(role) + " " + quoted(entity.span), {});
    if (!entity.name.empty()) line.add(" = " + entity.name);
    if (!entity.country.empty() || !entity.sector.empty()) line.add(" " + entity.country + " " + entity.sector);
    add(line.add(entity.reason.empty() ? "  unresolved" : "  by " + entity.reason, kDim), 7, 9);
  }

  /// Proposals of the heads that are no finding.
  void explain_rest(WordRange words) {
    if (!document_.has<Proposals>()) return;
    const Proposals& proposals = document_.get<Proposals>();
    for (const CueProposal& cue : proposals.cues)
      if (words.contains(cue.cue.first) && !is_statement(cue))
        add_missed("statement", cue.bare ? "quotation" : "cue", cue.cue, cue.score,
                   cue.content.empty() ? "no content was found" : "the rules left it out");
    for (const TriggerProposal& trigger : proposals.triggers)
      if (words.contains(trigger.trigger.first) && !is_event(trigger))
        add_missed("event", trigger.type, trigger.trigger, trigger.score, "the rules left it out or joined it to another mention");
  }

  /// What came nearest in a sentence where nothing was found.
  void explain_misses(WordRange words) {
    if (!document_.has<Proposals>()) return;
    for (const NearMiss& miss : document_.get<Proposals>().misses) {
      if (!words.contains(miss.word) || miss.nearest.score < kWorthTelling) continue;
      const std::string what =
          miss.is_cue ? (std::string_view(miss.nearest.label) == "BARE" ? "bare quotation" : "cue") : miss.nearest.label;
      const TextSpan span = document_.span_of(WordRange{miss.word, miss.word + 1});
      add(StyledText(fmt::format("nearest {}: {} {}  {:.2f}", miss.is_cue ? "statement" : "event", what, quoted(span), miss.nearest.score),
                     kDim),
          5, 7);
    }
  }

  /// "second ACCUSE 0.21": what the head held for next best.
  static std::string second(const RunnerUp& next) {
    return next.score < kWorthTelling ? "" : fmt::format("  second {} {:.2f}", next.label, next.score);
  }

  const TriggerProposal* proposal_of(const Event& event) const {
    if (!document_.has<Proposals>()) return nullptr;
    for (const TriggerProposal& trigger : document_.get<Proposals>().triggers)
      if (document_.span_of(trigger.trigger).begin == event.trigger.begin) return &trigger;
    return nullptr;
  }

  bool is_statement(const CueProposal& proposal) const {
    const TextSpan span = document_.span_of(proposal.cue);
    const auto& statements = document_.get<Statements>().statements;
    return std::any_of(statements.begin(), statements.end(), [&](const Statement& statement) {
      if (statement.cue && statement.cue->overlaps(span)) return true;
      return !statement.cue && proposal.bare && statement.content.front().overlaps(span);
    });
  }

  bool is_event(const TriggerProposal& proposal) const {
    const TextSpan span = document_.span_of(proposal.trigger);
    const auto& events = document_.get<Events>().events;
    return std::any_of(events.begin(), events.end(), [&](const Event& event) { return event.trigger.overlaps(span); });
  }

  void add_missed(const char* kind, const char* what, WordRange words, float score, const char* why) {
    StyledText line(std::string("no ") + kind + "  ", kMissed);
    line.add(std::string(what) + " " + quoted(document_.span_of(words)));
    add(line.add(fmt::format("  proposed with {:.2f}; {}", score, why), kDim), 5, 7);
  }

  std::string quoted(TextSpan span) const { return "«" + cut_to_width(on_one_line(document_.text(span)), 120) + "»"; }

  void add(const std::string& text, std::uint32_t first, std::uint32_t other = 0) { add(StyledText(text, {}), first, other); }

  void add(const StyledText& text, std::uint32_t first, std::uint32_t other = 0) {
    other = std::max(first, other);
    bool is_first = true;
    for (const StyledText& line : text.wrap(columns_ - first, columns_ - other)) {
      out_ += std::string(is_first ? first : other, ' ') + line.render(color_) + "\n";
      is_first = false;
    }
  }

  const Document& document_;
  std::uint32_t columns_;
  ColorMode color_;
  std::string out_{};
};

std::uint32_t columns_of(std::uint32_t width) {
  return std::max(40U, std::min(width > 0 ? width : terminal_columns(), 120U));
}

int explain_files(const Session& session, std::uint32_t width) {
  const Pipeline pipeline(make_pipeline_options(session));
  Output output;
  const ReadingOutcome outcome = read_inputs(session, pipeline, Until::Findings, [&](Document&& document) {
    output.write(Explanation(document, columns_of(width), stdout_color()).write());
  });
  output.finish();
  return outcome.exit_code();
}

/// The ledger keeps findings and text, not proposals: the text is read once more.
int explain_report(const Session& session, const std::string& what, std::uint32_t width) {
  const LedgerReader reader(session.ledger);
  ReportFilter filter;
  filter.report = {what};
  const std::vector<ReportEntry> reports = reader.list_reports(filter);
  if (reports.size() != 1)
    throw Error(reports.empty() ? ErrorCode::NotFound : ErrorCode::BadUsage,
                reports.empty() ? "there is no file and no report «" + what + "»"
                                : counted(reports.size(), "report") + " are called «" + what + "»",
                "demarche query reports -l " + session.ledger + " lists the reports");
  const ReportPage page = reader.load_report(reports.front().head.id);
  Report report;
  report.bytes = page.text;
  report.format = Format::Text;
  report.origin.id = page.report.name;
  report.origin.title = page.report.head.title;
  report.origin.publisher = page.report.head.source;
  report.origin.published = page.report.head.published;
  report.origin.date_basis = page.report.date_basis;
  const Pipeline pipeline(make_pipeline_options(session));
  if (pipeline.run().model != page.run.info.model || pipeline.run().lexicons != page.run.info.lexicons)
    print_note("note: the ledger's findings were made by another model or other lexicons than those that explain here");
  Diagnostics diagnostics;
  const Document document = pipeline.analyze(report, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) print_diagnostic(diagnostic);
  Output output;
  output.write(Explanation(document, columns_of(width), stdout_color()).write());
  output.finish();
  return kDone;
}

}  // namespace

void add_explain(CLI::App& program, Session& session) {
  const Command command = add_command(program, "explain", "what was found in each sentence and why, and what was not",
                                      "demarche explain report.txt\n"
                                      "demarche explain rp_8YB1           a report of the ledger, by id or name");
  auto what = std::make_shared<std::string>();
  auto width = std::make_shared<std::uint32_t>(0);
  command.add_option("WHAT", *what, "a file, or a report of the ledger")->type_name("PATH");
  add_ledger_flag(command, session);
  add_input_flags(command, session);
  add_data_flag(command, session);
  command.add_option("--width", *width, "columns")->type_name("N")->range(40U, 1000U)->group("Output");
  add_color_flag(command, session);
  command.callback([&session, what, width] {
    session.run = [&session, what, width] {
      if (what->empty()) throw UsageError("bad-usage", "explain needs a file or a report", "for example: demarche explain report.txt");
      std::error_code error;
      session.inputs = {*what};
      if (*what == "-" || std::filesystem::exists(*what, error)) return explain_files(session, *width);
      return explain_report(session, *what, *width);
    };
  });
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// audit: does the ledger still say what was found? Exit 0 if so, 5 if not.
#include "ledger/audit.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "base/unicode.h"
#include "exchange/json_text.h"
#include "messages.h"
#include "session.h"
#include "terminal.h"

namespace demarche {
namespace {

std::string to_json(const AuditReport& report) {
  nlohmann::ordered_json problems = nlohmann::ordered_json::array();
  for (const AuditProblem& problem : report.problems)
    problems.push_back({{"code", problem.code}, {"record", problem.record}, {"message", problem.message}});
  const nlohmann::ordered_json out = {{"clean", report.clean()},
                                      {"runs", report.runs},
                                      {"reports", report.reports},
                                      {"readings", report.readings},
                                      {"statements", report.statements},
                                      {"events", report.events},
                                      {"parties", report.parties},
                                      {"evidence", report.evidence},
                                      {"problem_count", report.problem_count},
                                      {"problems", problems}};
  return json_text(out, 2) + "\n";
}

std::string to_text(const AuditReport& report, const std::string& ledger) {
  std::string out = "Audit of " + ledger + "\n";
  const auto row = [&out](const char* label, std::uint64_t number) { out += fmt::format("  {:<12} {:>12}\n", label, grouped(number)); };
  row("runs", report.runs);
  row("reports", report.reports);
  row("readings", report.readings);
  row("statements", report.statements);
  row("events", report.events);
  row("parties", report.parties);
  row("quotes", report.evidence);
  if (report.clean()) return out + "Clean: every quote stands in its report, every chain ends, every id can be made again\n";
  for (const AuditProblem& problem : report.problems)
    out += on_one_line(fmt::format("{} {}: {}", problem.code, problem.record, problem.message)) + "\n";
  if (report.problem_count > report.problems.size()) out += "... and " + grouped(report.problem_count - report.problems.size()) + " more\n";
  return out + counted(report.problem_count, "problem") + "\n";
}

int run_audit(const Session& session, bool as_json) {
  const AuditReport report = audit(session.ledger);
  Output output;
  output.write(as_json ? to_json(report) : to_text(report, session.ledger));
  output.finish();
  if (!report.clean())
    print_error("ledger-damaged", session.ledger + " has " + counted(report.problem_count, "problem"),
                "do not write to it any more; keep a copy, and read the reports again into a new ledger");
  return report.clean() ? kDone : kLedgerTrouble;
}

}  // namespace

void add_audit(CLI::App& program, Session& session) {
  const Command command =
      add_command(program, "audit", "prove that a ledger's quotes stand in its reports", "demarche audit -l archive.db");
  auto as_json = std::make_shared<bool>(false);
  add_ledger_flag(command, session);
  command.add_flag("--json", *as_json, "counts and problems as JSON")->group("Output");
  add_color_flag(command, session);
  command.callback([&session, as_json] { session.run = [&session, as_json] { return run_audit(session, *as_json); }; });
}

}  // namespace demarche

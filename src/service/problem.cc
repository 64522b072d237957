// SPDX-License-Identifier: Apache-2.0
#include "service/problem.h"
#include "exchange/json_text.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace demarche {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kProblems = {
    ProblemKind{"bad-parameter", 400, "A parameter cannot be",
                "Its name is not known here, or its value is none that it takes. The answer names what is expected and, where there is "
                "one, the nearest right name. Unknown parameters are refused, since a misspelt filter would return too much."},
    ProblemKind{"bad-date", 400, "A date could not be understood", "Write YYYY-MM-DD, or YYYY-MM or YYYY for a whole month or year."},
    ProblemKind{"bad-cursor", 400, "A cursor does not belong to this question",
                "Cursors are made by the server for one question. Take page.next of the page before, with the same parameters."},
    ProblemKind{"unknown-field", 400, "There is no such column", "fields= and sort= take the columns of the list; /api names them."},
    ProblemKind{"bad-body", 400, "The body could not be understood", "It must be JSON of the form that /api shows."},
    ProblemKind{"auth-needed", 401, "A token is needed", "Send Authorization: Bearer TOKEN with a token of the server's token file."},
    ProblemKind{"not-allowed", 403, "This is not allowed here",
                "The server only reads, the token lacks the scope, or the request was made by a page of another site. Writing is "
                "allowed by demarche serve --write, and from pages elsewhere by --cors."},
    ProblemKind{"no-such-record", 404, "There is no such record", "Look the id up in a list. Ids may be cut short where that is unique."},
    ProblemKind{
        "deleted", 410, "The record is no more",
        "The report that told it was read again and no longer tells it. The answer names the revision; /api/v1/changes tells of all "
        "such records."},
    ProblemKind{"no-such-path", 404, "There is nothing at this address", "/api lists all addresses."},
    ProblemKind{"wrong-method", 405, "This address does not take that method", "The header Allow names those it takes."},
    ProblemKind{"conflict", 409, "The record has changed since", "Look at it again (member current), and decide anew."},
    ProblemKind{
        "other-revision", 409, "The ledger has moved on",
        "rev= asks for answers of one revision. What reports said is kept for ever, but what links them is made again with every report: "
        "ask without rev, and /api/v1/changes?since= what has come since."},
    ProblemKind{"too-large", 413, "The body is too large", "Send less at once; the answer names the limit."},
    ProblemKind{"unsupported-type", 415, "This kind of body is not read here", "/api names the content types that the address takes."},
    ProblemKind{"wrong-host", 421, "The Host header names another machine",
                "Use the address that demarche serve printed, or allow the name by --host NAME. This keeps pages of other sites from "
                "reaching a local ledger under a name of their own."},
    ProblemKind{"unreadable", 422, "The text could not be read", "It is empty, binary, or not of the format that it claims."},
    ProblemKind{"rate-limited", 429, "Too much is asked at once", "Try again after the seconds of Retry-After."},
    ProblemKind{"internal", 500, "A defect of the program", "Please report it with the request that shows it."},
    ProblemKind{"ledger-busy", 503, "Another process writes the ledger", "Try again after the seconds of Retry-After."},
    ProblemKind{"ledger-damaged", 500, "The ledger is damaged", "demarche audit says what is wrong; take the last copy."},
    ProblemKind{"not-ready", 503, "Ledger or model are not there yet",
                "demarche read FILES makes a ledger; without the model, texts cannot be read. /readyz says what is missing."},
    ProblemKind{"query-too-slow", 503, "The question took too long", "Narrow it: fewer days, one type, one country; or count=none."},
};

std::string_view slug_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InputTooLarge:
      return "too-large";
    case ErrorCode::InputInvalid:
      return "unreadable";
    case ErrorCode::BadUsage:
      return "bad-parameter";
    case ErrorCode::NotFound:
      return "no-such-record";
    case ErrorCode::LedgerBusy:
      return "ledger-busy";
    case ErrorCode::LedgerDamaged:
      return "ledger-damaged";
    case ErrorCode::QueryTooSlow:
      return "query-too-slow";
    case ErrorCode::LedgerMissing:
    case ErrorCode::LedgerTooNew:
    case ErrorCode::LedgerTooOld:
    case ErrorCode::ModelMismatch:
    case ErrorCode::LexiconInvalid:
      return "not-ready";
    default:
      return "internal";
  }
}

}  // namespace

std::span<const ProblemKind> problem_kinds() {
  return kProblems;
}

const ProblemKind* find_problem_kind(std::string_view slug) {
  const auto found = std::find_if(kProblems.begin(), kProblems.end(), [slug](const ProblemKind& kind) { return kind.slug == slug; });
  return found == kProblems.end() ? nullptr : &*found;
}

Problem::Problem(std::string_view slug, std::string detail) : kind_(find_problem_kind(slug)), detail_(std::move(detail)) {
  DEMARCHE_CHECK(kind_ != nullptr);
  if (kind_->status == 503 || kind_->status == 429) header("Retry-After", "2");
}

Problem& Problem::with(std::string name, Json value) {
  more_[std::move(name)] = std::move(value);
  return *this;
}

Problem& Problem::header(std::string name, std::string value) {
  headers_.emplace_back(std::move(name), std::move(value));
  return *this;
}

Problem bad_parameter(std::string_view name, std::string_view value, std::string_view problem, std::string_view expected,
                      std::string_view nearest) {
  std::string detail = fmt::format("Parameter «{}» {}.", name, problem);
  if (!nearest.empty()) detail += fmt::format(" Did you mean {}?", nearest);
  return Problem("bad-parameter", detail)
      .with("errors", Json::array({{{"parameter", name}, {"value", value}, {"expected", expected}, {"nearest", nearest}}}));
}

Problem problem_of(const Error& error) {
  if (const auto* bad = dynamic_cast<const BadParameter*>(&error)) {
    const ProblemKind* kind = find_problem_kind(bad->slug());
    return Problem(kind == nullptr ? "bad-parameter" : kind->slug, bad->message() + (bad->remedy().empty() ? "" : ". " + bad->remedy()))
        .with(
            "errors",
            Json::array(
                {{{"parameter", bad->parameter()}, {"value", bad->value()}, {"expected", bad->expected()}, {"nearest", bad->nearest()}}}));
  }
  return Problem(slug_of(error.code()), error.message() + (error.remedy().empty() ? "" : ". " + error.remedy()));
}

Problem current_problem(const std::function<void(std::string_view)>& log) {
  try {
    throw;
  } catch (const Problem& problem) {
    return problem;
  } catch (const Error& error) {
    Problem problem = problem_of(error);
    if (problem.kind().status == 500) log(error.message());
    return problem;
  } catch (const std::exception& error) {
    log(error.what());
    return Problem("internal", "The answer could not be made. The server's log says more.");
  }
}

Json to_json(const Problem& problem, const std::string& where, const std::string& instance) {
  Json out;
  out["type"] = where + "/problems/" + std::string(problem.kind().slug);
  out["title"] = problem.kind().title;
  out["status"] = problem.kind().status;
  out["detail"] = problem.detail();
  out["instance"] = instance;
  out.update(problem.more());
  return out;
}

HttpAnswer to_answer(const Problem& problem, const std::string& where, const std::string& instance) {
  HttpAnswer out;
  out.status = problem.kind().status;
  out.type = "application/problem+json";
  // What was asked may hold any bytes; the answer is UTF-8 all the same.
  out.body = json_text(to_json(problem, where, instance), 2) + "\n";
  out.headers = problem.headers();
  out.add("Cache-Control", "no-store");
  return out;
}

}  // namespace demarche

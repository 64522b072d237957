// SPDX-License-Identifier: Apache-2.0
// From a request's body to reports, and from reports into the ledger.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "document/report.h"
#include "service/answer_json.h"
#include "service/routes.h"

namespace demarche {

/// The whole body, unpacked. Throws Problem "too-large", "unreadable".
std::string read_body(const HttpRequest& request, std::size_t most);
/// The report of a body: JSON with text, title, date, source, url; or the text or page itself, with these as parameters.
Report read_report(const Service& service, const Call& call);
/// One of the reports of a body, or why there is none.
struct Received {
  std::uint64_t line = 0;  ///< of JSON Lines; the record of a web archive
  Report report{};
  std::optional<Diagnostic> refused{};
};

/// The reports of a body: JSON Lines, a web archive or a page. Throws Problem "bad-body" where there is none.
std::vector<Received> read_many(const HttpRequest& request);

/// Reads a report into the ledger and waits until it is committed.
Json record_report(Service& service, const Report& report, Diagnostics& diagnostics);
/// The same for one of many: tells what became of it, never throws what concerns this one alone.
Json record_received(Service& service, const Received& received);

}  // namespace demarche

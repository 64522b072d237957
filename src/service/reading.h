// SPDX-License-Identifier: Apache-2.0
// From a request's body to reports, and from reports into the ledger.
#pragma once

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
/// Lines of a body, without empty ones.
std::vector<std::string> read_lines(const HttpRequest& request);

/// Reads a report into the ledger and waits until it is committed.
Json record_report(Service& service, const Report& report, Diagnostics& diagnostics);
/// The same for one line of JSON Lines: tells what became of it, never throws what concerns this line alone.
Json record_line(Service& service, const std::string& line, std::size_t number);

}  // namespace demarche

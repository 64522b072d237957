// SPDX-License-Identifier: Apache-2.0
// A text with its findings, in the form of docs/formats/findings.md with ids: what the reader page draws, alike for reports of the
// ledger and for texts that are not kept.
#pragma once

#include "answers/answers.h"
#include "base/diagnostics.h"
#include "document/document.h"
#include "service/answer_json.h"

namespace demarche {

Json make_annotations(const ReportText& report, OffsetUnit unit);
/// Ids are s1, e1 ...: the ledger knows nothing of them.
Json make_annotations(const Document& document, const Diagnostics& diagnostics, OffsetUnit unit);

}  // namespace demarche

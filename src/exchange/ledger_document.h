// SPDX-License-Identifier: Apache-2.0
// A report of the ledger as a Document again, so that the one drawing serves files and ledgers alike.
#pragma once

#include "document/document.h"
#include "ledger/entry.h"

namespace demarche {

/// Text, statements and events as the ledger holds them. Paragraphs are made again from blank lines, and there are no words
/// and no source map: the raw bytes of evidence are in the entries.
Document to_document(const ReportPage& page);

}  // namespace demarche

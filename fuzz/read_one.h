// SPDX-License-Identifier: Apache-2.0
// Makes a document of a fuzzer's bytes and checks it; shared by the targets of intake.
#pragma once

#include <cstdint>
#include <string>

#include "check_document.h"
#include "intake/intake.h"

namespace demarche {

inline int read_one(const std::uint8_t* data, std::size_t size, Format format) {
  // Larger inputs find nothing that small ones do not, and slow the search.
  if (size > (1U << 20U)) return 0;
  Report report;
  report.bytes.assign(reinterpret_cast<const char*>(data), size);
  report.format = format;
  report.origin.id = "fuzz";
  report.origin.path = "fuzz";
  Diagnostics diagnostics;
  try {
    const Document document = make_document(report, {}, diagnostics);
    check_document(document, report.bytes);
  } catch (const Error& error) {
    // Refusing is fine, with a message that says why.
    DEMARCHE_CHECK(!error.message().empty());
  }
  return 0;
}

}  // namespace demarche

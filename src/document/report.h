// SPDX-License-Identifier: Apache-2.0
// Report: what arrived, and where it came from. Intake turns its bytes into a Document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/civil_date.h"

namespace demarche {

/// Where a report came from. Empty strings and nullopt mean: not told.
struct Origin {
  std::string id;    ///< unique within a run: the `id` field, or the file's name without its extension
  std::string path;  ///< file or "-" and, for a record of a file, its line: "day.jsonl:17"
  std::string url;
  std::string publisher;  ///< outlet or agency
  std::string author;     ///< byline
  std::string title;
  std::string language;  ///< BCP 47, as declared
  std::optional<Date> published;
  std::string date_basis;  ///< "field", "header", "metadata", "text", "flag" or "" where there is no date
  std::string digest;      ///< SHA-256 of the raw bytes of this report, hex
};

enum class Format : std::uint8_t { Auto, Text, Html, JsonLine, Warc };

/// One report as received. For a record of a JSON Lines file, `bytes` is that line; of a web archive, the page as its server sent it.
struct Report {
  std::string bytes;
  Format format = Format::Auto;
  std::string charset;  ///< declared outside of the bytes, by the server; empty if not
  Origin origin;        ///< what is known before reading: id, path, and what flags said
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// From files to Documents with text and blocks: which files, which format, which character set, which words are the article.
// Nothing here knows what words mean.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_date.h"
#include "base/diagnostics.h"
#include "document/document.h"
#include "intake/byte_stream.h"

namespace demarche {

/// Limits hold memory and time for any input; each has a flag of the same name.
struct IntakeOptions {
  Format format = Format::Auto;
  std::map<std::string, std::string> fields{};  ///< --map: our name (id date title text source url) -> the field's name
  std::optional<Date> date{};                   ///< --date: where the report has none
  std::string source{};                         ///< --source: where the report has none
  std::uint64_t max_file_bytes = 4ULL << 30U;   ///< after decompression
  std::uint64_t max_report_bytes = 16ULL << 20U;
  std::uint32_t max_depth = 512;         ///< nesting of tags
  std::uint32_t max_parse_seconds = 10;  ///< for the tags of one page
};

/// The files behind paths, folders (recursive, sorted by name), globs and "-"; what cannot be opened goes to diagnostics.
std::vector<std::string> list_inputs(const std::vector<std::string>& paths, Diagnostics& diagnostics);

/// Calls `sink` for each report of a file (one, one per line of JSON Lines, or one per page of a web archive), in order; decompresses gzip,
/// xz and zstd by content. A report over a limit, or a line that is not JSON, goes to diagnostics (Severity::Refused) and the file goes on.
/// Throws Error(FileUnreadable) where the file cannot be read at all. `sink` returns false to stop.
void read_reports(const std::string& path, const IntakeOptions& options, const std::function<bool(Report&&)>& sink,
                  Diagnostics& diagnostics);
/// The same for bytes that come from elsewhere; `path` names them.
void read_reports(const std::string& path, std::unique_ptr<ByteStream> bytes, const IntakeOptions& options,
                  const std::function<bool(Report&&)>& sink, Diagnostics& diagnostics);

/// Decodes, finds title, date, source and the article, and cuts it into blocks. Throws Error(InputInvalid, InputTooLarge)
/// where there is no text to read (empty, binary, over a limit).
Document make_document(const Report& report, const IntakeOptions& options, Diagnostics& diagnostics);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Exports: the answer to a question in the forms of other programs (docs/formats/export.md). A form that has no place for the status
// of an event gets only what happened or is going on, since a planned attack in such a file would be read as an attack; what was
// left out is counted.
#pragma once

#include <string>
#include <vector>

#include "answers/answers.h"
#include "exchange/rows.h"

namespace demarche {

struct ExportFormat {
  std::string_view name;
  std::string_view extension;
  bool is_folder;     ///< several files
  bool keeps_status;  ///< else happened and ongoing alone
  std::string_view meaning;
  std::string_view lacks;  ///< what it cannot hold
};

const std::vector<ExportFormat>& export_formats();
/// Throws BadParameter with the nearest.
const ExportFormat& find_export_format(const std::string& name);

enum class TextKept : std::uint8_t { Never, Snippet, Full };

struct ExportRequest {
  std::string format{};
  Parameters parameters{};              ///< filters of events; a panel takes those of panels too
  std::vector<std::string> statuses{};  ///< --include-status: beside happened and ongoing, in forms that lack the status
  TextKept text = TextKept::Never;
  bool header = false;       ///< of GDELT files, which have none
  bool snake_names = false;  ///< ICEWS: event_id for Event ID
  bool first_pair = false;   ///< ICEWS, GDELT: one row an event, not one for each pair of parties
  std::string program{};     ///< version, for the papers of a data package
  std::string ledger{};      ///< name of the ledger, likewise
};

struct Excluded {
  std::string reason{};
  std::int64_t n = 0;
};

struct ExportResult {
  std::int64_t rows = 0;
  std::vector<Excluded> excluded{};
};

/// A form of one file. Each call sees the ledger at one moment. Throws BadParameter.
ExportResult write_export(const Answers& answers, const ExportRequest& request, const ByteSink& sink);

struct WrittenFile {
  std::string path{};
  std::int64_t rows = 0;
  std::uint64_t bytes = 0;
  std::string sha256{};
};
struct WrittenExport {
  std::vector<WrittenFile> files{};
  std::vector<Excluded> excluded{};
};

/// Writes a file, or a folder with several, under a temporary name beside `path` and renames it when it is whole; `excluded.csv`
/// (FILE.excluded.csv beside a single file) where something was left out. Refuses what is there already unless `force`.
WrittenExport export_to_path(const Answers& answers, const ExportRequest& request, const std::string& path, bool force);

}  // namespace demarche

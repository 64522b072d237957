// SPDX-License-Identifier: Apache-2.0
#include "exchange/export.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "answers/catalog.h"
#include "base/digest.h"
#include "exchange/export_event.h"
#include "exchange/json_text.h"
#include "exchange/package_fields.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Bytes of one file, counted and digested as they are written.
class FileSink {
 public:
  explicit FileSink(const std::string& path) : path_(path), file_(std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) fail(ErrorCode::FileUnwritable, "cannot write '{}': {}", path, std::strerror(errno));
  }
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;
  ~FileSink() {
    if (file_ != nullptr) std::fclose(file_);
  }

  void write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) refuse();
    digest_.update(bytes);
    size_ += bytes.size();
  }

  WrittenFile close() {
    const bool is_whole = std::fflush(file_) == 0;
    const bool is_closed = std::fclose(file_) == 0;
    file_ = nullptr;
    if (!is_whole || !is_closed) refuse();
    return {path_, 0, size_, digest_.hex()};
  }

 private:
  [[noreturn]] void refuse() { fail(ErrorCode::FileUnwritable, "cannot write '{}': {}", path_, std::strerror(errno)); }

  std::string path_;
  std::FILE* file_;
  Sha256 digest_{};
  std::uint64_t size_ = 0;
};

WrittenFile write_text(const fs::path& path, const std::string& text) {
  FileSink file(path.string());
  file.write(text);
  return file.close();
}

/// What is half written goes away again, unless it is renamed.
class Unfinished {
 public:
  explicit Unfinished(fs::path path) : path_(std::move(path)) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

  void finish(const fs::path& to) {
    std::error_code error;
    if (fs::is_directory(to, error)) fs::remove_all(to, error);
    fs::rename(path_, to, error);
    if (error) fail(ErrorCode::FileUnwritable, "cannot rename '{}' to '{}': {}", path_.string(), to.string(), error.message());
    path_.clear();
  }

 private:
  fs::path path_;
};

std::string excluded_table(const std::vector<Excluded>& excluded) {
  std::string out = "reason,n\n";
  for (const Excluded& row : excluded) out += csv_cell(row.reason) + "," + std::to_string(row.n) + "\n";
  return out;
}

std::string query_json(const Answers& answers, const ExportRequest& request) {
  Json parameters = Json::array();
  for (const auto& [name, value] : request.parameters) parameters.push_back({{"parameter", name}, {"value", value}});
  const Json out = {{"kind", "events"},
                    {"human", answers.human(Kind::Events, request.parameters)},
                    {"parameters", parameters},
                    {"format", request.format},
                    {"ledger", request.ledger},
                    {"revision", answers.revision()},
                    {"program", "demarche " + request.program}};
  return json_text(out, 1) + "\n";
}

std::string datapackage_json(const ExportRequest& request, const std::vector<WrittenFile>& files, std::int64_t revision) {
  Json resources = Json::array();
  for (const WrittenFile& file : files) {
    const std::string name = fs::path(file.path).filename().string();
    const PackageTable& table = package_table(std::string_view(name).substr(0, name.find('.')));
    Json fields = Json::array();
    for (const PackageField& column : table.fields) {
      Json field = {{"name", column.name}, {"type", "any"}};
      const std::string meaning = package_meaning(table, column);
      if (!meaning.empty()) field["description"] = meaning;
      fields.push_back(std::move(field));
    }
    resources.push_back({{"name", table.name},
                         {"path", name},
                         {"profile", "tabular-data-resource"},
                         {"format", request.format},
                         {"encoding", "utf-8"},
                         {"bytes", file.bytes},
                         {"hash", "sha256:" + file.sha256},
                         {"rows", file.rows},
                         {"schema", {{"fields", fields}, {"missingValues", {""}}}}});
  }
  const Json out = {{"profile", "tabular-data-package"},
                    {"name", "demarche-export"},
                    {"title", "Events and statements of the ledger " + request.ledger},
                    {"description", "Who said what and who did what, with the words that show it. See CODEBOOK.md."},
                    {"keywords", {"events", "statements", "news", "PLOVER", "CAMEO"}},
                    {"schema_version", "1"},
                    {"ledger_revision", revision},
                    {"licenses", Json::array()},
                    {"resources", resources}};
  return json_text(out, 1) + "\n";
}

std::string codebook(const ExportRequest& request) {
  std::string out =
      "# Codebook\n\nMade by demarche " + request.program + " from the ledger " + request.ledger +
      ". CSV is UTF-8 with a header, nothing for a missing value and `;` between the parts of a list. Positions count Unicode code "
      "points of the report's text, half-open. Dates are YYYY-MM-DD, countries ISO 3166-1 alpha-3.\n\n"
      "The status of an event is derived from the votes of independent sources; reports that copy one another count once.\n";
  for (const PackageTable& table : package_tables()) {
    out += "\n## " + std::string(table.name) + "\n\n" + std::string(table.meaning) + ".\n\n| column | meaning |\n|---|---|\n";
    for (const PackageField& column : table.fields)
      out += std::string("| `") + column.name + "` | " + package_meaning(table, column) + " |\n";
  }
  const auto words = [&out](const char* title, const std::vector<WordRow>& rows) {
    out += std::string("\n## ") + title + "\n\n| | |\n|---|---|\n";
    for (const WordRow& row : rows) out += "| `" + std::string(row.word) + "` | " + std::string(row.meaning) + " |\n";
  };
  words("Statuses", status_table());
  words("Quad classes", quad_table());
  words("Sectors", sector_table());
  out += "\n## Types (PLOVER v2, Open Event Data Alliance, CC BY-SA 4.0)\n\n| type | quad | meaning |\n|---|---|---|\n";
  for (const TypeRow& row : type_table())
    out += "| `" + std::string(row.type) + "` | " + std::to_string(row.quad) + " | " + std::string(row.meaning) + " |\n";
  return out;
}

std::string citation(const ExportRequest& request) {
  return "cff-version: 1.2.0\nmessage: Please cite the data with the question and revision in query.json.\ntype: dataset\n"
         "title: Events and statements of the ledger " +
         request.ledger + "\nauthors:\n  - name: demarche " + request.program + "\n";
}

WrittenExport write_folder(const Answers& answers, const ExportRequest& request, const fs::path& folder) {
  fs::create_directories(folder);
  std::vector<std::pair<std::string, std::shared_ptr<FileSink>>> open;
  const auto rows = write_package(answers, request, [&](const std::string& name) -> ByteSink {
    auto file = std::make_shared<FileSink>((folder / name).string());
    open.emplace_back(name, file);
    return [file](std::string_view bytes) { file->write(bytes); };
  });
  WrittenExport out;
  for (auto& [name, file] : open) {
    WrittenFile written = file->close();
    for (const auto& [table, n] : rows)
      if (table == name) written.rows = n;
    out.files.push_back(std::move(written));
  }
  const std::vector<WrittenFile> tables = out.files;
  out.files.push_back(write_text(folder / "datapackage.json", datapackage_json(request, tables, answers.revision())));
  out.files.push_back(write_text(folder / "CODEBOOK.md", codebook(request)));
  out.files.push_back(write_text(folder / "CITATION.cff", citation(request)));
  out.files.push_back(write_text(folder / "query.json", query_json(answers, request)));
  std::string sums;
  for (const WrittenFile& file : out.files) sums += file.sha256 + "  " + fs::path(file.path).filename().string() + "\n";
  out.files.push_back(write_text(folder / "SHA256SUMS", sums));
  return out;
}

}  // namespace

const std::vector<ExportFormat>& export_formats() {
  static const std::vector<ExportFormat> kFormats = {
      {"csv", "", true, true, "all tables as CSV, with a data package and codebook", ""},
      {"jsonl", "", true, true, "all tables as JSON Lines, with a data package and codebook", ""},
      {"plover", ".jsonl", false, true, "PLOVER JSON Lines, one event a line", "quotes"},
      {"panel", ".csv", false, true, "units by periods", "single events"},
      {"polecat", ".tsv", false, false, "40 columns of POLECAT", "status, votes, chains, quotes"},
      {"icews", ".tsv", false, false, "20 columns of ICEWS, a row for each pair of actor and recipient", "status, votes, chains, quotes"},
      {"gdelt1", ".tsv", false, false, "58 columns of GDELT 1.0", "status, votes, chains, quotes, tone"},
      {"gdelt2", ".tsv", false, false, "61 columns of GDELT 2.0", "status, votes, chains, quotes, tone"},
      {"geojson", ".geojson", false, true, "events with a known point", "areas, chains, quotes"},
      {"gexf", ".gexf", false, false, "who acts on whom, for Gephi", "status, single events"},
  };
  return kFormats;
}

const ExportFormat& find_export_format(const std::string& name) {
  std::vector<std::string_view> names;
  std::string all;
  for (const ExportFormat& format : export_formats()) {
    if (format.name == name) return format;
    names.push_back(format.name);
    all += (all.empty() ? "" : ", ") + std::string(format.name);
  }
  if (name == "parquet" || name == "arrow")
    throw BadParameter("bad-parameter", "to", name, "comes with the Python package, which is not made yet",
                       "--to csv: DuckDB, pandas and R read it and write Parquet");
  throw BadParameter("bad-parameter", "to", name, "is no form of export", all, nearest_of(name, names));
}

ExportResult write_export(const Answers& answers, const ExportRequest& request, const ByteSink& sink) {
  const ExportFormat& format = find_export_format(request.format);
  if (format.is_folder) throw BadParameter("bad-parameter", "to", request.format, "is several files", "a form of one file, or a folder");
  const std::shared_ptr<void> moment = answers.hold();
  if (format.name == "plover") return write_plover(answers, request, sink);
  if (format.name == "panel") return write_panel(answers, request, sink);
  if (format.name == "polecat") return write_polecat(answers, request, sink);
  if (format.name == "icews") return write_icews(answers, request, sink);
  if (format.name == "geojson") return write_geojson(answers, request, sink);
  if (format.name == "gexf") return write_gexf(answers, request, sink);
  return write_gdelt(answers, request, sink);
}

WrittenExport export_to_path(const Answers& answers, const ExportRequest& request, const std::string& path, bool force) {
  const ExportFormat& format = find_export_format(request.format);
  std::error_code error;
  if (!force && fs::exists(path, error))
    throw Error(ErrorCode::BadUsage, fmt::format("there is already something at '{}'", path), "--force replaces it");
  const std::shared_ptr<void> moment = answers.hold();
  const fs::path parent = fs::path(path).parent_path();
  if (!parent.empty() && !fs::is_directory(parent, error)) fail(ErrorCode::FileUnwritable, "there is no folder '{}'", parent.string());
  Unfinished unfinished(path + ".part");
  WrittenExport out;
  if (format.is_folder) {
    out = write_folder(answers, request, unfinished.path());
  } else {
    FileSink file(unfinished.path().string());
    const ExportResult result = write_export(answers, request, [&file](std::string_view bytes) { file.write(bytes); });
    out.files.push_back(file.close());
    out.files.back().rows = result.rows;
    out.excluded = result.excluded;
  }
  unfinished.finish(path);
  for (WrittenFile& file : out.files) file.path = format.is_folder ? path + "/" + fs::path(file.path).filename().string() : path;
  if (!out.excluded.empty()) write_text(path + ".excluded.csv", excluded_table(out.excluded));
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Which files the run reads: paths, folders, globs and standard input.
#include <fmt/format.h>
#include <fnmatch.h>
#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "intake/intake.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// Files that lie beside reports and are none: hidden ones, notes in Markdown.
bool is_no_report(const std::string& name) {
  if (name.empty() || name[0] == '.') return true;
  std::string lower = name;
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return lower == "readme" || lower == "readme.txt" || (lower.size() > 3 && lower.substr(lower.size() - 3) == ".md");
}

/// Every regular file below `folder`, hidden folders left out. Links to folders are not followed: they can go in circles.
std::vector<std::string> files_below(const std::string& folder, Diagnostics& diagnostics) {
  std::vector<std::string> out;
  std::vector<fs::path> open{folder};
  while (!open.empty()) {
    const fs::path here = std::move(open.back());
    open.pop_back();
    std::error_code error;
    for (fs::directory_iterator entry(here, error), end; !error && entry != end; entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      std::error_code ignored;  // what vanished meanwhile is neither file nor folder
      if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
        if (name[0] != '.') open.push_back(entry->path());
      } else if (entry->is_regular_file(ignored) && !is_no_report(name)) {
        out.push_back(entry->path().string());
      }
    }
    if (error)
      refuse(diagnostics, "file-unreadable", here.string(),
             fmt::format("cannot read the folder {}: {}; its files were left out", here.string(), error.message()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// "archive/**/*.txt": ** stands for any folders.
std::vector<std::string> match_below(const std::string& pattern, Diagnostics& diagnostics) {
  const std::size_t slash = pattern.rfind('/', pattern.find_first_of("*?["));
  const std::string base = slash == std::string::npos ? "." : slash == 0 ? "/" : pattern.substr(0, slash);
  std::string simple = slash == std::string::npos ? "./" + pattern : pattern;
  for (std::size_t at = simple.find("**/"); at != std::string::npos; at = simple.find("**/", at)) simple.replace(at, 3, "*");
  std::vector<std::string> out;
  for (std::string& path : files_below(base, diagnostics))
    if (::fnmatch(simple.c_str(), path.c_str(), 0) == 0) out.push_back(std::move(path));
  return out;
}

std::vector<std::string> match(const std::string& pattern, Diagnostics& diagnostics) {
  if (pattern.find("**") != std::string::npos) return match_below(pattern, diagnostics);
  std::vector<std::string> out;
  glob_t found{};
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i) out.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  return out;
}

std::vector<std::string> expand(const std::string& path, Diagnostics& diagnostics) {
  std::error_code error;
  if (path == "-") return {path};
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) {
    const std::size_t before = diagnostics.size();
    auto files = files_below(path, diagnostics);
    if (files.empty() && diagnostics.size() == before)
      diagnostics.push_back({Severity::Warning, "no-input", path, fmt::format("the folder {} holds no reports", path)});
    return files;
  }
  if (fs::exists(status)) return {path};
  if (path.find_first_of("*?[") == std::string::npos) {
    refuse(diagnostics, "file-unreadable", path,
           fmt::format("cannot read {}: {}", path, error ? error.message() : "there is no such file"));
    return {};
  }
  std::vector<std::string> out;
  for (const std::string& found : match(path, diagnostics)) {
    if (!fs::is_directory(found, error)) {
      out.push_back(found);
      continue;
    }
    for (std::string& file : files_below(found, diagnostics)) out.push_back(std::move(file));
  }
  if (out.empty()) refuse(diagnostics, "no-input", path, fmt::format("no file matches {}; check the pattern and its quotes", path));
  return out;
}

}  // namespace

std::vector<std::string> list_inputs(const std::vector<std::string>& paths, Diagnostics& diagnostics) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const std::string& path : paths)
    for (std::string& file : expand(path, diagnostics)) {
      // A file named twice, by itself and by its folder, is read once.
      if (seen.insert(fs::path(file).lexically_normal().string()).second) out.push_back(std::move(file));
    }
  return out;
}

}  // namespace demarche

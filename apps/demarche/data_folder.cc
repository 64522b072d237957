// SPDX-License-Identifier: Apache-2.0
#include "data_folder.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// Folder of the running program, with links resolved.
fs::path program_folder(const Session& session) {
  std::error_code error;
  fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) program = fs::weakly_canonical(session.program, error);
  return program.parent_path();
}

}  // namespace

std::vector<std::string> data_folders(const Session& session) {
  if (!session.data.empty()) return {session.data};
  if (const char* given = std::getenv("DEMARCHE_DATA"); given != nullptr && *given != '\0') return {given};
  const fs::path folder = program_folder(session);
  return {(folder / "../share/demarche").lexically_normal().string(), (folder / "../..").lexically_normal().string()};
}

DataFolder find_data(const Session& session) {
  std::string tried;
  for (const std::string& folder : data_folders(session)) {
    std::error_code error;
    DataFolder data{folder};
    if (fs::exists(data.model(), error) && fs::exists(data.lexicons(), error)) return data;
    tried += "\n  " + (fs::exists(data.lexicons(), error) ? data.model() : folder + " (models/reader-en.dmm and lexicons/en)");
  }
  throw Error(ErrorCode::ModelMismatch, "cannot find the model and the lexicons",
              "looked for:" + tried + "\nname the folder that holds models/ and lexicons/ by --data or DEMARCHE_DATA");
}

PipelineOptions make_pipeline_options(const Session& session) {
  PipelineOptions options;
  options.intake = make_intake_options(session);  // wrong flags are told before missing files
  const DataFolder data = find_data(session);
  options.model_path = data.model();
  options.lexicon_path = data.lexicons();
  options.min_confidence = session.min_confidence;
  return options;
}

}  // namespace demarche

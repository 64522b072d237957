// SPDX-License-Identifier: Apache-2.0
// Where the model and the lexicons are.
#pragma once

#include <string>
#include <vector>

#include "session.h"

namespace demarche {

struct DataFolder {
  std::string path{};
  std::string model() const { return path + "/models/reader-en.dmm"; }
  std::string lexicons() const { return path + "/lexicons/en"; }
};

/// Folders in which the data is looked for, in this order: --data, or $DEMARCHE_DATA, or beside the program
/// (../share/demarche of an installation, ../.. of a build folder). The first two are not searched further.
std::vector<std::string> data_folders(const Session& session);
/// The first of them that holds models/ and lexicons/. Throws Error(ModelMismatch) naming all that were tried.
DataFolder find_data(const Session& session);
/// The pipeline with that data and the flags of the session.
PipelineOptions make_pipeline_options(const Session& session);

}  // namespace demarche

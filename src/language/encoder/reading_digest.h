// SPDX-License-Identifier: Apache-2.0
// A digest of everything a Reading holds, scores by their bits: for tests that results are the same bytes.
#pragma once

#include <string>

#include "language/reader.h"

namespace demarche {

std::string reading_digest(const Reading& reading);

}  // namespace demarche

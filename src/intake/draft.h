// SPDX-License-Identifier: Apache-2.0
// What a reader of one format hands back: the parts of a Document that is still to be made.
#pragma once

#include "document/layers.h"
#include "document/report.h"
#include "intake/traced_text.h"

namespace demarche {

struct Draft {
  Origin origin{};
  TracedText text{};
  Blocks blocks{};
};

}  // namespace demarche

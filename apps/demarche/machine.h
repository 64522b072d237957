// SPDX-License-Identifier: Apache-2.0
// What the processor can do, asked without needing any of it.
#pragma once

namespace demarche {

/// Name of the first instruction set that the program needs and the processor lacks; null if there is none.
const char* missing_instructions();
/// The widest vector instructions that the model can use here.
const char* best_instructions();

}  // namespace demarche

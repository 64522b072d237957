// SPDX-License-Identifier: Apache-2.0
#include "read_one.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return demarche::read_one(data, size, demarche::Format::Html);
}

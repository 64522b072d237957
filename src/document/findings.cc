// SPDX-License-Identifier: Apache-2.0
#include "document/findings.h"

#include <array>

namespace demarche {
namespace {
constexpr std::array<const char*, 3> kForms = {"direct", "indirect", "mixed"};
constexpr std::array<const char*, 7> kStatuses = {"happened", "ongoing", "planned", "requested", "threatened", "possible", "denied"};
}  // namespace

const char* to_string(Form form) {
  return kForms[static_cast<std::size_t>(form)];
}
const char* to_string(Status status) {
  return kStatuses[static_cast<std::size_t>(status)];
}

std::optional<Status> parse_status(std::string_view name) {
  for (std::size_t i = 0; i < kStatuses.size(); ++i)
    if (name == kStatuses[i]) return static_cast<Status>(i);
  return std::nullopt;
}

}  // namespace demarche

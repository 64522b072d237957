// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"

#include <algorithm>
#include <array>

namespace demarche {
namespace {

constexpr std::array kRoleNames = {"speaker", "addressee", "actor", "recipient", "trigger", "time", "place", "cue", "content"};

}  // namespace

const char* to_string(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}

std::optional<Role> parse_role(std::string_view name) {
  const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
  if (found == kRoleNames.end()) return std::nullopt;
  return static_cast<Role>(found - kRoleNames.begin());
}

const EvidenceEntry* FindingEntry::find_evidence(Role role) const {
  for (const EvidenceEntry& entry : evidence)
    if (entry.role == role) return &entry;
  return nullptr;
}

const PartyEntry* FindingEntry::find_party(Role role) const {
  for (const PartyEntry& party : parties)
    if (party.role == role) return &party;
  return nullptr;
}

std::vector<const PartyEntry*> FindingEntry::parties_of(Role role) const {
  std::vector<const PartyEntry*> found;
  for (const PartyEntry& party : parties)
    if (party.role == role) found.push_back(&party);
  return found;
}

std::string StatementEntry::content() const {
  std::string out;
  for (const EvidenceEntry& entry : evidence) {
    if (entry.role != Role::Content) continue;
    if (!out.empty()) out += " … ";
    out += entry.quote;
  }
  return out;
}

std::string EventEntry::date_words() const {
  const EvidenceEntry* time = find_evidence(Role::Time);
  return time != nullptr ? time->quote : "";
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// What a group of mentions says as one event: votes of independent sources, the label derived from them, ranges, parties,
// and where its tellings cannot both hold.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "linking/link_record.h"

namespace demarche {

/// A mention with what is known of its report beside the others.
struct Telling {
  const LinkMention* mention = nullptr;
  std::string original{};                 ///< rp_… of the report that its report is a copy of; else its own
  std::string origin{};                   ///< origin_of()
  std::vector<std::string> identities{};  ///< ac_… of each of its parties, in their order
};

/// Whose word a telling is: the innermost named speaker, else the agency or outlet that the text comes from. Forty outlets that cite
/// one NBC report have one origin.
std::string origin_of(const LinkMention& mention, const std::string& original_source, const std::string& credit);

struct SummaryParty {
  bool recipient = false;
  std::string identity{};
  std::string country{};
  std::uint32_t support = 0;
};

struct Dispute {
  std::string kind{};  ///< assert_deny number role date place
  std::string field{};
  std::string a{};  ///< mn_…
  std::string b{};
  std::string a_value{};
  std::string b_value{};
  std::uint32_t n_a = 0;  ///< independent sources on each side
  std::uint32_t n_b = 0;
};

struct EventSummary {
  std::string first{};  ///< mn_… of the mention that was told first: it gives the event its id
  std::string top{};    ///< mn_… of the fullest mention
  std::string type{};
  std::string mode{};
  std::string cameo{};
  Status status = Status::Happened;
  bool contested = false;
  std::int32_t from = kNoDay;
  std::int32_t to = kNoDay;
  bool dated = false;
  std::string place{};  ///< mn_… whose place it is, or empty
  std::string place_country{};
  std::array<std::uint32_t, 7> votes{};
  std::uint32_t n_reports = 0;
  std::uint32_t n_copies = 0;
  std::uint32_t n_sources = 0;
  std::uint32_t n_independent = 0;
  std::string first_reported{};
  std::string last_reported{};
  double confidence = 0;
  std::vector<SummaryParty> parties{};
  std::vector<LinkNumber> numbers{};
  std::set<std::string> independent{};  ///< mn_… of the first telling from each origin
  std::vector<Dispute> disputes{};
};

/// `tellings` must not be empty.
EventSummary summarize(std::span<const Telling> tellings);

const char* precision_of(std::int32_t from, std::int32_t to);  ///< day, week, month, quarter, year, unknown
int quad_of(const std::string& type);                          ///< 1 verbal cooperation … 4 material conflict; 0 for none

}  // namespace demarche

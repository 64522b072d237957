// SPDX-License-Identifier: Apache-2.0
// Entries: the rows of the ledger as plain structs, the same when written and when read back (docs/formats/ledger.md).
// Empty strings mean: unknown or not told. Offsets are half-open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "base/text_span.h"
#include "document/findings.h"
#include "document/run.h"

namespace demarche {

/// What the words of an evidence row show. The first four are parties.
enum class Role : std::uint8_t { Speaker, Addressee, Actor, Recipient, Trigger, Time, Place, Cue, Content };

const char* to_string(Role role);  ///< "speaker" ... "content"
std::optional<Role> parse_role(std::string_view name);

/// The exact words of one role of one finding.
struct EvidenceEntry {
  Role role = Role::Content;
  std::uint32_t ordinal = 0;  ///< counts within the role
  TextSpan bytes{};           ///< of the stored text
  TextSpan characters{};      ///< the same in Unicode code points
  TextSpan raw{};             ///< bytes of the report as received (ReportEntry::raw_digest)
  std::string quote{};        ///< the stored text at `bytes`
};

/// A speaker, addressee, actor or recipient. Its words are the evidence of the same role and ordinal.
struct PartyEntry {
  Role role = Role::Actor;
  std::uint32_t ordinal = 0;
  std::string actor_id{};  ///< ac_…: one per name and country
  std::string name{};      ///< resolved name; where nobody was found, the words themselves
  bool resolved = false;   ///< false: `name` is only the words
  std::string country{};
  std::string sector{};
  std::string reason{};  ///< lexicon line or rule by which it was resolved
  std::string words{};   ///< quote of its evidence
};

struct PlaceEntry {
  std::string name{};  ///< resolved name; where none was found, the words themselves
  bool resolved = false;
  std::string country{};
  std::string reason{};
  std::string words{};
};

/// One step outwards: the statement that reports the finding or the step before.
struct ChainLink {
  std::string statement_id{};
  std::string speaker{};  ///< resolved name or words; empty: nobody named
  std::string speaker_words{};
  std::string speaker_country{};
  std::string cue{};        ///< words of the cue; empty for a bare quotation
  std::string addressee{};  ///< resolved name or words; empty: nobody named
};

/// What stands beside each finding of its report.
struct ReportHead {
  std::string id{};  ///< rp_…
  std::string title{};
  std::string source{};  ///< outlet or agency
  std::string url{};
  std::string path{};  ///< where it was read from
  std::optional<Date> published{};
};

/// What statements and events share.
struct FindingEntry {
  std::string id{};  ///< st_… or mn_…
  ReportHead report{};
  std::string run{};               ///< RunEntry::fingerprint
  bool superseded = false;         ///< a later run has read this report again
  std::string within_id{};         ///< st_… of the statement that claims it; empty: the report says so itself
  std::vector<ChainLink> chain{};  ///< by `within`, from the nearest outwards
  float score = 0;
  std::string rule{};                     ///< head or rule that decided
  std::vector<PartyEntry> parties{};      ///< ordered by role and ordinal
  std::vector<EvidenceEntry> evidence{};  ///< ordered by role and ordinal

  const EvidenceEntry* find_evidence(Role role) const;  ///< first of the role, or null
  const PartyEntry* find_party(Role role) const;        ///< first of the role, or null
  std::vector<const PartyEntry*> parties_of(Role role) const;
};

struct StatementEntry : FindingEntry {
  Form form = Form::Indirect;
  /// The chain's length with this statement: 1 where the report itself reports it.
  std::uint32_t depth() const { return static_cast<std::uint32_t>(chain.size()) + 1; }
  std::string content() const;  ///< the content's quotes, joined by " … "
};

struct EventEntry : FindingEntry {
  std::string type{};
  std::string mode{};
  std::string cameo{};
  Status status = Status::Happened;
  float status_score = 0;
  std::string content_of_id{};         ///< mn_… of the verbal event that speaks of this act
  std::optional<DateInterval> date{};  ///< by which it is filed: see `date_basis`
  std::string date_basis{};            ///< "text", "publication_date", or "" where neither is known
  std::string date_rule{};             ///< rule that read the words for the time; empty without such words
  std::optional<PlaceEntry> place{};

  std::string date_words() const;  ///< quote of the time's evidence, or empty
};

/// What made a record.
struct RunEntry {
  std::string fingerprint{};  ///< SHA-256 over the four fields
  RunInfo info{};
  std::uint64_t reports = 0;  ///< read by it
};

/// A report as its latest reading sees it.
struct ReportEntry {
  ReportHead head{};
  std::string name{};  ///< Origin::id
  std::string author{};
  std::string language{};
  std::string date_basis{};  ///< Origin::date_basis
  std::string source_id{};   ///< so_…
  std::string raw_digest{};
  std::string text_digest{};
  std::string run{};           ///< RunEntry::fingerprint
  std::uint32_t readings = 0;  ///< how often it was read by different runs
  std::uint64_t statements = 0;
  std::uint64_t events = 0;
};

/// A whole report: all that is needed to draw it.
struct ReportPage {
  ReportEntry report{};
  RunEntry run{};
  std::string text{};
  std::vector<StatementEntry> statements{};  ///< in the order in which they were found
  std::vector<EventEntry> events{};
};

/// A name with a country: not yet a person merged from several names.
struct ActorEntry {
  std::string id{};  ///< ac_…
  std::string name{};
  std::string country{};
  std::uint64_t statements = 0;  ///< as speaker or addressee
  std::uint64_t events = 0;      ///< as actor or recipient
  std::uint64_t reports = 0;
};

struct SourceEntry {
  std::string id{};  ///< so_…
  std::string name{};
  std::uint64_t reports = 0;
  std::uint64_t statements = 0;
  std::uint64_t events = 0;
};

}  // namespace demarche

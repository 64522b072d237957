// SPDX-License-Identifier: Apache-2.0
// Ids and digests of the ledger's records, made from canonical keys: a field is its length, ':' and its bytes, so that no two
// lists of fields give the same key. They never change within a schema version (docs/formats/ledger.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/report.h"
#include "document/run.h"
#include "ledger/entry.h"

namespace demarche {

class CanonicalKey {
 public:
  explicit CanonicalKey(std::string_view kind) { add(kind); }
  CanonicalKey& add(std::string_view field);
  CanonicalKey& add(TextSpan span);
  CanonicalKey& add(double value);  ///< shortest decimal that reads back the same
  CanonicalKey& add(std::uint64_t value);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

std::string report_id(std::string_view raw_digest);
std::string source_id(std::string_view name);
std::string actor_id(const PartyEntry& party);
/// From the report, its text, the cue's and content's place. `occurrence` counts equal keys within a reading from 0.
std::string statement_id(const StatementEntry& statement, std::string_view raw_digest, std::string_view text_digest,
                         std::uint32_t occurrence);
/// From the report, its text, the trigger's place and the type.
std::string event_id(const EventEntry& event, std::string_view raw_digest, std::string_view text_digest, std::uint32_t occurrence);

std::string run_fingerprint(const RunInfo& run);
/// What makes two readings the same: raw bytes, text, run, and what was told of the report (not the path and name).
std::string reading_fingerprint(const Origin& origin, std::string_view text_digest, std::string_view run_fingerprint);
/// Over everything that is stored of the findings of one reading.
std::string findings_digest(const std::vector<StatementEntry>& statements, const std::vector<EventEntry>& events);

/// Folded words (base/unicode.h) with one space before, between and after them: names are found in it as whole words.
std::string searchable(std::string_view text);

}  // namespace demarche

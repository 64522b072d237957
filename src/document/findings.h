// SPDX-License-Identifier: Apache-2.0
// Findings: what the ledger records of one report. Statements and events as the codebook defines them. Producer: extraction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_date.h"
#include "base/text_span.h"

namespace demarche {

/// A party: the words that name it, and who that is. Empty strings mean unknown.
struct Entity {
  TextSpan span{};
  std::string name{};     ///< resolved within the report, e.g. "Donald Trump"
  std::string country{};  ///< ISO 3166-1 alpha-3, or IGO NGO IMG MNC UNO EUR
  std::string sector{};   ///< codebook, e.g. GOV
  std::string reason{};   ///< how it was resolved: lexicon file and line, or rule
};

enum class Form : std::uint8_t { Direct, Indirect, Mixed };
enum class Status : std::uint8_t { Happened, Ongoing, Planned, Requested, Threatened, Possible, Denied };

/// Somebody is reported to have said, written, announced, believed or wanted something.
/// Invariants: content is not empty, ordered, without overlap; cue and speaker lie outside content; `within` has a
/// content span that holds this cue (or, without a cue, this content) and chains of `within` end.
struct Statement {
  std::optional<Entity> speaker{};
  std::optional<TextSpan> cue{};
  std::vector<TextSpan> content{};
  Form form = Form::Indirect;
  std::optional<Entity> addressee{};
  std::optional<std::uint32_t> within{};  ///< position in Statements::statements
  float score = 0;                        ///< 0 to 1
  std::string rule{};                     ///< head or rule that decided, e.g. "statement-head", "open-quotation"
};
struct Statements {
  std::vector<Statement> statements{};
};

/// The words for a time and the days they mean, both ends inclusive; no interval where the words give no start.
struct EventDate {
  TextSpan span{};
  std::optional<DateInterval> interval{};
  std::string rule{};
};

/// Somebody did, does, will do, might do or did not do something to somebody.
/// Invariants: trigger is not empty; `mode` is legal for `type`; `within` holds the trigger; chains of `content_of` end.
struct Event {
  TextSpan trigger{};
  std::string type{};   ///< PLOVER v2, e.g. CONSULT
  std::string mode{};   ///< or empty
  std::string cameo{};  ///< 2 to 4 digits, or empty
  std::vector<Entity> actors{};
  std::vector<Entity> recipients{};
  Status status = Status::Happened;
  std::optional<std::uint32_t> within{};      ///< position in Statements::statements
  std::optional<std::uint32_t> content_of{};  ///< position in Events::events
  std::optional<EventDate> date{};
  std::optional<Entity> place{};
  float score = 0;         ///< trigger and type, 0 to 1
  float status_score = 0;  ///< 0 to 1
  std::string rule{};
};
struct Events {
  std::vector<Event> events{};
};

const char* to_string(Form form);      ///< "direct", "indirect", "mixed"
const char* to_string(Status status);  ///< "happened" ... "denied"
std::optional<Status> parse_status(std::string_view name);

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// LedgerReader: the questions that a ledger answers, one function each. Reads while another process writes.
//
// Filters: values of one filter are alternatives, also when joined by commas; different filters must all hold; a leading '!'
// excludes. Names match as whole words without regard to case and accents ("trump" finds "Donald Trump", not "Trumpington").
// Each report counts once, as its latest run read it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_date.h"
#include "ledger/entry.h"

namespace demarche {

using FilterValues = std::vector<std::string>;

enum class Order : std::uint8_t { Newest, Oldest };

/// Names in comments are the names of the flags and of the API's parameters where they differ from the field's.
struct EventFilter {
  FilterValues type{};  ///< PLOVER v2, any case
  FilterValues mode{};
  FilterValues status{};
  FilterValues country{};                 ///< of any actor or recipient
  FilterValues actor{};                   ///< name, or three capitals: also a country
  FilterValues recipient{};               ///< the same
  FilterValues place{};                   ///< the same
  FilterValues source{};                  ///< outlet
  FilterValues report{};                  ///< rp_… or the beginning of one, or the report's own name
  FilterValues within{};                  ///< "claimed" (some statement says so) or "own" (the report itself does)
  std::optional<Date> from{};             ///< the event's interval, or else the publication date, ends on this day or later
  std::optional<Date> to{};               ///< ... begins on this day or earlier
  std::optional<float> min_confidence{};  ///< min-confidence
  Order order = Order::Newest;
  std::uint64_t limit = 0;  ///< 0: all
};

struct StatementFilter {
  FilterValues speaker{};    ///< name, or three capitals: also a country
  FilterValues addressee{};  ///< the same
  FilterValues country{};    ///< of the speaker or addressee
  FilterValues form{};       ///< direct, indirect, mixed
  FilterValues cue{};        ///< words in the cue
  FilterValues contains{};   ///< any part of the content; commas are part of the value
  FilterValues source{};
  FilterValues report{};
  FilterValues within{};       ///< "claimed" or "own"
  std::optional<Date> from{};  ///< publication date
  std::optional<Date> to{};
  std::optional<std::uint32_t> depth{};   ///< length of the chain, at least
  std::optional<float> min_confidence{};  ///< min-confidence
  Order order = Order::Newest;
  std::uint64_t limit = 0;
};

struct ReportFilter {
  FilterValues source{};
  FilterValues report{};
  std::optional<Date> from{};  ///< publication date
  std::optional<Date> to{};
  Order order = Order::Newest;
  std::uint64_t limit = 0;
};

/// For actors and sources: those with most reports first.
struct NameFilter {
  FilterValues name{};
  FilterValues country{};  ///< actors only
  std::uint64_t limit = 0;
};

/// How much a list holds without its limit.
struct Count {
  std::uint64_t rows = 0;
  std::uint64_t reports = 0;
  std::uint64_t sources = 0;
};

/// "Without --status denied: 14."
struct RowsWithout {
  std::string filter{};  ///< flag without dashes, e.g. "min-confidence"
  std::string values{};  ///< as given, joined by commas
  std::uint64_t rows = 0;
};

enum class RecordKind : std::uint8_t { Report, Statement, Event, Actor, Source };

struct RecordName {
  RecordKind kind = RecordKind::Report;
  std::string id{};
};

/// One per thread. All functions throw Error(BadUsage) for a value that cannot be, e.g. an unknown status.
class LedgerReader {
 public:
  /// Throws Error(LedgerMissing, LedgerTooNew, LedgerDamaged, FileUnreadable).
  explicit LedgerReader(const std::string& path);
  LedgerReader(LedgerReader&&) noexcept;
  LedgerReader& operator=(LedgerReader&&) noexcept;
  ~LedgerReader();

  /// Calls `sink` for each row in order; constant memory. `sink` returns false to stop.
  void each_event(const EventFilter& filter, const std::function<bool(EventEntry&&)>& sink) const;
  void each_statement(const StatementFilter& filter, const std::function<bool(StatementEntry&&)>& sink) const;
  void each_report(const ReportFilter& filter, const std::function<bool(ReportEntry&&)>& sink) const;

  std::vector<EventEntry> list_events(const EventFilter& filter) const;
  std::vector<StatementEntry> list_statements(const StatementFilter& filter) const;
  std::vector<ReportEntry> list_reports(const ReportFilter& filter) const;
  std::vector<ActorEntry> list_actors(const NameFilter& filter) const;
  std::vector<SourceEntry> list_sources(const NameFilter& filter) const;
  std::vector<RunEntry> list_runs() const;

  Count count_events(const EventFilter& filter) const;
  Count count_statements(const StatementFilter& filter) const;
  Count count_reports(const ReportFilter& filter) const;

  /// For an empty list: how many rows there would be without each of its filters; those that give more than none.
  std::vector<RowsWithout> explain_empty(const EventFilter& filter) const;
  std::vector<RowsWithout> explain_empty(const StatementFilter& filter) const;
  std::vector<RowsWithout> explain_empty(const ReportFilter& filter) const;

  /// The one record whose id begins so, case ignored. Throws Error(NotFound), or Error(BadUsage) naming some of several.
  RecordName find_record(const std::string& id_or_prefix) const;
  /// By full id, as the latest run that found it tells it. Throw Error(NotFound).
  EventEntry load_event(const std::string& id) const;
  StatementEntry load_statement(const std::string& id) const;
  ReportPage load_report(const std::string& id) const;
  RunEntry load_run(const std::string& fingerprint) const;

  /// The SQL of each list with its query plan, for the test that forbids full scans.
  std::string explain_plan(const EventFilter& filter) const;
  std::string explain_plan(const StatementFilter& filter) const;
  std::string explain_plan(const ReportFilter& filter) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche

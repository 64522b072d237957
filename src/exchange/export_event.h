// SPDX-License-Identifier: Apache-2.0
// What the forms of export share: an event's row by names, its parties, codes and numbers.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "answers/tables.h"
#include "exchange/export.h"

namespace demarche {

/// A party as the old formats have it: one name, country, sector.
struct ExportParty {
  std::string id{}, name{}, country{}, sector{};
};

/// An event's row by the names of its columns.
class ExportEvent {
 public:
  ExportEvent(const std::vector<std::string>& columns, const Row& row) : columns_(columns), row_(row) {}

  const Value& at(std::string_view column) const;
  std::string text(std::string_view column) const { return cell_text(at(column)); }
  std::int64_t number(std::string_view column) const;
  std::vector<std::string> list(std::string_view column) const;
  std::vector<ExportParty> actors() const { return parties("actor"); }
  std::vector<ExportParty> recipients() const { return parties("recipient"); }
  const TypeRow& type() const;
  /// PLOVER's score of the mode, or of the type.
  std::string intensity() const;
  std::string goldstein() const;  ///< of the CAMEO code; empty where it has none

 private:
  std::vector<ExportParty> parties(const std::string& role) const;

  const std::vector<std::string>& columns_;
  const Row& row_;
};

/// Pairs of source and target as CAMEO tools expect them: each actor with each recipient; where all take part alike, each with each
/// other one; an event without a second party has an empty one.
std::vector<std::pair<ExportParty, ExportParty>> pairs_of(const ExportEvent& event, bool first_alone);

/// Statuses that go into a form without status.
std::vector<std::string> kept_statuses(const ExportRequest& request);
/// The filters with the statuses that the form may hold, and what that leaves out.
Parameters limited_to_kept(const Answers& answers, const ExportRequest& request, const ExportFormat& format,
                           std::vector<Excluded>& excluded);

void each_event(const Answers& answers, const Parameters& parameters, const std::function<void(const ExportEvent&)>& visit);

/// A positive number of 63 bits from an id, the same everywhere. Called once for each event of a file: a number that comes twice is
/// refused, since in these forms it is the id.
class NumberOfId {
 public:
  std::int64_t next(const std::string& id);

 private:
  std::unordered_set<std::int64_t> given_{};
};

std::string country_name(const std::string& iso3);
std::string cow_of(const std::string& iso3);
/// "20260203"
std::string digits_of(const std::string& day);

// The forms.
ExportResult write_plover(const Answers& answers, const ExportRequest& request, const ByteSink& sink);
ExportResult write_polecat(const Answers& answers, const ExportRequest& request, const ByteSink& sink);
ExportResult write_icews(const Answers& answers, const ExportRequest& request, const ByteSink& sink);
ExportResult write_gdelt(const Answers& answers, const ExportRequest& request, const ByteSink& sink);
ExportResult write_geojson(const Answers& answers, const ExportRequest& request, const ByteSink& sink);
ExportResult write_gexf(const Answers& answers, const ExportRequest& request, const ByteSink& sink);
ExportResult write_panel(const Answers& answers, const ExportRequest& request, const ByteSink& sink);

/// Writes the tables of a data package with `open`, which gives a sink for a file name; returns rows by file.
std::vector<std::pair<std::string, std::int64_t>> write_package(const Answers& answers, const ExportRequest& request,
                                                                const std::function<ByteSink(const std::string&)>& open);

}  // namespace demarche

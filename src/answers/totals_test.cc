// SPDX-License-Identifier: Apache-2.0
// Facets, timelines, panels and kept totals are what counting gives; a count that takes too long ends.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "answers/catalog.h"
#include "answers/parameters.h"
#include "answers/state.h"
#include "answers/test_answers.h"

namespace demarche {
namespace {

bool takes_all(Kind kind, const Parameters& parameters) {
  return std::all_of(parameters.begin(), parameters.end(), [&](const auto& parameter) {
    const auto known = filters_of(kind);
    return std::any_of(known.begin(), known.end(), [&](const FilterInfo& filter) { return filter.name == parameter.first; });
  });
}

TEST_F(AnswersTest, FacetsCountWhatTheFilterGives) {
  const Parameters chosen[] = {{}, {{"status", "denied"}}, {{"type", "ASSAULT,CONSULT"}}, {{"source", "karsk"}}};
  for (const Kind kind : {Kind::Events, Kind::Mentions, Kind::Statements, Kind::Reports, Kind::Actors, Kind::Places}) {
    for (const Parameters& parameters : chosen) {
      if (!takes_all(kind, parameters)) continue;
      Parameters asked = parameters;
      for (const std::string_view name : facets_of(kind)) asked.emplace_back("facet", name);
      for (const Facet& facet : answers_.facets(kind, asked)) {
        for (const FacetValue& value : facet.values) {
          SCOPED_TRACE(std::string(to_string(kind)) + " " + facet.name + "=" + value.value);
          Parameters filter = without(parameters, facet.name);
          filter.emplace_back(facet.name, value.value);
          EXPECT_EQ(value.rows, count(kind, filter));
        }
      }
    }
  }
}

bool can_count_by(std::string_view kind, std::string_view by) {
  return by.empty() || (by == "form") == (kind == "statements");
}

std::int64_t rows_of(const Series& series) {
  std::int64_t sum = series.undated;
  for (const SeriesPoint& point : series.points)
    for (const std::int64_t rows : point.rows) sum += rows;
  return sum;
}

TEST_F(AnswersTest, TimelinesAndPanelsAddUp) {
  for (const char* interval : {"day", "week", "month", "year", "auto"}) {
    for (const char* kind : {"events", "mentions", "statements"}) {
      for (const char* by : {"", "status", "form"}) {
        if (!can_count_by(kind, by)) continue;
        SCOPED_TRACE(std::string(kind) + " by " + interval + " " + by);
        Parameters asked = {{"kind", kind}, {"interval", interval}};
        if (*by != '\0') asked.emplace_back("by", by);
        const Series series = answers_.timeline(asked);
        EXPECT_EQ(rows_of(series), count(*parse_kind(kind), {}));
      }
    }
  }
  const Page panel = answers_.panel({{"unit", "none"}, {"by", "month"}});
  std::int64_t events = 0;
  const auto column = std::find(panel.columns.begin(), panel.columns.end(), "n_events") - panel.columns.begin();
  for (const Row& row : panel.rows) events += std::get<std::int64_t>(row.values.at(static_cast<std::size_t>(column)));
  EXPECT_EQ(events, count(Kind::Events, {}));
  const Page countries = answers_.panel({{"unit", "country"}, {"by", "month"}, {"id", "gwcode"}});
  const auto zeros = std::count_if(countries.rows.begin(), countries.rows.end(), [&](const Row& row) {
    return std::get<std::int64_t>(row.values.at(static_cast<std::size_t>(column))) == 0;
  });
  EXPECT_GT(zeros, 0) << "a month without an event is a row";
}

TEST_F(AnswersTest, TotalsAreWhatRecountingGives) {
  Answers::State state(folder->file("a.db"));
  const std::map<std::string, const char*> recounts = {
      {"events type", "SELECT type, count(*) FROM merged_event GROUP BY 1"},
      {"events status", "SELECT status, count(*) FROM merged_event GROUP BY 1"},
      {"events country", "SELECT country, count(DISTINCT merged_key) FROM merged_party GROUP BY 1"},
      {"events actor", "SELECT identity_key, count(DISTINCT merged_key) FROM merged_party WHERE role = 'actor' GROUP BY 1"},
      {"mentions type", "SELECT type, count(*) FROM mention JOIN event USING (finding_key) GROUP BY 1"},
      {"statements form", "SELECT form, count(*) FROM statement JOIN finding USING (finding_key) JOIN copy USING (reading_key) GROUP BY 1"},
      {"statements speaker", "SELECT identity_key, count(*) FROM statement_party WHERE role = 'speaker' GROUP BY 1"},
      {"reports ", "SELECT '', count(*) FROM copy"}};
  for (const auto& [name, sql] : recounts) {
    SCOPED_TRACE(name);
    const std::size_t blank = name.find(' ');
    std::map<std::string, std::int64_t> kept, counted;
    Query totals = state.database->query("SELECT value, n FROM tally WHERE kind = ? AND facet = ? AND n <> 0");
    totals.bind(name.substr(0, blank), name.substr(blank + 1));
    while (totals.step()) kept[totals.text(0)] = totals.number(1);
    Query query = state.database->query(sql);
    while (query.step()) counted[query.text(0)] = query.number(1);
    EXPECT_EQ(kept, counted);
  }
}

TEST_F(AnswersTest, ACallThatTakesTooLongEnds) {
  Answers answers(folder->file("a.db"));
  answers.interrupt_when([] { return true; });
  EXPECT_THROW(
      {
        for (int i = 0; i < 100; ++i) answers.panel({{"unit", "country"}, {"by", "day"}});
      },
      Error);
  answers.interrupt_when({});
  EXPECT_NO_THROW(answers.panel({{"unit", "country"}, {"by", "day"}}));
}

}  // namespace
}  // namespace demarche

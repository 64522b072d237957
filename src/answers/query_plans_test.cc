// SPDX-License-Identifier: Apache-2.0
// The plans that SQLite makes for the questions: what they may read.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "answers/catalog.h"
#include "answers/test_answers.h"

namespace demarche {
namespace {

/// A value that each filter takes.
std::string value_for(const FilterInfo& info) {
  switch (info.type) {
    case FilterType::Choice:
      return std::string(info.choices.substr(0, info.choices.find('|')));
    case FilterType::Country:
      return "SDN";
    case FilterType::Day:
      return "2026-01-05";
    case FilterType::Integer:
      return "1";
    case FilterType::Real:
      return "0.5";
    case FilterType::Flag:
      return "1";
    case FilterType::Id:
      return info.name == "report" ? "rp_1" : "ev_1";
    case FilterType::Name:
      return "army";
    case FilterType::Words:
      break;
  }
  return info.name == "bbox" ? "5,46,7,47" : info.name == "near" ? "46,6,30" : "army";
}

// No question reads a table from end to end. What may be walked is an index in the order of the list, which a page soon ends;
// names are looked up by their words.
TEST_F(AnswersTest, NoQuestionReadsATableFromEndToEnd) {
  const std::set<std::string> not_tables = {"chain", "CONSTANT", "chosen", "json_each", "report_day"};  // a row a day
  const auto check = [&](const std::string& plan) {
    SCOPED_TRACE(plan);
    for (std::size_t begin = 0; begin < plan.size();) {
      const std::size_t end = plan.find('\n', begin);
      std::string line = plan.substr(begin, end - begin);
      begin = end + 1;
      line.erase(0, line.find_first_not_of(' '));
      if (line.rfind("SCAN ", 0) != 0) continue;
      const std::string table = line.substr(5, line.find(' ', 5) - 5);
      const bool is_index = line.find(" VIRTUAL TABLE INDEX ") != std::string::npos;
      const bool is_walk =
          table == "t" && (line.find(" USING INDEX ") != std::string::npos || line.find(" USING COVERING INDEX ") != std::string::npos);
      const bool is_decisions = table == "t" && plan.find("FROM decision AS t") != std::string::npos;  // walked by key
      const bool is_partial = line.find("copy_of_another") != std::string::npos;  // holds the rows that are asked for and no others
      EXPECT_TRUE(is_partial || not_tables.count(table) > 0 || table.front() == '(' || is_index || is_walk || is_decisions) << line;
    }
  };
  for (const Kind kind : every_kind()) {
    for (const std::string_view order : orders_of(kind)) check(answers_.explain_plan(kind, {{"sort", std::string(order)}}));
    for (const FilterInfo& info : filters_of(kind)) {
      SCOPED_TRACE(std::string(to_string(kind)) + " " + std::string(info.name));
      check(answers_.explain_plan(kind, {{std::string(info.name), value_for(info)}}));
    }
  }
}

// A row that is walked is tested by its own few parties, never by all parties of the value that is looked for.
TEST_F(AnswersTest, TestsOfARowGoByTheRow) {
  const std::pair<Kind, const char*> filters[] = {{Kind::Events, "country"},        {Kind::Events, "actor"},       {Kind::Events, "party"},
                                                  {Kind::Statements, "country"},    {Kind::Statements, "speaker"}, {Kind::Plans, "country"},
                                                  {Kind::Contradictions, "country"}};
  for (const auto& [kind, filter] : filters) {
    SCOPED_TRACE(std::string(to_string(kind)) + " " + filter);
    const std::string plan = answers_.explain_plan(kind, {{filter, "SDN"}});
    const std::string walk = plan.substr(0, plan.find("\nSELECT "));
    EXPECT_NE(walk.find("SEARCH p USING PRIMARY KEY"), std::string::npos) << walk;
  }
}

}  // namespace
}  // namespace demarche

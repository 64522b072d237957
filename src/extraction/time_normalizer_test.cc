// SPDX-License-Identifier: Apache-2.0
#include "extraction/time_normalizer.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

std::string interval(std::string_view words, Tense tense = Tense::Past, std::optional<Date> reported = Date{2025, 11, 26}) {
  static const Calendar calendar(std::string(DEMARCHE_SOURCE_DIR) + "/lexicons/en");
  const auto found = normalize_time(words, reported, tense, calendar);
  return found ? to_iso(found->from) + ".." + to_iso(found->to) : "";
}

TEST(TimeNormalizer, CountsFromTheReportsDate) {
  struct Case {
    const char* words;
    Tense tense;
    const char* expected;
  };
  const Case cases[] = {
      {"last October", Tense::Past, "2025-10-01..2025-10-31"},
      {"next week", Tense::Future, "2025-12-01..2025-12-07"},
      {"last week", Tense::Past, "2025-11-17..2025-11-23"},
      {"since February 2022", Tense::Past, "2022-02-01..2025-11-26"},
      {"on Tuesday", Tense::Past, "2025-11-25..2025-11-25"},
      {"on Friday", Tense::Future, "2025-11-28..2025-11-28"},
      {"on Friday", Tense::Past, "2025-11-21..2025-11-21"},
      {"today", Tense::Past, "2025-11-26..2025-11-26"},
      {"yesterday", Tense::Past, "2025-11-25..2025-11-25"},
      {"in October", Tense::Past, "2025-10-01..2025-10-31"},
      {"in December", Tense::Past, "2024-12-01..2024-12-31"},
      {"in March", Tense::Future, "2026-03-01..2026-03-31"},
      {"21 November 1995", Tense::Past, "1995-11-21..1995-11-21"},
      {"Nov. 21, 1995", Tense::Past, "1995-11-21..1995-11-21"},
      {"two weeks ago", Tense::Past, "2025-11-12..2025-11-12"},
      {"three days ago", Tense::Past, "2025-11-23..2025-11-23"},
      {"in 2014", Tense::Past, "2014-01-01..2014-12-31"},
      {"between 3 and 5 May 2020", Tense::Past, "2020-05-03..2020-05-05"},
      {"last year", Tense::Past, "2024-01-01..2024-12-31"},
      {"until December 20", Tense::Past, "2025-11-26..2025-12-20"},
      {"for 180 days", Tense::Past, ""},
      {"recently", Tense::Past, ""},
      {"2025-11-20", Tense::Past, "2025-11-20..2025-11-20"},
      {"in late July", Tense::Past, "2025-07-21..2025-07-31"},
      {"early next month", Tense::Future, "2025-12-01..2025-12-10"},
      {"late last year", Tense::Past, "2024-10-01..2024-12-31"},
      {"since late April", Tense::Past, "2025-04-21..2025-11-26"},
      {"in the early hours of Aug. 7", Tense::Past, "2025-08-07..2025-08-07"},
      {"earlier this month", Tense::Past, "2025-11-01..2025-11-26"},
      {"in 2025 so far", Tense::Past, "2025-01-01..2025-11-26"},
      {"over the two previous days", Tense::Past, "2025-11-24..2025-11-25"},
      {"later this month", Tense::Future, "2025-11-27..2025-11-30"},
      {"three months earlier", Tense::Past, "2025-08-01..2025-08-31"},
      {"overnight", Tense::Past, "2025-11-25..2025-11-26"},
      {"overnight", Tense::Future, "2025-11-26..2025-11-27"},
      {"by December 20", Tense::Future, "2025-11-26..2025-12-20"},
      {"before the end of the month", Tense::Future, "2025-11-26..2025-11-30"},
      {"by the end of January", Tense::Future, "2025-11-26..2026-01-31"},
      {"over the last 6 months", Tense::Past, "2025-05-26..2025-11-26"},
      {"in the past 24 hours", Tense::Past, "2025-11-25..2025-11-26"},
      {"over the past week", Tense::Past, "2025-11-19..2025-11-26"},
      {"in the past few days", Tense::Past, ""},
      {"in the next two weeks", Tense::Future, "2025-11-26..2025-12-10"},
      {"1998-2018", Tense::Past, "1998-01-01..2018-12-31"},
      {"September and October 2015", Tense::Past, "2015-09-01..2015-10-31"},
      {"for a fourth consecutive day", Tense::Past, "2025-11-23..2025-11-26"},
      {"two-day", Tense::Past, "2025-11-26..2025-11-27"},
      {"for a third day", Tense::Past, "2025-11-24..2025-11-26"},
      {"for the 5th day on Tuesday", Tense::Past, "2025-11-21..2025-11-25"},
      {"two days prior", Tense::Past, "2025-11-24..2025-11-24"},
      {"the day before", Tense::Past, "2025-11-25..2025-11-25"},
      {"a week after", Tense::Past, "2025-11-19..2025-11-19"},
      {"a few days prior", Tense::Past, ""},
      {"days after", Tense::Past, ""},
      {"an hour after the deadline", Tense::Past, "2025-11-26..2025-11-26"},
      {"within three weeks", Tense::Future, "2025-11-26..2025-12-17"},
      {"within 72 hours", Tense::Future, "2025-11-26..2025-11-29"},
      {"within hours", Tense::Past, "2025-11-26..2025-11-26"},
      {"within the month", Tense::Future, "2025-11-26..2025-11-30"},
      {"within days", Tense::Future, ""},
      {"within", Tense::Future, ""},
      {"by", Tense::Future, ""},
      {"for a third", Tense::Past, ""},
      {"after", Tense::Past, ""},
      {"in two weeks", Tense::Future, "2025-12-10..2025-12-10"},
      {"in two weeks", Tense::Past, ""},
      {"at dawn", Tense::Past, "2025-11-26..2025-11-26"},
      {"at 7:15am", Tense::Past, "2025-11-26..2025-11-26"},
      {"about 3 a.m.", Tense::Past, "2025-11-26..2025-11-26"},
      {"at midnight", Tense::Past, "2025-11-25..2025-11-25"},
      {"at midnight", Tense::Future, "2025-11-27..2025-11-27"},
      {"this morning", Tense::Past, "2025-11-26..2025-11-26"},
      {"last night", Tense::Past, "2025-11-25..2025-11-25"},
      {"at night", Tense::Past, "2025-11-25..2025-11-26"},
      {"no later than December 20", Tense::Future, "2025-11-26..2025-12-20"},
      {"in August last year", Tense::Past, "2024-08-01..2024-08-31"},
      {"later this year", Tense::Future, "2025-11-26..2025-12-31"},
      {"over the weekend", Tense::Past, "2025-11-22..2025-11-23"},
      {"at the weekend", Tense::Future, "2025-11-29..2025-11-30"},
      {"later in the day", Tense::Past, "2025-11-26..2025-11-26"},
      {"in the afternoon", Tense::Past, "2025-11-26..2025-11-26"},
      {"the same day", Tense::Past, "2025-11-26..2025-11-26"},
      {"since the start of the year", Tense::Past, "2025-01-01..2025-11-26"},
      {"until the end of the month", Tense::Future, "2025-11-26..2025-11-30"},
      {"at the end of March", Tense::Past, "2025-03-21..2025-03-31"},
      {"on New Year's Eve", Tense::Past, "2024-12-31..2024-12-31"},
      {"on New Year\u2019s Eve", Tense::Past, "2024-12-31..2024-12-31"},
      {"on Christmas Day", Tense::Past, "2024-12-25..2024-12-25"},
      {"before Christmas", Tense::Future, "2025-12-25..2025-12-25"},
      {"on Easter Monday 2016", Tense::Past, "2016-03-28..2016-03-28"},
      {"on Good Friday", Tense::Future, "2026-04-03..2026-04-03"},
      {"by Orthodox Easter", Tense::Future, "2025-11-26..2026-04-12"},
      {"on Thanksgiving", Tense::Future, "2025-11-27..2025-11-27"},
      {"on Memorial Day", Tense::Past, "2025-05-26..2025-05-26"},
      {"during World War II", Tense::Past, "1939-09-01..1945-09-02"},
      {"after the September 11 attacks", Tense::Past, "2001-09-11..2001-09-11"},
      {"on September 11", Tense::Past, "2025-09-11..2025-09-11"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.words);
    EXPECT_EQ(interval(c.words, c.tense), c.expected);
  }
}

TEST(TimeNormalizer, WithoutAReportDateOnlyFullDatesHaveAnInterval) {
  EXPECT_EQ(interval("on Tuesday", Tense::Past, std::nullopt), "");
  EXPECT_EQ(interval("in June 1999", Tense::Past, std::nullopt), "1999-06-01..1999-06-30");
}

}  // namespace
}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Pages, streams and counts give the same rows, also while reports are read.
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "answers/catalog.h"
#include "answers/state.h"
#include "answers/test_answers.h"

namespace demarche {
namespace {

/// The ids of all rows; `between` is done after each page.
std::vector<std::string> ids_page_by_page(
    const Answers& answers, Kind kind, const Parameters& asked, const std::function<void()>& between = [] {}) {
  std::vector<std::string> ids;
  for (std::string cursor;;) {
    Parameters next = asked;
    if (!cursor.empty()) next.emplace_back("cursor", cursor);
    const Page page = answers.list(kind, next);
    for (const Row& row : page.rows) ids.push_back(to_text(row.values.at(0)));
    between();
    cursor = page.next;
    if (cursor.empty()) return ids;
  }
}

TEST_F(AnswersTest, PagesStreamAndCountAgree) {
  for (const Kind kind : every_kind()) {
    for (const std::string_view order : orders_of(kind)) {
      for (const char* sign : {"", "-"}) {
        SCOPED_TRACE(std::string(to_string(kind)) + " " + sign + std::string(order));
        std::vector<std::string> streamed;
        const Parameters asked = {{"sort", sign + std::string(order)}};
        answers_.stream(kind, asked, [&](Row&& row) { return streamed.push_back(to_text(row.values.at(0))), true; });
        EXPECT_EQ(ids_page_by_page(answers_, kind, {{"sort", sign + std::string(order)}, {"limit", "7"}}), streamed);
        EXPECT_EQ(count(kind, {}), static_cast<std::int64_t>(streamed.size()));
        if (kind != Kind::Places) {
          EXPECT_EQ(std::set<std::string>(streamed.begin(), streamed.end()).size(), streamed.size()) << "ids are unique";
        }
      }
    }
  }
}

TEST(Answers, PagesNeitherShiftNorRepeatWhileReportsAreRead) {
  const TemporaryFolder folder;
  Ledger ledger = Ledger::open(folder.file("a.db"));
  for (int i = 0; i < 30; ++i) ledger.append(archive_report(i).document(), sample_run());
  const Answers answers(folder.file("a.db"));
  int next_report = 30;
  for (const Kind kind : {Kind::Mentions, Kind::Statements, Kind::Reports}) {
    SCOPED_TRACE(to_string(kind));
    const std::int64_t counted = answers.count(kind, {{"count", "exact"}}).rows;
    // Newer and older days than those that were shown.
    const auto read_another = [&] { ledger.append(archive_report(next_report++).document(), sample_run()); };
    const std::vector<std::string> paged = ids_page_by_page(answers, kind, {{"limit", "4"}}, read_another);
    EXPECT_EQ(static_cast<std::int64_t>(paged.size()), counted);
    EXPECT_EQ(std::set<std::string>(paged.begin(), paged.end()).size(), paged.size());
    std::int64_t streamed = 0;
    answers.stream(kind, {}, [&](Row&&) {
      if (++streamed == 3) ledger.append(archive_report(next_report++).document(), sample_run());
      return true;
    });
    EXPECT_GT(streamed, counted);
  }
}

}  // namespace
}  // namespace demarche

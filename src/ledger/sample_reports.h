// SPDX-License-Identifier: Apache-2.0
// For tests only: Documents made by hand, their spans named by the words themselves.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "document/document.h"
#include "document/run.h"

namespace demarche {

/// A folder that is removed again.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    // In memory where there is such a place: these tests are about order, not about the disk's speed.
    const bool in_memory = access("/dev/shm", W_OK) == 0;
    const std::filesystem::path base = in_memory ? "/dev/shm" : std::filesystem::temp_directory_path();
    std::string name = (base / "demarche-XXXXXX").string();
    DEMARCHE_CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class SampleReport {
 public:
  explicit SampleReport(std::string text) : text_(std::move(text)) {
    origin.id = "sample";
    origin.path = "sample.txt";
    origin.publisher = "Northern Wire";
    origin.title = "A title";
    origin.published = Date{2026, 3, 4};
    origin.date_basis = "field";
    origin.digest = sha256_hex(text_);
  }

  /// The first place of these words, or the first after `after`.
  TextSpan at(std::string_view words, std::string_view after = "") const {
    const std::size_t start = after.empty() ? 0 : text_.find(after);
    DEMARCHE_CHECK(start != std::string::npos);
    const std::size_t found = text_.find(words, start);
    DEMARCHE_CHECK(found != std::string::npos);
    return {static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + words.size())};
  }
  Entity entity(std::string_view words, std::string name = "", std::string country = "", std::string sector = "") const {
    return {at(words), std::move(name), std::move(country), std::move(sector), "actors.tsv:1"};
  }
  Document document() const {
    Document made(origin, text_, source_map, {});
    made.attach(Statements{statements});
    made.attach(Events{events});
    return made;
  }

  Origin origin;
  SourceMap source_map;
  std::vector<Statement> statements;
  std::vector<Event> events;

 private:
  std::string text_;
};

inline RunInfo sample_run(const std::string& model = "reader-en 1") {
  return {"0.1.0+abc", model, "lexicons 1", "min_confidence=0"};
}

/// Two statements, one within the other, and three events: one by the report itself, two by the inner statement, one of
/// which the other speaks of. With characters of two, three and four bytes before and inside the quotes.
inline SampleReport chain_report() {
  SampleReport report(
      "KYÏV — Two sources told NBC that Driscoll told Ukrainian officials that they “are losing 🚀”, and that Moscow "
      "agreed to free two prisoners. On March 1 Zoë Ruiz met Ana Lorn in Genève.");
  Statement outer;
  outer.speaker = report.entity("Two sources");
  outer.cue = report.at("told");
  outer.addressee = report.entity("NBC", "NBC News", "USA", "JRN");
  outer.content = {
      report.at("that Driscoll told Ukrainian officials that they “are losing 🚀”, and that Moscow agreed to "
                "free two prisoners")};
  outer.score = 0.9F;
  outer.rule = "statement-head";
  Statement inner;
  inner.speaker = report.entity("Driscoll", "Daniel Driscoll", "USA", "GOV");
  inner.cue = report.at("told", "Driscoll");
  inner.addressee = report.entity("Ukrainian officials", "", "UKR", "GOV");
  inner.content = {report.at("that they “are losing 🚀”"), report.at("that Moscow agreed to free two prisoners")};
  inner.form = Form::Mixed;
  inner.within = 0;
  inner.score = 0.8F;
  inner.rule = "statement-head";
  report.statements = {outer, inner};

  Event free;
  free.trigger = report.at("free");
  free.type = "RETREAT";
  free.mode = "release";
  free.cameo = "0841";
  free.actors = {report.entity("Moscow", "Russia", "RUS", "GOV")};
  free.status = Status::Planned;
  free.within = 1;
  free.content_of = 1;  // stands before the event that it is content of
  free.score = 0.7F;
  free.status_score = 0.6F;
  free.rule = "event-head";
  Event agree = free;
  agree.trigger = report.at("agreed");
  agree.type = "AGREE";
  agree.mode = "";
  agree.cameo = "057";
  agree.status = Status::Happened;
  agree.content_of.reset();
  Event meet;
  meet.trigger = report.at("met");
  meet.type = "CONSULT";
  meet.mode = "visit";
  meet.cameo = "042";
  meet.actors = {report.entity("Zoë Ruiz", "Zoë Ruiz", "ESP", "GOV"), report.entity("Ana Lorn", "Ana Lorn", "UKR", "GOV")};
  meet.date = EventDate{report.at("On March 1"), DateInterval{{2026, 3, 1}, {2026, 3, 1}}, "month-day"};
  meet.place = report.entity("Genève", "Geneva", "CHE");
  meet.score = 0.95F;
  meet.status_score = 0.99F;
  meet.rule = "event-head";
  report.events = {free, agree, meet};
  return report;
}

/// Report number `i` of an endless archive: one statement and one event each, dates and types and names in turn.
inline SampleReport archive_report(int i) {
  static const char* const kTypes[] = {"ASSAULT", "CONSULT", "PROTEST", "AID"};
  static const char* const kCountries[] = {"SDN", "UKR", "USA"};
  const std::string person = fmt::format("Minister No{}", i % 7);
  SampleReport report(fmt::format("Report {}. {} said that the army attacked town {}.", i, person, i));
  report.origin.id = fmt::format("report-{}", i);
  report.origin.path = fmt::format("day.jsonl:{}", i);
  report.origin.publisher = i % 3 == 0 ? "Daily Karsk" : "Northern Wire";
  report.origin.published = add_days(Date{2026, 1, 1}, i % 60);
  Statement statement;
  statement.speaker = report.entity(person, person, kCountries[i % 3], "GOV");
  statement.cue = report.at("said");
  statement.content = {report.at(fmt::format("that the army attacked town {}", i))};
  statement.score = 0.5F;
  statement.rule = "statement-head";
  report.statements = {statement};
  Event event;
  event.trigger = report.at("attacked");
  event.type = kTypes[i % 4];
  event.actors = {report.entity("the army", "Army of Ostrel", "SDN", "MIL")};
  event.status = i % 5 == 0 ? Status::Denied : Status::Happened;
  event.within = 0;
  event.score = static_cast<float>(i % 10) / 10;
  event.status_score = 0.5F;
  event.rule = "event-head";
  report.events = {event};
  return report;
}

}  // namespace demarche

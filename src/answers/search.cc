// SPDX-License-Identifier: Apache-2.0
// Full-text search: reports, statements, events and actors in one answer.
#include <algorithm>

#include "answers/records.h"
#include "base/utf8.h"
#include "ledger/keys.h"

namespace demarche {
namespace {

constexpr std::int64_t kRanked = 500;  ///< so many hits are put in order of fitness; of more, the newest come first
constexpr char kMarkBegin = '\x02';
constexpr char kMarkEnd = '\x03';

struct SearchPlan {
  Kind kind;
  const char* index;  ///< the FTS5 table
  const char* joins;  ///< from its rowid to reading t
  const char* key;    ///< of the row that is shown
  const char* words;  ///< columns of the index that tell of this kind, before the words
  int column;         ///< of the snippet; -1: the best
};
constexpr SearchPlan kPlans[] = {
    {Kind::Reports, "report_search", " CROSS JOIN reading AS t ON t.reading_key = s.rowid", "t.reading_key", "", -1},
    {Kind::Statements, "finding_search",
     " CROSS JOIN finding AS f ON f.finding_key = s.rowid AND f.kind = 'statement' CROSS JOIN reading AS t ON t.reading_key = "
     "f.reading_key",
     "f.finding_key", "{speaker cue content} : ", 2},
    {Kind::Events, "finding_search",
     " CROSS JOIN finding AS f ON f.finding_key = s.rowid AND f.kind = 'event' CROSS JOIN mention AS m ON m.finding_key = f.finding_key "
     "CROSS "
     "JOIN reading AS t ON t.reading_key = f.reading_key",
     "f.finding_key", "{trigger_words parties} : ", -1},
};

/// Takes the marks out of a snippet and says where they were, in code points.
void take_marks(const std::string& marked, SearchHit& hit) {
  std::int64_t at = 0;
  std::int64_t begin = 0;
  for (std::size_t i = 0; i < marked.size();) {
    if (marked[i] == kMarkBegin) {
      begin = at;
      ++i;
    } else if (marked[i] == kMarkEnd) {
      hit.marks.emplace_back(begin, at);
      ++i;
    } else {
      const Decoded d = decode_utf8(marked, i);
      const bool is_space = d.code_point == U'\n' || d.code_point == U'\r' || d.code_point == U'\t';
      hit.snippet += is_space ? " " : marked.substr(i, d.size);
      i += d.size;
      ++at;
    }
  }
}

std::string list_of(const Record& record, const char* column) {
  return to_text(record.at(column), " ▸ ");
}

void describe_report(const Record& record, SearchHit& hit) {
  hit.title = to_text(record.at("title"));
  if (hit.title.empty()) hit.title = to_text(record.at("name"));
  hit.said_by = to_text(record.at("source"));
}

void describe_statement(const Record& record, SearchHit& hit) {
  hit.said_by = to_text(record.at("speaker"));
  hit.title = hit.said_by + (hit.said_by.empty() ? "" : " ") + to_text(record.at("cue"));
  hit.said_through = list_of(record, "said_through");
}

void describe_mention(const Record& record, SearchHit& hit) {
  const std::string actors = to_text(record.at("actors"), ", ");
  const std::string recipients = to_text(record.at("recipients"), ", ");
  hit.title = to_text(record.at("type")) + " " + (recipients.empty() ? actors : (actors.empty() ? "?" : actors) + " → " + recipients) +
              " · " + to_text(record.at("status"));
  hit.said_through = list_of(record, "said_through");
  const auto* chain = std::get_if<std::vector<std::string>>(&record.at("said_through"));
  hit.said_by = chain == nullptr || chain->empty() ? to_text(record.at("source")) : chain->back();
}

SearchHit make_hit(const SearchPlan& plan, const Record& record, const std::string& marked) {
  SearchHit hit;
  hit.kind = plan.kind;
  hit.id = plan.kind == Kind::Events ? to_text(record.at("event_id")) : record.id;
  hit.source = to_text(record.at("source"));
  hit.published = to_text(record.at("published"));
  hit.report_id = to_text(record.at("report_id"));
  if (plan.kind == Kind::Reports) describe_report(record, hit);
  if (plan.kind == Kind::Statements) describe_statement(record, hit);
  if (plan.kind == Kind::Events) describe_mention(record, hit);
  take_marks(marked, hit);
  return hit;
}

class Searcher {
 public:
  Searcher(Answers::State& state, const Question& reports, std::string match, std::size_t limit)
      : state_(state), database_(*state.database), reports_(reports), match_(std::move(match)), limit_(limit) {}

  SearchGroup search(const SearchPlan& plan) {
    SearchGroup group;
    group.kind = plan.kind;
    Clause rows{" FROM " + std::string(plan.index) + " AS s" + plan.joins +
                    " CROSS JOIN copy AS c ON c.reading_key = t.reading_key WHERE " + plan.index + " MATCH ?",
                {*plan.words == '\0' ? match_ : plan.words + ("(" + match_ + ")")}};
    rows.add(tests_of(reports_, Shape::kNone));
    Query count =
        prepare(database_, Clause{"SELECT count(*) FROM (SELECT 1" + rows.sql + " LIMIT " + std::to_string(kRanked + 1) + ")", rows.bound});
    group.rows = count.step() ? count.number(0) : 0;
    if (group.rows == 0) return group;
    group.exact = group.rows <= kRanked;
    if (!group.exact) group.rows = kRanked;
    const std::string snippet =
        ", snippet(" + std::string(plan.index) + ", " + std::to_string(plan.column) + ", char(2), char(3), '…', 24)";
    // The snippet is made for the rows of the page alone: it reads the whole text again.
    Clause clause{std::string("SELECT ") + plan.key + snippet, {}};
    clause.add(rows).add(std::string(" ORDER BY ") + (group.exact ? "s.rank" : "s.rowid DESC") + " LIMIT " + std::to_string(limit_ * 2));
    Query query = prepare(database_, clause);
    const Kind shown = plan.kind == Kind::Events ? Kind::Mentions : plan.kind;
    while (group.hits.size() < limit_ && query.step()) {
      SearchHit hit = make_hit(plan, state_.fetch_record(table_of(shown), query.number(0)), query.text(1));
      const bool is_known = std::any_of(group.hits.begin(), group.hits.end(), [&](const SearchHit& other) { return other.id == hit.id; });
      if (!is_known) group.hits.push_back(std::move(hit));
    }
    return group;
  }

 private:
  Answers::State& state_;
  Database& database_;
  const Question& reports_;
  std::string match_;
  std::size_t limit_;
};

}  // namespace

Found Answers::search(const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  const std::string words = last_of(parameters, "q").value_or("");
  if (words.empty()) throw BadParameter("bad-parameter", "q", "", "is missing", "words that are looked for");
  const std::string match = match_expression("q", words);
  const std::int64_t limit = parse_integer("limit", last_of(parameters, "limit").value_or("10"), 1, 100);
  const std::optional<ParameterValues> kinds = values_of(parameters, "kind");
  if (kinds)
    for (const std::string& kind : kinds->wanted) parse_choice("kind", kind, "reports|statements|events|actors");
  const auto is_wanted = [&](Kind kind) {
    return !kinds || std::find(kinds->wanted.begin(), kinds->wanted.end(), to_string(kind)) != kinds->wanted.end();
  };
  const Question reports = make_question(Kind::Reports, without(without(parameters, "q"), "kind"), state_->context(), Purpose::Count);
  Searcher searcher(*state_, reports, match, static_cast<std::size_t>(limit));
  Found found;
  for (const SearchPlan& plan : kPlans)
    if (is_wanted(plan.kind)) found.groups.push_back(searcher.search(plan));
  if (!is_wanted(Kind::Actors) || searchable(words) == " ") return found;
  Page actors = list(Kind::Actors, {{"name", words}, {"limit", std::to_string(limit)}});
  SearchGroup group;
  group.kind = Kind::Actors;
  const Counted counted = count(Kind::Actors, {{"name", words}});
  group.rows = counted.rows;
  group.exact = counted.exact;
  for (const Row& row : actors.rows) {
    SearchHit hit;
    hit.kind = Kind::Actors;
    hit.id = to_text(row.values.at(0));
    hit.title = to_text(row.values.at(1));
    hit.snippet = to_text(row.values.back(), ", ");
    group.hits.push_back(std::move(hit));
  }
  found.groups.push_back(std::move(group));
  return found;
}

}  // namespace demarche

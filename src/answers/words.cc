// SPDX-License-Identifier: Apache-2.0
// Questions in words: the human sentence, the vocabulary, and the list as SQL for other tools.
#include <algorithm>

#include "answers/state.h"
#include "answers/tables.h"

namespace demarche {
namespace {

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};

std::string day_with_year(Date day) {
  return std::to_string(day.day) + " " + std::string(kMonths[day.month - 1]) + " " + std::to_string(day.year);
}

std::string joined(const std::vector<std::string>& words, const char* last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i)
    out += (i == 0 ? "" : i + 1 == words.size() ? std::string(" ") + last + " " : ", ") + words[i];
  return out;
}

std::string country_name(const std::string& value) {
  const CountryCodes* country = country_meant(value);
  return country == nullptr ? value : std::string(country->name);
}

/// "in Sudan or Chad, not Egypt"
std::string phrase(const ParameterValues& values, const std::string& before, const std::string& not_before, bool countries) {
  std::vector<std::string> wanted, unwanted;
  for (const std::string& value : values.wanted) wanted.push_back(countries ? country_name(value) : value);
  for (const std::string& value : values.unwanted) unwanted.push_back(countries ? country_name(value) : value);
  std::string out = wanted.empty() ? "" : before + joined(wanted, "or");
  if (!unwanted.empty()) out += (out.empty() ? "" : ", ") + not_before + joined(unwanted, "or");
  return out;
}

struct Phrase {
  std::string_view parameter, before, not_before;
};
// What has no words of its own is told as "name value".
constexpr Phrase kPhrases[] = {
    {"status", "", "not "},
    {"any_status", "told as ", "not told as "},
    {"country", "of ", "not of "},
    {"actor", "by ", "not by "},
    {"actor_country", "by ", "not by "},
    {"recipient", "to ", "not to "},
    {"recipient_country", "to ", "not to "},
    {"party", "with ", "without "},
    {"place", "in ", "not in "},
    {"source", "told by ", "not told by "},
    {"report", "in the report ", "not in the report "},
    {"speaker", "said by ", "not said by "},
    {"addressee", "said to ", "not said to "},
    {"cue", "with the cue ", "without the cue "},
    {"mode", "of mode ", "not of mode "},
    {"event", "of ", "not of "},
    {"verdict", "", "not "},
    {"name", "named ", "not named "},
};

std::string number_phrase(const std::string& name, const std::string& value) {
  if (name == "sources_min") return "with at least " + value + " independent sources";
  if (name == "reports_min") return "in at least " + value + " reports";
  if (name == "confidence_min") return "with a score of at least " + value;
  if (name == "depth" || name == "chain_min") return "through at least " + value + " people";
  if (name == "contested") return value == "0" ? "not in dispute" : "in dispute";
  if (name == "matched") return value == "0" ? "without an outcome" : "with an outcome";
  if (name == "q" || name == "contains") return "with the words «" + value + "»";
  return name + " " + value;
}

std::string date_phrase(const Parameters& parameters, const char* from_name, const char* to_name, const std::string& before) {
  const auto from = last_of(parameters, from_name), to = last_of(parameters, to_name);
  if (!from && !to) return {};
  if (from && to && *from == *to && from->size() == 10)
    return before + "on " + day_with_year(read_period(from_name, *from, PeriodEdge::First));
  std::string out = before;
  if (from) out += "from " + day_with_year(read_period(from_name, *from, PeriodEdge::First));
  if (to) out += std::string(from ? " " : "") + (from ? "to " : "up to ") + day_with_year(read_period(to_name, *to, PeriodEdge::Last));
  return out;
}

Page word_page(const std::vector<WordRow>& rows, const char* name) {
  Page page;
  page.columns = {name, "meaning"};
  for (const WordRow& row : rows) page.rows.push_back({{std::string(row.word), std::string(row.meaning)}});
  return page;
}

Page type_page() {
  Page page;
  page.columns = {"type", "quad", "quad_label", "scale", "modes", "meaning"};
  for (const TypeRow& row : type_table()) {
    std::vector<std::string> modes;
    for (const ModeRow& mode : mode_table())
      if (mode.type == row.type) modes.emplace_back(mode.mode);
    page.rows.push_back(
        {{std::string(row.type), std::int64_t{row.quad}, std::string(quad_table()[static_cast<std::size_t>(row.quad - 1)].meaning),
          std::string(row.score), modes, std::string(row.meaning)}});
  }
  return page;
}

Page country_page() {
  Page page;
  page.columns = {"iso3", "name", "gwcode", "cown", "iso2", "region"};
  for (const CountryCodes& row : country_table())
    page.rows.push_back({{std::string(row.iso3), std::string(row.name), std::string(row.gwcode), std::string(row.cown),
                          std::string(row.iso2), std::string(row.region)}});
  return page;
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// SQL with its values in their places. '?' stands in no text of our own.
std::string inlined(const Clause& clause) {
  std::string out;
  std::size_t next = 0;
  for (const char c : clause.sql) {
    if (c != '?') {
      out += c;
      continue;
    }
    const Bound& bound = clause.bound.at(next++);
    if (const auto* number = std::get_if<std::int64_t>(&bound)) out += std::to_string(*number);
    if (const auto* real = std::get_if<double>(&bound)) out += fmt::format("{}", *real);
    if (const auto* text = std::get_if<std::string>(&bound)) out += quoted(*text);
  }
  return out;
}

struct ViewName {
  Kind kind;
  const char* view;
  const char* id;
};
constexpr ViewName kViews[] = {{Kind::Events, "event_view", "event_id"},
                               {Kind::Mentions, "mention_view", "mention_id"},
                               {Kind::Statements, "statement_view", "statement_id"},
                               {Kind::Reports, "report_view", "report_id"},
                               {Kind::Plans, "plan_view", "plan_link_id"},
                               {Kind::Contradictions, "contradiction_view", "contradiction_id"},
                               {Kind::Decisions, "decision_view", "decision_id"}};

}  // namespace

std::string Answers::human(Kind kind, const Parameters& parameters) const {
  const Question question = make_question(kind, parameters, state_->context(), Purpose::Count);
  const std::optional<ParameterValues> types = values_of(parameters, "type");
  std::string out = types && !types->wanted.empty() ? joined(types->wanted, "or") + " " : "";
  for (char& c : out) c = static_cast<char>(c >= 'a' && c <= 'z' && types ? c - 32 : c);
  if (types) {
    std::size_t at = 0;
    while ((at = out.find(" OR ", at)) != std::string::npos) out.replace(at, 4, " or ");
  }
  out += to_string(kind);
  std::vector<std::string> parts;
  if (types && !types->unwanted.empty()) parts.push_back("not " + joined(types->unwanted, "or"));
  for (const Restriction& condition : question.conditions) {
    const std::string& name = condition.parameter;
    if (name == "type" || name == "from" || name == "to" || name == "reported_from" || name == "reported_to") continue;
    const auto words = std::find_if(std::begin(kPhrases), std::end(kPhrases), [&](const Phrase& p) { return p.parameter == name; });
    const bool is_country = name.find("country") != std::string::npos;
    if (words == std::end(kPhrases)) {
      parts.push_back(number_phrase(name, condition.shown));
    } else {
      parts.push_back(phrase(*values_of(parameters, name), std::string(words->before), std::string(words->not_before), is_country));
    }
  }
  parts.push_back(date_phrase(parameters, "from", "to", ""));
  parts.push_back(date_phrase(parameters, "reported_from", "reported_to", "reported "));
  bool first = true;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    out += (first ? " " : ", ") + part;
    first = false;
  }
  return out;
}

Page Answers::vocab(const std::string& name) const {
  const std::vector<std::string_view> known = {"types", "modes", "statuses", "sectors", "countries", "quads", "cameo"};
  if (name == "types") return type_page();
  if (name == "statuses") return word_page(status_table(), "status");
  if (name == "sectors") return word_page(sector_table(), "sector");
  if (name == "quads") return word_page(quad_table(), "quad");
  if (name == "countries") return country_page();
  Page page;
  if (name == "modes") {
    page.columns = {"type", "mode", "scale", "meaning"};
    for (const ModeRow& row : mode_table())
      page.rows.push_back({{std::string(row.type), std::string(row.mode), std::string(row.score), std::string(row.meaning)}});
    return page;
  }
  if (name == "cameo") {
    page.columns = {"code", "name", "type", "goldstein"};
    for (const CameoRow& row : cameo_table())
      page.rows.push_back({{std::string(row.code), std::string(row.name), std::string(row.type), std::string(row.goldstein)}});
    return page;
  }
  refuse_unknown("vocab", name, known);
}

std::string Answers::sql(Kind kind, const Parameters& parameters) const {
  const Question question = make_question(kind, parameters, state_->context(), Purpose::Stream);
  const auto view = std::find_if(std::begin(kViews), std::end(kViews), [&](const ViewName& v) { return v.kind == kind; });
  const KindTable& table = *question.table;
  Clause rows{std::string("FROM ") + table.table + " AS t" + table.joins + kWhere, {}};
  rows.add(tests_of(question, Shape::kNone));
  std::string order;
  for (const OrderTerm& term : question.order->terms)
    order += std::string(term.sql) + (term.descends != question.reversed ? " DESC, " : ", ");
  order += std::string("t.") + table.key + (question.reversed ? " DESC" : "");
  const std::string limit = question.limit > 0 ? " LIMIT " + std::to_string(question.limit) : "";
  // Tests that use functions of this program cannot be asked elsewhere.
  if (rows.sql.find("searchable(") != std::string::npos || rows.sql.find("folded(") != std::string::npos)
    throw BadParameter("bad-parameter", "cue", "", "cannot be asked by SQL alone", "q for words of the statement");
  if (view == std::end(kViews)) {
    std::string columns;
    for (const ColumnRow* field : question.fields)
      if (field->computed == Computed::None)
        columns += (columns.empty() ? "" : ", ") + std::string(field->sql) + " AS " + std::string(field->info.name);
    Clause whole{"SELECT " + columns + " ", {}};
    return inlined(whole.add(rows)) + " ORDER BY " + order + limit + ";";
  }
  Clause ids{"SELECT " + std::string(table.id) + " ", {}};
  return "SELECT * FROM " + std::string(view->view) + " WHERE " + view->id + " IN (" + inlined(ids.add(rows)) + " ORDER BY " + order +
         limit + ");";
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// The columns of tables for people, by kind.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/civil_date.h"
#include "exchange/drawing.h"
#include "query.h"

namespace demarche {
namespace {

constexpr std::size_t kShortId = 10;
const Style kWho{Color::Yellow, false, false, false, false, false};

/// One column as it is.
PeopleColumn plain(const char* name, std::uint32_t most, Style style = {}, const char* of = nullptr) {
  const std::string from = of == nullptr ? name : of;
  return {{name, false, most}, {from}, [from, style](const RowView& row) { return Cell{row.text(from), style, {}}; }};
}

PeopleColumn number(const char* name, const char* of = nullptr) {
  PeopleColumn out = plain(name, 12, {}, of);
  out.column.is_number = true;
  return out;
}

PeopleColumn rigid(PeopleColumn column) {
  column.column.is_rigid = true;
  return column;
}

/// The beginning of an id is enough to name a record.
PeopleColumn short_id_of(const char* name) {
  const std::string from(name);
  return rigid({{name, false, 16}, {from}, [from](const RowView& row) { return Cell{row.text(from).substr(0, kShortId), kDim, {}}; }});
}

/// One day, or the first with how many more days it may be.
std::string days(const RowView& row) {
  std::string from = row.text("date_from");
  const auto first = parse_iso_date(from), last = parse_iso_date(row.text("date_to"));
  if (!first || !last) return from;
  const std::int64_t more = to_days(*last) - to_days(*first);
  const std::string out = more > 0 ? from + fmt::format("+{}", more) : from;
  return row.text("date_basis") == "publication_date" ? "~" + out : out;
}

/// "Witkoff → Putin", or "A ↔ B" where all take part alike.
std::string parties(const RowView& row) {
  const std::string recipients = row.list("recipients", ", ");
  if (recipients.empty()) return row.list("actors", " ↔ ");
  const std::string actors = row.list("actors", ", ");
  return (actors.empty() ? std::string("?") : actors) + " → " + recipients;
}

PeopleColumn date_column() {
  return rigid({{"date", false, 15}, {"date_from", "date_to", "date_basis"}, [](const RowView& row) { return Cell{days(row), {}, {}}; }});
}

PeopleColumn type_column() {
  return {{"type", false, 22}, {"type", "mode"}, [](const RowView& row) {
            const std::string mode = row.text("mode");
            return Cell{row.text("type") + (mode.empty() ? "" : "/" + mode), kBold, {}};
          }};
}

PeopleColumn parties_column() {
  return {{"parties", false, 60}, {"actors", "recipients"}, [](const RowView& row) { return Cell{parties(row), {}, {}}; }};
}

PeopleColumn status_column(bool may_be_contested) {
  std::vector<std::string> needs = {"status"};
  if (may_be_contested) needs.emplace_back("contested");
  return rigid({{"status", false, 14}, needs, [](const RowView& row) {
                  const std::string name = row.text("status");
                  const std::optional<Status> status = parse_status(name);
                  return Cell{name + (row.text("contested") == "1" ? " ⚡" : ""), status ? style_of(*status) : Style{}, {}};
                }});
}

/// From the outermost source inwards; empty where the report itself says so.
PeopleColumn said_through_column() {
  return {{"said_through", false, 36}, {"said_through"}, [](const RowView& row) {
            std::string out;
            const auto* speakers = std::get_if<std::vector<std::string>>(&row.at("said_through"));
            if (speakers != nullptr)
              for (const std::string& who : *speakers)
                out += (out.empty() ? "" : " ▸ ") + (who.empty() ? std::string("nobody named") : who);
            return Cell{out, kWho, {}};
          }};
}

PeopleColumn title_column() {
  return {{"title", false, 70}, {"title", "name"}, [](const RowView& row) {
            const std::string title = row.text("title");
            return Cell{title.empty() ? row.text("name") : title, kBold, {}};
          }};
}

std::map<Kind, std::vector<PeopleColumn>> make_columns() {
  std::map<Kind, std::vector<PeopleColumn>> out;
  out[Kind::Events] = {date_column(),
                       type_column(),
                       parties_column(),
                       plain("place", 20),
                       status_column(true),
                       number("rep", "n_reports"),
                       number("ind", "n_independent"),
                       said_through_column(),
                       short_id_of("event_id")};
  out[Kind::Mentions] = {date_column(),        type_column(),         parties_column(),          plain("place", 20),
                         status_column(false), said_through_column(), short_id_of("mention_id"), short_id_of("event_id")};
  out[Kind::Statements] = {rigid(plain("published", 10)), plain("speaker", 28, kBold), plain("cue", 16),      plain("addressee", 18),
                           plain("content", 80),          rigid(plain("form", 10)),    said_through_column(), short_id_of("statement_id")};
  out[Kind::Reports] = {rigid(plain("published", 10)), plain("source", 28), title_column(),
                        number("statements"),          number("events"),    short_id_of("report_id")};
  out[Kind::Actors] = {plain("name", 50, kBold), plain("kind", 12), plain("country", 8),    number("reports"),
                       number("statements"),     number("events"),  short_id_of("actor_id")};
  out[Kind::Sources] = {plain("name", 50, kBold), number("reports"), number("copies"),
                        number("statements"),     number("events"),  short_id_of("source_id")};
  out[Kind::Places] = {plain("place", 50, kBold), plain("country", 8), plain("precision", 10), number("events")};
  out[Kind::Plans] = {
      rigid(plain("due", 10, {}, "due_from")),         type_column(),        parties_column(),           rigid(plain("verdict", 10, kBold)),
      rigid(plain("outcome", 10, {}, "outcome_date")), plain("trigger", 24), short_id_of("plan_link_id")};
  out[Kind::Contradictions] = {rigid(plain("date", 10, {}, "date_from")),
                               plain("kind", 12, kBold),
                               plain("field", 10),
                               parties_column(),
                               plain("a_value", 30),
                               plain("b_value", 30),
                               number("a", "n_independent_a"),
                               number("b", "n_independent_b"),
                               short_id_of("contradiction_id")};
  out[Kind::Decisions] = {plain("at", 20),         plain("by", 20),     plain("act", 8, kBold),    short_id_of("record_id"),
                          short_id_of("other_id"), plain("reason", 50), short_id_of("decision_id")};
  return out;
}

}  // namespace

const Value& RowView::at(std::string_view column) const {
  static const Value kNothing{};
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i] == column) return row_.values[i];
  return kNothing;
}

std::string RowView::text(std::string_view column) const {
  return list(column, ";");
}

std::string RowView::list(std::string_view column, std::string_view between) const {
  const Value& value = at(column);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.3f}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const auto* parts = std::get_if<std::vector<std::string>>(&value);
  std::string out;
  for (std::size_t i = 0; parts != nullptr && i < parts->size(); ++i) out += (i == 0 ? "" : std::string(between)) + (*parts)[i];
  return out;
}

const std::vector<PeopleColumn>& people_columns(Kind kind) {
  static const std::map<Kind, std::vector<PeopleColumn>> kColumns = make_columns();
  return kColumns.at(kind);
}

}  // namespace demarche

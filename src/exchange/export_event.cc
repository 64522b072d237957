// SPDX-License-Identifier: Apache-2.0
#include "exchange/export_event.h"

#include <algorithm>

#include "answers/parameters.h"
#include "base/digest.h"

namespace demarche {

const Value& ExportEvent::at(std::string_view column) const {
  static const Value kNothing{};
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  return found == columns_.end() ? kNothing : row_.values.at(static_cast<std::size_t>(found - columns_.begin()));
}

std::int64_t ExportEvent::number(std::string_view column) const {
  const auto* number = std::get_if<std::int64_t>(&at(column));
  return number == nullptr ? 0 : *number;
}

std::vector<std::string> ExportEvent::list(std::string_view column) const {
  const auto* list = std::get_if<std::vector<std::string>>(&at(column));
  return list == nullptr ? std::vector<std::string>{} : *list;
}

const TypeRow& ExportEvent::type() const {
  static const TypeRow kNoType{};
  const TypeRow* row = find_type(text("type"));
  return row == nullptr ? kNoType : *row;
}

std::string ExportEvent::intensity() const {
  const ModeRow* mode = find_mode(text("type"), text("mode"));
  return std::string(mode != nullptr && mode->score != "-" ? mode->score : type().score);
}

std::string ExportEvent::goldstein() const {
  // A code that the table lacks has the value of the nearest above it: 1823 -> 182 -> 18.
  for (std::string code = text("cameo"); code.size() >= 2; code.pop_back()) {
    const CameoRow* row = find_cameo(code);
    if (row == nullptr && code.size() == 2) row = find_cameo(code + "0");
    if (row != nullptr) return std::string(row->goldstein);
  }
  return "";
}

std::vector<ExportParty> ExportEvent::parties(const std::string& role) const {
  const std::vector<std::string> ids = list(role + "_ids"), names = list(role + "s"), countries = list(role + "_countries"),
                                 sectors = list(role + "_sectors");
  const auto part = [](const std::vector<std::string>& parts, std::size_t i) { return i < parts.size() ? parts[i] : std::string(); };
  std::vector<ExportParty> out;
  for (std::size_t i = 0; i < ids.size(); ++i) out.push_back({ids[i], part(names, i), part(countries, i), part(sectors, i)});
  return out;
}

std::vector<std::pair<ExportParty, ExportParty>> pairs_of(const ExportEvent& event, bool first_alone) {
  std::vector<std::pair<ExportParty, ExportParty>> out;
  const std::vector<ExportParty> actors = event.actors(), recipients = event.recipients();
  for (const ExportParty& actor : actors) {
    for (const ExportParty& recipient : recipients) out.emplace_back(actor, recipient);
    if (recipients.empty())
      for (const ExportParty& other : actors)
        if (other.id != actor.id) out.emplace_back(actor, other);
  }
  if (actors.empty())
    for (const ExportParty& recipient : recipients) out.emplace_back(ExportParty{}, recipient);
  if (out.empty()) out.emplace_back(actors.empty() ? ExportParty{} : actors.front(), ExportParty{});
  if (first_alone) out.resize(1);
  return out;
}

std::vector<std::string> kept_statuses(const ExportRequest& request) {
  std::vector<std::string> out = {"happened", "ongoing"};
  out.insert(out.end(), request.statuses.begin(), request.statuses.end());
  return out;
}

Parameters limited_to_kept(const Answers& answers, const ExportRequest& request, const ExportFormat& format,
                           std::vector<Excluded>& excluded) {
  if (format.keeps_status) return request.parameters;
  const std::vector<std::string> kept = kept_statuses(request);
  const auto contains = [](const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  const std::optional<ParameterValues> asked = values_of(request.parameters, "status");
  const Parameters others = without(request.parameters, "status");
  Parameters limited = others;
  for (const Row& row : answers.vocab("statuses").rows) {
    const std::string status = cell_text(row.values.front());
    const bool is_asked = !asked || ((asked->wanted.empty() || contains(asked->wanted, status)) && !contains(asked->unwanted, status));
    if (!is_asked) continue;
    if (contains(kept, status)) {
      limited.emplace_back("status", status);
      continue;
    }
    Parameters only = others;
    only.insert(only.end(), {{"status", status}, {"count", "exact"}});
    const std::int64_t n = answers.count(Kind::Events, only).rows;
    if (n > 0) excluded.push_back({"status " + status, n});
  }
  // Nothing that was asked for may go in: a status that is wanted and not wanted holds for no row.
  if (limited.size() == others.size()) limited.insert(limited.end(), {{"status", "happened"}, {"status", "!happened"}});
  return limited;
}

void each_event(const Answers& answers, const Parameters& parameters, const std::function<void(const ExportEvent&)>& visit) {
  const std::vector<std::string> columns = answers.columns(Kind::Events, {});
  answers.stream(Kind::Events, parameters, [&](Row&& row) {
    visit(ExportEvent(columns, row));
    return true;
  });
}

std::int64_t NumberOfId::next(const std::string& id) {
  const std::string digest = sha256_hex(id);
  const auto number = static_cast<std::int64_t>(std::stoull(digest.substr(0, 16), nullptr, 16) >> 1U);
  if (!given_.insert(number).second)
    fail(ErrorCode::InputInvalid, "two events have the same number {}: {} cannot be exported in this form", number, id);
  return number;
}

std::string country_name(const std::string& iso3) {
  const CountryCodes* country = find_country(iso3);
  return country == nullptr ? iso3 : std::string(country->name);
}

std::string cow_of(const std::string& iso3) {
  const CountryCodes* country = find_country(iso3);
  return country == nullptr ? "" : std::string(country->cown);
}

std::string digits_of(const std::string& day) {
  std::string out;
  for (const char c : day)
    if (c != '-') out += c;
  return out;
}

}  // namespace demarche

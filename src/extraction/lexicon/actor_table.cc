// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/actor_table.h"

#include <algorithm>

#include "base/error.h"
#include "base/unicode.h"

namespace demarche {
namespace {

enum ActorColumn : std::size_t { kName, kCanonical, kCountry, kSector, kFrom, kTo, kKind };

std::optional<Date> date_cell(std::string_view cell, const Table& table, std::uint32_t line) {
  if (cell.empty()) return std::nullopt;
  const auto date = parse_iso_date(cell);
  if (!date) fail(ErrorCode::LexiconInvalid, "{}: '{}' is no date", table.where(line), cell);
  return date;
}

/// "RS", "U.N.": letters, and none of them small.
bool is_in_capitals(std::string_view name) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_large = [](char c) { return c >= 'A' && c <= 'Z'; };
  return std::none_of(name.begin(), name.end(), is_small) && std::any_of(name.begin(), name.end(), is_large);
}

/// "LeT", "PiS": one word with a capital after a small letter is no "let" at the head of a sentence.
bool is_of_mixed_case(std::string_view name) {
  for (std::size_t i = 1; i < name.size(); ++i)
    if (name[i - 1] >= 'a' && name[i - 1] <= 'z' && name[i] >= 'A' && name[i] <= 'Z') return name.find(' ') == std::string_view::npos;
  return false;
}

/// What names are compared by: "People’s" and "People's" are one.
std::string key_of(std::string_view name) {
  std::string key = fold(name);
  for (const std::string_view mark : {"\u2019", "\u2018", "\u02BC"})
    for (std::size_t at = 0; (at = key.find(mark, at)) != std::string::npos;) key.replace(at, mark.size(), "'");
  return key;
}

bool is_person(const ActorRow& entry) {
  return entry.kind == "leader" || entry.kind == "person";
}

}  // namespace

ActorTable::ActorTable(const std::string& folder) {
  // Reviewed rows come first, so that they win over generated ones.
  tables_.emplace_back(folder + "/actors-reviewed.tsv", kKind + 1);
  tables_.emplace_back(folder + "/actors.tsv", kKind + 1);
  reviewed_ = tables_.front().rows().size();
  entries_.reserve(reviewed_ + tables_.back().rows().size() + 1);
  by_name_.reserve(entries_.capacity());
  add(tables_.front(), "actors-reviewed.tsv");
  add(tables_.back(), "actors.tsv");
  by_name_.sort();
  by_surname_.sort();
}

void ActorTable::add(const Table& table, std::string_view file) {
  for (const Table::Row& row : table.rows()) {
    const auto id = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({row[kName],
                        row[kCanonical].empty() ? row[kName] : row[kCanonical],
                        row[kCountry],
                        row[kSector],
                        date_cell(row[kFrom], table, row.line),
                        date_cell(row[kTo], table, row.line),
                        row[kKind],
                        {file, row.line}});
    const std::string key = key_of(row[kName]);
    by_name_.add(key, id);
    if (is_person(entries_.back()))
      if (const auto space = key.find_last_of(' '); space != std::string::npos) by_surname_.add(key.substr(space + 1), id);
  }
}

std::optional<ActorMatch> ActorTable::find(std::string_view name, std::optional<Date> day) const {
  if (name.find('\n') != std::string_view::npos) return find(on_one_line(name), day);
  std::vector<std::uint32_t> candidates;
  for (const NameIndex::Slot& slot : by_name_.find(key_of(name))) candidates.push_back(slot.row);
  if (candidates.empty()) return std::nullopt;
  if (!is_in_capitals(name))
    std::erase_if(candidates, [&](std::uint32_t id) {
      const std::string_view known = entries_[id].name;
      return is_in_capitals(known) || (is_of_mixed_case(known) && known != name);
    });
  const auto match = choose(candidates, day);
  // "Smith" in 1995 is nobody who came into office in 2022.
  const bool to_come = match && day && match->entry->from && *day < *match->entry->from;
  const bool by_surname = name.find(' ') == std::string_view::npos && match && is_person(*match->entry);
  return to_come && by_surname ? std::nullopt : match;
}

std::optional<ActorMatch> ActorTable::choose(const std::vector<std::uint32_t>& candidates, std::optional<Date> day) const {
  const ActorRow* holder = nullptr;  // by hand first, then the latest to begin
  const ActorRow* before = nullptr;  // the last to end before the day
  const ActorRow* first = nullptr;
  for (const std::uint32_t id : candidates) {
    const ActorRow& entry = entries_[id];
    const bool holds = day ? (!entry.from || *entry.from <= *day) && (!entry.to || *day <= *entry.to) : !entry.to;
    const bool by_hand = id < reviewed_;
    if (holds && (holder == nullptr || (entry.from > holder->from && (by_hand || holder >= &entries_[reviewed_])))) holder = &entry;
    if (entry.to && (!day || *entry.to < *day) && (before == nullptr || entry.to > before->to)) before = &entry;
    if (first == nullptr || entry.from < first->from) first = &entry;
  }
  if (holder != nullptr) return ActorMatch{holder, false};
  if (before != nullptr) return ActorMatch{before, day && is_person(*before)};
  if (first == nullptr) return std::nullopt;
  return ActorMatch{first, false};
}

std::optional<ActorMatch> ActorTable::find_surname(std::string_view surname, std::string_view country, std::optional<Date> day) const {
  if (!day) return std::nullopt;
  const ActorRow* only = nullptr;
  for (const NameIndex::Slot& slot : by_surname_.find(key_of(surname))) {
    const ActorRow& entry = entries_[slot.row];
    if (!country.empty() && entry.country != country) continue;
    if (entry.kind != "leader" || !entry.from || *day < *entry.from || (entry.to && *entry.to < *day)) continue;
    if (only != nullptr && only->canonical != entry.canonical) return std::nullopt;
    only = &entry;
  }
  if (only == nullptr) return std::nullopt;
  return ActorMatch{only, false};
}

AgentTable::AgentTable(const std::string& folder) : table_(folder + "/agents.tsv", 2) {
  for (const Table::Row& row : table_.rows()) {
    if (row[3] == "several") {
      several_.insert(row[0]);
    } else {
      agents_.try_emplace(row[0], Agent{row[1], row[2], row[3], {"agents.tsv", row.line}});
    }
  }
}

const Agent* AgentTable::find(std::string_view phrase) const {
  const auto found = agents_.find(phrase);
  return found == agents_.end() ? nullptr : &found->second;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ask.h"

#include <fmt/format.h>

#include <algorithm>

#include "answers/catalog.h"
#include "messages.h"

namespace demarche {
namespace {

constexpr std::size_t kNamedKinds = 3;  ///< a group of flags names so many kinds, not more
const std::vector<std::string> kForms = {"table", "tsv", "csv", "json", "jsonl"};

std::vector<Kind> kinds_with(std::string_view filter) {
  std::vector<Kind> out;
  for (std::size_t i = 0; i < kKinds; ++i)
    for (const FilterInfo& info : filters_of(static_cast<Kind>(i)))
      if (info.name == filter) out.push_back(static_cast<Kind>(i));
  return out;
}

std::string names_of(const std::vector<Kind>& kinds) {
  std::string out;
  for (const Kind kind : kinds) out += (out.empty() ? "" : ", ") + std::string(to_string(kind));
  return out;
}

std::string type_name(const FilterInfo& info) {
  switch (info.type) {
    case FilterType::Choice:
      return std::string(info.choices);
    case FilterType::Name:
      return "NAME";
    case FilterType::Country:
      return "ISO3";
    case FilterType::Day:
      return "DATE";
    case FilterType::Integer:
      return "N";
    case FilterType::Real:
      return "P";
    case FilterType::Id:
      return "ID";
    case FilterType::Words:
      return "TEXT";
    case FilterType::Flag:
      return "0|1";
  }
  return "TEXT";
}

std::string flags_for(std::string_view parameter) {
  // The older name of this flag stays.
  if (parameter == "confidence_min") return "--min-confidence,--confidence-min";
  return flag_of(std::string(parameter));
}

/// Days are read here too, so that a wrong one is explained before any ledger is looked for.
void check_days(const FilterInfo& info, const std::vector<std::string>& values) {
  if (info.type != FilterType::Day) return;
  for (const std::string& value : values) parse_period(flag_of(std::string(info.name)), value, Edge::First);
}

}  // namespace

std::string flag_of(const std::string& parameter) {
  std::string out = "--" + parameter;
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

void add_filter_flags(const Command& command, FilterFlags& flags, const std::vector<Kind>& kinds, bool to_is_taken) {
  std::vector<std::string_view> known;
  for (const Kind kind : kinds) {
    for (const FilterInfo& info : filters_of(kind)) {
      if (std::find(known.begin(), known.end(), info.name) != known.end()) continue;
      known.push_back(info.name);
      const std::vector<Kind> owners = kinds_with(info.name);
      const std::string group = kinds.size() == 1             ? "Filters"
                                : owners.size() > kNamedKinds ? "Filters of several kinds"
                                                              : "Filters of " + names_of(owners);
      std::string meaning(info.meaning);
      if (meaning.empty()) meaning = "by " + std::string(info.name);
      const std::string names = to_is_taken && info.name == "to" ? "--until" : flags_for(info.name);
      add_list(command, names, flags.values[std::string(info.name)], type_name(info), meaning)->group(group);
    }
  }
}

Parameters filter_parameters(const FilterFlags& flags, const std::string& verb, Kind kind) {
  const std::vector<FilterInfo> filters = filters_of(kind);
  for (const auto& [name, values] : flags.values) {
    const std::string& parameter = name;
    const bool is_known = std::any_of(filters.begin(), filters.end(), [&](const FilterInfo& info) { return info.name == parameter; });
    if (values.empty() || is_known) continue;
    throw UsageError("bad-filter", verb + " " + to_string(kind) + " has no filter " + flag_of(name),
                     flag_of(name) + " belongs to: " + names_of(kinds_with(name)));
  }
  Parameters out;
  for (const FilterInfo& info : filters) {
    const auto found = flags.values.find(std::string(info.name));
    if (found == flags.values.end()) continue;
    check_days(info, found->second);
    for (const std::string& value : found->second) out.emplace_back(found->first, value);
  }
  return out;
}

void add_form_flags(const Command& command, FormFlags& flags) {
  command.add_flag("--json", flags.json, "one list")->group("Output");
  command.add_flag("--jsonl", flags.jsonl, "one record a line")->group("Output");
  command.add_flag("--csv", flags.csv, "comma-separated")->group("Output");
  command.add_flag("--tsv", flags.tsv, "tab-separated (what a pipe gets if nothing is asked for)")->group("Output");
  add_choice(command, "-f,--format", flags.format, kForms, "the same by name")->group("Output");
}

RowFormat chosen_form(const FormFlags& flags) {
  std::vector<RowFormat> asked;
  if (flags.json || flags.format == "json") asked.push_back(RowFormat::Json);
  if (flags.jsonl || flags.format == "jsonl") asked.push_back(RowFormat::JsonLines);
  if (flags.csv || flags.format == "csv") asked.push_back(RowFormat::Csv);
  if (flags.tsv || flags.format == "tsv") asked.push_back(RowFormat::Tsv);
  if (flags.format == "table") asked.push_back(RowFormat::Table);
  if (asked.size() > 1) throw UsageError("bad-usage", "only one form of output can be asked for");
  if (!asked.empty()) return asked.front();
  return stdout_is_terminal() ? RowFormat::Table : RowFormat::Tsv;
}

Kind kind_named(const std::string& name, const std::string& verb) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kKinds; ++i) names.emplace_back(to_string(static_cast<Kind>(i)));
  if (name.empty()) {
    std::string all;
    for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
    throw UsageError("bad-usage", verb + " needs to know what: " + all, "for example: demarche " + verb + " events --status planned");
  }
  const std::optional<Kind> kind = parse_kind(name);
  if (kind) return *kind;
  const std::string near = nearest_name(name, names);
  std::string all;
  for (const std::string& one : names) all += (all.empty() ? "there are " : ", ") + one;
  throw UsageError("bad-usage", "there are no «" + name + "» to " + verb, near.empty() ? all : "did you mean " + near + "?");
}

int in_words_of_flags(const std::function<int()>& ask) {
  try {
    return ask();
  } catch (const BadParameter& bad) {
    const std::string flag = flag_of(bad.parameter());
    throw UsageError(bad.slug(), flag + (bad.value().empty() ? "" : " «" + bad.value() + "»") + " " + bad.problem(), bad.remedy());
  }
}

Cell cell_of(const Value& value, const Style& style) {
  Cell cell{{}, style, {}};
  if (const auto* number = std::get_if<std::int64_t>(&value)) cell.text = std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) cell.text = fmt::format("{:.3f}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) cell.text = *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    cell.parts = *list;
    for (std::size_t i = 0; i < list->size(); ++i) cell.text += (i == 0 ? "" : ";") + (*list)[i];
  }
  return cell;
}

void write_page(const Page& page, RowFormat format, Output& output) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < page.columns.size(); ++i) {
    Column column{page.columns[i]};
    for (const Row& row : page.rows) {
      const bool is_number = std::holds_alternative<std::int64_t>(row.values[i]) || std::holds_alternative<double>(row.values[i]);
      if (is_number) column.is_number = true;
      column.is_list = column.is_list || std::holds_alternative<std::vector<std::string>>(row.values[i]);
    }
    columns.push_back(std::move(column));
  }
  const std::unique_ptr<RowWriter> writer = make_row_writer(format, std::move(columns), output, terminal_columns(), stdout_color());
  for (const Row& row : page.rows) {
    std::vector<Cell> cells;
    for (const Value& value : row.values) cells.push_back(cell_of(value));
    writer->write(cells);
  }
  writer->finish();
  output.finish();
}

std::string told_counts(Kind kind, const Counted& counted) {
  std::string line = (counted.exact ? "" : "at least ") + demarche::counted(static_cast<std::uint64_t>(counted.rows), singular(kind));
  if (counted.rows > 0 && kind != Kind::Reports && counted.reports > 0)
    line += " · " + demarche::counted(static_cast<std::uint64_t>(counted.reports), "report");
  if (counted.rows > 0 && counted.sources > 0)
    line += " · " + demarche::counted(static_cast<std::uint64_t>(counted.sources), kind == Kind::Events ? "independent source" : "source");
  return line;
}

std::string told_empty(Kind kind, const std::vector<CountWithout>& without) {
  std::string line = demarche::counted(0, singular(kind)) + ".";
  for (const CountWithout& filter : without)
    line += " Without " + flag_of(filter.parameter) + " " + filter.values + ": " + grouped(static_cast<std::uint64_t>(filter.rows)) + ".";
  return without.empty() ? line + " No single filter alone is the reason." : line;
}

}  // namespace demarche

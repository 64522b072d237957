// SPDX-License-Identifier: Apache-2.0
// The columns of each kind of row, in the order in which programs get them.
#include <fmt/format.h>

#include "exchange/drawing.h"
#include "query.h"

namespace demarche {
namespace {

constexpr std::size_t kShortId = 10;
const Style kDim{Color::Default, false, true, false, false, false};
const Style kBold{Color::Default, true, false, false, false, false};
const Style kSpeaker{Color::Yellow, false, false, false, false, false};

std::string join_parties(const FindingEntry& finding, Role role, const std::string PartyEntry::*field, const char* between) {
  std::string out;
  bool first = true;
  for (const PartyEntry* party : finding.parties_of(role)) {
    out += (first ? "" : between) + party->*field;
    first = false;
  }
  return out;
}

std::string quote_of(const FindingEntry& finding, Role role) {
  const EvidenceEntry* evidence = finding.find_evidence(role);
  return evidence == nullptr ? "" : evidence->quote;
}

std::string party_of(const FindingEntry& finding, Role role, const std::string PartyEntry::*field) {
  const PartyEntry* party = finding.find_party(role);
  return party == nullptr ? "" : party->*field;
}

std::string day(const std::optional<Date>& date) { return date ? to_iso(*date) : ""; }
std::string score(float value) { return fmt::format("{:.3f}", value); }

/// One day, or the first with how many more days it may be.
std::string days(const EventEntry& event) {
  if (!event.date) return "";
  const std::int64_t more = to_days(event.date->to) - to_days(event.date->from);
  std::string out = to_iso(event.date->from);
  if (more > 0) out += fmt::format("+{}", more);
  return event.date_basis == "text" ? out : "~" + out;
}

/// Text fields of the shared part of a finding.
template <class Entry>
ColumnOf<Entry> text(const char* name, std::function<std::string(const Entry&)> value, std::uint32_t most = 40, Style style = {}) {
  return {{name, false, most}, [value, style](const Entry& entry) { return Cell{value(entry), style}; }, Audience::Programs};
}

template <class Entry>
ColumnOf<Entry> number(const char* name, std::function<std::string(const Entry&)> value) {
  return {{name, true, 12}, [value](const Entry& entry) { return Cell{value(entry), {}}; }, Audience::Programs};
}

template <class Entry>
ColumnOf<Entry> rigid(ColumnOf<Entry> column) {
  column.column.is_rigid = true;
  return column;
}

/// The beginning of an id is enough to name a record.
std::string short_form(const std::string& id) { return id.substr(0, kShortId); }

template <class Entry>
ColumnOf<Entry> shown(ColumnOf<Entry> column, Audience audience = Audience::Everybody) {
  column.audience = audience;
  return column;
}

template <class Entry>
void add_shared(std::vector<ColumnOf<Entry>>& columns) {
  columns.push_back(text<Entry>("within", [](const Entry& e) { return e.within_id; }));
  columns.push_back(number<Entry>("score", [](const Entry& e) { return score(e.score); }));
  columns.push_back(text<Entry>("rule", [](const Entry& e) { return e.rule; }));
  columns.push_back(text<Entry>("report_id", [](const Entry& e) { return e.report.id; }));
  columns.push_back(text<Entry>("source", [](const Entry& e) { return e.report.source; }));
  columns.push_back(text<Entry>("title", [](const Entry& e) { return e.report.title; }));
  columns.push_back(text<Entry>("url", [](const Entry& e) { return e.report.url; }));
  columns.push_back(text<Entry>("path", [](const Entry& e) { return e.report.path; }));
  columns.push_back(text<Entry>("run", [](const Entry& e) { return e.run; }));
}

using E = EventEntry;
using S = StatementEntry;

std::vector<ColumnOf<E>> make_event_columns() {
  std::vector<ColumnOf<E>> out;
  out.push_back(shown(rigid(text<E>("date", days, 15)), Audience::People));
  out.push_back(shown(text<E>("type", [](const E& e) { return e.mode.empty() ? e.type : e.type + "/" + e.mode; }, 22, kBold), Audience::People));
  out.push_back(shown(text<E>("parties", describe_parties, 60)));
  out.push_back(shown(text<E>("place", [](const E& e) { return e.place ? e.place->name : ""; }, 20)));
  out.push_back(ColumnOf<E>{{"status", false, 12, true}, [](const E& e) { return Cell{to_string(e.status), style_of(e.status)}; }, Audience::Everybody});
  out.push_back(shown(text<E>("said_through", said_through, 36, kSpeaker)));
  out.push_back(shown(rigid(text<E>("event_id", [](const E& e) { return short_form(e.id); }, 16, kDim)), Audience::People));
  out.push_back(text<E>("event_id", [](const E& e) { return e.id; }));
  out.push_back(text<E>("type", [](const E& e) { return e.type; }));
  out.push_back(text<E>("mode", [](const E& e) { return e.mode; }));
  out.push_back(text<E>("cameo", [](const E& e) { return e.cameo; }));
  out.push_back(text<E>("trigger", [](const E& e) { return quote_of(e, Role::Trigger); }));
  out.push_back(text<E>("date_from", [](const E& e) { return e.date ? to_iso(e.date->from) : ""; }));
  out.push_back(text<E>("date_to", [](const E& e) { return e.date ? to_iso(e.date->to) : ""; }));
  out.push_back(text<E>("date_basis", [](const E& e) { return e.date_basis; }));
  out.push_back(text<E>("date_words", [](const E& e) { return e.date_words(); }));
  out.push_back(text<E>("actors", [](const E& e) { return join_parties(e, Role::Actor, &PartyEntry::name, "; "); }));
  out.push_back(text<E>("actor_countries", [](const E& e) { return join_parties(e, Role::Actor, &PartyEntry::country, ";"); }));
  out.push_back(text<E>("actor_sectors", [](const E& e) { return join_parties(e, Role::Actor, &PartyEntry::sector, ";"); }));
  out.push_back(text<E>("recipients", [](const E& e) { return join_parties(e, Role::Recipient, &PartyEntry::name, "; "); }));
  out.push_back(text<E>("recipient_countries", [](const E& e) { return join_parties(e, Role::Recipient, &PartyEntry::country, ";"); }));
  out.push_back(text<E>("recipient_sectors", [](const E& e) { return join_parties(e, Role::Recipient, &PartyEntry::sector, ";"); }));
  out.push_back(text<E>("place_country", [](const E& e) { return e.place ? e.place->country : ""; }));
  out.push_back(text<E>("content_of", [](const E& e) { return e.content_of_id; }));
  out.push_back(text<E>("published", [](const E& e) { return day(e.report.published); }));
  out.push_back(number<E>("status_score", [](const E& e) { return score(e.status_score); }));
  add_shared(out);
  return out;
}

std::vector<ColumnOf<S>> make_statement_columns() {
  std::vector<ColumnOf<S>> out;
  out.push_back(shown(rigid(text<S>("published", [](const S& s) { return day(s.report.published); }, 10))));
  out.push_back(shown(text<S>("speaker", [](const S& s) { return party_of(s, Role::Speaker, &PartyEntry::name); }, 28, kBold)));
  out.push_back(shown(text<S>("cue", [](const S& s) { return quote_of(s, Role::Cue); }, 16)));
  out.push_back(shown(text<S>("addressee", [](const S& s) { return party_of(s, Role::Addressee, &PartyEntry::name); }, 18)));
  out.push_back(shown(text<S>("content", [](const S& s) { return s.content(); }, 80)));
  out.push_back(shown(rigid(text<S>("form", [](const S& s) { return std::string(to_string(s.form)); }, 10))));
  out.push_back(shown(text<S>("said_through", said_through, 30, kSpeaker)));
  out.push_back(shown(rigid(text<S>("statement_id", [](const S& s) { return short_form(s.id); }, 16, kDim)), Audience::People));
  out.push_back(text<S>("statement_id", [](const S& s) { return s.id; }));
  out.push_back(text<S>("speaker_words", [](const S& s) { return party_of(s, Role::Speaker, &PartyEntry::words); }));
  out.push_back(text<S>("speaker_country", [](const S& s) { return party_of(s, Role::Speaker, &PartyEntry::country); }));
  out.push_back(text<S>("speaker_sector", [](const S& s) { return party_of(s, Role::Speaker, &PartyEntry::sector); }));
  out.push_back(text<S>("addressee_words", [](const S& s) { return party_of(s, Role::Addressee, &PartyEntry::words); }));
  out.push_back(text<S>("addressee_country", [](const S& s) { return party_of(s, Role::Addressee, &PartyEntry::country); }));
  out.push_back(number<S>("depth", [](const S& s) { return std::to_string(s.depth()); }));
  add_shared(out);
  return out;
}

}  // namespace

std::string said_through(const FindingEntry& finding) {
  std::string out;
  for (auto link = finding.chain.rbegin(); link != finding.chain.rend(); ++link)
    out += (out.empty() ? "" : " ▸ ") + (link->speaker.empty() ? std::string("nobody named") : link->speaker);
  return out;
}

std::string describe_parties(const EventEntry& event) {
  const std::string actors = join_parties(event, Role::Actor, &PartyEntry::name, ", ");
  const std::string recipients = join_parties(event, Role::Recipient, &PartyEntry::name, ", ");
  if (recipients.empty()) return join_parties(event, Role::Actor, &PartyEntry::name, " ↔ ");
  return (actors.empty() ? std::string("?") : actors) + " → " + recipients;
}

const std::vector<ColumnOf<EventEntry>>& event_columns() {
  static const std::vector<ColumnOf<EventEntry>> kColumns = make_event_columns();
  return kColumns;
}

const std::vector<ColumnOf<StatementEntry>>& statement_columns() {
  static const std::vector<ColumnOf<StatementEntry>> kColumns = make_statement_columns();
  return kColumns;
}

const std::vector<ColumnOf<ReportEntry>>& report_columns() {
  using R = ReportEntry;
  static const std::vector<ColumnOf<R>> kColumns = {
      shown(rigid(text<R>("published", [](const R& r) { return day(r.head.published); }, 10))),
      shown(text<R>("source", [](const R& r) { return r.head.source; }, 28)),
      shown(text<R>("title", [](const R& r) { return r.head.title.empty() ? r.name : r.head.title; }, 70, kBold)),
      shown(number<R>("statements", [](const R& r) { return std::to_string(r.statements); })),
      shown(number<R>("events", [](const R& r) { return std::to_string(r.events); })),
      shown(rigid(text<R>("report_id", [](const R& r) { return short_form(r.head.id); }, 16, kDim)), Audience::People),
      text<R>("report_id", [](const R& r) { return r.head.id; }),
      text<R>("name", [](const R& r) { return r.name; }),
      text<R>("author", [](const R& r) { return r.author; }),
      text<R>("language", [](const R& r) { return r.language; }),
      text<R>("date_basis", [](const R& r) { return r.date_basis; }),
      text<R>("source_id", [](const R& r) { return r.source_id; }),
      text<R>("url", [](const R& r) { return r.head.url; }),
      text<R>("path", [](const R& r) { return r.head.path; }),
      number<R>("readings", [](const R& r) { return std::to_string(r.readings); }),
      text<R>("raw_digest", [](const R& r) { return r.raw_digest; }),
      text<R>("text_digest", [](const R& r) { return r.text_digest; }),
      text<R>("run", [](const R& r) { return r.run; }),
  };
  return kColumns;
}

const std::vector<ColumnOf<ActorEntry>>& actor_columns() {
  using A = ActorEntry;
  static const std::vector<ColumnOf<A>> kColumns = {
      shown(text<A>("name", [](const A& a) { return a.name; }, 50, kBold)),
      shown(text<A>("country", [](const A& a) { return a.country; }, 8)),
      shown(number<A>("reports", [](const A& a) { return std::to_string(a.reports); })),
      shown(number<A>("statements", [](const A& a) { return std::to_string(a.statements); })),
      shown(number<A>("events", [](const A& a) { return std::to_string(a.events); })),
      shown(rigid(text<A>("actor_id", [](const A& a) { return short_form(a.id); }, 16, kDim)), Audience::People),
      text<A>("actor_id", [](const A& a) { return a.id; }),
  };
  return kColumns;
}

const std::vector<ColumnOf<SourceEntry>>& source_columns() {
  using O = SourceEntry;
  static const std::vector<ColumnOf<O>> kColumns = {
      shown(text<O>("name", [](const O& o) { return o.name; }, 50, kBold)),
      shown(number<O>("reports", [](const O& o) { return std::to_string(o.reports); })),
      shown(number<O>("statements", [](const O& o) { return std::to_string(o.statements); })),
      shown(number<O>("events", [](const O& o) { return std::to_string(o.events); })),
      shown(rigid(text<O>("source_id", [](const O& o) { return short_form(o.id); }, 16, kDim)), Audience::People),
      text<O>("source_id", [](const O& o) { return o.id; }),
  };
  return kColumns;
}

}  // namespace demarche

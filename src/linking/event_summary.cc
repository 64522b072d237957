// SPDX-License-Identifier: Apache-2.0
#include "linking/event_summary.h"

#include <algorithm>
#include <tuple>

#include "base/civil_date.h"
#include "base/error.h"
#include "linking/identities.h"
#include "linking/link_words.h"
#include "linking/pair_score.h"

namespace demarche {
namespace {

constexpr std::size_t kMaxParties = 12;  // of one event and role; a summit has many more words than guests

/// What most independent sources say; of equals, the first by `operator<`.
template <class Value>
Value most_told(const std::map<Value, std::set<std::string>>& told) {
  const Value* best = nullptr;
  std::size_t most = 0;
  for (const auto& [value, origins] : told) {
    if (best != nullptr && origins.size() <= most) continue;
    best = &value;
    most = origins.size();
  }
  DEMARCHE_CHECK(best != nullptr);
  return *best;
}

std::size_t fullness(const LinkMention& m) {
  return m.parties.size() + (m.place.empty() ? 0 : 2) + (m.dated ? 2 : 0) + m.numbers.size() + (m.mode.empty() ? 0 : 1);
}

class Summarizer {
 public:
  explicit Summarizer(std::span<const Telling> tellings) {
    for (const Telling& telling : tellings) tellings_.push_back(&telling);
    std::sort(tellings_.begin(), tellings_.end(), [](const Telling* a, const Telling* b) { return order(*a) < order(*b); });
  }

  EventSummary summarize() {
    out_.first = tellings_.front()->mention->id;
    count();
    vote();
    choose_kind();
    choose_date();
    choose_place();
    choose_parties();
    choose_numbers();
    dispute_status();
    dispute_numbers();
    dispute_roles();
    dispute_circumstances();
    return std::move(out_);
  }

 private:
  /// By day of report, those without one last; of one day, who passes another's report on after the other; then by id.
  static std::tuple<bool, std::string, bool, bool, std::string> order(const Telling& telling) {
    const LinkMention& m = *telling.mention;
    return {m.published.empty(), m.published, telling.original != m.report, m.source != telling.origin, m.id};
  }

  void count() {
    std::set<std::string> reports;
    std::set<std::string> copies;
    std::set<std::string> sources;
    std::map<std::string, float> best_score;
    const LinkMention* top = nullptr;
    for (const Telling* telling : tellings_) {
      const LinkMention& m = *telling->mention;
      reports.insert(m.report);
      if (telling->original != m.report) copies.insert(m.report);
      sources.insert(m.source);
      if (best_score.count(telling->origin) == 0) out_.independent.insert(m.id);
      float& score = best_score[telling->origin];
      score = std::max(score, m.score);
      if (!m.published.empty()) {
        if (out_.first_reported.empty()) out_.first_reported = m.published;
        out_.last_reported = std::max(out_.last_reported, m.published);
      }
      if (top == nullptr || fullness(m) > fullness(*top) || (fullness(m) == fullness(*top) && m.score > top->score)) top = &m;
    }
    out_.top = top->id;
    out_.n_reports = static_cast<std::uint32_t>(reports.size());
    out_.n_copies = static_cast<std::uint32_t>(copies.size());
    out_.n_sources = static_cast<std::uint32_t>(sources.size());
    out_.n_independent = static_cast<std::uint32_t>(best_score.size());
    double doubt = 1;
    for (const auto& [origin, score] : best_score) doubt *= 1 - static_cast<double>(score);
    out_.confidence = 1 - doubt;
  }

  /// One vote for each origin: for what it tells most often, of equals for what is most real.
  void vote() {
    std::map<std::string, std::array<std::uint32_t, 7>> told;
    for (const Telling* telling : tellings_) ++told[telling->origin][static_cast<std::size_t>(telling->mention->status)];
    for (const auto& [origin, counts] : told)
      ++out_.votes[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
    const auto votes = [&](Status status) { return out_.votes[static_cast<std::size_t>(status)]; };
    const bool asserted = votes(Status::Happened) + votes(Status::Ongoing) > 0;
    out_.contested = asserted && votes(Status::Denied) > 0;
    for (const Status status :
         {Status::Happened, Status::Ongoing, Status::Planned, Status::Requested, Status::Threatened, Status::Possible, Status::Denied}) {
      if (votes(status) == 0) continue;
      out_.status = status;
      return;
    }
  }

  void choose_kind() {
    std::map<std::string, std::set<std::string>> types;
    for (const Telling* telling : tellings_) types[telling->mention->type].insert(telling->origin);
    out_.type = most_told(types);
    std::map<std::string, std::set<std::string>> modes;
    std::map<std::string, std::set<std::string>> codes;
    for (const Telling* telling : tellings_) {
      const LinkMention& m = *telling->mention;
      if (m.type != out_.type) continue;
      if (!m.mode.empty()) modes[m.mode].insert(telling->origin);
      if (!m.cameo.empty()) codes[m.cameo].insert(telling->origin);
    }
    if (!modes.empty()) out_.mode = most_told(modes);
    if (!codes.empty()) out_.cameo = most_told(codes);
  }

  /// Days that the texts name before days of publication; of these what most say, then the narrowest, then the first.
  void choose_date() {
    std::map<std::tuple<std::int32_t, std::int32_t, std::int32_t>, std::set<std::string>> told;
    for (const bool dated : {true, false}) {
      for (const Telling* telling : tellings_) {
        const LinkMention& m = *telling->mention;
        if (m.from != kNoDay && m.dated == dated) told[{m.to - m.from, m.from, m.to}].insert(telling->origin);
      }
      if (told.empty()) continue;
      std::tie(std::ignore, out_.from, out_.to) = most_told(told);
      if (!dated) out_.to = out_.from = first_published();
      out_.dated = dated;
      return;
    }
  }

  /// Without any day in the texts an event was there when it was first told.
  std::int32_t first_published() const {
    for (const Telling* telling : tellings_)
      if (telling->mention->from != kNoDay) return telling->mention->from;
    return kNoDay;
  }

  void choose_place() {
    std::map<std::tuple<std::size_t, std::string, std::string>, std::set<std::string>> told;  // longer names say more
    for (const Telling* telling : tellings_) {
      const LinkMention& m = *telling->mention;
      if (!m.place.empty()) told[{m.place_country.empty() ? 1U : 0U, m.place, m.place_country}].insert(telling->origin);
    }
    if (told.empty()) return;
    std::string name;
    std::tie(std::ignore, name, out_.place_country) = most_told(told);
    for (const Telling* telling : tellings_) {
      if (telling->mention->place != name || telling->mention->place_country != out_.place_country) continue;
      out_.place = telling->mention->id;
      return;
    }
  }

  void choose_parties() {
    std::map<std::pair<bool, std::string>, std::pair<std::set<std::string>, std::string>> told;
    std::map<std::pair<bool, std::string>, bool> named;
    bool any_named[2] = {false, false};
    for (const Telling* telling : tellings_) {
      for (std::size_t i = 0; i < telling->mention->parties.size(); ++i) {
        const LinkParty& party = telling->mention->parties[i];
        auto& [origins, country] = told[{party.recipient, telling->identities.at(i)}];
        origins.insert(telling->origin);
        country = std::max(country, party.country);
        named[{party.recipient, telling->identities.at(i)}] |= party.specific;
        any_named[party.recipient ? 1 : 0] |= party.specific;
      }
    }
    for (const auto& [who, support] : told) {
      // "officials" add nothing where somebody else says who it was.
      if (any_named[who.first ? 1 : 0] && !named[who] && tellings_.size() > 1) continue;
      out_.parties.push_back({who.first, who.second, support.second, static_cast<std::uint32_t>(support.first.size())});
    }
    std::stable_sort(out_.parties.begin(), out_.parties.end(), [](const SummaryParty& a, const SummaryParty& b) {
      return a.recipient != b.recipient ? !a.recipient : a.support > b.support;
    });
    std::size_t kept[2] = {0, 0};
    std::erase_if(out_.parties, [&](const SummaryParty& party) { return ++kept[party.recipient ? 1 : 0] > kMaxParties; });
  }

  void choose_numbers() {
    std::map<Counted, LinkNumber> ranges;
    for (const Telling* telling : tellings_) {
      for (const LinkNumber& number : telling->mention->numbers) {
        const auto [range, is_new] = ranges.emplace(number.what, number);
        if (is_new) continue;
        range->second.low = std::min(range->second.low, number.low);
        range->second.high = std::max(range->second.high, number.high);
      }
    }
    for (const auto& [what, range] : ranges) out_.numbers.push_back(range);
  }

  /// How many origins tell something that holds for their mention.
  template <class Holds>
  std::uint32_t origins_where(Holds holds) const {
    std::set<std::string> origins;
    for (const Telling* telling : tellings_)
      if (holds(*telling->mention)) origins.insert(telling->origin);
    return static_cast<std::uint32_t>(origins.size());
  }

  template <class Holds>
  const LinkMention* first_where(Holds holds) const {
    for (const Telling* telling : tellings_)
      if (holds(*telling->mention)) return telling->mention;
    return nullptr;
  }

  void dispute_status() {
    if (!out_.contested) return;
    const auto asserts = [](const LinkMention& m) { return is_asserted(m.status); };
    const auto denies = [](const LinkMention& m) { return m.status == Status::Denied; };
    const LinkMention* a = first_where(asserts);
    const LinkMention* b = first_where(denies);
    out_.disputes.push_back(
        {"assert_deny", "status", a->id, b->id, to_string(a->status), to_string(b->status), origins_where(asserts), origins_where(denies)});
  }

  static const LinkNumber* number_of(const LinkMention& m, Counted what) {
    for (const LinkNumber& number : m.numbers)
      if (number.what == what) return &number;
    return nullptr;
  }

  static std::string shown(const LinkNumber& number) {
    return number.low == number.high ? std::to_string(number.low) : std::to_string(number.low) + "-" + std::to_string(number.high);
  }

  void dispute_numbers() {
    for (const LinkNumber& range : out_.numbers) {
      const LinkMention* low = nullptr;
      const LinkMention* high = nullptr;
      for (const Telling* telling : tellings_) {
        const LinkNumber* number = number_of(*telling->mention, range.what);
        if (number == nullptr) continue;
        if (low == nullptr || number->high < number_of(*low, range.what)->high) low = telling->mention;
        if (high == nullptr || number->low > number_of(*high, range.what)->low) high = telling->mention;
      }
      const LinkNumber least = *number_of(*low, range.what);
      const LinkNumber most = *number_of(*high, range.what);
      if (least.high >= most.low || low->report == high->report) continue;
      const auto says = [&](const LinkNumber& value) {
        return origins_where([&](const LinkMention& m) {
          const LinkNumber* number = number_of(m, range.what);
          return number != nullptr && number->low == value.low && number->high == value.high;
        });
      };
      out_.disputes.push_back({"number", to_string(range.what), low->id, high->id, shown(least), shown(most), says(least), says(most)});
    }
  }

  static std::set<std::string> countries(const LinkMention& m) {
    std::set<std::string> found;
    for (const LinkParty& party : m.parties)
      if (!party.recipient && !party.country.empty()) found.insert(party.country);
    return found;
  }

  static bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& one) { return b.count(one) > 0; });
  }

  static std::string list(const std::set<std::string>& values) {
    std::string out;
    for (const std::string& value : values) out += (out.empty() ? "" : ";") + value;
    return out;
  }

  /// Who did it: two tellings that assert it, by actors of whom none is of one country. One such pair stands for all.
  void dispute_roles() {
    for (std::size_t i = 0; i < tellings_.size(); ++i) {
      const LinkMention& one = *tellings_[i]->mention;
      const auto first = countries(one);
      if (!is_asserted(one.status) || first.empty()) continue;
      for (std::size_t k = i + 1; k < tellings_.size(); ++k) {
        const LinkMention& other = *tellings_[k]->mention;
        const auto second = countries(other);
        if (!is_asserted(other.status) || second.empty() || meet(first, second)) continue;
        const auto says = [&](const std::set<std::string>& side) {
          return origins_where([&](const LinkMention& m) { return is_asserted(m.status) && countries(m) == side; });
        };
        out_.disputes.push_back({"role", "actor", one.id, other.id, list(first), list(second), says(first), says(second)});
        return;
      }
    }
  }

  static std::string days(const LinkMention& m) {
    const std::string from = to_iso(from_days(m.from));
    return m.from == m.to ? from : from + "/" + to_iso(from_days(m.to));
  }

  /// "Sarajevo's covered market" and "Markale market in Sarajevo" share a name; a palace may stand in the town of its country that the
  /// other tells, and all of them lie in the state.
  static bool may_be_one_place(const LinkMention& a, const LinkMention& b) {
    const auto is_state = [](const LinkMention& m) { return std::string_view(kind_of_actor(m.place, m.place_country, "")) == "state"; };
    if (a.place_country == b.place_country && (is_state(a) || is_state(b))) return true;
    const PlaceWords one = place_words(a.place), other = place_words(b.place);
    if (one.names.empty() || other.names.empty()) return true;
    if (one.is_site != other.is_site && a.place_country == b.place_country) return true;
    return std::any_of(one.names.begin(), one.names.end(), [&](const std::string& word) {
      return std::find(other.names.begin(), other.names.end(), word) != other.names.end();
    });
  }

  void dispute_circumstances() {
    const LinkMention* date = nullptr;
    const LinkMention* place = nullptr;
    for (const Telling* telling : tellings_) {
      const LinkMention& m = *telling->mention;
      if (m.dated && date == nullptr) date = &m;
      if (m.dated && (m.from > date->to || m.to < date->from) && !has("date"))
        out_.disputes.push_back({"date", "date_from", date->id, m.id, days(*date), days(m), dated_as(*date), dated_as(m)});
      if (m.place.empty()) continue;
      if (place == nullptr) place = &m;
      if (!may_be_one_place(m, *place) && !m.place_country.empty() && !place->place_country.empty() && !has("place")) {
        const auto at = [&](const std::string& name) { return origins_where([&](const LinkMention& o) { return o.place == name; }); };
        out_.disputes.push_back({"place", "place", place->id, m.id, place->place_name, m.place_name, at(place->place), at(m.place)});
      }
    }
  }

  std::uint32_t dated_as(const LinkMention& day) const {
    return origins_where([&](const LinkMention& m) { return m.dated && m.from == day.from && m.to == day.to; });
  }

  bool has(const char* kind) const {
    return std::any_of(out_.disputes.begin(), out_.disputes.end(), [&](const Dispute& dispute) { return dispute.kind == kind; });
  }

  std::vector<const Telling*> tellings_;
  EventSummary out_;
};

}  // namespace

std::string origin_of(const LinkMention& mention, const std::string& original_source, const std::string& credit) {
  for (const std::string& teller : mention.tellers)
    if (teller != "?") return teller;
  return credit.empty() ? original_source : credit;
}

EventSummary summarize(std::span<const Telling> tellings) {
  DEMARCHE_CHECK(!tellings.empty());
  return Summarizer(tellings).summarize();
}

const char* precision_of(std::int32_t from, std::int32_t to) {
  if (from == kNoDay) return "unknown";
  const std::int32_t days = to - from + 1;
  return days == 1 ? "day" : days <= 7 ? "week" : days <= 31 ? "month" : days <= 92 ? "quarter" : days <= 366 ? "year" : "unknown";
}

int quad_of(const std::string& type) {
  static const std::map<std::string, int> kQuads = {
      {"AGREE", 1},  {"CONSULT", 1}, {"SUPPORT", 1},  {"CONCEDE", 1}, {"COOPERATE", 2}, {"AID", 2},      {"RETREAT", 2}, {"REQUEST", 3},
      {"ACCUSE", 3}, {"REJECT", 3},  {"THREATEN", 3}, {"PROTEST", 4}, {"SANCTION", 4},  {"MOBILIZE", 4}, {"COERCE", 4},  {"ASSAULT", 4}};
  const auto known = kQuads.find(type);
  return known == kQuads.end() ? 0 : known->second;
}

}  // namespace demarche

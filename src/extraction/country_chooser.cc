// SPDX-License-Identifier: Apache-2.0
#include "extraction/country_chooser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "extraction/actor_names.h"

namespace demarche {
namespace {

constexpr double kHome = 2;   ///< mentions that an outlet's home is worth
constexpr double kTitle = 4;  ///< mentions that the title is worth
constexpr int kClimb = 8;     ///< steps up the tree

/// What the event's other parties and its place say for a country, or for none.
void add_signs_of(const PartySetting& setting, std::string_view kind, CountryCandidate& candidate) {
  const auto sign = [&](std::string name, bool holds) {
    if (holds) candidate.signs.emplace_back(std::move(name), 1);
  };
  const std::string& country = candidate.country;
  if (country.empty()) {
    sign("none: some beside", !setting.beside.empty());
    sign("none: some against", !setting.against.empty());
    return;
  }
  sign("beside", setting.beside.contains(country));
  if (kind == CountryChooser::kPlace) sign(fmt::format("beside: {}", setting.type), setting.beside.contains(country));  // "in the country"
  sign("others beside", !setting.beside.empty() && !setting.beside.contains(country));
  sign("against", setting.against.contains(country));
  sign(fmt::format("against: {}", setting.type), setting.against.contains(country));
  sign("place", country == setting.place);
  sign(fmt::format("place: {}", setting.type), country == setting.place);
  sign(fmt::format("place: {}", kind), country == setting.place);
}

}  // namespace

/// Mentions by where they stand to the party.
struct CountryChooser::Here {
  std::uint32_t sentence = 0;
  std::vector<std::uint32_t> above{};  ///< the party's head and what it hangs on
  std::vector<const CountryMention*> before{};
  std::vector<const CountryMention*> after{};
  std::vector<const CountryMention*> sentence_before{};
  std::vector<const CountryMention*> inside{};  ///< the party's own words
  const CountryMention* last = nullptr;         ///< of all before the party
};

CountryChooser::CountryChooser(const ReadingView& view, const WeightTable& weights, std::vector<CountryMention> mentions, std::string home,
                               const std::vector<std::string>& title)
    : view_(view), weights_(weights), mentions_(std::move(mentions)), home_(std::move(home)) {
  for (const CountryMention& mention : mentions_) {
    Told& told = told_[mention.country];
    told.count += 1;
    told.first_sentence = told.first_sentence || view_.sentence(mention.words.first) == 0;
    told.town = told.town || mention.kind == "town";
  }
  if (!home_.empty()) told_[home_].count += kHome;
  for (const std::string& country : title) {
    told_[country].count += kTitle;
    told_[country].first_sentence = true;
  }
  for (const auto& [country, told] : told_) total_ += told.count;
}

CountryChooser::Here CountryChooser::look_around(std::uint32_t head, WordRange words) const {
  Here here;
  here.sentence = view_.sentence(head);
  for (std::uint32_t word = head; word != kNone && here.above.size() < kClimb; word = view_.head(word)) here.above.push_back(word);
  const auto begins_before = [](const CountryMention& mention, std::uint32_t word) { return mention.words.first < word; };
  const auto at = [&](std::uint32_t word) { return std::lower_bound(mentions_.begin(), mentions_.end(), word, begins_before); };
  for (auto it = at(head); it != mentions_.begin() && here.last == nullptr;)
    if ((--it)->words.last <= head) here.last = &*it;
  const std::uint32_t earliest = view_.sentence_at(here.sentence - (here.sentence > 0 ? 1 : 0)).first;
  for (auto it = at(earliest), end = at(view_.sentence_at(here.sentence).last); it != end; ++it) {
    const CountryMention& mention = *it;
    const std::uint32_t sentence = view_.sentence(mention.words.first);
    const bool before = mention.words.last <= head;
    if (mention.words.first >= words.first && mention.words.last <= words.last) here.inside.push_back(&mention);
    if (sentence == here.sentence && before) here.before.push_back(&mention);
    if (sentence == here.sentence && mention.words.first > head) here.after.push_back(&mention);
    if (sentence + 1 == here.sentence && before) here.sentence_before.push_back(&mention);
  }
  return here;
}

CountryCandidate CountryChooser::weigh(const std::string& country, const Here& here, std::string_view kind) const {
  CountryCandidate out{country, {}};
  const auto sign = [&](std::string name, bool holds) {
    if (holds) out.signs.emplace_back(std::move(name), 1);
  };
  const auto is = [&](const CountryMention* mention) { return mention->country == country; };
  const auto any = [&](const std::vector<const CountryMention*>& list) { return std::any_of(list.begin(), list.end(), is); };
  const Told& told = told_.at(country);
  out.signs.emplace_back("share", std::log((told.count + 0.5) / (total_ + 0.5)));
  sign("home", country == home_);
  const bool is_before = !here.before.empty() && is(here.before.back());
  const bool is_after = !here.after.empty() && is(here.after.front());
  if (is_before) sign(fmt::format("nearest before: {}", here.before.back()->kind), true);
  if (is_after) sign(fmt::format("nearest after: {}", here.after.front()->kind), true);
  sign(fmt::format("nearest before: {}", kind), is_before);
  sign(fmt::format("nearest after: {}", kind), is_after);
  sign("inside", any(here.inside));
  sign("before", any(here.before));
  sign("after", any(here.after));
  sign("sentence before", any(here.sentence_before));
  sign("last", here.before.empty() && here.after.empty() && here.last != nullptr && is(here.last));
  sign("first", !mentions_.empty() && is(&mentions_.front()));
  sign("first sentence", told.first_sentence);
  sign("town", told.town);
  const auto is_town = [&](const CountryMention* mention) { return is(mention) && mention->kind == "town"; };
  sign("town here",
       std::any_of(here.before.begin(), here.before.end(), is_town) || std::any_of(here.after.begin(), here.after.end(), is_town));
  bool hangs_on = false;
  bool lies_above = false;
  for (const auto* list : {&here.before, &here.after}) {
    for (const CountryMention* mention : *list) {
      if (!is(mention)) continue;
      const std::uint32_t word = mention->words.last - 1;
      const std::uint32_t one = view_.head(word);
      const std::uint32_t two = one == kNone ? kNone : view_.head(one);
      hangs_on = hangs_on || one == here.above.front() || two == here.above.front();
      lies_above = lies_above || std::find(here.above.begin(), here.above.end(), word) != here.above.end();
    }
  }
  sign("hangs on it", hangs_on);
  sign("lies above", lies_above);
  return out;
}

/// "the gunmen", "a gunman", "two gunmen", a name.
std::string_view CountryChooser::form_of(std::uint32_t head, WordRange words) const {
  if (view_.upos_is(head, {"PROPN"})) return "name";
  const std::string first = view_.lower(words.first);
  if (first == "the") return "the";
  if (first == "a" || first == "an") return "a";
  return view_.upos_is(words.first, {"NUM"}) ? "number" : "";
}

std::vector<CountryCandidate> CountryChooser::candidates(std::uint32_t head, WordRange words, std::string_view kind,
                                                         const PartySetting* setting) const {
  if (kind.empty()) kind = "-";
  const Here here = look_around(head, words);
  std::vector<CountryCandidate> out;
  for (const auto& [country, told] : told_) out.push_back(weigh(country, here, kind));
  if (setting != nullptr)
    for (const std::string& country : setting->beside)
      if (!told_.contains(country) && kind != kPlace && is_state_code(country))
        out.push_back({country, {{"share", std::log(0.5 / (total_ + 0.5))}}});
  CountryCandidate none;
  none.signs.emplace_back("none", 1);
  none.signs.emplace_back(fmt::format("none: {}", kind), 1);
  if (here.before.empty() && here.after.empty()) none.signs.emplace_back("none: no country here", 1);
  if (!here.inside.empty()) none.signs.emplace_back("none: country inside", 1);
  if (const std::string_view form = form_of(head, words); !form.empty()) none.signs.emplace_back(fmt::format("none: {}", form), 1);
  if (kind == kPlace) none.signs.emplace_back(fmt::format("none: of {}", view_.lemma(head)), 1);  // "the border"
  out.push_back(std::move(none));
  if (setting != nullptr)
    for (CountryCandidate& candidate : out) add_signs_of(*setting, kind, candidate);
  if (kind == kPlace)
    for (CountryCandidate& candidate : out)
      for (auto& [sign, amount] : candidate.signs) sign = "in: " + sign;
  return out;
}

std::string CountryChooser::choose(std::uint32_t head, WordRange words, std::string_view kind, const std::set<std::string>& others,
                                   const PartySetting* setting) const {
  std::string best;
  double most = -1e300;
  for (CountryCandidate& candidate : candidates(head, words, kind, setting)) {
    if (others.contains(candidate.country)) continue;
    double sum = 0;
    for (const auto& [sign, amount] : candidate.signs) sum += weights_.of(sign) * amount;
    if (sum > most) most = sum, best = std::move(candidate.country);
  }
  return best;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "extraction/country_chooser.h"

#include <algorithm>
#include <cmath>

namespace demarche {
namespace {

constexpr double kHome = 2;  ///< mentions that an outlet's home is worth
constexpr int kClimb = 8;    ///< steps up the tree

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

CountryChooser::CountryChooser(const ReadingView& view, const WeightTable& weights, std::vector<CountryMention> mentions, std::string home)
    : view_(view), weights_(weights), mentions_(std::move(mentions)), home_(std::move(home)) {
  for (const CountryMention& mention : mentions_) counts_[mention.country] += 1;
  if (!home_.empty()) counts_[home_] += kHome;
  for (const auto& [country, count] : counts_) total_ += count;
}

CountryChooser::Here CountryChooser::look_around(std::uint32_t head, WordRange words) const {
  Here here;
  here.sentence = view_.sentence(head);
  for (std::uint32_t word = head; word != kNone && here.above.size() < kClimb; word = view_.head(word)) here.above.push_back(word);
  for (const CountryMention& mention : mentions_) {
    const std::uint32_t sentence = view_.sentence(mention.words.first);
    const bool before = mention.words.last <= head;
    if (before) here.last = &mention;
    if (mention.words.first >= words.first && mention.words.last <= words.last) here.inside.push_back(&mention);
    if (sentence == here.sentence && before) here.before.push_back(&mention);
    if (sentence == here.sentence && mention.words.first > head) here.after.push_back(&mention);
    if (sentence + 1 == here.sentence && before) here.sentence_before.push_back(&mention);
  }
  return here;
}

CountryCandidate CountryChooser::weigh(const std::string& country, double count, const Here& here) const {
  CountryCandidate out{country, {}};
  const auto sign = [&](std::string name, bool holds) {
    if (holds) out.signs.emplace_back(std::move(name), 1);
  };
  const auto is = [&](const CountryMention* mention) { return mention->country == country; };
  const auto any = [&](const std::vector<const CountryMention*>& list) { return std::any_of(list.begin(), list.end(), is); };
  out.signs.emplace_back("share", std::log((count + 0.5) / (total_ + 0.5)));
  sign("home", country == home_);
  if (!here.before.empty() && is(here.before.back())) sign("nearest before: " + std::string(here.before.back()->kind), true);
  if (!here.after.empty() && is(here.after.front())) sign("nearest after: " + std::string(here.after.front()->kind), true);
  sign("inside", any(here.inside));
  sign("before", any(here.before));
  sign("after", any(here.after));
  sign("sentence before", any(here.sentence_before));
  sign("last", here.before.empty() && here.after.empty() && here.last != nullptr && is(here.last));
  sign("first", !mentions_.empty() && is(&mentions_.front()));
  bool first_sentence = false;
  bool town = false;
  bool town_here = false;
  for (const CountryMention& mention : mentions_) {
    if (!is(&mention)) continue;
    const std::uint32_t sentence = view_.sentence(mention.words.first);
    const bool is_town = mention.kind == "town";
    first_sentence = first_sentence || sentence == 0;
    town = town || is_town;
    town_here = town_here || (is_town && sentence == here.sentence);
  }
  sign("first sentence", first_sentence);
  sign("town", town);
  sign("town here", town_here);
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

std::vector<CountryCandidate> CountryChooser::candidates(std::uint32_t head, WordRange words, std::string_view kind) const {
  const Here here = look_around(head, words);
  std::vector<CountryCandidate> out;
  for (const auto& [country, count] : counts_) out.push_back(weigh(country, count, here));
  CountryCandidate none;
  none.signs.emplace_back("none", 1);
  none.signs.emplace_back("none: " + std::string(kind.empty() ? "-" : kind), 1);
  if (here.before.empty() && here.after.empty()) none.signs.emplace_back("none: no country here", 1);
  if (!here.inside.empty()) none.signs.emplace_back("none: country inside", 1);
  out.push_back(std::move(none));
  return out;
}

std::string CountryChooser::choose(std::uint32_t head, WordRange words, std::string_view kind) const {
  std::string best;
  double most = -1e300;
  for (CountryCandidate& candidate : candidates(head, words, kind)) {
    double sum = 0;
    for (const auto& [sign, amount] : candidate.signs) sum += weights_.of(sign) * amount;
    if (sum > most) most = sum, best = std::move(candidate.country);
  }
  return best;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "linking/pair_score.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include "base/hash.h"
#include "linking/link_words.h"

namespace demarche {
namespace {

constexpr std::int32_t kWholeDays = 7;  // a longer interval says when only roughly

enum Weight : std::uint8_t {
  ActSame,
  ActKin,
  ActDiffers,
  CodeSame,
  TypeSame,
  ModeSame,
  ModeDiffers,
  ActorSame,
  ActorCountry,
  ActorDiffers,
  RecipientSame,
  RecipientCountry,
  RecipientDiffers,
  PlaceSame,
  PlaceWithin,
  PlaceDiffers,
  PlaceAbroad,
  DateSame,
  DateOverlap,
  DateNear,
  DateFits,
  DateLate,
  PublishedSame,
  PublishedNear,
  PublishedLate,
  BothOngoing,
  NumberSame,
  NumberDiffers,
  NumberOther,
  WordShared,
  WordsAlike,
  Opposed,
  SameReport,
  SameReportOpposed,
  OneStory,
  ActorOther,
  RecipientOther,
  GuestOther,
  OpposedOtherwise,
  DeniedHere,
  ActTold,
  kWeights
};
constexpr std::array<const char*, kWeights> kNames = {
    "act-same",          "act-kin",      "act-differs",       "code-same",           "type-same",      "mode-same",
    "mode-differs",      "actor-same",   "actor-country",     "actor-differs",       "recipient-same", "recipient-country",
    "recipient-differs", "place-same",   "place-within",      "place-differs",       "place-abroad",   "date-same",
    "date-overlap",      "date-near",    "date-fits",         "date-late",           "published-same", "published-near",
    "published-late",    "both-ongoing", "number-same",       "number-differs",      "number-other",   "word-shared",
    "words-alike",       "opposed",      "same-report",       "same-report-opposed", "one-story",      "actor-other",
    "recipient-other",   "guest-other",  "opposed-otherwise", "denied-here",         "act-told"};

struct Numbers {
  std::array<std::int32_t, kWeights> weights{};
  std::int32_t most_shared = link_limit("word-shared");
  std::int32_t window = link_limit("window");
  Numbers() {
    for (std::size_t i = 0; i < kWeights; ++i) weights[i] = link_weight(kNames[i]);
  }
};
const Numbers& numbers() {
  static const Numbers all;
  return all;
}

std::vector<std::string> shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

class Scorer {
 public:
  Scorer(const LinkMention& a, const LinkMention& b)
      : a_(a), b_(b), opposed_((a.status == Status::Denied) != (b.status == Status::Denied)) {}

  PairScore score() {
    score_.possible = is_ahead(a_) == is_ahead(b_) && family_of(a_.type) == family_of(b_.type) && compare_dates();
    if (!score_.possible) return score_;
    compare_acts();
    compare_kinds();
    compare_parties();
    compare_places();
    compare_numbers();
    compare_words();
    if (a_.status == Status::Ongoing && b_.status == Status::Ongoing) add(BothOngoing);
    if (opposed_) add(Opposed);
    if (opposed_ && !same_act_ && !told_) add(OpposedOtherwise);
    if (a_.type.empty() && b_.type.empty() && a_.from == kNoDay && b_.from == kNoDay) add(OneStory);
    if (a_.report == b_.report) add(!opposed_ ? SameReport : (same_act_ || told_) && a_.type == b_.type ? DeniedHere : SameReportOpposed);
    return score_;
  }

 private:
  void add(Weight weight, std::int32_t times = 1) {
    const std::int32_t points = numbers().weights[weight] * times;
    score_.points += points;
    if (points > 0) score_.reason += (score_.reason.empty() ? "" : " ") + std::string(kNames[weight]);
  }

  /// False where the days are too far apart.
  bool compare_dates() {
    if (a_.from == kNoDay || b_.from == kNoDay) return a_.from == kNoDay && b_.from == kNoDay;
    const std::int32_t gap = std::max({a_.from - b_.to, b_.from - a_.to, 0});
    if (a_.dated && b_.dated) return compare_told(gap);
    if (a_.dated != b_.dated) {
      const LinkMention& told = a_.dated ? a_ : b_;
      const LinkMention& other = a_.dated ? b_ : a_;
      return compare_told_with_published(told, other);
    }
    if (gap > numbers().window) return false;
    const bool goes_on = a_.status == Status::Ongoing && b_.status == Status::Ongoing;
    add(gap == 0 ? PublishedSame : gap == 1 || goes_on ? PublishedNear : PublishedLate);
    return true;
  }

  bool compare_told(std::int32_t gap) {
    if (gap > 1) return false;
    const bool exact = a_.from == b_.from && a_.to == b_.to && a_.to - a_.from < kWholeDays;
    add(gap == 1 ? DateNear : exact ? DateSame : DateOverlap);
    return true;
  }

  /// What is told without a day happened on the day of its report or the day before; what is denied may be older.
  bool compare_told_with_published(const LinkMention& told, const LinkMention& other) {
    const std::int32_t late = other.from - told.to;
    if (late > numbers().window || told.from - other.from > (is_ahead(told) ? 3 * numbers().window : 0)) return false;
    const bool is_rough = told.to - told.from >= kWholeDays;
    if (!is_rough) add(late <= 1 ? DateFits : DateLate);
    return true;
  }

  void compare_acts() {
    same_act_ = !shared(a_.acts, b_.acts).empty();
    for (const std::string& one : a_.acts)
      for (const std::string& other : b_.acts) akin_ = akin_ || kind_of_act(one) == kind_of_act(other);
    told_ = opposed_ && !same_act_ && !akin_ && a_.type == b_.type && shares_act_word();
    add(same_act_ ? ActSame : akin_ ? ActKin : told_ ? ActTold : ActDiffers);
  }

  /// "A mortar shell slammed into" and "denied firing the shell": the same word for an act, though each has its trigger elsewhere.
  bool shares_act_word() const {
    for (const auto& [words, others] :
         {std::pair(&a_.context, &b_.context), std::pair(&a_.acts, &b_.context), std::pair(&a_.context, &b_.acts)})
      for (const std::string& word : *words)
        if (is_act(word) && std::binary_search(others->begin(), others->end(), word)) return true;
    return false;
  }

  void compare_kinds() {
    if (!a_.type.empty() && a_.type == b_.type) add(TypeSame);
    if (a_.cameo.size() > 2 && a_.cameo == b_.cameo) add(CodeSame);
    if (a_.mode.empty() || b_.mode.empty()) return;
    add(a_.mode == b_.mode ? ModeSame : ModeDiffers);
  }

  enum class Match : std::uint8_t { Unknown, Differs, Country, Other, Same };

  static bool takes_part(const LinkParty& party, bool recipient, bool mutual) { return mutual || party.recipient == recipient; }

  Match match(bool recipient, bool mutual) const {
    Match best = Match::Unknown;
    for (const LinkParty& one : a_.parties) {
      if (!takes_part(one, recipient, mutual)) continue;
      for (const LinkParty& other : b_.parties) {
        if (!takes_part(other, recipient, mutual)) continue;
        Match here = Match::Unknown;
        const bool named = one.specific && other.specific;
        if (named && same_name(one, other))
          here = Match::Same;
        else if (!one.country.empty() && one.country == other.country)
          here = named ? Match::Other : Match::Country;
        else if (!one.country.empty() && !other.country.empty())
          here = Match::Differs;
        best = std::max(best, here);
      }
    }
    return best;
  }

  /// Whether somebody with a name takes part in one whom the other does not know.
  static bool has_guest(const LinkMention& one, const LinkMention& other) {
    return std::any_of(one.parties.begin(), one.parties.end(), [&](const LinkParty& party) {
      return party.specific && std::none_of(other.parties.begin(), other.parties.end(), [&](const LinkParty& known) {
               return same_name(party, known) || (!party.country.empty() && party.country == known.country && !known.specific);
             });
    });
  }

  void compare_parties() {
    const bool mutual = is_mutual(a_.type);
    const Match actors = match(false, mutual);
    if (actors == Match::Same) add(ActorSame);
    if (actors == Match::Country) add(ActorCountry);
    if (actors == Match::Other) add(ActorOther);
    if (actors == Match::Differs) add(ActorDiffers);
    if (mutual) {
      if (has_guest(a_, b_) && has_guest(b_, a_)) add(GuestOther);
      return;
    }
    const Match recipients = match(true, false);
    if (recipients == Match::Same) add(RecipientSame);
    if (recipients == Match::Country) add(RecipientCountry);
    if (recipients == Match::Other) add(RecipientOther);
    if (recipients == Match::Differs) add(RecipientDiffers);
  }

  void compare_places() {
    if (a_.place.empty() || b_.place.empty()) return;
    const std::string one = " " + a_.place + " ";
    const std::string other = " " + b_.place + " ";
    if (one == other) return add(PlaceSame);
    if (one.find(other) != std::string::npos || other.find(one) != std::string::npos) return add(PlaceWithin);
    const bool abroad = !a_.place_country.empty() && !b_.place_country.empty() && a_.place_country != b_.place_country;
    add(abroad ? PlaceAbroad : PlaceDiffers);
  }

  void compare_numbers() {
    bool same = false;
    bool other = false;
    bool differs = false;
    for (const LinkNumber& one : a_.numbers) {
      for (const LinkNumber& told : b_.numbers) {
        if (one.what != told.what) continue;
        if (one.low == told.low && one.high == told.high) same = true;
        if (one.low > told.high || told.low > one.high) other = true;
        if (told.low > 2 * one.high || one.low > 2 * told.high) differs = true;
      }
    }
    if (same && !differs) add(NumberSame);
    if (differs && !same) add(NumberDiffers);
    // "Ten killed" on Monday and "twelve killed" on Tuesday, where no text names a day.
    if (other && !same && !differs && !a_.dated && !b_.dated && a_.from != b_.from) add(NumberOther);
  }

  void compare_words() {
    const std::vector<std::string> both = shared(a_.context, b_.context);
    const std::size_t all = a_.context.size() + b_.context.size() - both.size();
    const bool may_be_one = akin_ || !a_.type.empty();
    if (may_be_one && a_.report != b_.report && both.size() >= 5 && 4 * both.size() >= 3 * all) add(WordsAlike);
    const auto telling =
        static_cast<std::int32_t>(both.size()) - static_cast<std::int32_t>(std::count_if(both.begin(), both.end(), is_common));
    if (telling > 0) add(WordShared, std::min(telling, numbers().most_shared));
  }

  const LinkMention& a_;
  const LinkMention& b_;
  bool opposed_;  ///< one denies what the other asserts
  PairScore score_{};
  bool same_act_ = false;
  bool akin_ = false;
  bool told_ = false;
};

}  // namespace

bool is_mutual(const std::string& type) {
  return type == "CONSULT" || type == "AGREE" || type == "COOPERATE";
}

std::size_t count_shared_words(const LinkMention& a, const LinkMention& b) {
  return shared(a.context, b.context).size();
}

bool same_name(const LinkParty& a, const LinkParty& b) {
  if (a.name == b.name) return a.country == b.country || a.country.empty() || b.country.empty();
  if (a.country != b.country || a.country.empty()) return false;
  const std::string& longer = a.name.size() > b.name.size() ? a.name : b.name;
  const std::string& shorter = a.name.size() > b.name.size() ? b.name : a.name;
  return shorter.size() > 3 && longer.size() > shorter.size() + 1 &&
         longer.compare(longer.size() - shorter.size(), shorter.size(), shorter) == 0 && longer[longer.size() - shorter.size() - 1] == ' ';
}

std::vector<BlockKey> block_keys(const LinkMention& m) {
  std::vector<std::string> marks;
  for (const LinkParty& party : m.parties)
    if (!party.country.empty()) marks.push_back("c" + party.country);
  if (!m.place_country.empty()) marks.push_back("c" + m.place_country);
  if (marks.empty()) {
    for (const std::string& act : m.acts) marks.push_back("a" + kind_of_act(act));
  }
  std::vector<BlockKey> keys;
  const std::string prefix = std::string(family_of(m.type)) + (is_ahead(m) ? "+" : "-");
  for (const std::string& mark : marks) keys.push_back({hash_bytes(prefix + mark), m.from});
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// Points are summed over features of either mention: what is compared is the same whichever comes first, and so is the order.
PairScore score_pair(const LinkMention& a, const LinkMention& b) {
  return a.id < b.id ? Scorer(a, b).score() : Scorer(b, a).score();
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Which country a party belongs to that names none ("police", "the gunmen"): weighs the countries of the report by where they stand to
// the party, with weights counted over the training gold (lexicons/en/party_countries.tsv).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extraction/lexicon/weight_table.h"
#include "extraction/reading_view.h"

namespace demarche {

/// Words that tell of a country.
struct CountryMention {
  WordRange words{};
  std::string country{};    ///< of a state
  std::string_view kind{};  ///< state capital demonym adjective government town body person
};

struct CountryCandidate {
  std::string country{};  ///< empty: none
  std::vector<std::pair<std::string, double>> signs{};
};

/// What an event tells of a party's country by its other parties.
struct PartySetting {
  std::set<std::string, std::less<>> beside{};   ///< countries that parties of the same role name
  std::set<std::string, std::less<>> against{};  ///< those of the other role
  std::string place{};                           ///< country of the event's place, or empty
  std::string_view type{};
};

class CountryChooser {
 public:
  static constexpr std::string_view kPlace = "place";  ///< the kind of what is no party; its signs have names of their own

  /// `mentions` in text order; `home` is the outlet's country or empty, `title` those of the report's title. `weights` must outlive the
  /// chooser.
  CountryChooser(const ReadingView& view, const WeightTable& weights, std::vector<CountryMention> mentions, std::string home,
                 const std::vector<std::string>& title);

  /// For the party of these words with that head and kind (its sector, or "anyone"), but none of `others`; empty where it most likely has
  /// none.
  std::string choose(std::uint32_t head, WordRange words, std::string_view kind, const std::set<std::string>& others = {},
                     const PartySetting* setting = nullptr) const;
  /// All that it may belong to, by code, and at the end none; what speaks for each, and how much of it.
  std::vector<CountryCandidate> candidates(std::uint32_t head, WordRange words, std::string_view kind,
                                           const PartySetting* setting = nullptr) const;

 private:
  struct Here;  ///< mentions by where they stand to the party
  Here look_around(std::uint32_t head, WordRange words) const;
  std::string_view form_of(std::uint32_t head, WordRange words) const;
  CountryCandidate weigh(const std::string& country, const Here& here, std::string_view kind) const;

  ReadingView view_;
  const WeightTable& weights_;
  std::vector<CountryMention> mentions_;
  std::string home_;
  /// What a country has wherever the party stands.
  struct Told {
    double count = 0;  ///< of mentions; the outlet's home counts as kHome more, the title as kTitle
    bool first_sentence = false;
    bool town = false;
  };
  std::map<std::string, Told, std::less<>> told_{};
  double total_ = 0;
};

}  // namespace demarche

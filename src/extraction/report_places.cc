// SPDX-License-Identifier: Apache-2.0
// The third part of ActorResolver: which words of the report tell of a country, and where something takes place.
#include <algorithm>

#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestTitleName = 5;  ///< words

}  // namespace

/// A place of the tables; a small one only where its country is spoken of, or no country is.
std::optional<Place> ActorResolver::place_named(std::string_view name) const {
  const auto spoken_of = [&](std::string_view country) { return country_counts_.contains(country); };
  const auto at_home = [&](std::string_view country) {
    const bool is_open = country_counts_.empty() && (of_towns_.empty() || of_towns_.contains(country));  // "the Clyde" of Glasgow
    return is_open || country == home_ || spoken_of(country);
  };
  const auto place = lexicons_.places.find(name, spoken_of);
  return place ? place : lexicons_.places.find_small(name, at_home);
}

/// The country of the division that a state's name means here: of "Georgia" in "Governor of Georgia" and "Atlanta, Georgia"; else empty.
std::string_view ActorResolver::division_meant(WordRange words, const ActorRow& entry) const {
  if (!one_of(entry.kind, {"state", "capital"})) return {};
  const auto division = lexicons_.places.division_elsewhere(view_.text(words), entry.country);
  if (!division) return {};
  const Sentence& sentence = view_.sentence_at(view_.sentence(words.first));
  const std::string after = words.last < sentence.last ? view_.lower(words.last) : "";
  const bool has_office = one_of(after, {"governor", "state", "county", "attorney"}) ||
                          (after == "secretary" && words.last + 2 < sentence.last && view_.lower(words.last + 2) == "state");
  if (has_office) return division->country;
  if (words.first < sentence.first + 2) return {};
  const std::uint32_t before = words.first - 2;
  if (view_.text(words.first - 1) == "of" && one_of(view_.lower(before), {"governor", "state", "states"})) return division->country;
  const Name* town = view_.text(words.first - 1) == "," ? view_.name_at(before) : nullptr;
  if (town == nullptr || std::string_view(town->type) != "LOC") return {};
  const auto lies_in = [&](std::string_view country) {
    const auto is_country = [&](std::string_view other) { return other == country; };
    const auto place = lexicons_.places.find(view_.text(town->words), is_country);
    return (place && place->country == country) || lexicons_.places.find_small(view_.text(town->words), is_country);
  };
  return lies_in(division->country) && !lies_in(entry.country) ? division->country : std::string_view();
}

/// The states that the report's title names, each once; where it names none, those of its towns: "Karachi: four hurt".
std::vector<std::string> ActorResolver::countries_of_title() const {
  const std::vector<std::string_view> words = split_words(view_.document().origin().title);
  std::vector<std::string> states, towns;
  const auto add = [](std::vector<std::string>& list, std::string_view country) {
    if (is_state_code(country) && std::find(list.begin(), list.end(), country) == list.end()) list.emplace_back(country);
  };
  const auto is_name = [&](std::string_view name) {
    const auto actor = lexicons_.actors.find(name, day_);
    if (actor && is_place_kind(actor->entry->kind)) add(states, actor->entry->country);
    const auto place = actor ? std::nullopt : lexicons_.places.find(name, [](std::string_view) { return false; });
    const bool is_town = place && one_of(place->kind, {"city", "capital"}) && !lexicons_.places.is_word(name);
    if (is_town) add(towns, place->country);
    return actor.has_value() || is_town;
  };
  for (std::size_t first = 0, next = 1; first < words.size(); first = next++) {
    if (!starts_upper(words[first])) continue;
    for (std::size_t last = std::min(words.size(), first + kLongestTitleName); last > first && next == first + 1; --last)
      if (is_name(without_possessive({words[first].begin(), words[last - 1].end()}))) next = last;
  }
  return states.empty() ? towns : states;
}

/// The town of "in Brussels", where Brussels by itself is a body of many states.
std::optional<Place> ActorResolver::seat_of_body(const Match& match) const {
  const bool is_seat = match.actor.entry->kind == "capital" && !is_state_code(match.actor.entry->country);
  const bool is_town = is_seat && match.words.first > 0 && view_.upos_is(match.words.first - 1, {"ADP"});
  return is_town ? place_named(view_.text(match.words)) : std::nullopt;
}

/// The town or region that an organization's name ends with: "Government of California".
std::optional<CountryMention> ActorResolver::region_behind(const Name& name) const {
  std::uint32_t first = name.words.last;
  while (first > name.words.first && starts_upper(view_.text(first - 1))) --first;
  if (first < name.words.first + 2 || first == name.words.last || view_.lower(first - 1) != "of") return std::nullopt;
  const auto place = place_named(view_.text(WordRange{first, name.words.last}));
  const bool is_known = place && one_of(place->kind, {"admin1", "city", "capital"}) && !lexicons_.places.is_word(place->name);
  if (!is_known || match_at(first) != nullptr) return std::nullopt;
  return CountryMention{{first, name.words.last}, std::string(place->country), "town"};
}

/// The town that a name is, or that an organization's name begins or ends with: "New Orleans Police Department".
std::optional<CountryMention> ActorResolver::town_in(const Name& name) const {
  const std::string_view type = name.type;
  if ((type != "LOC" && type != "ORG") || match_at(name.words.first) != nullptr) return std::nullopt;
  if (const auto region = type == "ORG" ? region_behind(name) : std::nullopt) return region;
  const std::uint32_t shortest = type == "LOC" ? name.words.last : name.words.first + 1;
  for (std::uint32_t end = type == "LOC" ? name.words.last : name.words.last - 1; end >= shortest; --end) {
    const auto place = place_named(view_.text(WordRange{name.words.first, end}));
    // The first word of "Northern Wire" or "Chamber of Commerce" is no place, unless its country is spoken of.
    const bool is_known = place && end == shortest && one_of(place->kind, {"city", "capital"}) && !lexicons_.places.is_word(place->name);
    const bool counts = place && (type == "LOC" || end > shortest || is_known || country_counts_.contains(place->country));
    if (counts && is_state_code(place->country)) return CountryMention{{name.words.first, end}, std::string(place->country), "town"};
  }
  return std::nullopt;
}

/// All words that tell of a state: names of the tables, towns, persons of the tables.
std::vector<CountryMention> ActorResolver::country_mentions() const {
  std::vector<CountryMention> out;
  for (const Match& match : matches_) {
    const ActorRow& entry = *match.actor.entry;
    if (const auto seat = seat_of_body(match)) out.push_back({match.words, std::string(seat->country), "town"});
    // Who is told something by Reuters is not British by it.
    const bool is_only_named = entry.kind == "outlet" && (!is_spoken_of(entry) || lexicons_.outlets.is_of_everywhere(entry.canonical));
    if (!is_state_code(entry.country) || !fits_here(entry) || is_only_named) continue;
    out.push_back({match.words, std::string(entry.country), is_place_kind(entry.kind) ? entry.kind : "body"});
  }
  for (const Name& name : view_.document().get<Names>().names)
    if (const auto town = town_in(name)) out.push_back(*town);
  for (const Person& person : persons_) {
    if (!is_state_code(person.country) || !person.reason.starts_with("actors")) continue;
    for (const WordRange words : person.mentions) out.push_back({words, person.country, "person"});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.words.first < b.words.first; });
  return out;
}

/// Whether a run of capitals begins and ends here: "Islands" in "Kuril Islands" names nothing by itself.
bool ActorResolver::is_whole_name(WordRange words, WordRange inside) const {
  const bool opens = words.first == inside.first || !starts_upper(view_.text(words.first - 1));
  const bool closes = words.last == inside.last || !starts_upper(view_.text(words.last));
  return opens && closes;
}

/// A place as a party: "Missouri sued"; a first-level division acts by its government.
void ActorResolver::place_party(WordRange bare, Entity& entity) const {
  if (!entity.country.empty()) return;
  if (const auto names = names_in(bare); !names.empty()) {
    entity.country = names.back().country;
    entity.reason = names.back().where.text();
  }
  const auto place = place_named(view_.text(bare));
  if (place && place->kind == "admin1") entity.sector = "GOV";
}

/// Names of states and places among the words, in text order, each as long as may be.
std::vector<ActorResolver::Located> ActorResolver::names_in(WordRange bare) const {
  std::vector<Located> out;
  for (std::uint32_t end = bare.last; end > bare.first; --end) {
    for (std::uint32_t begin = bare.first; begin < end; ++begin) {
      const auto name = name_from({begin, end}, bare);
      if (!name) continue;
      out.insert(out.begin(), *name);
      end = begin + 1;
      break;
    }
  }
  return out;
}

/// The state or place that just these words name, the article of "The Hague" included.
std::optional<ActorResolver::Located> ActorResolver::name_from(WordRange words, WordRange inside) const {
  const bool is_described = words.size() == 1 && view_.upos_is(words.first, {"ADJ"}) && !is_place_name(words.first);  // "Western countries"
  if (!starts_upper(view_.text(words.first))) return std::nullopt;
  const Match* match = match_at(words.first);
  if (match != nullptr && match->words == words) {
    const ActorRow& entry = *match->actor.entry;
    if (is_state_code(entry.country) && is_place_kind(entry.kind)) return Located{words, entry.country, entry.kind, entry.where};
  }
  if (is_described || !is_whole_name(words, inside)) return std::nullopt;
  const bool has_article = words.first == inside.first && words.first > 0 && view_.lower(words.first - 1) == "the";
  auto place = has_article ? place_named(view_.text(WordRange{words.first - 1, words.last})) : std::nullopt;
  if (!place) place = place_named(view_.text(words));
  return place ? std::optional(Located{words, place->country, place->kind, place->where}) : std::nullopt;
}

/// With the larger places that follow: "Ukhia[, Cox's Bazar, Bangladesh]"; not "Paris, London and Berlin".
WordRange ActorResolver::with_larger_places(WordRange words) const {
  while (words.last + 1 < view_.size() && view_.text(words.last) == ",") {
    const Name* name = view_.name_at(words.last + 1);
    if (name == nullptr || name->words.first != words.last + 1 || std::string_view(name->type) != "LOC") break;
    const std::uint32_t top = view_.head_of(name->words);
    const bool hangs = view_.head(top) != kNone && words.contains(view_.head(top)) && view_.relation(top) != "conj";
    const bool joins = name->words.last < view_.size() && view_.upos_is(name->words.last, {"CCONJ"});
    if (!hangs || joins) break;
    words.last = name->words.last;
  }
  return words;
}

/// With the place that the noun lies in: "a market [in Karachi]", "the Miramar suburb [of Havana]"; a town is told by its own name.
WordRange ActorResolver::with_place_after(WordRange words) const {
  if (words.last + 1 >= view_.size() || !one_of(view_.lower(words.last), {"in", "of", "near"})) return words;
  const std::uint32_t head = view_.head_of(words);
  std::uint32_t name = words.last + 1;
  if (view_.lower(name) == "the" && name + 1 < view_.size()) ++name;
  const Name* place = view_.name_at(name);
  bool is_told = view_.upos_is(words.last - 1, {"CCONJ"});
  for (std::uint32_t i = words.first; i < words.last && view_.lower(words.last) != "of"; ++i) is_told = is_told || is_place_name(i);
  if (is_told || !view_.upos_is(head, {"NOUN"}) || place == nullptr || place->words.first != name || std::string_view(place->type) != "LOC")
    return words;
  return view_.head(view_.head_of(place->words)) == head ? WordRange{words.first, place->words.last} : words;
}

/// "His country's border" of "his country's border with Brazil", "western Verania" of "western Verania near the border of Saldor".
WordRange ActorResolver::this_side(WordRange words) const {
  for (std::uint32_t i = words.first + 1; i < words.last; ++i) {
    if (view_.lower(i) == "with" && view_.upos_is(i - 1, {"NOUN"})) return {words.first, i};
    if (one_of(view_.lower(i), {"near", "bordering"}) && !names_in({words.first, i}).empty()) return {words.first, i};
  }
  return words;
}

/// "The Veranian embassy": not in Verania.
bool ActorResolver::stands_abroad(WordRange words) const {
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    const Agent* agent = view_.upos_is(i, {"NOUN", "PROPN"}) ? agent_at({words.first, i + 1}, i) : nullptr;
    if (agent != nullptr && agent->note == "abroad") return true;
  }
  return false;
}

/// "Verania and northern Saldor", "the Verania-Saldor border": two countries, and nothing but joints and adjectives between them.
bool ActorResolver::joins_two_countries(const std::vector<Located>& names) const {
  for (std::size_t i = 1; i < names.size(); ++i) {
    const WordRange between{names[i - 1].words.last, names[i].words.first};
    const auto is_whole = [&](const Located& name) {  // not the "North" of "North and South Waziristan"
      const Name* seen = view_.name_at(name.words.first);
      return match_at(name.words.first) != nullptr || (seen != nullptr && seen->words == name.words);
    };
    if (!is_whole(names[i]) || !is_whole(names[i - 1])) continue;
    if (names[i].country == names[i - 1].country || !is_state_code(names[i].country) || !is_state_code(names[i - 1].country)) continue;
    bool is_joined = false;
    for (std::uint32_t word = between.first; word < between.last; ++word) {
      const bool is_joint = view_.upos_is(word, {"CCONJ"}) || one_of(view_.text(word), {"-", "\u2013", "/"});
      if (!is_joint && !view_.upos_is(word, {"DET", "ADJ"})) return false;
      is_joined = is_joined || is_joint;
    }
    if (is_joined) return true;
  }
  return false;
}

/// Whether the words tell by themselves where they are: in the last place that they name, in none ("the Red Sea", "Verania and Saldor",
/// "other countries"), at their owner's.
bool ActorResolver::tells_country(WordRange words, Entity& entity) const {
  const WordRange here = this_side(view_.trimmed(words));
  const std::uint32_t head = view_.head_of(here);
  const bool abroad = stands_abroad(here);
  auto names = names_in(here);
  std::erase_if(names, [&](const Located& name) {
    return abroad && one_of(name.kind, {"state", "adjective", "demonym"}) && name.words.last <= head;
  });
  if (joins_two_countries(names)) {
    entity.reason = "two countries";
    return true;
  }
  const Agent* agent = agent_at(here, head);
  const bool is_state = agent != nullptr && agent->sector == "GOV";  // "the Middle East nation"
  const auto placed = std::find_if(names.rbegin(), names.rend(), [](const Located& name) { return !name.country.empty(); });
  if (!names.empty() && (placed != names.rend() || !is_state)) {
    const Located& name = placed != names.rend() ? *placed : names.back();  // "Karsk on the Red Sea"
    entity.country = name.country;
    entity.reason = name.where.text();
    return true;
  }
  const auto shared = lexicons_.places.find(view_.text(here), [](std::string_view) { return false; });  // "international waters"
  const bool is_several = is_state && is_of_several(here, head);                                        // "European countries"
  const Match* body = match_in(here, head);                                                             // "the Security Council"
  const bool is_body = body != nullptr && !is_state_code(body->actor.entry->country) && body->actor.entry->kind != "outlet";
  if ((shared && shared->country.empty()) || is_several || is_body || (agent != nullptr && agent->note == "anyone")) {
    entity.reason = "no one country";
    return true;
  }
  entity.country = abroad ? "" : possessor_country(words);
  entity.reason = "owner";
  return !entity.country.empty();
}

/// A place that tells no country by itself, as the chooser is asked about it.
ActorResolver::Asked ActorResolver::asked_of_place(WordRange words) const {
  const WordRange bare = view_.trimmed(words);
  const std::uint32_t head = view_.head_of(bare);
  Asked asked{head, bare, std::string(CountryChooser::kPlace), {}};
  if (!stands_abroad(bare)) return asked;
  for (const Located& name : names_in(bare))
    if (name.words.last <= head) asked.others.insert(std::string(name.country));
  return asked;
}

WordRange ActorResolver::whole_place(WordRange words) const {
  const WordRange noun = view_.to_noun(words);
  if (!is_act_[noun.last - 1]) words = noun;
  return with_larger_places(with_place_after(words));
}

std::vector<CountryCandidate> ActorResolver::place_candidates(WordRange words, const PartySetting& setting) const {
  words = whole_place(words);
  Entity told;
  if (tells_country(words, told)) return {};
  const Asked asked = asked_of_place(words);
  return chooser_->candidates(asked.head, asked.words, asked.kind, &setting);
}

/// As the tables have the state's name, if the report names it.
std::string ActorResolver::name_of_state(std::string_view country, std::string_view otherwise) const {
  for (const Match& match : matches_)
    if (match.actor.entry->country == country && is_place_kind(match.actor.entry->kind)) return std::string(match.actor.entry->canonical);
  return std::string(otherwise);
}

Entity ActorResolver::resolve_place(WordRange words, const PartySetting& setting) const {
  words = whole_place(words);
  const WordRange bare = view_.trimmed(words);
  Entity entity;
  entity.span = view_.span(words);
  entity.name = std::string(view_.text(bare));
  const Match* match = match_at(bare.first);
  if (match != nullptr && match->words == bare && one_of(match->actor.entry->kind, {"adjective", "demonym", "state"}))
    entity.name = match->actor.entry->canonical;
  if (tells_country(words, entity)) return entity;
  const Asked asked = asked_of_place(words);
  entity.country = chooser_->choose(asked.head, asked.words, asked.kind, asked.others, &setting);
  entity.reason = "context";
  if (view_.lower(bare.last - 1) == "country") entity.name = name_of_state(entity.country, entity.name);
  return entity;
}

}  // namespace demarche

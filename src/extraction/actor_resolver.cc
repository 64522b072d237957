// SPDX-License-Identifier: Apache-2.0
#include "extraction/actor_resolver.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "extraction/actor_names.h"

namespace demarche {
namespace {

constexpr std::string_view kByContext = "; country from the context";  ///< at the end of a reason

/// What the chooser knows a party by: its sector, or that it may be anyone.
std::string_view kind_of_bearer(const Agent& agent) {
  return one_of(agent.note, {"anyone", "beside"}) ? "anyone" : agent.sector;
}

}  // namespace

ActorResolver::ActorResolver(const Document& document, const Lexicons& lexicons)
    : view_(document), lexicons_(lexicons), day_(document.origin().published), quotations_(find_quotations(document)) {
  for (const std::string* outlet : {&document.origin().publisher, &document.origin().url})
    if (home_.empty() && !outlet->empty()) home_ = lexicons.outlets.home(*outlet, lexicons.actors, lexicons.places);
  if (!is_state_code(home_)) home_.clear();
  person_at_.assign(view_.size(), kNone);
  match_of_.assign(view_.size(), kNone);
  find_acts();
  const std::vector<std::string> title = countries_of_title();
  for (const std::string& country : title) ++country_counts_[country];
  find_matches();
  find_abbreviations();
  find_persons();
  chooser_.emplace(view_, lexicons_.party_countries, country_mentions(), home_, title);
  place_persons();
  find_pronouns();
  find_possessors();
}

const ActorResolver::Match* ActorResolver::match_at(std::uint32_t word) const {
  return match_of_[word] == kNone ? nullptr : &matches_[match_of_[word]];
}

/// The table name that the head of the words belongs to.
const ActorResolver::Match* ActorResolver::match_in(WordRange words, std::uint32_t head) const {
  const Match* match = match_at(head);
  return match != nullptr && match->words.first >= words.first && match->words.last <= words.last ? match : nullptr;
}

/// What the noun at `head` (with up to two words before it) says of its bearer.
const Agent* ActorResolver::agent_at(WordRange words, std::uint32_t head) const {
  const auto is_hyphen = [&](std::uint32_t word) { return view_.text(word) == "-"; };  // "secretary-general"
  for (std::uint32_t length = 4; length >= 1; --length) {
    if (head + 1 < words.first + length) continue;
    std::string phrase;
    for (std::uint32_t i = head + 1 - length; i < head; ++i) phrase += view_.lower(i) + (is_hyphen(i) || is_hyphen(i + 1) ? "" : " ");
    for (const std::string& last : {view_.lower(head), view_.lemma(head)})  // a plural may have a row of its own: "countries"
      if (const Agent* agent = lexicons_.agents.find(phrase + last)) return agent;
  }
  return nullptr;
}

/// What the whole noun phrase says of its bearer: its head, what a carrying head ("officer", "official") belongs to, and the
/// words before it that decide whatever the head is ("former", "rebel"). See lexicons/FORMAT.md, agents.tsv.
Agent ActorResolver::bearer(WordRange words, std::uint32_t head) const {
  Agent result;
  if (const Agent* agent = agent_at(words, head)) result = *agent;
  const auto take = [&](std::uint32_t at) {
    const Agent* agent = agent_at(words, at);
    if (agent == nullptr || agent->note == "carrier" || agent->note == "head" || agent->sector.empty()) return false;
    result.sector = agent->sector;
    result.where = agent->where;
    return true;
  };
  if (one_of(result.note, {"carrier", "again"})) {
    bool found = false;
    for (std::uint32_t i = head; i-- > words.first && !found;) found = view_.upos_is(i, {"NOUN", "PROPN", "ADJ"}) && take(i);
    for (std::uint32_t i = head + 1; i < words.last && !found; ++i) found = view_.upos_is(i, {"NOUN", "PROPN"}) && take(i);
  }
  constexpr std::array<std::string_view, 6> kOffices = {"GOV", "LEG", "MIL", "JUD", "SPY", "COP"};
  constexpr std::array<std::string_view, 4> kSides = {"GOV", "PTY", "CVL", "SOC"};
  for (std::uint32_t i = words.first; i < head; ++i) {
    const Agent* agent = lexicons_.agents.find(view_.lower(i));
    if (agent == nullptr || agent->note != "modifier") continue;
    const bool fits = agent->sector == "ELI"   ? std::find(kOffices.begin(), kOffices.end(), result.sector) != kOffices.end()
                      : agent->sector == "OPP" ? std::find(kSides.begin(), kSides.end(), result.sector) != kSides.end()
                                               : true;
    if (fits) result.sector = agent->sector, result.where = agent->where;
  }
  return result;
}

/// "Veranian", as the reader sees it: the adjective of a state or group that no table may know.
bool ActorResolver::is_nationality(std::uint32_t word) const {
  const auto& kinds = view_.document().get<Names>().kinds;
  auto kind = std::upper_bound(kinds.begin(), kinds.end(), word, [](std::uint32_t at, const Name& name) { return at < name.words.first; });
  return kind != kinds.begin() && (--kind)->words.contains(word) && std::string_view(kind->type) == "NORP";
}

Entity ActorResolver::entity_of(const Person& person) const {
  std::string reason = person.reason.empty() ? "name" : person.reason;
  if (reason.starts_with("agents")) reason += " (person)";  // a name with an office: no group
  if (person.placed_by_context) reason += kByContext;
  return {{}, written_name(person), person.country, person.sector, std::move(reason)};
}

/// What follows is about somebody else: "a call by", "the arrest of", "an aide to President Hale", but not "the king of".
bool ActorResolver::governs(std::uint32_t word, WordRange words) const {
  if (word == words.first) return false;
  const std::string_view text = view_.text(word);
  const bool is_clause = view_.upos_is(word, {"VERB"}) && view_.relation(word) == "acl";  // "a lawyer representing"
  if (is_clause || (text == "to" && view_.upos_is(word - 1, {"ADJ"}))) return true;       // "forces loyal to"
  if (text != "of" && text != "to") return text == "by" || text == "for" || text == "with" || text == "against";
  if (agent_at(words, word - 1) == nullptr) return text == "of";
  std::uint32_t name = word + 1;
  while (name < words.last && person_at_[name] == kNone) ++name;
  return name < words.last && name > word + 1 && !view_.is_plural(name - 1) && agent_at({word + 1, name}, name - 1) != nullptr;
}

/// "Special Representative of the Secretary-General Ana Hale": the name explains the head of the words, or is it.
bool ActorResolver::is_named_by_head(std::uint32_t name, WordRange words) const {
  if (name == words.first || view_.upos_is(name - 1, {"ADP", "DET"})) return false;
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  std::uint32_t top = name;
  while (top != head && view_.relation(top) == "flat" && words.contains(view_.head(top))) top = view_.head(top);
  const std::string_view how = view_.relation(top);
  const bool is_thing = view_.upos_is(head, {"NOUN"}) && !lexicons_.persons.is_person(view_.lemma(head));
  if (is_thing && view_.text(name - 1) == ",") return false;  // "a study by the University of Verania, Karsk"
  const bool is_beside = view_.head(top) == view_.head(head) && how == view_.relation(head);  // a verb has no two subjects
  return top == head || is_beside || (view_.head(top) == head && (how == "appos" || how == "flat"));
}

/// The person that the words name, or nullptr where they name somebody else by way of a person ("Trump's lawyer"). Of several the last
/// before a comma or "and": "Trump loyalist Stephen Schwarzman".
const ActorResolver::Person* ActorResolver::person_in(WordRange words) const {
  const Person* found = nullptr;
  bool governed = false;
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    if (person_at_[i] == kNone) {
      if (found != nullptr && (view_.text(i) == "," || view_.text(i) == "and")) return found;
      governed = governed || governs(i, words);
      continue;
    }
    std::uint32_t end = i;
    while (end < words.last && person_at_[end] == person_at_[i]) ++end;
    const bool is_backer = end + 1 < words.last && view_.text(end) == "-" && !starts_upper(view_.text(end + 1));  // "Hale-owned"
    const bool possessive = is_backer || (end + 1 < words.last && is_possessive(view_.text(end)));
    const bool owner = i > words.first && view_.text(i - 1) == "of";  // "the mayor of Karsk", whatever Karsk was taken for
    if (((!governed && !owner) || is_named_by_head(i, words)) && !possessive) found = &persons_[person_at_[i]];
    i = end - 1;
  }
  return found;
}

/// The lemma; "spokesman" and "spokesperson" are one office.
std::string ActorResolver::office_key(std::uint32_t noun) const {
  std::string key = view_.lemma(noun);
  for (std::string_view ending : {"woman", "person", "man"})
    if (key.size() > ending.size() + 3 && key.ends_with(ending)) return key.substr(0, key.size() - ending.size());
  return key;
}

/// Who holds the office that the words name, by the last mention before them: "the prime minister" is no foreign minister.
const ActorResolver::Person* ActorResolver::bearer_of(WordRange words, std::uint32_t head) const {
  const std::string noun = office_key(head);
  const bool narrowed =
      head > view_.trimmed(words).first && match_at(head - 1) == nullptr && view_.upos_is(head - 1, {"ADJ", "NOUN", "PROPN"});
  const std::string kind = narrowed ? view_.lower(head - 1) : "";
  const auto is_meant = [&](const Office& office) {
    if (office.noun != noun) return false;
    if (narrowed) return std::find(office.words.begin(), office.words.end(), kind) != office.words.end();
    return office.words.empty() || !one_of(office.words.back(), {"vice", "deputy"});
  };
  const Person* best = nullptr;
  std::uint32_t nearest = 0;
  for (const Person& person : persons_) {
    if (std::none_of(person.offices.begin(), person.offices.end(), is_meant)) continue;
    for (const WordRange mention : person.mentions)
      if (mention.first < words.first && (best == nullptr || mention.first >= nearest)) best = &person, nearest = mention.first;
  }
  return best;
}

bool ActorResolver::is_place_name(std::uint32_t word) const {
  const Name* name = view_.name_at(word);
  return name != nullptr && std::string_view(name->type) == "LOC";
}

bool ActorResolver::is_part_of_state(std::uint32_t state, std::uint32_t noun) const {
  const Match* match = match_at(state);
  const Agent* agent = agent_at({noun, noun + 1}, noun);
  if (match == nullptr || !is_place_kind(match->actor.entry->kind) || agent == nullptr) return false;
  return agent->note == "hand" || lexicons_.persons.is_person(view_.lemma(noun));
}

bool ActorResolver::knows(WordRange words) const {
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  return person_in(words) != nullptr || match_in(words, head) != nullptr || agent_at(words, head) != nullptr;
}

std::optional<Entity> ActorResolver::people_named(WordRange words) const {
  const WordRange bare = view_.trimmed(words);
  const Match* match = bare.empty() ? nullptr : match_at(bare.first);
  if (match == nullptr || match->words != bare) return std::nullopt;
  const ActorRow& entry = *match->actor.entry;
  const bool is_people = one_of(entry.kind, {"adjective", "demonym"});
  Entity entity{view_.span(words), std::string(entry.canonical), std::string(entry.country), is_people ? "GOV" : std::string(entry.sector),
                entry.where.text()};
  return entity;
}

/// A name of the tables or of the reader that is no person.
std::optional<Entity> ActorResolver::resolve_name(WordRange words, std::uint32_t head) const {
  const WordRange bare = view_.trimmed(words);
  // "The commission" is the one spoken of; "the Commission" is Europe's.
  const bool is_common = bare.size() == 1 && !starts_upper(view_.text(bare)) && earlier_mention(words, head);
  if (const auto whole = lexicons_.actors.find(view_.text(bare), day_);
      whole && !is_common && fits_here(*whole->entry) &&
      !(is_bare_office(bare) && one_of(whole->entry->kind, {"leader", "person"}))) {  // "the bishop" is not Julie Bishop
    const ActorRow& entry = *whole->entry;
    std::string sector = whole->out_of_office ? "ELI" : std::string(entry.sector);
    const bool is_state = entry.kind == "adjective" || is_people_as_state(entry, words);  // "the UK"
    if (is_state) sector = "GOV";
    std::string name = entry.kind == "demonym" && !is_state ? bare_name(words) : std::string(entry.canonical);
    return Entity{{}, std::move(name), std::string(entry.country), std::move(sector), entry.reason()};
  }
  const Match* match = match_in(words, head);
  if (match == nullptr || !fits_here(*match->actor.entry)) return std::nullopt;
  const ActorRow& entry = *match->actor.entry;
  const bool modifies = entry.kind == "adjective" && match->words.last < words.last;
  if (modifies) return std::nullopt;
  const std::string_view said = nationality_beside(*match, words);
  const bool is_others = !said.empty() && said != entry.country;
  const bool whole_name = !is_others && entry.kind != "demonym" && (is_place_kind(entry.kind) || match->words == bare);
  return Entity{{},
                whole_name ? std::string(entry.canonical) : bare_name(words),
                std::string(is_others ? said : entry.country),
                std::string(entry.sector),
                entry.reason()};
}

Entity ActorResolver::resolve_nominal(WordRange words, std::uint32_t head) const {
  Entity entity;
  entity.name = bare_name(words);
  const Agent agent = bearer(words, head);
  entity.sector = agent.sector;
  const std::string friend_of = agent.note == "beside" ? state_before(words, head) : "";  // "its allies"
  const ActorRow* owner = friend_of.empty() ? owner_in(words, head) : nullptr;
  if (const auto earlier = earlier_mention(words, head)) {
    const ActorRow* their = owner_in(*earlier, view_.head_of(*earlier));
    const bool is_another = owner != nullptr && their != nullptr && owner->country != their->country;
    if (!is_another) entity.name = bare_name(*earlier);
    if (owner == nullptr) owner = their;
    // "The House" of "the House of Representatives" is no building.
    const auto body = view_.upos_is(head, {"PROPN"}) ? resolve_name(*earlier, view_.head_of(*earlier)) : std::nullopt;
    if (body && !is_another) entity.sector = body->sector;
  }
  entity.country = agent.country;
  entity.reason = agent.where.text();
  if (owner != nullptr && (entity.country.empty() || is_lent(words, head, *owner))) {
    entity.country = owner->country;
    if (!is_state_code(entity.country) && entity.sector != "REB") entity.sector.clear();
    if (entity.sector.empty() && is_state_code(entity.country)) entity.sector = owner->sector;
    entity.reason = owner->where.text() + (entity.reason.empty() ? "" : " and " + entity.reason);
  }
  if (is_place_name(head)) place_party(view_.trimmed(words), entity);
  // A place that no table knows lies somewhere else as likely as here.
  if (entity.country.empty() && !is_place_name(head) && friend_of.empty()) {
    entity.country = possessor_country(words);
    if (!entity.country.empty()) entity.reason += "; country of the owner";
  }
  if (entity.country.empty() && !is_place_name(head)) {
    const bool is_several = is_of_several(words, head) || !friend_of.empty();
    if (!is_several) entity.country = chooser_->choose(head, words, kind_of_bearer(agent), countries_of_others(words, head));
    if (is_several) entity.reason += "; of several countries";
    if (!entity.country.empty()) entity.reason += kByContext;
  }
  if (entity.reason.empty()) entity.reason = "words as they stand";
  call_country(words, entity);
  return entity;
}

/// "The country" is called as the report calls it.
void ActorResolver::call_country(WordRange words, Entity& entity) const {
  const bool is_meant = words.size() == 2 && one_of(view_.lower(words.first), {"the", "that", "this"}) &&
                        one_of(view_.lower(words.first + 1), {"country", "nation"});
  if (is_meant && is_state_code(entity.country)) entity.name = name_of_state(entity.country, entity.name);
}

std::vector<Entity> ActorResolver::resolve_each(WordRange words, const Entity* inside) const {
  words = in_whole(words);
  std::vector<Entity> out = two_states(words);
  if (out.empty()) out = halves_joined(words);
  if (out.empty()) out = peoples_joined(words);
  if (out.empty()) out = of_each_state(words);
  if (out.empty())
    for (const Person* person : pair_meant(words)) out.push_back(entity_of(*person));
  if (out.empty()) out.push_back(resolve(words, inside));
  for (Entity& entity : out) entity.span = view_.span(words);
  return out;
}

Entity ActorResolver::resolve(WordRange words, const Entity* inside) const {
  DEMARCHE_CHECK(!words.empty());
  words = in_whole(words);
  Entity entity;
  if (const auto pair = pair_meant(words); !pair.empty()) {
    entity = entity_of(*pair.front());
    entity.name += " and " + pair.back()->name;
    if (pair.back()->country != entity.country) entity.country.clear();
    if (pair.back()->sector != entity.sector) entity.sector.clear();
    entity.reason = "the two persons named together";
    entity.span = view_.span(words);
    return entity;
  }
  if (const WordRange full = in_full(words); full != words) {
    entity = resolve(full, inside);
    entity.reason += "; abbreviation";
    entity.span = view_.span(words);
    return entity;
  }
  const WordRange bare = view_.trimmed(words);
  if (bare.size() == 1 && !(bare != words && view_.upos_is(bare.first, {"NOUN"}))) {  // "a mine" is nobody's
    if (const auto found = resolve_pronoun(bare.first, inside)) {
      entity = *found;
      entity.span = view_.span(words);
      return entity;
    }
  }
  const std::uint32_t head = view_.head_of(bare);
  if (const auto others = bare.size() <= 2 ? counted(head) : std::nullopt) {
    entity = resolve(*others, inside);
    entity.name = fmt::format("{} {}", view_.text(head), entity.name);
    entity.reason += "; a number alone";
  } else if (const Person* person = person_in(words)) {
    entity = entity_of(*person);
  } else if (const auto named = resolve_name(words, head)) {
    entity = *named;
  } else {
    const ActorRow* owner = owner_in(words, head);  // "the Egyptian president" is no other state's
    const bool definite = view_.lower(words.first) == "the" && words.size() <= (owner == nullptr ? 3U : 5U);
    const Person* bearer = definite ? bearer_of(words, head) : nullptr;
    if (bearer != nullptr && (owner == nullptr || owner->country == bearer->country)) {
      entity = entity_of(*bearer);
      entity.reason = "office: " + view_.lemma(head) + "; " + entity.reason;
    } else if (const auto body = body_named(words, head)) {
      entity = resolve(*body);
      entity.reason = "named before; " + entity.reason;
    } else {
      entity = resolve_nominal(words, head);
    }
  }
  entity.span = view_.span(words);
  return entity;
}

bool ActorResolver::is_by_context(const Entity& entity) {
  return entity.country.empty() || entity.reason.find(kByContext) != std::string::npos;
}

/// What the chooser is asked about for the words; nothing where a name or a table tells their country.
std::optional<ActorResolver::Asked> ActorResolver::asked_of(WordRange words) const {
  words = in_whole(words);
  const std::uint32_t head = view_.head_of(view_.trimmed(words));
  if (const Person* person = person_in(words)) {
    if (!person->country.empty() && !person->placed_by_context) return std::nullopt;
    const WordRange mention = person->mentions.front();
    return Asked{mention.last - 1, mention, person->sector, {}};
  }
  const bool is_pronoun = view_.trimmed(words).size() == 1 && view_.upos_is(head, {"PRON"});
  const Agent agent = bearer(words, head);
  if (agent.note == "beside" && !state_before(words, head).empty()) return std::nullopt;
  if (is_pronoun || is_place_name(head) || is_of_several(words, head) || !is_by_context(resolve(words))) return std::nullopt;
  return Asked{head, words, std::string(kind_of_bearer(agent)), countries_of_others(words, head)};
}

std::vector<CountryCandidate> ActorResolver::country_candidates(WordRange words, const PartySetting* setting) const {
  const auto asked = asked_of(words);
  return asked ? chooser_->candidates(asked->head, asked->words, asked->kind, setting) : std::vector<CountryCandidate>{};
}

void ActorResolver::settle_country(Entity& party, const PartySetting& setting) const {
  const WordRange words = view_.words_in(party.span);
  if (!is_by_context(party) || person_in(in_whole(words)) != nullptr) return;  // a person is of one country, whatever happens
  const auto asked = asked_of(words);
  if (!asked) return;
  set_country_by_context(party, chooser_->choose(asked->head, asked->words, asked->kind, asked->others, &setting));
  call_country(words, party);
}

void ActorResolver::set_country_by_context(Entity& party, std::string country) {
  if (const std::size_t at = party.reason.find(kByContext); at != std::string::npos) party.reason.erase(at, kByContext.size());
  party.country = std::move(country);
  if (!party.country.empty()) party.reason += kByContext;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// The eighth part of ActorResolver: the offices that stand beside the names of persons, and the country and sector that they tell.
#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {
namespace {

constexpr std::uint32_t kLongestOffice = 9;  ///< words read before a name, or after its comma

}  // namespace

/// "the Prime Minister, Ana Hale": the words before the comma that the name explains, or that explain the name.
WordRange ActorResolver::office_beside(WordRange mention) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(mention.first));
  const std::uint32_t comma = mention.first - 1;
  if (comma == sentence.first) return {};
  const std::uint32_t name = view_.head_of(mention);
  const bool explains = view_.relation(name) == "appos" && view_.head(name) < comma && view_.head(name) >= sentence.first;
  const WordRange phrase = noun_phrase(explains ? view_.head(name) : comma - 1);
  const bool told = explains || view_.text(phrase.first) == "the" || match_at(phrase.first) != nullptr;
  return told && agent_at(phrase, phrase.last - 1) != nullptr ? WordRange{phrase.first, comma} : WordRange{};
}

/// The words right before a name that may tell the person's office.
WordRange ActorResolver::words_before(WordRange mention) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(mention.first));
  const auto is_agent = [&](std::uint32_t word) { return agent_at({sentence.first, word + 1}, word) != nullptr; };
  std::uint32_t first = mention.first;
  // "an aide to President Ana Hale" is somebody else; "the minister of intelligence Ana Hale", "Secretary of Defense Ana Hale" are not.
  const bool has_body = first >= sentence.first + 3 && view_.text(first - 2) == "of" && is_agent(first - 3) &&
                        (!starts_upper(view_.text(first - 1)) || !lexicons_.persons.is_person(view_.lemma(first - 1)));
  const bool has_title = first > sentence.first && !view_.is_plural(first - 1) && is_agent(first - 1) && !has_body;
  while (first > sentence.first && mention.first - first < kLongestOffice) {
    const std::uint32_t before = first - 1;
    const std::string_view text = view_.text(before);
    const bool describes = view_.upos_is(before, {"VERB", "ADV"}) && one_of(view_.relation(before), {"amod", "advmod"});  // "leading"
    const bool part =
        view_.upos_is(before, {"PROPN", "NOUN", "ADJ", "PART"}) || text == "-" || text == "'s" || (describes && first < mention.first);
    const bool joins = before > sentence.first && view_.upos_is(before - 1, {"NOUN", "PROPN"});
    const bool is_right_before = first == mention.first;  // "the killing of Ana Hale"
    const bool of = joins && !has_title && ((text == "of" && !is_right_before) || (one_of(text, {"for", "to"}) && is_agent(before - 1)));
    const bool both = joins && view_.upos_is(before, {"CCONJ"}) && view_.upos_is(before - 1, {"PROPN"}) &&
                      person_at_[before - 1] == kNone && match_at(before - 1) == nullptr && !is_agent(before - 1);
    const bool article = view_.upos_is(before, {"DET"}) && before > sentence.first + 1 &&
                         (view_.text(before - 1) == "of" || (one_of(view_.text(before - 1), {"for", "to"}) && is_agent(before - 2)));
    if (!part && !of && !article && !both) break;
    first = before;
  }
  return {first, mention.first};
}

void ActorResolver::read_offices(Person& person, WordRange mention) const {
  const WordRange before = words_before(mention);
  if (!before.empty()) read_office(person, before);
  const WordRange told = {before.empty() ? mention.first : before.first, mention.last};  // "the observer, Senator Ana Hale"
  const bool begins = view_.sentence_at(view_.sentence(mention.first)).first == told.first;
  if ((before.empty() || person.country.empty()) && !begins && view_.text(told.first - 1) == ",")
    if (const WordRange office = office_beside(told); !office.empty()) read_office(person, office);
  if (const WordRange office = before.empty() ? office_shared(mention) : WordRange{}; !office.empty()) read_office(person, office);
  read_offices_after(person, mention);
}

/// "Veranian senators" of "Veranian senators Ana Hale and Bel Kolar", for the second.
WordRange ActorResolver::office_shared(WordRange mention) const {
  const std::uint32_t begin = view_.sentence_at(view_.sentence(mention.first)).first;
  std::uint32_t at = mention.first;
  while (at > begin + 1) {
    std::uint32_t joint = at;
    while (joint > begin && one_of(view_.text(joint - 1), {",", "and"})) --joint;
    if (joint == at || joint == begin || person_at_[joint - 1] == kNone) return {};
    at = joint - 1;
    while (at > begin && person_at_[at - 1] == person_at_[joint - 1]) --at;
    const WordRange before = words_before({at, joint});
    if (before.empty()) continue;
    const bool is_of_all = view_.is_plural(at - 1) && agent_at(before, at - 1) != nullptr;
    return is_of_all ? before : WordRange{};
  }
  return {};
}

/// "Ana Hale of Verania"; "Ana Hale, the prime minister,".
void ActorResolver::read_offices_after(Person& person, WordRange mention) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(mention.first));
  if (mention.last + 1 >= sentence.last) return;
  if (view_.text(mention.last) == "of" && person.country.empty()) read_place_after(person, mention.last + 1, sentence.last);
  if (view_.text(mention.last) != "," || view_.upos_is(mention.last + 1, {"CCONJ"})) return;
  std::uint32_t last = mention.last + 1;
  const std::uint32_t limit = std::min(sentence.last, mention.last + 1 + kLongestOffice);
  while (last < limit && view_.text(last) != "," && !view_.upos_is(last, {"VERB", "PRON", "SCONJ"})) ++last;
  const bool closed = last < sentence.last && (view_.upos_is(last, {"PUNCT"}) || view_.lower(last) == "who");
  if ((closed || last == limit || last == sentence.last) && !begins_with_office_of_another({mention.last + 1, last}))
    read_office(person, {mention.last + 1, last});
}

/// "Verania", "the town of Karsk" after "Ana Hale of"; who is of a place that no table knows is of no country that the report names.
void ActorResolver::read_place_after(Person& person, std::uint32_t word, std::uint32_t last) const {
  if (view_.lower(word) == "the" && word + 1 < last) ++word;
  if (const Match* match = match_at(word)) {
    if (is_state_code(match->actor.entry->country)) person.country = match->actor.entry->country;
    return;
  }
  const Name* name = view_.name_at(word);
  if (name == nullptr || name->words.first != word || std::string_view(name->type) != "LOC") return;
  const auto place = place_named(view_.text(name->words));
  if (place) person.country = place->country;
  person.is_elsewhere = !place;
}

/// "President of Saldor Bel Kolar" after "Ana Hale,".
bool ActorResolver::begins_with_office_of_another(WordRange words) const {
  std::uint32_t name = words.first;
  while (name < words.last && person_at_[name] == kNone) ++name;
  return name < words.last && name > words.first && words_before({name, name + 1}).first <= words.first;
}

/// Not "former president" nor "president-elect".
bool ActorResolver::holds_now(WordRange words, std::uint32_t office) const {
  for (std::uint32_t i = words.first; i < office; ++i) {
    const Agent* agent = lexicons_.agents.find(view_.lower(i));
    if (agent != nullptr && agent->note == "modifier" && agent->sector == "ELI") return false;
  }
  for (std::uint32_t i = office + 1; i < words.last && i <= office + 2; ++i)
    if (view_.lower(i) == "elect" || view_.lower(i) == "designate") return false;
  return true;
}

/// "the Ukrainian foreign minister" -> country UKR, sector GOV, role "minister".
void ActorResolver::read_office(Person& person, WordRange words) const {
  if (words.empty()) return;
  std::uint32_t office = kNone;  // the last office word before a preposition: "Secretary of State" is "Secretary"
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    if (office != kNone && view_.upos_is(i, {"ADP"})) break;
    const Match* match = match_at(i);
    // The "States" of "United States" tells none; the "Chancellor" of "German Chancellor", which the tables have for the government, does.
    const bool is_state = match != nullptr && is_place_kind(match->actor.entry->kind) && !lexicons_.persons.is_person(view_.lemma(i));
    if (is_state || !view_.upos_is(i, {"NOUN", "PROPN", "ADJ"}) || agent_at(words, i) == nullptr) continue;
    office = i;
  }
  if (office == kNone) return;
  if (holds_now(words, office)) {
    Office held{office_key(office), {}};
    for (std::uint32_t i = words.first; i < office; ++i) held.words.push_back(view_.lower(i));
    person.offices.push_back(std::move(held));
  }
  const bool is_told_here = person.sector.empty();
  if (is_told_here) {
    const Agent agent = bearer(words, office);
    person.sector = agent.sector;
    person.reason = agent.where.text();
    if (!agent.country.empty() && person.country.empty()) person.country = agent.country;
  }
  const Match* body = person.country.empty() ? body_of_office(words, office) : nullptr;
  if (body == nullptr) return;
  const ActorRow& entry = *body->actor.entry;
  person.country = entry.country;
  if (!is_state_code(person.country))
    person.sector.clear();
  else if (is_told_here && !is_place_kind(entry.kind) && !entry.sector.empty())
    person.sector = entry.sector;  // "the leader of Hezbollah"
}

/// The state or body that an office is of: the first one named, but not the state that an ambassador is sent to, nor the one that the
/// office alone would mean ("the Secretary-General of the Arab League") or where somebody was born, if another is named.
const ActorResolver::Match* ActorResolver::body_of_office(WordRange words, std::uint32_t office) const {
  const Match* other = nullptr;
  for (std::uint32_t i = words.first; i < words.last && (i <= office || view_.text(i) != "to"); ++i) {
    const Match* match = match_at(i);
    if (match == nullptr || !fits_here(*match->actor.entry)) continue;
    if (!match->words.contains(office) && !is_origin(*match)) return match;
    other = match;
  }
  return other;
}

void ActorResolver::look_up(Person& person) const {
  auto found = lexicons_.actors.find(person.name, day_);
  const bool one_word = person.name.find(' ') == std::string::npos;
  if (found && one_word && !person.country.empty() && found->entry->country != person.country) found.reset();  // "Saldor's King Osric"
  if (!found && one_word) found = lexicons_.actors.find_surname(person.name, person.country, day_);
  if (found && (found->entry->kind == "leader" || found->entry->kind == "person")) {
    const ActorRow& entry = *found->entry;
    // The report's own full name stays as it is written there.
    if (one_word && last_word(std::string(entry.canonical)) == last_word(person.name)) person.name = entry.canonical;
    if (person.country.empty()) person.country = entry.country;
    if (person.sector.empty() && is_state_code(person.country)) person.sector = found->out_of_office ? "ELI" : std::string(entry.sector);
    person.reason = entry.reason();
  }
}

}  // namespace demarche

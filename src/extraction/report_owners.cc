// SPDX-License-Identifier: Apache-2.0
// The fifth part of ActorResolver: whose a party is that names no country by itself: the state, body or person among its words, the
// possessor, the group named before; for persons, what a sentence says they are.
#include <algorithm>
#include <set>

#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {
namespace {

constexpr std::uint32_t kFarBack = 4096;      ///< words in which fuller words for the same are looked for
constexpr std::uint32_t kBodyBack = 3;        ///< sentences in which "the group" was named
constexpr std::uint32_t kWordsAfterName = 9;  ///< in which an office is told

}  // namespace

/// "Ana Hale was a British envoy"; "Ana Hale, who is expected to become the next British envoy,".
void ActorResolver::read_predicates(Person& person, WordRange mention) const {
  const std::uint32_t name = top_of_name(view_.head_of(mention));
  const Sentence& sentence = view_.sentence_at(view_.sentence(name));
  std::uint32_t who = mention.last;
  if (who < sentence.last && view_.text(who) == ",") ++who;
  const std::uint32_t relative = who < sentence.last && view_.lower(who) == "who" ? view_.head(who) : kNone;
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    const bool is_copula = view_.relation(i) == "cop";
    if (!is_copula && view_.lemma(i) != "become") continue;
    std::uint32_t clause = is_copula ? view_.head(i) : i;
    const std::uint32_t noun = is_copula ? clause : predicate_of(i);
    while (clause != kNone && view_.relation(clause) == "xcomp") clause = view_.head(clause);
    if (noun == kNone || clause == kNone || !view_.upos_is(noun, {"NOUN", "PROPN"}) || view_.is_plural(noun)) continue;
    if (clause == relative || (view_.relation(name) == "nsubj" && view_.head(name) == clause)) read_predicate(person, noun);
  }
}

/// The noun of "become president".
std::uint32_t ActorResolver::predicate_of(std::uint32_t verb) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(verb));
  for (std::uint32_t i = verb + 1; i < sentence.last; ++i)
    if (view_.head(i) == verb && one_of(view_.relation(i), {"xcomp", "obj"})) return i;
  return kNone;
}

/// The country that such words tell, and what kind of person; who was minister is not the minister any more.
void ActorResolver::read_predicate(Person& person, std::uint32_t noun) const {
  const WordRange words = noun_phrase(noun);
  if (agent_at(words, noun) == nullptr) return;
  const Sentence& sentence = view_.sentence_at(view_.sentence(noun));
  for (std::uint32_t i = sentence.first; i < noun; ++i)
    if (view_.head(i) == noun && one_of(view_.lower(i), {"not", "n't", "no", "never"})) return;
  const Agent agent = bearer(words, noun);
  if (person.sector.empty() && !agent.sector.empty()) person.sector = agent.sector, person.reason = agent.where.text();
  if (person.country.empty()) person.country = agent.country;
  std::uint32_t last = words.last;  // with what follows "of"
  while (last < sentence.last && !view_.upos_is(last, {"VERB", "PUNCT", "PRON", "SCONJ", "AUX"})) ++last;
  const Match* body = person.country.empty() ? body_of_office({words.first, last}, noun) : nullptr;
  if (body != nullptr) person.country = body->actor.entry->country;
}

/// "Italian Piero Lana", "the union's Ana Hale", "Ana Hale, a Veranian poet": whose the name is by words beside it that tell no office.
void ActorResolver::read_nationality(Person& person) const {
  for (const WordRange mention : person.mentions) {
    if (!person.country.empty()) return;
    const WordRange before = words_before(mention);
    const Match* body = before.empty() ? nullptr : body_of_office(before, before.last - 1);
    if (body == nullptr) body = nation_after(mention);
    if (body == nullptr) body = nation_joined(before);
    if (body != nullptr && !is_backer(*body)) person.country = body->actor.entry->country;
  }
}

/// "Veranian" of "Veranian poet and activist Ana Hale".
const ActorResolver::Match* ActorResolver::nation_joined(WordRange before) const {
  if (before.empty() || before.first < 2 || view_.lower(before.first - 1) != "and") return nullptr;
  const std::uint32_t noun = before.first - 2;
  if (view_.xpos(noun) != "NN" || !lexicons_.persons.is_person(view_.lemma(noun))) return nullptr;
  const Match* match = match_at(noun_phrase(noun).first);
  return match != nullptr && one_of(match->actor.entry->kind, {"adjective", "demonym"}) ? match : nullptr;
}

/// "Veranian" of "Ana Hale, a Veranian poet".
const ActorResolver::Match* ActorResolver::nation_after(WordRange mention) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(mention.first));
  if (mention.last + 3 >= sentence.last || view_.text(mention.last) != ",") return nullptr;
  std::uint32_t word = mention.last + 1;
  if (one_of(view_.lower(word), {"a", "an", "the"})) ++word;
  if (view_.lower(word) == "former") ++word;
  const Match* match = word < sentence.last ? match_at(word) : nullptr;
  const bool is_nation =
      match != nullptr && one_of(match->actor.entry->kind, {"adjective", "demonym"}) && match->words.last < sentence.last;
  return is_nation && view_.upos_is(match->words.last, {"NOUN", "ADJ"}) ? match : nullptr;
}

/// Persons whom no office and no table gives a country.
void ActorResolver::place_persons() {
  for (Person& person : persons_) {
    if (!person.country.empty() || person.is_elsewhere || person.mentions.empty()) continue;
    const WordRange first = person.mentions.front();
    person.country = chooser_->choose(first.last - 1, first, person.sector, countries_sent_to(person));
    person.placed_by_context = !person.country.empty();
  }
}

/// "Saldor" of "envoy to Saldor Ana Hale", "Ana Hale, the ambassador to Saldor".
std::set<std::string> ActorResolver::countries_sent_to(const Person& person) const {
  std::set<std::string> out;
  for (const WordRange mention : person.mentions) {
    const Sentence& sentence = view_.sentence_at(view_.sentence(mention.first));
    const std::uint32_t last = std::min(sentence.last, mention.last + kWordsAfterName);
    for (std::uint32_t to = words_before(mention).first + 1; to + 1 < last; ++to) {
      if (view_.text(to) != "to" || agent_at({sentence.first, to}, to - 1) == nullptr) continue;
      const Match* match = match_at(to + (view_.text(to + 1) == "the" && to + 2 < last ? 2 : 1));
      if (match != nullptr) out.insert(std::string(match->actor.entry->country));
    }
  }
  return out;
}

/// "Belarusian" before "KGB", "of Verania" after "the Senate": the words say which state's body it is.
std::string_view ActorResolver::nationality_beside(const Match& body, WordRange words) const {
  const ActorRow& entry = *body.actor.entry;
  const bool is_people = is_place_kind(entry.kind) && entry.kind != "government";
  const bool is_called_so = body.words.size() == 1;  // "Commission" is the European one, or any other
  if (is_people) return {};
  const bool is_of_states = !entry.country.empty() && !is_state_code(entry.country) && !is_called_so;  // but "Verania's Security Council"
  for (std::uint32_t i = body.words.first; i-- > words.first;) {
    const Match* match = match_at(i);
    if (match == nullptr || view_.text(match->words.last) == "-") continue;  // not "Iranian-backed"
    const std::uint32_t next = match->words.last + (is_possessive(view_.text(match->words.last)) ? 1 : 0);
    const bool is_owner = next > match->words.last && match->actor.entry->kind == "capital";  // "Seoul's Joint Chiefs"
    const bool is_state = (match->actor.entry->kind == "state" || is_owner) && next == body.words.first;
    if (is_of_states && (!is_state || next == match->words.last)) return {};
    if (is_state || one_of(match->actor.entry->kind, {"adjective", "demonym"})) return match->actor.entry->country;
  }
  if (is_of_states) return {};
  std::uint32_t state = body.words.last + 1;
  if (state < words.last && view_.lower(state) == "the") ++state;
  const Match* after = state < words.last && view_.text(body.words.last) == "of" ? match_at(state) : nullptr;
  return after != nullptr && after->actor.entry->kind == "state" ? std::string_view(after->actor.entry->country) : std::string_view();
}

/// "The chief of staff to Verania's president", "hackers linked to Saldor": what "to" joins is whose the party is.
bool ActorResolver::tells_whose(std::uint32_t to, WordRange words) const {
  if (to > words.first && one_of(view_.lower(to - 1), {"linked", "loyal", "tied", "belonging", "affiliated", "allied", "close"}))
    return true;
  for (std::uint32_t i = to + 1; i < words.last; ++i)
    if (view_.upos_is(i, {"NOUN", "PROPN"}) && agent_at({to + 1, i + 1}, i) != nullptr && lexicons_.persons.is_person(view_.lemma(i)))
      return true;
  return false;
}

/// Where something of somebody stands: "to Russia", and "in Manila" of an embassy.
bool ActorResolver::tells_where(std::uint32_t word, WordRange words, std::uint32_t head) const {
  if (word <= head) return false;
  const std::string_view text = view_.text(word);
  if (text == "to") return !tells_whose(word, words);
  const Agent* agent = one_of(text, {"in", "at"}) ? agent_at(words, head) : nullptr;
  return agent != nullptr && agent->note == "abroad";
}

/// The name of the tables inside the words that their head belongs to: the last one before the head, else the first.
const ActorRow* ActorResolver::owner_in(WordRange words, std::uint32_t head) const {
  const ActorRow* owner = nullptr;
  bool is_of_origin = false;  // "Syrian-born", of "a Syrian-born German doctor"
  for (std::uint32_t i = words.first; i < words.last && !tells_where(i, words, head); ++i) {
    const Match* match = match_at(i);
    // A name may run on where the party's words were cut: "a delegation of the Republic [of Verania]".
    if (match == nullptr || (match->words.last > words.last && i < head) || is_backer(*match) || !fits_here(*match->actor.entry)) continue;
    if (seat_of_body(*match)) continue;
    if (owner == nullptr || (i < head && (is_of_origin || !is_state_code(owner->country)))) owner = match->actor.entry;
    is_of_origin = match->words.last + 1 < head && is_origin(*match);
  }
  return owner;
}

/// "Syrian" of "Syrian-born".
bool ActorResolver::is_origin(const Match& match) const {
  const std::uint32_t next = match.words.last;
  return next + 1 < view_.size() && (view_.lower(next) == "born" || (view_.text(next) == "-" && view_.lower(next + 1) == "born"));
}

/// "French peacekeepers": a state's people in a body's service, where the words do not name the body; not "peacekeepers in Mali".
bool ActorResolver::is_lent(WordRange words, std::uint32_t head, const ActorRow& owner) const {
  bool is_before = false;
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    const Match* match = match_at(i);
    if (match != nullptr && !is_state_code(match->actor.entry->country)) return false;
    is_before = is_before || (match != nullptr && i < head);
  }
  return is_before && is_state_code(owner.country);
}

/// Whoever "its army", "his lawyer" belongs to. In text order, as "its" may mean a group that is itself somebody's: each looks up those
/// before it, and a report of nothing but "its army" is no chain to follow.
void ActorResolver::find_possessors() {
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    if (view_.relation(i) != "nmod:poss" || !view_.upos_is(i, {"PRON"})) continue;
    const auto entity = resolve_pronoun(i, nullptr);
    const bool is_known = entity && (is_state_code(entity->country) || one_of(entity->country, {"UNO", "EUR"}));
    possessors_[i] = is_known ? entity->country : "";
  }
}

/// "its army", "his lawyer", "Smith's lawyer": the country of the one it belongs to.
std::string ActorResolver::possessor_country(WordRange words) const {
  for (std::uint32_t i = words.first; i + 1 < words.last; ++i) {
    if (view_.relation(i) != "nmod:poss") continue;
    // "Iraqi officials and their relatives"
    const std::uint32_t owned = view_.head(i);
    if (view_.upos_is(i, {"PRON"}) && owned != kNone && view_.relation(owned) == "conj" && view_.head(owned) < owned &&
        view_.upos_is(view_.head(owned), {"NOUN", "PROPN"})) {
      const WordRange owners = noun_phrase(view_.head(owned));
      if (owners.last <= i) return resolve(owners).country;  // else it is "their" own: nothing to follow without end
    }
    if (const auto found = possessors_.find(i); found != possessors_.end()) {
      if (!found->second.empty()) return found->second;
    } else if (person_at_[i] != kNone && !persons_[person_at_[i]].country.empty()) {
      return persons_[person_at_[i]].country;
    }
  }
  return "";
}

/// The state that "its allies", "Verania's partners" stand by; empty where they are a person's or a body's.
std::string ActorResolver::state_before(WordRange words, std::uint32_t head) const {
  for (std::uint32_t i = words.first; i < head; ++i) {
    if (view_.relation(i) != "nmod:poss" || view_.head(i) != head) continue;
    const Match* match = match_at(i);
    if (match != nullptr) return is_place_kind(match->actor.entry->kind) ? std::string(match->actor.entry->country) : "";
    const bool is_ours = view_.lower(i) == "our";  // of those who speak for a state
    const auto entity = is_ours || one_of(view_.lower(i), {"its", "their"}) ? resolve_pronoun(i, nullptr) : std::nullopt;
    if (!entity || !is_state_code(entity->country) || entity->sector != "GOV") continue;
    const auto state = lexicons_.actors.find(entity->name, day_);
    if (is_ours || (state && is_place_kind(state->entry->kind))) return entity->country;
  }
  return "";
}

/// "The latter": the state or body named last before.
std::optional<WordRange> ActorResolver::latter(std::uint32_t word) const {
  const std::uint32_t first = words_back(word, std::min(view_.sentence(word), 1U)).first;
  for (std::uint32_t i = word; i-- > first;)
    if (const Match* match = match_at(i); match != nullptr && match->actor.entry->kind != "adjective") return match->words;
  return std::nullopt;
}

/// "the sources" after "two informed sources": the fuller words used before for the same.
std::optional<WordRange> ActorResolver::earlier_mention(WordRange words, std::uint32_t head) const {
  const std::string first = view_.lower(words.first);
  const bool definite = first == "the" || first == "these" || first == "those" || first == "both" || first == "one";
  if (!definite) return std::nullopt;
  const std::string lemma = view_.lemma(head);
  const std::uint32_t before_head = head - view_.trimmed(words).first;
  const auto is_called_so = [&](std::uint32_t noun) {  // "the prime minister" is no foreign minister
    for (std::uint32_t back = 1; back <= before_head; ++back)
      if (noun < back || view_.lemma(noun - back) != view_.lemma(head - back)) return false;
    return true;
  };
  const Agent* agent = agent_at(words, head);
  const bool is_abroad = agent != nullptr && agent->note == "abroad";
  std::optional<WordRange> found;
  const std::uint32_t farthest = words.first > kFarBack ? words.first - kFarBack : 0;
  for (std::uint32_t i = words.first; i-- > farthest;) {
    if (!view_.upos_is(i, {"NOUN", "PROPN"}) || view_.lemma(i) != lemma) continue;
    const bool is_body = match_at(i) != nullptr && view_.upos_is(i, {"PROPN"});
    if ((view_.sentence(i) == view_.sentence(head) && !is_body) || view_.relation(i) == "compound" || !is_called_so(i)) continue;
    const Sentence& sentence = view_.sentence_at(view_.sentence(i));
    std::uint32_t begin = i, end = i + 1;
    const auto is_part = [&](std::uint32_t at) {
      return view_.upos_is(at, {"ADJ", "NOUN", "NUM", "PROPN"}) ||
             (at > sentence.first && is_possessive(view_.text(at)) && view_.upos_is(at - 1, {"PROPN"}));
    };
    while (begin > sentence.first && is_part(begin - 1)) --begin;
    // "Ministry [of Foreign Affairs]", "embassy [in the Philippines]"
    const bool is_open = end < sentence.last &&
                         ((view_.upos_is(i, {"PROPN"}) && view_.text(end) == "of") || (is_abroad && one_of(view_.text(end), {"in", "to"})));
    for (std::uint32_t next = end + 1; is_open && next < sentence.last && view_.upos_is(next, {"PROPN", "DET"}); ++next)
      if (view_.upos_is(next, {"PROPN"})) end = next + 1;
    if (end - begin <= before_head + 1) continue;
    // "The embassy" is whose it was said to be: "Verania's embassy", before "the kingdom's embassy".
    if (!is_abroad || owner_in({begin, end}, i) != nullptr) return WordRange{begin, end};
    if (!found) found = WordRange{begin, end};
  }
  return found;
}

/// "The group", "the company": the words of the body named last before, in this sentence or those before it.
std::optional<WordRange> ActorResolver::body_named(WordRange words, std::uint32_t head) const {
  const WordRange bare = view_.trimmed(words);
  if (view_.lower(bare.first) == "latter") return latter(head);
  const Agent* agent = bare.size() == 1 && view_.lower(words.first) == "the" ? agent_at(bare, head) : nullptr;
  if (agent == nullptr || agent->note != "again" || view_.is_plural(head) || earlier_mention(words, head)) return std::nullopt;
  const std::uint32_t first = words_back(head, std::min(view_.sentence(head), kBodyBack)).first;
  const auto& names = view_.document().get<Names>().names;
  auto name = std::lower_bound(names.begin(), names.end(), words.first, [](const Name& n, std::uint32_t at) { return n.words.first < at; });
  while (name != names.begin() && (--name)->words.first >= first) {
    const bool is_again = view_.trimmed(name->words).size() == 1 && agent_at(name->words, name->words.last - 1) != nullptr;  // "the Group"
    if (!is_again && name->words.last <= words.first && std::string_view(name->type) == "ORG") return name->words;
  }
  return std::nullopt;
}

/// "Western diplomats", "two West African states"; not "the foreign minister", an office of its own.
bool ActorResolver::is_of_several(WordRange words, std::uint32_t head) const {
  for (std::uint32_t i = words.first; i < head; ++i) {
    const std::string pair = i + 1 < head ? view_.lower(i) + " " + view_.lower(i + 1) : "";
    if (match_at(i) != nullptr || !(lexicons_.agents.is_of_several(view_.lower(i)) || lexicons_.agents.is_of_several(pair))) continue;
    std::string phrase = view_.lower(i);
    for (std::uint32_t at = i + 1; at < head; ++at) phrase += " " + view_.lower(at);
    const Agent* whole = lexicons_.agents.find(phrase + " " + view_.lemma(head));
    return whole == nullptr || one_of(whole->note, {"anyone", "beside"});
  }
  return false;
}

/// "Turkish" in "Turkish-backed rebels".
bool ActorResolver::is_backer(const Match& match) const {
  if (match.words.last + 1 >= view_.size() || view_.text(match.words.last) != "-") return false;
  const Agent* agent = lexicons_.agents.find(view_.lower(match.words.last + 1));
  return agent != nullptr && agent->note == "backer";
}

/// States that the words name and that the party is not of: "the embassy in Manila", "Turkish-backed rebels".
std::set<std::string> ActorResolver::countries_of_others(WordRange words, std::uint32_t head) const {
  std::set<std::string> out;
  bool is_told = false;
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    const bool is_against = i > words.first && view_.upos_is(i - 1, {"VERB", "ADJ"});  // "opposed to": theirs or not
    is_told = is_told || (tells_where(i, words, head) && !is_against);
    const Match* match = match_at(i);
    if (match != nullptr && (is_told || is_backer(*match))) out.insert(std::string(match->actor.entry->country));
  }
  const Sentence& sentence = view_.sentence_at(view_.sentence(head));
  for (std::uint32_t i = head + 1; i < sentence.last; ++i) {  // "rebels, who are backed by Rwanda"
    const std::uint32_t verb = view_.head(i);
    const bool is_backed = match_at(i) != nullptr && verb != kNone && view_.head(verb) == head && view_.relation(verb).starts_with("acl") &&
                           view_.relation(i).starts_with("obl");
    const Agent* agent = is_backed ? lexicons_.agents.find(view_.lower(verb)) : nullptr;
    if (agent != nullptr && agent->note == "backer") out.insert(std::string(match_at(i)->actor.entry->country));
  }
  return out;
}

}  // namespace demarche

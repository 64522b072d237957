// SPDX-License-Identifier: Apache-2.0
// The first part of ActorResolver: collects who is named in the report: states and bodies of the tables, persons; their offices are read in
// report_offices.cc. Resolving the words of one party against them is in actor_resolver.cc.
#include <algorithm>
#include <set>

#include "base/unicode.h"
#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {
namespace {

constexpr std::uint32_t kLongestName = 7;   ///< words of a name looked up in the tables
constexpr std::uint32_t kLongestState = 3;  ///< words of a state's or capital's name that may be taken for a person's
constexpr std::string_view kEx = "ex-";

/// "ex-Soviet", one word.
bool is_ex(std::string_view word) {
  return word.starts_with(kEx) && starts_upper(word.substr(kEx.size()));
}

/// "Gen.", "Sen.": an abbreviated title that the reader took into the name; "J." is an initial.
bool is_short_title(std::string_view word) {
  return word.size() > 2 && word.back() == '.' && word[1] >= 'a' && word[1] <= 'z';
}

/// The folded family name: what follows the last space, without "al-"; not the "Jr." behind it.
std::string surname_of(std::string_view form) {
  for (std::string_view ending : {" Jr.", " Jr", " jr.", " jr"})
    if (form.ends_with(ending)) form.remove_suffix(ending.size());
  std::string name = last_word(std::string(form));
  for (std::string_view article : {"al-", "el-"})
    if (name.starts_with(article) && name.size() > article.size()) return name.substr(article.size());
  return name;
}

bool is_one_word(std::string_view form) {
  return form.find(' ') == std::string_view::npos;
}

}  // namespace

/// The words of a person's name among those that the reader took for one, by what it says of their parts: "Ana Hale" of "Veranian envoy to
/// Saldor Ana Hale"; none of "Veranian envoy". A single word keeps its title.
WordRange ActorResolver::person_in_name(const Name& name) const {
  const auto& kinds = view_.document().get<Names>().kinds;
  WordRange person;
  bool has_other = false;
  auto kind =
      std::lower_bound(kinds.begin(), kinds.end(), name.words.first, [](const Name& k, std::uint32_t at) { return k.words.first < at; });
  const bool is_of_body =
      kind != kinds.begin() && std::string_view(std::prev(kind)->type) == "ORG" && std::prev(kind)->words.last >= name.words.last;
  if (is_of_body) return {};  // "[United Nations] High Commissioner for Refugees"
  for (; kind != kinds.end() && kind->words.last <= name.words.last; ++kind) {
    if (std::string_view(kind->type) == "PER") person = kind->words;
    has_other |= one_of(kind->type, {"NORP", "LOC", "ORG"});
  }
  if (person.empty()) return has_other && name.words.size() > 1 ? WordRange{} : name.words;
  return person.size() > 1 ? person : name.words;
}

/// With the number of a ruler, or what tells a son from his father, that the reader left out: "Abdullah [II]", "Jon Hale [Jr.]".
WordRange ActorResolver::with_number(WordRange name) const {
  const auto is_roman = [](std::string_view word) { return word.size() > 1 && word.find_first_not_of("IVX") == std::string_view::npos; };
  const bool runs_on = name.last < view_.size() && view_.sentence(name.last) == view_.sentence(name.first);
  if (runs_on && (is_roman(view_.text(name.last)) || one_of(view_.text(name.last), {"Jr.", "Jr"}))) ++name.last;
  return name;
}

/// Which words the reader took for a person's.
std::vector<bool> ActorResolver::words_of_persons() const {
  std::vector<bool> person(view_.size(), false);
  for (const Name& name : view_.document().get<Names>().names) {
    if (std::string_view(name.type) != "PER" || names_no_person(name.words)) continue;
    const WordRange words = person_in_name(name);
    for (std::uint32_t i = words.first; i < words.last; ++i) person[i] = true;
  }
  return person;
}

/// Longest names of the tables, left to right, within a sentence; a name the reader took for a person is left to find_persons().
void ActorResolver::find_matches() {
  const std::vector<bool> person = words_of_persons();
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    const bool has_article = i + 2 < view_.size() && view_.text(i + 1) == "-" && starts_upper(view_.text(i + 2));  // "al-Qaeda"
    if (person[i] || (!starts_upper(view_.text(i)) && !is_ex(view_.text(i)) && !has_article)) continue;
    const std::uint32_t limit = std::min(view_.sentence_at(view_.sentence(i)).last, i + kLongestName);
    for (std::uint32_t end = limit; end > i; --end) {
      if (end - 1 > i && !starts_upper(view_.text(end - 1)) && !view_.upos_is(end - 1, {"NUM"})) continue;  // "P5 + 1"
      std::string_view text = view_.text(WordRange{i, end});
      if (is_ex(text)) text.remove_prefix(kEx.size());
      const auto found = lexicons_.actors.find(text, day_);
      if (!found || one_of(found->entry->kind, {"leader", "person"}) || is_part_of_place({i, end}) || begins_phrase({i, end}) ||
          is_part_of_body({i, end}, *found->entry))
        continue;
      if (const std::string_view other = division_meant({i, end}, *found->entry); !other.empty()) {
        ++country_counts_[std::string(other)];
        break;
      }
      for (std::uint32_t w = i; w < end; ++w) match_of_[w] = static_cast<std::uint32_t>(matches_.size());
      matches_.push_back({{i, end}, *found});
      if (tells_state({i, end}, *found->entry)) ++country_counts_[std::string(found->entry->country)];
      i = end - 1;
      break;
    }
  }
  find_halves();
  choose_main_country();
}

/// "Verania", "the Veranian Senate", "Communist Party of Verania": the name of a state, a body's that has it among its words, or one that
/// no other state's body has.
bool ActorResolver::tells_state(WordRange words, const ActorRow& entry) const {
  if (!is_state_code(entry.country)) return false;
  if (is_place_kind(entry.kind) || entry.kind == "body") return true;
  for (std::uint32_t first = words.first; first < words.last; ++first)
    for (std::uint32_t last = first + 1; last <= words.last && starts_upper(view_.text(first)); ++last) {
      const auto part = lexicons_.actors.find(view_.text(WordRange{first, last}), day_);
      if (part && is_place_kind(part->entry->kind) && part->entry->country == entry.country) return true;
    }
  return false;
}

/// "The North" where the report names North Korea, "South Sudan" as "the South".
void ActorResolver::find_halves() {
  std::map<std::string_view, std::vector<const Match*>> whole;  // states of several words by their first, in text order
  for (const Match& match : matches_)
    if (match.words.size() > 1 && match.actor.entry->kind == "state" && view_.text(match.words) == match.actor.entry->name)
      whole[view_.text(match.words.first)].push_back(&match);
  if (whole.empty()) return;
  std::vector<Match> halves;
  for (std::uint32_t i = 0; i + 1 < view_.size(); ++i) {
    const auto found = match_of_[i] == kNone ? whole.find(view_.text(i)) : whole.end();
    if (found == whole.end() || i == 0 || view_.lower(i - 1) != "the" || view_.head(i - 1) != i || view_.text(i + 1) == "of") continue;
    const auto& states = found->second;
    const auto after = std::find_if(states.begin(), states.end(), [&](const Match* state) { return state->words.first > i; });
    halves.push_back({{i, i + 1}, (after == states.begin() ? *after : *(after - 1))->actor});
  }
  for (const Match& half : halves) {
    match_of_[half.words.first] = static_cast<std::uint32_t>(matches_.size());
    matches_.push_back(half);
  }
}

/// "Commission" in "Truth Commission": another body than the one that is called by the last word alone.
bool ActorResolver::is_part_of_body(WordRange words, const ActorRow& entry) const {
  if (words.size() != 1 || entry.kind != "organization" || words.first == 0) return false;
  return view_.sentence(words.first - 1) == view_.sentence(words.first) && starts_upper(view_.text(words.first - 1)) &&
         view_.upos_is(words.first - 1, {"PROPN", "ADJ", "NOUN"}) && view_.head(words.first - 1) == words.first;
}

/// "The Australian" before "navy", "The National" before "Guard": no newspaper.
bool ActorResolver::begins_phrase(WordRange words) const {
  if (words.size() != 2 || view_.lower(words.first) != "the" || words.last == view_.size()) return false;
  const bool is_nation = view_.upos_is(words.first + 1, {"ADJ"}) && view_.upos_is(words.last, {"NOUN"});
  return is_nation ||
         (view_.upos_is(words.last, {"PROPN"}) && starts_upper(view_.text(words.last)) && view_.head(words.first + 1) == words.last);
}

/// "Jersey" in "New Jersey", "Wales" in "New South Wales".
bool ActorResolver::is_part_of_place(WordRange words) const {
  if (words.size() != 1) return false;
  for (std::uint32_t first = words.first; first > 0 && first + 2 > words.first && starts_upper(view_.text(first - 1)); --first)
    if (lexicons_.places.find(view_.text(WordRange{first - 1, words.last}), [](std::string_view) { return false; })) return true;
  const bool runs_on = words.last < view_.sentence_at(view_.sentence(words.first)).last && starts_upper(view_.text(words.last));
  const auto whole = runs_on
                         ? lexicons_.places.find(view_.text(WordRange{words.first, words.last + 1}), [](std::string_view) { return false; })
                         : std::nullopt;
  return whole && one_of(whole->kind, {"sea", "river", "region"});
}

/// The country spoken of most. Towns count where no state is named at all: "police in Rajshahi".
void ActorResolver::choose_main_country() {
  std::map<std::string, std::uint32_t, std::less<>> counts = country_counts_;
  if (counts.empty()) {
    for (const Name& name : view_.document().get<Names>().names)
      if (const auto place = lexicons_.places.find(view_.text(name.words), [](std::string_view) { return false; }))
        ++counts[std::string(place->country)];
    for (const auto& [country, count] : counts) of_towns_.insert(country);
  }
  std::uint32_t most = 0;
  for (const auto& [country, count] : counts)
    if (count > most && !country.empty()) most = count, main_country_ = country;
}

/// "Jordan", "Addis Ababa", "Dawn": what the tables know as a state, its seat or an outlet, and no office before it.
bool ActorResolver::names_no_person(WordRange words) const {
  if (words.size() > kLongestState) return false;
  const auto found = lexicons_.actors.find(view_.text(words), day_);
  if (!found || is_surname_here(words)) return false;
  const std::string_view text = view_.text(words);
  const bool is_short = std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });  // "U.S."
  const bool is_group = one_of(found->entry->kind, {"group", "body"}) && lexicons_.actors.is_reviewed(*found->entry);
  const bool is_state = one_of(found->entry->kind, {"state", "capital", "government", "outlet"});
  if (!is_state && !is_group && !(is_short && found->entry->kind == "adjective")) return false;
  return words.first == 0 || view_.sentence(words.first - 1) != view_.sentence(words.first) ||
         !view_.upos_is(words.first - 1, {"PROPN", "NOUN"});
}

/// "the Amir", "the Pope", "Foreign" of "Foreign Minister of Verania": an office is no name.
bool ActorResolver::is_bare_office(WordRange words) const {
  if (words.size() != 1) return false;
  const bool goes_on = words.last < view_.size() && view_.sentence(words.last) == view_.sentence(words.first);
  if (goes_on && lexicons_.agents.find(view_.lower(words.first) + " " + view_.lower(words.last)) != nullptr) return true;
  if (words.first == 0 || view_.lower(words.first - 1) != "the") return false;
  const Agent* agent = agent_at(words, words.first);
  return agent != nullptr && !agent->sector.empty();
}

/// "Jordan" where the report names "Vernon Jordan" too.
bool ActorResolver::is_surname_here(WordRange words) const {
  const std::string_view surname = view_.text(words.last - 1);
  for (const Name& name : view_.document().get<Names>().names)
    if (std::string_view(name.type) == "PER" && name.words.size() > words.size() && view_.text(name.words.last - 1) == surname) return true;
  return false;
}

/// Without the titles that the reader took into it: "Gen. Hale", "General Ana Hale", "British Foreign Secretary Ana Hale"; one word keeps
/// its title ("King Osric") unless it is a rank or the report names the person in full, or the tables know the surname.
WordRange ActorResolver::without_titles(WordRange name) const {
  if (lexicons_.actors.find(view_.text(name), day_)) return name;
  for (std::uint32_t last = name.last - 1; last-- > name.first;) {
    WordRange rest{last + 1, name.last};
    if (rest.size() > 2 && view_.text(rest.first) == "of") rest.first += 2;  // "Secretary of State Hale"
    const Agent* title = agent_at({name.first, last + 1}, last);
    const bool is_office = title != nullptr && !title->sector.empty();
    if (!is_office && !is_short_title(view_.text(last))) continue;
    const bool is_kept = is_office && rest.size() == 1 && title->sector != "MIL" && !is_surname_here(name);
    const bool goes_by_given_name = one_of(view_.lower(last), {"king", "queen", "prince", "princess", "emperor", "emir", "sultan", "pope"});
    if (is_kept && (goes_by_given_name || !lexicons_.actors.find(view_.text(rest), day_))) continue;
    return rest;
  }
  return name;
}

/// Parties and bodies of one name stand in many countries: the entry holds only where its country is spoken of. Not so armed groups,
/// outlets and bodies that alone are called so, if by hand: what others list are names such as "National Resistance" too, and many a
/// country has "The Times".
bool ActorResolver::fits_here(const ActorRow& entry) const {
  const bool is_one = one_of(entry.kind, {"group", "body"}) || (entry.kind == "outlet" && !entry.name.starts_with("The "));
  const bool bound = !is_place_kind(entry.kind) && !(is_one && lexicons_.actors.is_reviewed(entry)) && is_state_code(entry.country);
  return !bound || is_spoken_of(entry);
}

/// Whether the report speaks of the entry's country, or of none.
bool ActorResolver::is_spoken_of(const ActorRow& entry) const {
  return country_counts_.empty() || country_counts_.contains(entry.country) || entry.country == home_;
}

/// "Middle East Ana Hale" of "Minister for the Middle East Ana Hale": a place of several words before a name of several is not its part.
WordRange ActorResolver::without_region(WordRange name) const {
  for (std::uint32_t end = name.last; end-- > name.first + 2;)
    if (name.last - end >= 2 && place_named(view_.text(WordRange{name.first, end}))) return {end, name.last};
  return name;
}

void ActorResolver::find_persons() {
  for (const Name& name : view_.document().get<Names>().names) {
    if (std::string_view(name.type) != "PER" || names_no_person(name.words) || is_bare_office(name.words)) continue;
    WordRange words = person_in_name(name);
    if (words.empty()) continue;
    if (words.size() > 1 && view_.text(words.last - 1) == "'s") --words.last;
    words = with_number(without_titles(without_region(words)));
    if (one_of(view_.text(words.first), {"for", "of", "to"})) continue;  // "Special Representative [for Verania]"
    std::uint32_t id = person_of(words);
    if (id == kNone) {
      id = static_cast<std::uint32_t>(persons_.size());
      persons_.emplace_back();
    }
    add_mention(id, words);
  }
  find_untagged_persons();
  for (Person& person : persons_) {
    for (const WordRange mention : person.mentions) read_offices(person, mention);
    look_up(person);
    read_nationality(person);
    if (person.country.empty())
      for (const WordRange mention : person.mentions) read_predicates(person, mention);
  }
}

void ActorResolver::add_mention(std::uint32_t id, WordRange words) {
  Person& person = persons_[id];
  const std::string form = on_one_line(view_.text(words));
  if (form.size() > person.name.size()) person.name = form;
  if (const ActorRow* leader = titled_leader(words)) person.leader = leader;
  person.mentions.push_back(words);
  for (std::uint32_t i = words.first; i < words.last; ++i) person_at_[i] = id;
}

/// Single words that the reader gave no name, or another kind of name, though the report names such a person in full before; after a
/// heading, as headings have short names.
void ActorResolver::find_untagged_persons() {
  std::vector<bool> is_longer_name(view_.size(), false);
  for (const Name& name : view_.document().get<Names>().names)
    if (name.words.size() > 1)
      for (std::uint32_t i = name.words.first; i < name.words.last; ++i) is_longer_name[i] = true;
  std::set<std::string, std::less<>> ends;  // words that a name begins or ends with: few words of a long report need a closer look
  for (const Person& person : persons_) {
    ends.insert(surname_of(person.name));
    ends.insert(fold(person.name.substr(0, person.name.find(' '))));
  }
  const auto is_capital = [&](std::uint32_t i) { return i < view_.size() && view_.upos_is(i, {"PROPN"}) && starts_upper(view_.text(i)); };
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    if (person_at_[i] != kNone || match_of_[i] != kNone || is_longer_name[i] || !is_capital(i) || (i > 0 && is_capital(i - 1)) ||
        is_capital(i + 1))
      continue;
    if (!ends.contains(surname_of(view_.text(WordRange{i, i + 1})))) continue;
    const std::uint32_t id = person_of({i, i + 1});
    if (id != kNone && !is_one_word(persons_[id].name) && (view_.block(i) == 0 || persons_[id].mentions.front().first < i))
      add_mention(id, {i, i + 1});
  }
  for (Person& person : persons_)
    std::sort(person.mentions.begin(), person.mentions.end(), [](WordRange a, WordRange b) { return a.first < b.first; });
}

/// "Biden" of "President Biden" where the tables have such a leader on the day.
const ActorRow* ActorResolver::titled_leader(WordRange mention) const {
  const WordRange before = mention.size() == 1 ? words_before(mention) : WordRange{};
  const Agent* title = before.empty() ? nullptr : agent_at(before, before.last - 1);
  if (title == nullptr || title->sector != "GOV") return nullptr;
  const auto found = lexicons_.actors.find(view_.text(mention), day_);
  return found && !found->out_of_office && found->entry->kind == "leader" ? found->entry : nullptr;
}

/// "President Biden" is not the Jill Biden whom the report names in full; "Vladimir V. Putin" is President Putin.
bool ActorResolver::are_two(const Person& person, WordRange mention) const {
  const std::string form(view_.text(mention));
  const ActorRow* leader = is_one_word(form) ? titled_leader(mention) : person.leader;
  const std::string& full = is_one_word(form) ? person.name : form;
  if (leader == nullptr || is_one_word(full)) return false;
  const auto known = lexicons_.actors.find(full, day_);
  if (known && one_of(known->entry->kind, {"leader", "person"})) return known->entry->canonical != leader->canonical;
  const std::string given = fold(full.substr(0, full.find(' ')));
  const std::string canonical = fold(leader->canonical);
  return given[0] != canonical[0] && canonical.find(given) == std::string::npos;
}

/// The person seen before whose name ends in the same family name, of several one who was called by it alone; or, where family names come
/// first ("Park" of "Park Jin"), one whose name begins with the word, of those the one named last.
std::uint32_t ActorResolver::person_of(WordRange mention) const {
  const std::string form = fold(view_.text(mention));
  const std::string surname = surname_of(form);
  std::uint32_t begins = kNone;
  std::uint32_t named = kNone;
  const auto is_brief = [](WordRange words) { return words.size() == 1; };
  for (std::uint32_t id = 0; id < persons_.size(); ++id) {
    const Person& person = persons_[id];
    const std::string known = fold(person.name);
    const bool shorter = is_one_word(form) || is_one_word(known);
    const bool ends_alike = surname_of(known) == surname && (shorter || known.ends_with(form) || form.ends_with(known));
    const bool begins_alike = !ends_alike && shorter && (known.starts_with(form + " ") || form.starts_with(known + " "));
    if (known == form) return id;
    if ((!ends_alike && !begins_alike) || (shorter && are_two(person, mention))) continue;
    if (ends_alike && (!is_one_word(form) || std::any_of(person.mentions.begin(), person.mentions.end(), is_brief))) return id;
    if (ends_alike && named == kNone) named = id;
    if (ends_alike) continue;
    if (begins == kNone || person.mentions.back().first > persons_[begins].mentions.back().first) begins = id;
  }
  return named != kNone ? named : begins;
}

}  // namespace demarche

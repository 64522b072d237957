// SPDX-License-Identifier: Apache-2.0
// The fourth part of ActorResolver: whom words mean that were named before: pronouns, short mentions, abbreviations.
#include <algorithm>
#include <set>

#include "extraction/actor_names.h"
#include "extraction/actor_resolver.h"

namespace demarche {
namespace {

constexpr std::size_t kMostInitials = 3;  ///< of a label
constexpr int kClimbToSubject = 12;       ///< steps up the tree to a subject that a pronoun may mean

/// 'm', 'f', or 0 for other words.
char sex_of_pronoun(std::string_view word) {
  if (one_of(word, {"he", "him", "his", "himself"})) return 'm';
  return one_of(word, {"she", "her", "hers", "herself"}) ? 'f' : char{0};
}

}  // namespace

/// The words of the sentence so many before the word's, up to the word; none before the first sentence.
WordRange ActorResolver::words_back(std::uint32_t word, std::uint32_t back) const {
  const std::uint32_t here = view_.sentence(word);
  if (back > here) return {};
  const Sentence& sentence = view_.sentence_at(here - back);
  return {sentence.first, back == 0 ? word : sentence.last};
}

/// Up through a name and its title.
std::uint32_t ActorResolver::top_of_name(std::uint32_t word) const {
  while (view_.head(word) != kNone && one_of(view_.relation(word), {"flat", "appos", "compound"})) word = view_.head(word);
  return word;
}

/// By a title before a mention, or by the given name.
char ActorResolver::sex_told(const Person& person) const {
  for (const WordRange mention : person.mentions) {
    const bool has_word_before = mention.first > view_.sentence_at(view_.sentence(mention.first)).first;
    const char within = mention.size() > 1 ? lexicons_.persons.sex_by_title(view_.lower(mention.first)) : char{0};
    const char before = has_word_before ? lexicons_.persons.sex_by_title(view_.lower(mention.first - 1)) : char{0};
    if (within != 0 || before != 0) return within != 0 ? within : before;
  }
  const std::size_t space = person.name.find(' ');
  return space == std::string::npos ? char{0} : lexicons_.persons.sex_by_name(lower_case(person.name.substr(0, space)));
}

/// 0 where nothing tells it.
char ActorResolver::sex_of(const Antecedent& somebody) const {
  if (somebody.person != kNone) return persons_[somebody.person].sex;
  const auto told = sex_of_.find(somebody.noun);
  return told != sex_of_.end() ? told->second : lexicons_.persons.sex_by_title(view_.lemma(somebody.noun));
}

/// Whether the word or one that hangs on it is of a person's name: "[Engineer] Nuri Hale".
bool ActorResolver::names_person_below(std::uint32_t top) const {
  const Sentence& sentence = view_.sentence_at(view_.sentence(top));
  for (std::uint32_t i = top; i < sentence.last; ++i)
    if (person_at_[i] != kNone && view_.hangs_on(i, top)) return true;
  return false;
}

/// A noun for one person without a name, not a part of somebody's name or title: "a Western diplomat", but not "the attacker, named as
/// Hale".
bool ActorResolver::is_somebody(std::uint32_t noun) const {
  if (!view_.upos_is(noun, {"NOUN", "PROPN"}) || view_.is_plural(noun) || !lexicons_.persons.is_person(view_.lemma(noun))) return false;
  const WordRange words = with_complement(noun);
  if (view_.lower(words.first) == "whose" || (words.last < view_.size() && person_at_[words.last] != kNone)) return false;
  const Sentence& sentence = view_.sentence_at(view_.sentence(noun));
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    if (view_.head(i) != noun) continue;
    if (view_.relation(i) == "acl" && one_of(view_.lemma(i), {"identify", "name", "know", "call"})) return false;
    if (one_of(view_.relation(i), {"flat", "appos"}) && names_person_below(i)) return false;
  }
  return true;
}

/// Who a word is about: by name, by a pronoun before, or by a noun for somebody.
ActorResolver::Antecedent ActorResolver::meant_at(std::uint32_t word) const {
  if (const auto pronoun = pronouns_.find(word); pronoun != pronouns_.end()) return pronoun->second;
  if (person_at_[word] != kNone) return {person_at_[word], kNone, Standing::None};
  return {kNone, is_somebody(word) ? word : kNone, Standing::None};
}

/// "She thanked her", "the envoys told them": the one acts on the other, so they are not the same.
bool ActorResolver::acts_on(std::uint32_t subject, std::uint32_t pronoun) const {
  const std::string_view relation = view_.relation(pronoun);
  const bool is_object = relation == "obj" || relation == "iobj" || relation.starts_with("obl");
  return is_object && view_.head(subject) == view_.head(pronoun);
}

/// Whether the word stands between marks that the other stands outside of.
bool ActorResolver::is_quoted_from(std::uint32_t word, std::uint32_t other) const {
  const Quotation* said = quotation_at(quotations_, view_.span(word).begin);
  return said != nullptr && said != quotation_at(quotations_, view_.span(other).begin);
}

/// Whether the pronoun may mean somebody without a name who acts, or is acted on in the same sentence, but not in words that the pronoun's
/// bearer says.
bool ActorResolver::may_mean(std::uint32_t noun, std::uint32_t pronoun) const {
  const bool is_here = view_.sentence(noun) == view_.sentence(pronoun);
  const bool is_party = view_.relation(noun).starts_with("nsubj") || (is_here && one_of(view_.relation(noun), {"obj", "iobj"}));
  if (!is_party || top_of_name(noun) != noun) return false;
  const std::uint32_t verb = view_.head(pronoun);
  if (!is_here || verb == kNone) return true;
  for (std::uint32_t i = noun + 1; i < pronoun; ++i)
    if (one_of(view_.text(i), {":", ";"})) return true;  // "a lawyer disagrees: he says"
  return view_.relation(verb) != "parataxis" && !view_.hangs_on(noun, verb);
}

/// Who the word is about, if the pronoun may mean that one: anybody named, and who has no name as may_mean() says.
ActorResolver::Antecedent ActorResolver::named_or_acting(std::uint32_t word, std::uint32_t pronoun) const {
  Antecedent out = meant_at(word);
  if (!out.found()) return {};
  const std::uint32_t top = top_of_name(word);
  if (acts_on(top, pronoun) || is_quoted_from(word, pronoun) || (out.noun == word && !may_mean(word, pronoun))) return {};
  const bool is_subject = view_.relation(top).starts_with("nsubj");
  const bool is_main = is_subject && view_.sentence(word) != view_.sentence(pronoun) && view_.head(top) != kNone &&
                       view_.relation(view_.head(top)) == "root";
  out.standing = is_main ? Standing::Main : is_subject ? Standing::Subject : Standing::Named;
  return out;
}

/// Who says the words in marks that the pronoun stands in, where a pronoun of the other sex tells it: "'She knew,' he said".
ActorResolver::Antecedent ActorResolver::other_speaker(std::uint32_t pronoun, char sex) const {
  if (sex == 0 || quotation_at(quotations_, view_.span(pronoun).begin) == nullptr) return {};
  const auto holds = [&](const RoleSpan& role) { return role.words.contains(pronoun); };
  for (const CueProposal& cue : view_.document().get<Proposals>().cues) {
    if (cue.speaker.empty() || std::none_of(cue.content.begin(), cue.content.end(), holds)) continue;
    const std::uint32_t speaker = cue.speaker.front().words.first;
    const char own = sex_of_pronoun(view_.lower(speaker));
    const bool is_outside = quotation_at(quotations_, view_.span(speaker).begin) == nullptr;  // and asks for no speaker in turn
    if (own != 0 && own != sex && is_outside) return antecedent(speaker, own);
  }
  return {};
}

/// Whom among these words he or she stands for, but not `other`: the subject of a whole sentence, else of a clause, else the first one
/// named.
ActorResolver::Antecedent ActorResolver::antecedent_in(WordRange words, std::uint32_t word, char sex, const Antecedent& other) const {
  Antecedent best;
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    const Antecedent found = named_or_acting(i, word);
    if (found.standing <= best.standing || (other.found() && other.person == found.person && other.noun == found.noun)) continue;
    const char own = sex_of(found);
    if (sex == 0 || own == 0 || own == sex) best = found;
  }
  return best;
}

/// He, she: in the sentence before the word, then in those before that. A pronoun counts as whom it stands for.
ActorResolver::Antecedent ActorResolver::antecedent(std::uint32_t word, char sex) const {
  const Antecedent other = other_speaker(word, sex);
  for (std::uint32_t back = 0; back <= 4; ++back)
    if (const Antecedent found = antecedent_in(words_back(word, back), word, sex, other); found.found()) return found;
  return {};
}

/// Whom he and she stand for, in text order: each may mean whom the one before means. One that is a subject after a subject tells whether
/// that is a man or a woman; others are too often somebody else.
void ActorResolver::find_pronouns() {
  for (Person& person : persons_) person.sex = sex_told(person);
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    const char sex = sex_of_pronoun(view_.lower(i));
    if (sex == 0) continue;
    const Antecedent found = antecedent(i, sex);
    if (!found.found()) continue;
    pronouns_[i] = found;
    const bool is_sure = found.standing == Standing::Main && view_.relation(i).starts_with("nsubj");
    if (found.noun != kNone) sex_of_.try_emplace(found.noun, sex);
    if (is_sure && found.person != kNone && persons_[found.person].sex == 0) persons_[found.person].sex = sex;
  }
}

/// The noun's phrase with what follows it by prepositions: "a member of the Thai delegation".
WordRange ActorResolver::with_complement(std::uint32_t noun) const {
  WordRange words = noun_phrase(noun);
  const Sentence& sentence = view_.sentence_at(view_.sentence(noun));
  while (words.last < sentence.last && view_.hangs_on(words.last, noun) &&
         !view_.upos_is(words.last, {"PUNCT", "VERB", "AUX", "PRON", "SCONJ"}))
    ++words.last;
  return words;
}

/// The words of a group or state at a subject before a pronoun that may mean it, and agrees in number with it or not.
std::optional<WordRange> ActorResolver::group_at(std::uint32_t subject, std::uint32_t word, bool agrees) const {
  const bool many = view_.lower(word).starts_with("the");  // they, them, their
  const bool acts = view_.relation(subject).starts_with("nsubj") || view_.relation(subject) == "obl:agent";
  if (!acts || !view_.upos_is(subject, {"NOUN", "PROPN"}) || person_at_[subject] != kNone) return std::nullopt;
  if (agrees != (view_.is_plural(subject) == many) || acts_on(subject, word)) return std::nullopt;
  const WordRange words = noun_phrase(subject);
  if (resolve_name(words, subject)) return words;
  const Name* name = view_.name_at(subject);
  if (name != nullptr && one_of(name->type, {"ORG", "LOC"})) return words;
  const Agent agent = agent_at(words, subject) == nullptr ? Agent{} : bearer(words, subject);
  return agent.sector.empty() && agent.country.empty() ? std::nullopt : std::optional(words);  // no "meeting"
}

/// Such a subject of a clause that the pronoun's own hangs on, the nearest: "the army said the rebels agreed that they would leave". What
/// is "its" may be another's than the one's who acts on it, unless it acts ("the army said its men left") or is "its own".
std::optional<WordRange> ActorResolver::group_above(std::uint32_t word, bool agrees) const {
  const bool is_owner = view_.relation(word) == "nmod:poss" && view_.relation(view_.head(word)) != "nsubj" &&
                        (word + 1 == view_.size() || view_.lower(word + 1) != "own");
  std::uint32_t verb = view_.head(word);
  for (int step = 0; step < kClimbToSubject && verb != kNone && !is_owner; ++step, verb = view_.head(verb))
    for (std::uint32_t i = view_.sentence_at(view_.sentence(word)).first; i < word; ++i)
      if (view_.head(i) == verb)
        if (const auto words = group_at(i, word, agrees)) return words;
  return std::nullopt;
}

/// Such a subject in the sentence so many before the word's.
std::optional<WordRange> ActorResolver::group_subject(std::uint32_t word, std::uint32_t back, bool agrees) const {
  if (const auto above = back == 0 ? group_above(word, agrees) : std::nullopt) return above;
  const WordRange before = words_back(word, back);
  for (std::uint32_t i = before.first; i < before.last; ++i)
    if (const auto words = group_at(i, word, agrees)) return words;
  return std::nullopt;
}

/// The nearest group or state named before as a subject. One that agrees in number goes before one that does not and stands as near:
/// "they" may be a ministry, but rather its officials, unless "the ministry said they".
std::optional<WordRange> ActorResolver::group_meant(std::uint32_t word) const {
  if (auto words = group_subject(word, 0, true)) return words;
  if (view_.relation(word).starts_with("nsubj"))
    if (auto words = group_above(word, false)) return words;
  for (const auto& [back, agrees] : {std::pair{1U, true}, {0U, false}, {1U, false}, {2U, true}, {2U, false}})
    if (auto words = group_subject(word, back, agrees)) return words;
  return std::nullopt;
}

/// Whom they and it stand for.
std::optional<Entity> ActorResolver::group_antecedent(std::uint32_t word) const {
  const auto words = group_meant(word);
  if (!words) return std::nullopt;
  const std::uint32_t head = view_.head_of(*words);
  if (auto entity = resolve_name(*words, head)) return entity;
  const auto body = body_named(*words, head);
  return body ? resolve(*body) : resolve_nominal(*words, head);
}

/// Persons of the sentence so many before the word's, up to the word.
std::vector<const ActorResolver::Person*> ActorResolver::persons_of_sentence(std::uint32_t word, std::uint32_t back) const {
  std::vector<const Person*> out;
  const WordRange before = words_back(word, back);
  for (std::uint32_t i = before.first; i < before.last; ++i) {
    const Person* person = person_at_[i] == kNone ? nullptr : &persons_[person_at_[i]];
    if (person != nullptr && std::find(out.begin(), out.end(), person) == out.end()) out.push_back(person);
  }
  return out;
}

/// "Veranian protesters" for a number alone: "killed six Veranian protesters and wounded [60]"; the noun before that is counted too.
std::optional<WordRange> ActorResolver::counted(std::uint32_t number) const {
  if (!view_.upos_is(number, {"NUM"}) || view_.lower(number) == "one") return std::nullopt;
  const std::uint32_t first = view_.sentence_at(view_.sentence(number)).first;
  for (std::uint32_t i = number; i-- > first;) {
    const std::uint32_t noun = view_.head(i);
    const bool counts = view_.relation(i) == "nummod" && noun != kNone && noun > i && noun < number;
    if (counts && view_.upos_is(noun, {"NOUN"}) && agent_at({i + 1, noun + 1}, noun) != nullptr) return WordRange{i + 1, noun + 1};
  }
  return std::nullopt;
}

/// The capitalized words before that begin with these letters, small words between them left out; empty if others stand there.
WordRange ActorResolver::words_abbreviated(std::uint32_t before, std::string_view letters) const {
  const std::uint32_t least = view_.sentence_at(view_.sentence(before)).first;
  std::uint32_t first = before;
  for (std::size_t left = letters.size(); left > 0; --first) {
    if (first == least) return {};
    const std::string_view word = view_.text(first - 1);
    if (starts_upper(word)) {
      if (word[0] != letters[left - 1]) return {};
      --left;
    } else if (!view_.upos_is(first - 1, {"ADP", "CCONJ", "DET", "PUNCT"}) || first == before) {
      return {};
    }
  }
  return {first, before};
}

/// The name before whose initials the word is, where it labels a turn: "NG:" after "Natasha Gownaris:".
WordRange ActorResolver::name_of_initials(std::uint32_t word) const {
  const std::string_view letters = view_.text(word);
  const auto& names = view_.document().get<Names>().names;
  for (auto name = names.begin(); name != names.end() && name->words.first < word; ++name) {
    if (std::string_view(name->type) != "PER" || name->words.size() != letters.size()) continue;
    std::uint32_t i = 0;
    while (i < letters.size() && view_.text(name->words.first + i).front() == letters[i]) ++i;
    if (i == letters.size()) return name->words;
  }
  return {};
}

/// "Libyan National Army (LNA)"; initials that label turns.
void ActorResolver::find_abbreviations() {
  for (std::uint32_t i = 2; i + 1 < view_.size(); ++i) {
    const std::string_view letters = view_.text(i);
    const bool is_short = letters.size() >= 2 && letters.size() <= 8 &&
                          std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_short) continue;
    const bool is_bracketed = view_.text(i - 1) == "(" && view_.text(i - 2) == "(";
    const bool is_label = is_bracketed || (view_.text(i + 1) == ":" && view_.block(i - 1) != view_.block(i));
    if (is_label && letters.size() <= kMostInitials)
      if (const WordRange name = name_of_initials(i); !name.empty()) abbreviations_.try_emplace(std::string(letters), name);
    if (view_.text(i - 1) != "(" || view_.text(i + 1) != ")" || view_.sentence(i - 2) != view_.sentence(i)) continue;
    if (const WordRange words = words_abbreviated(i - 1, letters); !words.empty()) abbreviations_.try_emplace(std::string(letters), words);
  }
}

/// The words that an abbreviation of the report stands for, or the words themselves.
WordRange ActorResolver::in_full(WordRange words) const {
  const auto found = abbreviations_.find(view_.text(view_.trimmed(words)));
  return found == abbreviations_.end() || found->second.first >= words.first ? words : found->second;
}

std::optional<Entity> ActorResolver::resolve_pronoun(std::uint32_t word, const Entity* inside) const {
  static const std::set<std::string, std::less<>> first_person = {"i",   "me",   "my",   "we",     "us",
                                                                  "our", "mine", "ours", "myself", "ourselves"};
  static const std::set<std::string, std::less<>> group = {"they", "them", "their", "it", "its", "themselves", "itself"};
  static const std::set<std::string, std::less<>> relative = {"who", "which", "that", "whom", "whose"};
  if (one_of(view_.text(word), {"US", "IT"})) return std::nullopt;  // "the US"
  const std::string form = view_.lower(word);
  if (first_person.contains(form)) {
    if (inside == nullptr) return Entity{{}, "", "", "", "unresolved"};
    return Entity{{}, inside->name, inside->country, inside->sector, "speaker of the quotation"};
  }
  if (sex_of_pronoun(form) != 0) {
    const auto found = pronouns_.find(word);
    if (found == pronouns_.end()) return Entity{{}, "", "", "", "unresolved"};
    const auto& [person, noun, standing] = found->second;
    Entity entity = person != kNone ? entity_of(persons_[person]) : resolve(with_complement(noun), inside);
    entity.reason = "pronoun: nearest person as subject; " + entity.reason;
    return entity;
  }
  if (group.contains(form)) {
    if (auto entity = group_antecedent(word)) {
      entity->reason = "pronoun: nearest group as subject; " + entity->reason;
      return entity;
    }
    if (form != "it" && form != "its")
      if (const std::uint32_t person = antecedent(word, 0).person; person != kNone) return entity_of(persons_[person]);
    return Entity{{}, "", "", "", "unresolved"};
  }
  if (relative.contains(form)) {
    std::uint32_t verb = view_.head(word);
    for (int steps = 0; verb != kNone && steps < 4 && !view_.relation(verb).starts_with("acl"); ++steps) verb = view_.head(verb);
    const std::uint32_t noun = verb == kNone ? kNone : view_.head(verb);
    if (noun == kNone || noun >= word) return std::nullopt;
    return resolve(noun_phrase(noun), inside);
  }
  return std::nullopt;
}

/// A name in capitals as sentences have it; one word only where a title or a transcript's colon tells that it is no abbreviation.
std::string ActorResolver::written_name(const Person& person) const {
  const auto is_title = [](std::string_view word) { return word.size() > 2 && word.find('.') + 1 == word.size(); };  // "MR."
  const auto is_label = [&](WordRange mention) {
    const bool has_title = mention.first > 0 && is_title(view_.text(mention.first - 1));
    return has_title || is_title(view_.text(mention.first)) || (mention.last < view_.size() && view_.text(mention.last) == ":");
  };
  const bool is_name = person.name.find(' ') != std::string::npos || std::any_of(person.mentions.begin(), person.mentions.end(), is_label);
  return is_name ? without_capitals(person.name) : person.name;
}

}  // namespace demarche

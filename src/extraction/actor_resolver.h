// SPDX-License-Identifier: Apache-2.0
// Who the words of a party stand for within one report: pronouns, short names, offices, states by their capitals. Simple, honest
// means: names that share a surname, offices beside names, tables of facts with dates. What stays unclear stays empty.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "extraction/country_chooser.h"
#include "extraction/lexicon/lexicons.h"
#include "extraction/quotation_finder.h"
#include "extraction/reading_view.h"

namespace demarche {

class ActorResolver {
 public:
  /// Collects the persons and states of the report. `document` and `lexicons` must outlive the resolver.
  ActorResolver(const Document& document, const Lexicons& lexicons);

  /// A speaker, addressee, actor or recipient. `inside` is who speaks where the words stand inside a quotation ("I", "we").
  Entity resolve(WordRange words, const Entity* inside = nullptr) const;
  /// As resolve(), but two where the words name two ("the two leaders", "they"); resolve() joins their names.
  std::vector<Entity> resolve_each(WordRange words, const Entity* inside = nullptr) const;
  /// The state that an adjective alone speaks of: "Russian" of "Russian airstrikes".
  std::optional<Entity> people_named(WordRange words) const;
  /// What is weighed for the country of the words as a party of an event; empty where a name or a table tells it.
  std::vector<CountryCandidate> country_candidates(WordRange words, const PartySetting* setting = nullptr) const;
  /// Weighs the country of a party again, now that its event is known; nothing changes where a name or a table told it.
  void settle_country(Entity& party, const PartySetting& setting) const;
  /// Whether the country was weighed, not told by a name or a table.
  static bool is_by_context(const Entity& entity);
  /// Gives the party a country that was weighed, or none; its reason says so.
  static void set_country_by_context(Entity& party, std::string country);
  /// All words of the report that tell of a state, in text order: names of the tables, towns, persons of the tables.
  std::vector<CountryMention> country_mentions() const;
  /// Where something takes place, in an event of these parties.
  Entity resolve_place(WordRange words, const PartySetting& setting = {}) const;
  /// What is weighed for the country of a place; empty where its words tell it.
  std::vector<CountryCandidate> place_candidates(WordRange words, const PartySetting& setting) const;
  /// Whether the words name an actor of a known kind: a person, a name or a noun of the tables.
  bool knows(WordRange words) const;
  /// Whether a name of the tables, or one that the reader saw, stands among the words, or a pronoun that owns something of them.
  bool names_somebody(WordRange words) const;
  /// All of the report.
  const std::vector<Quotation>& quotations() const { return quotations_; }
  bool is_place_name(std::uint32_t word) const;
  /// "Army" of "Ukraine's army", "leader" of "Mali's leader": persons and bodies, but no declaration.
  bool is_part_of_state(std::uint32_t state, std::uint32_t noun) const;
  /// The words of a party before the act that they end in: "Russian" of "Russian airstrikes"; empty where they name nobody else.
  WordRange without_act(WordRange words) const;
  /// Whether two parties that "and" joins are one person, told in two nouns: "writer", "activist Ana Hale".
  bool tells_one_twice(WordRange one, WordRange two) const;
  /// A noun that the reader took for an act.
  bool is_act(std::uint32_t word) const { return is_act_[word]; }
  /// "The village", "two air bases": a common noun for a place.
  bool is_locality(WordRange words) const;
  /// The noun with the words before it that hang on it.
  WordRange noun_phrase(std::uint32_t noun) const;

 private:
  struct Office {
    std::string noun{};                ///< its key: office_key()
    std::vector<std::string> words{};  ///< lower case, before the noun: "prime", "foreign"
  };
  struct Person {
    std::string name{};                 ///< the fullest form in the report
    std::vector<WordRange> mentions{};  ///< in text order
    std::vector<Office> offices{};      ///< beside the name
    std::string country{};
    std::string sector{};
    std::string reason{};
    bool is_elsewhere = false;         ///< "Ana Hale of Karsk", where no table knows Karsk
    bool placed_by_context = false;    ///< the country is the chooser's
    const ActorRow* leader = nullptr;  ///< whom a mention by title and family name means on the day, or nullptr
    char sex = 0;  ///< 'm' or 'f' as a title, a given name or a pronoun tells that surely means the person, 0 until then
  };
  struct Match {
    WordRange words{};
    ActorMatch actor{};
  };

  enum class Standing : std::uint8_t { None, Named, Subject, Main };  ///< Main: subject of a whole sentence before
  /// Whom he or she stands for: a person of the report, or one without a name ("a Western diplomat").
  struct Antecedent {
    std::uint32_t person = kNone;
    std::uint32_t noun = kNone;
    Standing standing = Standing::None;
    bool found() const { return person != kNone || noun != kNone; }
  };

  /// The name of a state or place; its country is empty where it is of none, or of several.
  struct Located {
    WordRange words{};
    std::string_view country{};
    std::string_view kind{};
    TableLine where{};
  };
  struct Asked {
    std::uint32_t head = 0;
    WordRange words{};
    std::string kind{};
    std::set<std::string> others{};
  };
  std::optional<Asked> asked_of(WordRange words) const;
  void find_acts();
  const ActorRow* titled_leader(WordRange mention) const;
  bool are_two(const Person& person, WordRange mention) const;
  void find_matches();
  bool tells_state(WordRange words, const ActorRow& entry) const;
  std::string_view division_meant(WordRange words, const ActorRow& entry) const;
  void find_halves();
  void choose_main_country();
  bool is_part_of_place(WordRange words) const;
  bool is_part_of_body(WordRange words, const ActorRow& entry) const;
  bool begins_phrase(WordRange words) const;
  bool names_no_person(WordRange words) const;
  bool is_spoken_of(const ActorRow& entry) const;
  bool fits_here(const ActorRow& entry) const;
  void find_abbreviations();
  WordRange name_of_initials(std::uint32_t word) const;
  WordRange words_abbreviated(std::uint32_t before, std::string_view letters) const;
  void find_persons();
  WordRange office_beside(WordRange mention) const;
  WordRange words_before(WordRange mention) const;
  WordRange office_shared(WordRange mention) const;
  void read_place_after(Person& person, std::uint32_t word, std::uint32_t last) const;
  bool begins_with_office_of_another(WordRange words) const;
  void read_offices_after(Person& person, WordRange mention) const;
  void read_offices(Person& person, WordRange mention) const;
  void read_office(Person& person, WordRange words) const;
  void read_predicates(Person& person, WordRange mention) const;
  std::uint32_t predicate_of(std::uint32_t verb) const;
  void read_predicate(Person& person, std::uint32_t noun) const;
  const Match* body_of_office(WordRange words, std::uint32_t office) const;
  void look_up(Person& person) const;
  void read_nationality(Person& person) const;
  const Match* nation_after(WordRange mention) const;
  const Match* nation_joined(WordRange before) const;
  void place_persons();
  std::set<std::string> countries_sent_to(const Person& person) const;
  void find_pronouns();
  void find_possessors();
  std::vector<std::string> countries_of_title() const;
  std::optional<Place> place_named(std::string_view name) const;
  std::optional<CountryMention> region_behind(const Name& name) const;
  std::optional<CountryMention> town_in(const Name& name) const;
  std::optional<Place> seat_of_body(const Match& match) const;
  bool holds_now(WordRange words, std::uint32_t office) const;
  bool is_bare_office(WordRange words) const;
  bool is_surname_here(WordRange words) const;
  WordRange without_region(WordRange name) const;
  WordRange without_titles(WordRange name) const;
  void add_mention(std::uint32_t id, WordRange words);
  void find_untagged_persons();
  WordRange person_in_name(const Name& name) const;
  std::vector<bool> words_of_persons() const;
  WordRange with_number(WordRange name) const;
  std::uint32_t person_of(WordRange mention) const;

  std::optional<Entity> resolve_pronoun(std::uint32_t word, const Entity* inside) const;
  WordRange words_back(std::uint32_t word, std::uint32_t back) const;
  char sex_told(const Person& person) const;
  char sex_of(const Antecedent& somebody) const;
  bool names_person_below(std::uint32_t top) const;
  bool is_somebody(std::uint32_t noun) const;
  Antecedent meant_at(std::uint32_t word) const;
  bool is_quoted_from(std::uint32_t word, std::uint32_t other) const;
  bool may_mean(std::uint32_t noun, std::uint32_t pronoun) const;
  Antecedent other_speaker(std::uint32_t pronoun, char sex) const;
  Antecedent named_or_acting(std::uint32_t word, std::uint32_t pronoun) const;
  WordRange with_complement(std::uint32_t noun) const;
  bool acts_on(std::uint32_t subject, std::uint32_t pronoun) const;
  Antecedent antecedent_in(WordRange words, std::uint32_t word, char sex, const Antecedent& other) const;
  Antecedent antecedent(std::uint32_t word, char sex) const;
  std::optional<WordRange> group_meant(std::uint32_t word) const;
  std::optional<Entity> group_antecedent(std::uint32_t word) const;
  std::optional<WordRange> group_at(std::uint32_t subject, std::uint32_t word, bool agrees) const;
  std::optional<WordRange> group_above(std::uint32_t word, bool agrees) const;
  std::optional<WordRange> group_subject(std::uint32_t word, std::uint32_t back, bool agrees) const;
  std::vector<const Person*> pair_meant(WordRange words) const;
  bool are_together(std::uint32_t word, std::uint32_t back) const;
  std::vector<const Match*> two_named(std::uint32_t word) const;
  std::vector<Entity> two_states(WordRange words) const;
  std::vector<const Match*> states_of_sentence(std::uint32_t word, std::uint32_t back) const;
  std::uint32_t top_of_name(std::uint32_t word) const;
  std::vector<Entity> peoples_joined(WordRange words) const;
  std::vector<Entity> halves_joined(WordRange words) const;
  std::vector<Entity> of_each_state(WordRange words) const;
  std::vector<const Person*> persons_of_sentence(std::uint32_t word, std::uint32_t back) const;
  bool is_named_by_head(std::uint32_t name, WordRange words) const;
  WordRange in_whole(WordRange words) const;
  bool is_people_as_state(const ActorRow& entry, WordRange words) const;
  WordRange in_full(WordRange words) const;
  const Person* person_in(WordRange words) const;
  bool governs(std::uint32_t word, WordRange words) const;
  const Person* bearer_of(WordRange words, std::uint32_t head) const;
  std::string office_key(std::uint32_t noun) const;
  std::optional<Entity> resolve_name(WordRange words, std::uint32_t head) const;
  void call_country(WordRange words, Entity& entity) const;
  Entity resolve_nominal(WordRange words, std::uint32_t head) const;
  std::string written_name(const Person& person) const;
  Entity entity_of(const Person& person) const;
  std::optional<WordRange> earlier_mention(WordRange words, std::uint32_t head) const;
  bool is_backer(const Match& match) const;
  bool is_of_several(WordRange words, std::uint32_t head) const;
  bool tells_whose(std::uint32_t to, WordRange words) const;
  bool is_origin(const Match& match) const;
  bool tells_where(std::uint32_t word, WordRange words, std::uint32_t head) const;
  std::set<std::string> countries_of_others(WordRange words, std::uint32_t head) const;
  std::optional<WordRange> latter(std::uint32_t word) const;
  std::optional<WordRange> counted(std::uint32_t number) const;
  std::optional<WordRange> body_named(WordRange words, std::uint32_t head) const;
  const ActorRow* owner_in(WordRange words, std::uint32_t head) const;
  std::string possessor_country(WordRange words) const;
  const Match* match_at(std::uint32_t word) const;
  const Match* match_in(WordRange words, std::uint32_t head) const;
  const Agent* agent_at(WordRange words, std::uint32_t head) const;
  Agent bearer(WordRange words, std::uint32_t head) const;
  std::string_view nationality_beside(const Match& body, WordRange words) const;
  WordRange with_place_after(WordRange words) const;
  WordRange with_larger_places(WordRange words) const;
  WordRange this_side(WordRange words) const;
  bool is_whole_name(WordRange words, WordRange inside) const;
  std::vector<Located> names_in(WordRange bare) const;
  std::optional<Located> name_from(WordRange words, WordRange inside) const;
  bool stands_abroad(WordRange words) const;
  bool joins_two_countries(const std::vector<Located>& names) const;
  bool tells_country(WordRange words, Entity& entity) const;
  Asked asked_of_place(WordRange words) const;
  WordRange whole_place(WordRange words) const;
  std::string name_of_state(std::string_view country, std::string_view otherwise) const;
  void place_party(WordRange bare, Entity& entity) const;
  bool is_lent(WordRange words, std::uint32_t head, const ActorRow& owner) const;
  std::string state_before(WordRange words, std::uint32_t head) const;
  bool is_nationality(std::uint32_t word) const;
  std::string bare_name(WordRange words) const;

  ReadingView view_;
  const Lexicons& lexicons_;
  std::optional<Date> day_;
  std::string home_;  ///< the outlet's country
  std::vector<Match> matches_;
  std::vector<Person> persons_;
  std::vector<Quotation> quotations_;
  std::vector<std::uint32_t> person_at_;                         ///< person whose name covers the word, or kNone
  std::vector<bool> is_act_;                                     ///< nouns that the reader took for acts
  std::vector<std::uint32_t> match_of_;                          ///< match that covers the word, or kNone
  std::map<std::string, WordRange, std::less<>> abbreviations_;  ///< "LNA" of "Libyan National Army (LNA)": the words in full
  std::map<std::string, std::uint32_t, std::less<>> country_counts_;
  std::set<std::string, std::less<>> of_towns_;  ///< countries of well-known towns, where the report names no state
  std::string main_country_;
  std::optional<CountryChooser> chooser_;
  std::map<std::uint32_t, Antecedent> pronouns_;     ///< he, she
  std::map<std::uint32_t, char> sex_of_;             ///< of somebody without a name, by the noun, as a pronoun told it
  std::map<std::uint32_t, std::string> possessors_;  ///< "its", "their", "his" before a noun: the state's code, or empty
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// Words as linking compares them: stems, kinds of acts, numbers of people. English; its knowledge is src/linking/words.tsv and
// weights.tsv, embedded in the program.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded_file.h"
#include "linking/link_record.h"

namespace demarche {

/// words.tsv, weights.tsv, and of the lexicon the countries and the words for persons.
std::span<const EmbeddedFile> linking_files();

/// Folded words of letters and digits, in order.
std::vector<std::string> words_of(std::string_view text);
/// "shelling" -> "shell"; of a folded word.
std::string stem_of(const std::string& word);
/// Stems that say something, ordered, each once.
std::vector<std::string> stems_of(std::string_view text);
/// "shell" -> "shell", "mortar" -> "shell"; the stem itself where no kind is known.
const std::string& kind_of_act(const std::string& stem);
bool is_act(const std::string& stem);     ///< a kind is known
bool is_common(const std::string& stem);  ///< so many reports have it that it tells little of one
/// Numbers of people killed, injured, arrested or gathered that a sentence tells; at most one of each.
std::vector<LinkNumber> numbers_of(std::string_view sentence);
/// The sentence around a place in the text: from the end of the sentence before to its own, within the paragraph.
std::string_view sentence_around(std::string_view text, std::size_t begin, std::size_t end);
/// What a place is called, and whether a word says that it is a site ("market", "palace"), which lies in a town.
struct PlaceWords {
  std::vector<std::string> names{};  ///< folded, without stop words and those for sites
  bool is_site = false;
};
PlaceWords place_words(std::string_view name);
/// "van", "al-Bashir": begins no new name with a small letter, but goes on with one.
bool is_name_particle(std::string_view word);
/// Words with one space between, as names and places are compared.
std::string plain_name(std::string_view text);

/// plain_name(), with letters written out that folding would shorten: "Tuđman" and "Tudjman" are one.
std::string spelled_name(std::string_view text);
/// Whether words alone name nobody in particular: "he", "one of them", "three men", "police", a lone quotation mark.
bool names_nobody(std::string_view text);

/// A number of weights.tsv; throws Bug where there is none of that name.
std::int32_t link_weight(std::string_view name);
std::int32_t link_limit(std::string_view name);
/// Family of a type of event; the type itself where weights.tsv has none.
std::string_view family_of(std::string_view type);

}  // namespace demarche

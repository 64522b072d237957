// SPDX-License-Identifier: Apache-2.0
// Paragraphs of a digest share hardly a word with those around them and begin with no pronoun; and each ends with its source or begins with
// its dateline, or each tells of a country of its own and of nobody that another one names; or the sections between headings are so. The
// bounds are set such that of 1,200 articles and speeches one is wrongly taken for a digest, and of 2,300 days of current events four in
// five are (docs/decisions/0022).
#include "extraction/stories.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/hash.h"

namespace demarche {
namespace {

constexpr std::size_t kFewest = 4;         ///< whole paragraphs of a digest
constexpr std::uint32_t kShort = 12;       ///< words; less is a heading or a line
constexpr std::size_t kShortLemma = 3;     ///< bytes; such lemmas tell little
constexpr std::size_t kAround = 8;         ///< paragraphs before one that it is compared with
constexpr double kMostShared = 0.03;       ///< words shared with them, of all words of both
constexpr double kMostLeaning = 0.25;      ///< paragraphs that begin with a word for something said before
constexpr std::uint32_t kOpening = 3;      ///< words at a paragraph's begin
constexpr std::uint32_t kDateline = 6;     ///< words of one
constexpr double kLeastMarked = 0.5;       ///< paragraphs with a source at the end or a dateline
constexpr double kLeastPlaced = 0.8;       ///< paragraphs that tell of a country
constexpr double kMostOfOneCountry = 0.5;  ///< paragraphs that tell of the same
constexpr double kLeastTurning = 0.6;      ///< paragraphs that tell of none that the one before does
constexpr double kMostOfOneName = 0.2;     ///< paragraphs that name the same person or body
constexpr double kLongSection = 100;       ///< words of a section, on average
constexpr double kMostSharedOfSections = 0.05;
constexpr double kMostOfOneCountryInSections = 0.8;
constexpr double kSameStory = 0.05;  ///< words shared with the paragraph before

struct Paragraph {
  WordRange words{};
  std::vector<std::uint64_t> lemmas{};  ///< of nouns and adjectives, hashed, each once, in order
  bool leans = false;                   ///< begins with "he", "these", "also"
  bool is_short() const { return words.size() < kShort; }
};

bool leans_back(const ReadingView& view, WordRange words) {
  static const std::set<std::string, std::less<>> leaning = {"he",    "she",   "it",  "they", "we",   "i",       "you",  "his",  "her",
                                                             "its",   "their", "our", "my",   "him",  "them",    "this", "that", "these",
                                                             "those", "but",   "and", "so",   "also", "however", "there"};
  for (std::uint32_t i = words.first; i < std::min(words.last, words.first + kOpening); ++i)
    if (leaning.contains(view.lower(i))) return true;
  return false;
}

std::vector<Paragraph> paragraphs_of(const ReadingView& view) {
  const auto& tags = view.document().get<Tags>().words;
  std::vector<Paragraph> out;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    if (i == 0 || view.block(i) != view.block(i - 1)) out.push_back({{i, i}, {}, false});
    out.back().words.last = i + 1;
    const std::string& lemma = tags[i].lemma;
    if (lemma.size() > kShortLemma && view.upos_is(i, {"NOUN", "PROPN", "ADJ"})) out.back().lemmas.push_back(hash_bytes(lemma));
  }
  for (Paragraph& paragraph : out) {
    std::sort(paragraph.lemmas.begin(), paragraph.lemmas.end());
    paragraph.lemmas.erase(std::unique(paragraph.lemmas.begin(), paragraph.lemmas.end()), paragraph.lemmas.end());
    paragraph.leans = leans_back(view, paragraph.words);
  }
  return out;
}

/// Words that both have, of all that they have: 0 to 1.
double share(const Paragraph& a, const Paragraph& b) {
  std::vector<std::uint64_t> both;
  std::set_intersection(a.lemmas.begin(), a.lemmas.end(), b.lemmas.begin(), b.lemmas.end(), std::back_inserter(both));
  const std::size_t all = a.lemmas.size() + b.lemmas.size() - both.size();
  return all == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(all);
}

/// What stands between headings, each with its heading, and what precedes the first.
std::vector<Paragraph> sections_of(const ReadingView& view, const std::vector<Paragraph>& paragraphs) {
  const auto& blocks = view.document().get<Blocks>().blocks;
  std::vector<Paragraph> out;
  for (const Paragraph& paragraph : paragraphs) {
    if (out.empty() || blocks[view.block(paragraph.words.first)].kind == BlockKind::Heading) {
      out.push_back(paragraph);
      continue;
    }
    std::vector<std::uint64_t> both;
    std::set_union(out.back().lemmas.begin(), out.back().lemmas.end(), paragraph.lemmas.begin(), paragraph.lemmas.end(),
                   std::back_inserter(both));
    out.back().lemmas = std::move(both);
    out.back().words.last = paragraph.words.last;
  }
  return out;
}

/// Asks of the whole paragraphs, or sections, of a report whether they are stories of their own.
class DigestTest {
 public:
  DigestTest(const ReadingView& view, const std::vector<Paragraph>& parts) : view_(view) {
    for (const Paragraph& part : parts)
      if (!part.is_short()) whole_.push_back(&part);
  }

  bool are_stories(const ActorResolver& actors) const {
    if (!are_unlike(kMostShared)) return false;
    const auto is_marked = [&](const Paragraph& one) { return ends_with_source(one.words) || begins_with_dateline(one.words); };
    if (count(is_marked) >= part(kLeastMarked)) return true;
    const auto mentions = actors.country_mentions();
    const Turns turns = turns_of(mentions);
    return turns.placed >= part(kLeastPlaced) && turns.most <= part(kMostOfOneCountry) &&
           turns.turning >= kLeastTurning * static_cast<double>(whole_.size() - 1) && !name_comes_again(mentions);
  }

  /// Long sections tell by their words alone, unless all are about one country.
  bool are_long_stories(const ActorResolver& actors) const {
    if (!are_unlike(kMostSharedOfSections)) return false;
    double words = 0;
    for (const Paragraph* one : whole_) words += one->words.size();
    if (words < part(kLongSection)) return false;
    const Turns turns = turns_of(actors.country_mentions());
    return turns.placed >= part(kLeastPlaced) && turns.most <= part(kMostOfOneCountryInSections);
  }

 private:
  /// Of the parts: how many tell of a country, of none that the one before tells of, and of the country that most tell of.
  struct Turns {
    double placed = 0;
    double turning = 0;
    double most = 0;
  };

  double part(double share) const { return share * static_cast<double>(whole_.size()); }

  template <class Predicate>
  double count(Predicate holds) const {
    return static_cast<double>(std::count_if(whole_.begin(), whole_.end(), [&](const Paragraph* one) { return holds(*one); }));
  }

  bool are_unlike(double most_shared) const {
    if (whole_.size() < kFewest || count([](const Paragraph& one) { return one.leans; }) > part(kMostLeaning)) return false;
    double sum = 0;
    double pairs = 0;
    for (std::size_t i = 1; i < whole_.size(); ++i)
      for (std::size_t j = i > kAround ? i - kAround : 0; j < i; ++j, ++pairs) sum += share(*whole_[i], *whole_[j]);
    return sum < most_shared * pairs;
  }

  /// "... (Reuters)"
  bool ends_with_source(WordRange words) const { return view_.text(words.last - 1) == ")"; }

  /// "LA PAZ, July 3 -"
  bool begins_with_dateline(WordRange words) const {
    const std::string_view first = view_.text(words.first);
    if (first.size() < 3 || !std::all_of(first.begin(), first.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
    for (std::uint32_t i = words.first + 1; i <= words.first + kDateline && i < words.last; ++i)
      if (one_of(view_.text(i), {"-", "\u2013", "\u2014", "--"})) return true;
    return false;
  }

  Turns turns_of(const std::vector<CountryMention>& mentions) const {
    std::map<std::string_view, double> parts_of;
    std::set<std::string_view> before;
    Turns out;
    auto mention = mentions.begin();
    for (const Paragraph* one : whole_) {
      std::set<std::string_view> here;
      for (; mention != mentions.end() && mention->words.first < one->words.last; ++mention)
        if (mention->words.first >= one->words.first) here.insert(mention->country);
      const bool goes_on = std::any_of(here.begin(), here.end(), [&](std::string_view country) { return before.contains(country); });
      out.placed += here.empty() ? 0 : 1;
      out.turning += one == whole_.front() || goes_on ? 0 : 1;
      for (const std::string_view country : here) out.most = std::max(out.most, ++parts_of[country]);
      before = std::move(here);
    }
    return out;
  }

  /// Whether a person or body is named in more than a few parts; those that stand for a country do not count.
  bool name_comes_again(const std::vector<CountryMention>& mentions) const {
    std::set<std::uint32_t> of_countries;
    for (const CountryMention& mention : mentions)
      if (mention.kind != "person") of_countries.insert(mention.words.last - 1);
    std::map<std::string, std::set<const Paragraph*>> named;
    auto where = whole_.begin();
    for (const Name& name : view_.document().get<Names>().names) {
      while (where != whole_.end() && (*where)->words.last <= name.words.first) ++where;
      if (where == whole_.end()) break;
      const bool counts = one_of(name.type, {"PER", "ORG"}) && !of_countries.contains(name.words.last - 1);
      if (counts && (*where)->words.contains(name.words.first)) named[view_.lower(name.words.last - 1)].insert(*where);
    }
    const double most = std::max(1.0, part(kMostOfOneName));
    return std::any_of(named.begin(), named.end(), [&](const auto& entry) { return static_cast<double>(entry.second.size()) > most; });
  }

  const ReadingView& view_;
  std::vector<const Paragraph*> whole_{};
};

}  // namespace

std::vector<WordRange> find_stories(const ReadingView& view, const ActorResolver& actors) {
  const std::vector<Paragraph> paragraphs = paragraphs_of(view);
  std::vector<WordRange> out;
  if (const auto sections = sections_of(view, paragraphs); DigestTest(view, sections).are_long_stories(actors)) {
    for (const Paragraph& section : sections) out.push_back(section.words);
    return out;
  }
  if (!DigestTest(view, paragraphs).are_stories(actors)) return {{0, view.size()}};
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const Paragraph& own = paragraphs[i];
    const bool goes_on = i > 0 && (own.leans || paragraphs[i - 1].is_short() || share(own, paragraphs[i - 1]) >= kSameStory);
    if (!goes_on) out.push_back(own.words);
    out.back().last = own.words.last;
  }
  return out;
}

}  // namespace demarche

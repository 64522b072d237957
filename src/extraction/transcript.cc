// SPDX-License-Identifier: Apache-2.0
#include "extraction/transcript.h"

#include <algorithm>
#include <map>

#include "extraction/actor_names.h"
#include "extraction/announced_speech.h"

namespace demarche {
namespace {

constexpr std::uint32_t kLongestLabel = 9;  ///< words before the colon
constexpr std::size_t kFewestTurns = 3;     ///< of a transcript
constexpr std::uint32_t kLongestHead = 60;  ///< words before the first label of a page of speech
constexpr std::size_t kLongestTurn = 4;     ///< paragraphs a label in the mean, where turns run on over paragraphs

struct Label {
  std::uint32_t first;   ///< first word of its line
  WordRange words;       ///< empty for "Q" and "A"
  std::uint32_t speech;  ///< first word after it
  std::string key;       ///< the same for all turns of one speaker
};

/// "Q", "Q:", "Q.", "A:"; a bare "A" is an article.
std::optional<Label> question_at(std::uint32_t first, const ReadingView& view) {
  std::string_view letter = view.text(first);
  bool marked = letter.size() == 2 && one_of(letter.substr(1), {":", "."});
  if (marked) letter.remove_suffix(1);
  if (!one_of(letter, {"Q", "A"})) return std::nullopt;
  std::uint32_t speech = first + 1;
  if (!marked && speech < view.size() && one_of(view.text(speech), {":", "."})) marked = true, ++speech;
  const bool goes_on = speech < view.size() && !begins_line(speech, view) && (marked || starts_upper(view.text(speech)));
  if (!goes_on || (!marked && letter == "A")) return std::nullopt;
  return Label{first, {}, speech, std::string(letter)};
}

/// "((Ana Hale)) ", as interviews of wikis have it, with a colon or none.
std::optional<Label> bracketed_at(std::uint32_t first, const ReadingView& view) {
  const std::uint32_t limit = std::min(first + kLongestLabel, view.size());
  if (first + 5 > limit || view.text(first) != "(" || view.text(first + 1) != "(") return std::nullopt;
  std::uint32_t last = first + 2;
  while (last + 2 < limit && view.text(last) != ")") ++last;
  std::uint32_t speech = last + 2;
  if (view.text(last) != ")" || view.text(last + 1) != ")" || last == first + 2 || speech >= view.size()) return std::nullopt;
  if (view.text(speech) == ":" && speech + 1 < view.size()) ++speech;
  if (begins_line(speech, view)) return std::nullopt;
  const WordRange words{first + 2, last};
  return Label{first, words, speech, lower_case(view.text(words))};
}

/// Names, titles and offices with a colon after them: "MS. SARTO", "Senator Lee (Rep., Utah)", "Minister of State Hale".
std::optional<Label> label_at(std::uint32_t first, const ReadingView& view) {
  if (auto question = question_at(first, view)) return question;
  if (auto bracketed = bracketed_at(first, view)) return bracketed;
  if (!starts_upper(view.text(first))) return std::nullopt;
  std::uint32_t colon = first + 1;
  const std::uint32_t limit = std::min(first + kLongestLabel, view.size());
  for (; colon < limit && view.text(colon) != ":"; ++colon) {
    const bool is_name = starts_upper(view.text(colon)) ||
                         one_of(view.text(colon), {"of", "the", "de", "van", "bin", "al", "for", ",", ".", "(", ")", "-", "'"});
    if (!is_name || begins_line(colon, view)) return std::nullopt;
  }
  if (colon + 1 >= limit || begins_line(colon, view) || begins_line(colon + 1, view)) return std::nullopt;
  if (!starts_upper(view.text(colon - 1)) && !one_of(view.text(colon - 1), {".", ")"})) return std::nullopt;
  const WordRange words{first, colon};
  return Label{first, words, colon + 1, lower_case(view.text(words))};
}

std::vector<Label> labels_of(const ReadingView& view) {
  std::vector<Label> labels;
  for (std::uint32_t i = 0; i < view.size(); ++i)
    if (begins_line(i, view))
      if (auto label = label_at(i, view)) labels.push_back(std::move(*label));
  return labels;
}

std::string_view name_type(WordRange words, const ReadingView& view) {
  for (const Name& name : view.document().get<Names>().names)
    if (words.first <= name.words.first && name.words.last <= words.last) return name.type;
  return {};
}

/// "MS. SARTO", "THE PRESIDENT": a label of transcripts also where nobody else speaks.
bool is_titled(const Label& label, const ReadingView& view) {
  if (label.words.size() < 2 || !is_capitals(view.text(label.words))) return false;
  return view.lower(label.words.first) == "the" || view.text(label.words.first).ends_with('.') || name_type(label.words, view) == "PER";
}

/// Speakers take turns: at least two, one of whom comes back after another. Labels that come once are speakers' too where they look like
/// those that come back (capitals) or name a person; places and headings of a list ("Casualties:") are not.
std::vector<Label> speakers_of(std::vector<Label> labels, const ReadingView& view) {
  std::map<std::string, std::size_t> times;
  for (const Label& label : labels) ++times[label.key];
  bool capitals = false;
  bool comes_back = false;
  std::erase_if(labels, [&](const Label& label) { return !label.words.empty() && name_type(label.words, view) == "LOC"; });
  for (std::size_t i = 1; i < labels.size(); ++i) {
    if (times[labels[i].key] == 1 || labels[i - 1].key == labels[i].key) continue;
    comes_back = true;
    capitals |= !labels[i].words.empty() && is_capitals(view.text(labels[i].words));
  }
  if (!comes_back || labels.size() < kFewestTurns) {
    std::erase_if(labels, [&](const Label& label) { return !is_titled(label, view); });
    return labels;
  }
  std::erase_if(labels, [&](const Label& label) {
    if (times[label.key] > 1 || label.words.empty()) return false;
    return !(capitals && is_capitals(view.text(label.words))) && name_type(label.words, view) != "PER";
  });
  return labels;
}

/// Whether a page opens with such a label and has no others than in capitals: what stands on it is said.
bool is_page_of_speech(const std::vector<Label>& labels, const ReadingView& view) {
  const auto is_plain = [&](const Label& label) { return label.words.empty() || is_capitals(view.text(label.words)); };
  return labels.front().first < kLongestHead && is_titled(labels.front(), view) && std::all_of(labels.begin(), labels.end(), is_plain);
}

/// "(Applause.)", and "END 11:05 A.M. EST" after words that are not in capitals: what nobody says.
bool is_note(WordRange words, const Turn& turn, const ReadingView& view) {
  if (one_of(view.text(words.first), {"(", "["}) && one_of(view.text(words.last - 1), {")", "]"})) return true;
  return !turn.content.empty() && is_capitals(view.text(words)) && !is_capitals(view.document().text(turn.content.front()));
}

}  // namespace

bool begins_line(std::uint32_t word, const ReadingView& view) {
  if (word == 0 || view.block(word) != view.block(word - 1)) return true;
  return view.document().text({view.span(word - 1).end, view.span(word).begin}).find('\n') != std::string_view::npos;
}

// A turn is its line and the paragraphs after it: all up to the next label where the report is a transcript as a whole, else those that are
// told as "I" or "we"; of a page of speech always.
std::vector<Turn> transcript_turns(const ReadingView& view, const std::vector<Quotation>& quotations) {
  const std::vector<Label> labels = speakers_of(labels_of(view), view);
  std::vector<Turn> turns;
  if (labels.empty()) return turns;
  const std::size_t paragraphs = view.block(labels.back().speech) - view.block(labels.front().speech) + 1;
  const bool is_whole = paragraphs <= kLongestTurn * labels.size();
  const bool is_speech = is_page_of_speech(labels, view) && speaks_of_itself({labels.front().speech, view.size()}, view, quotations);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool is_last = i + 1 == labels.size();
    const std::uint32_t end = is_last ? view.size() : labels[i + 1].first;
    Turn turn;
    if (!labels[i].words.empty()) turn.speaker = labels[i].words;
    for (std::uint32_t first = labels[i].speech; first < end;) {
      WordRange words = paragraph_at(first, view);
      words.last = std::min(words.last, end);
      const bool is_own = is_speech || turn.content.empty() || (is_whole && !is_last) || speaks_of_itself(words, view, quotations);
      if (!is_own || view.kind_of_block(first) == BlockKind::Heading) break;
      if (!is_note(words, turn, view)) turn.content.push_back(view.span(words));
      first = words.last;
    }
    if (!turn.content.empty()) turns.push_back(std::move(turn));
  }
  return turns;
}

}  // namespace demarche

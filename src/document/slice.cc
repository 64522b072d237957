// SPDX-License-Identifier: Apache-2.0
#include "document/slice.h"

#include <algorithm>

namespace demarche {
namespace {

/// Cuts layers to the words and counts their positions from the first of them.
class Cut {
 public:
  explicit Cut(WordRange words) : words_(words) {}

  WordRange operator()(WordRange range) const {
    const WordRange inside{std::max(range.first, words_.first), std::min(range.last, words_.last)};
    return inside.empty() ? WordRange{} : WordRange{inside.first - words_.first, inside.last - words_.first};
  }
  std::uint32_t operator()(std::uint32_t word) const { return words_.contains(word) ? word - words_.first : kNone; }

  template <class T>
  std::vector<T> items(const std::vector<T>& of_words) const {
    return {of_words.begin() + words_.first, of_words.begin() + words_.last};
  }
  /// Those that keep words; names, roles.
  template <class Ranged>
  std::vector<Ranged> ranged(std::vector<Ranged> all) const {
    for (Ranged& one : all) one.words = (*this)(one.words);
    std::erase_if(all, [](const Ranged& one) { return one.words.empty(); });
    return all;
  }

 private:
  WordRange words_;
};

Proposals cut_proposals(const Proposals& all, const Cut& cut) {
  Proposals out;
  for (CueProposal cue : all.cues) {
    cue.cue = cut(cue.cue);
    for (auto* roles : {&cue.speaker, &cue.content, &cue.addressee}) *roles = cut.ranged(std::move(*roles));
    if (!cue.cue.empty() && !cue.content.empty()) out.cues.push_back(std::move(cue));
  }
  std::vector<std::uint32_t> place(all.triggers.size(), kNone);
  for (std::size_t i = 0; i < all.triggers.size(); ++i) {
    TriggerProposal trigger = all.triggers[i];
    trigger.trigger = cut(trigger.trigger);
    if (trigger.trigger.empty()) continue;
    for (auto* roles : {&trigger.actors, &trigger.recipients, &trigger.dates, &trigger.places}) *roles = cut.ranged(std::move(*roles));
    place[i] = static_cast<std::uint32_t>(out.triggers.size());
    out.triggers.push_back(std::move(trigger));
  }
  for (TriggerProposal& trigger : out.triggers)
    if (trigger.parent != kNone) trigger.parent = place[trigger.parent];
  return out;
}

}  // namespace

Document slice(const Document& document, WordRange words) {
  const Cut cut(words);
  Words kept{cut.items(document.get<Words>().words)};
  const std::uint32_t first_block = kept.words.front().block;
  const auto& blocks = document.get<Blocks>().blocks;
  Document out(document, Blocks{{blocks.begin() + first_block, blocks.begin() + kept.words.back().block + 1}});
  for (Word& word : kept.words) word.block -= first_block;
  const Sentences& all = document.get<Sentences>();
  const std::uint32_t first_sentence = all.of_word[words.first];
  Sentences sentences{{}, cut.items(all.of_word)};
  for (std::uint32_t& sentence : sentences.of_word) sentence -= first_sentence;
  for (std::uint32_t i = 0; i <= sentences.of_word.back(); ++i) {
    const Sentence& whole = all.sentences[first_sentence + i];
    sentences.sentences.push_back({whole.first - words.first, whole.last - words.first});
  }
  Syntax syntax{cut.items(document.get<Syntax>().words)};
  for (Dependency& dependency : syntax.words) dependency.head = cut(dependency.head);
  const Names& names = document.get<Names>();
  out.attach(std::move(kept));
  out.attach(std::move(sentences));
  out.attach(Tags{cut.items(document.get<Tags>().words)});
  out.attach(std::move(syntax));
  out.attach(Names{cut.ranged(names.names), cut.ranged(names.kinds)});
  out.attach(cut_proposals(document.get<Proposals>(), cut));
  return out;
}

}  // namespace demarche

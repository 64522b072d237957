// SPDX-License-Identifier: Apache-2.0
#include "language/reader.h"

#include <iterator>
#include <utility>
#include <vector>

#include "language/encoder/network.h"
#include "language/encoder/sentence_head.h"
#include "language/encoder/stopwatch.h"
#include "language/encoder/windows.h"

namespace demarche {
namespace {

/// A report is read in stretches of about so many words, which end with a block where they can: vectors of all words of a
/// report of 16 MB would not fit into memory.
constexpr std::uint32_t kStretchWords = 8192;

/// Scratch memory of this thread. It holds no answer, only room.
Workspace& thread_workspace() {
  thread_local Workspace workspace;
  return workspace;
}

/// Windows up to the first that ends a stretch.
std::vector<WordRange> next_stretch(const std::vector<Word>& words, const std::vector<WordRange>& windows, std::size_t first) {
  std::vector<WordRange> out;
  for (std::size_t i = first; i < windows.size(); ++i) {
    const std::uint32_t size = windows[i].first - windows[first].first;
    if (size >= 2 * kStretchWords || (size >= kStretchWords && words[windows[i].first].gap == Gap::Block)) break;
    out.push_back(windows[i]);
  }
  return out;
}

void shift(WordRange& range, std::uint32_t by) {
  range.first += by;
  range.last += by;
}

void shift(std::vector<RoleSpan>& roles, std::uint32_t by) {
  for (RoleSpan& role : roles) shift(role.words, by);
}

template <class T>
void move_to_end(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Numbers a stretch's results by the words of the report, the first of which is `base`.
void append(Reading& part, std::uint32_t base, Reading& out) {
  const auto sentences = static_cast<std::uint32_t>(out.sentences.sentences.size());
  const auto triggers = static_cast<std::uint32_t>(out.proposals.triggers.size());
  for (Sentence& s : part.sentences.sentences) s = {s.first + base, s.last + base};
  for (std::uint32_t& sentence : part.sentences.of_word) sentence += sentences;
  for (Dependency& word : part.syntax.words)
    if (word.head != kNone) word.head += base;
  for (auto* names : {&part.names.names, &part.names.kinds})
    for (Name& name : *names) shift(name.words, base);
  for (CueProposal& cue : part.proposals.cues) {
    shift(cue.cue, base);
    for (auto* roles : {&cue.speaker, &cue.content, &cue.addressee}) shift(*roles, base);
  }
  for (TriggerProposal& trigger : part.proposals.triggers) {
    shift(trigger.trigger, base);
    if (trigger.parent != kNone) trigger.parent += triggers;
    for (auto* roles : {&trigger.actors, &trigger.recipients, &trigger.dates, &trigger.places}) shift(*roles, base);
  }
  move_to_end(part.sentences.sentences, out.sentences.sentences);
  move_to_end(part.sentences.of_word, out.sentences.of_word);
  move_to_end(part.tags.words, out.tags.words);
  move_to_end(part.syntax.words, out.syntax.words);
  move_to_end(part.names.names, out.names.names);
  move_to_end(part.names.kinds, out.names.kinds);
  move_to_end(part.proposals.cues, out.proposals.cues);
  move_to_end(part.proposals.triggers, out.proposals.triggers);
}

/// Every decision on the words of some windows, numbered from the first of them.
Reading read_stretch(const Network& network, const Document& document, const Pieces& pieces, std::vector<WordRange> windows,
                     ProductRun& run, ReaderTimes& t) {
  Reading out;
  Workspace& space = thread_workspace();
  Stopwatch clock;
  EncoderTimes encoder_times;
  const double before = run.seconds();
  t.sub_words += network.encode(document, pieces, windows, space, run, encoder_times);
  const double products = run.seconds() - before;
  double all = 0;
  clock.add_to(all);
  t.products += products;
  t.attention += encoder_times.attention;
  t.glue += all - products - encoder_times.attention;
  // From here on every word has its vector, and windows and words are numbered from the first word of the stretch.
  const std::uint32_t base = windows.front().first;
  const std::uint32_t count = windows.back().last - base;
  for (WordRange& window : windows) window = {window.first - base, window.last - base};
  const WordScores scores = network.word_heads.run(count, space, run);
  out.sentences = cut_sentences(document, base, scores.sentence, network.model().thresholds().sentence);
  out.tags = network.tag_head.decode(document, base, scores);
  out.names = network.name_head.decode(out.sentences, scores);
  clock.add_to(t.word_heads);
  out.syntax = network.tree_head.run(out.sentences, space, run);
  clock.add_to(t.trees);
  network.statement_head.run(out.sentences, windows, scores, space, run, out.proposals);
  clock.add_to(t.statements);
  network.event_head.run(out.sentences, windows, scores, space, run, out.proposals);
  clock.add_to(t.events);
  return out;
}

}  // namespace

Reader::Reader(const std::string& model_path) : network_(std::make_unique<const Network>(model_path)) {}
Reader::~Reader() = default;

Reading Reader::read(const Document& document, ReaderTimes* times) const {
  Reading out;
  const auto& words = document.get<Words>().words;
  if (words.empty()) return out;
  ReaderTimes unasked;
  ReaderTimes& t = times != nullptr ? *times : unasked;
  ProductRun run(network_->engine());
  Stopwatch clock;
  const Pieces pieces = network_->cut_words(document);
  const std::vector<WordRange> windows = cut_windows(document, pieces.ends, network_->model().sizes().window_pieces);
  clock.add_to(t.pieces);
  for (std::size_t next = 0; next < windows.size();) {
    const std::vector<WordRange> stretch = next_stretch(words, windows, next);
    Reading part = read_stretch(*network_, document, pieces, stretch, run, t);
    append(part, stretch.front().first, out);
    next += stretch.size();
  }
  t.words += words.size();
  t.cues += out.proposals.cues.size();
  t.triggers += out.proposals.triggers.size();
  return out;
}

const std::string& Reader::name() const {
  return network_->model().name();
}
const std::string& Reader::version() const {
  return network_->model().version();
}
const std::string& Reader::digest() const {
  return network_->model().digest();
}

double Reader::time_bare_products(std::size_t sub_words) const {
  ProductRun run(network_->engine());
  return network_->encoder.time_products(sub_words, thread_workspace().encoder, run);
}

}  // namespace demarche

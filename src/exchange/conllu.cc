// SPDX-License-Identifier: Apache-2.0
#include "exchange/conllu.h"

#include <vector>

#include "base/unicode.h"
#include "exchange/styled_text.h"

namespace demarche {
namespace {

std::string or_underscore(std::string_view value) {
  return value.empty() ? "_" : std::string(value);
}

class SentenceWriter {
 public:
  explicit SentenceWriter(const Document& document) : document_(document), words_(document.get<Words>().words), names_(words_.size()) {
    if (!document.has<Names>()) return;
    // The keys of a word in the order of the alphabet, as treebanks have them.
    add("Kind=", document.get<Names>().kinds);
    add("NER=", document.get<Names>().names);
  }

  std::string write() {
    const auto& sentences = document_.get<Sentences>().sentences;
    for (std::size_t i = 0; i < sentences.size(); ++i) write_sentence(sentences[i], i + 1);
    return std::move(out_);
  }

 private:
  void add(const char* key, const std::vector<Name>& names) {
    for (const Name& name : names)
      for (std::uint32_t i = name.words.first; i < name.words.last; ++i)
        names_[i] += (names_[i].empty() ? "" : "|") + std::string(key) + (i == name.words.first ? "B-" : "I-") + name.type;
  }

  void write_sentence(Sentence sentence, std::size_t number) {
    const std::string id = on_one_line(document_.origin().id);
    if (number == 1) out_ += "# newdoc id = " + id + "\n";
    if (sentence.first == 0 || words_[sentence.first].block != words_[sentence.first - 1].block) out_ += "# newpar\n";
    out_ += "# sent_id = " + id + "-" + std::to_string(number) + "\n";
    out_ += "# text = " + on_one_line(document_.text(document_.span_of({sentence.first, sentence.last}))) + "\n";
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      const std::uint32_t end = end_of_token(i, sentence);
      const bool first = i == sentence.first || !words_[i].inside_token;
      if (first && end - i > 1) write_range(i, end, sentence);
      write_word(i, sentence, first && end - i == 1);
    }
    out_ += "\n";
  }

  /// Position behind the last word of the surface token that holds word `i` or begins with it.
  std::uint32_t end_of_token(std::uint32_t i, Sentence sentence) const {
    std::uint32_t end = i + 1;
    while (end < sentence.last && words_[end].inside_token) ++end;
    return end;
  }

  bool is_joined_after(std::uint32_t last) const { return last + 1 < words_.size() && words_[last + 1].gap == Gap::Joined; }

  void write_range(std::uint32_t first, std::uint32_t end, Sentence sentence) {
    out_ += std::to_string(first - sentence.first + 1) + "-" + std::to_string(end - sentence.first) + "\t";
    out_ += std::string(document_.text(document_.span_of({first, end}))) + "\t_\t_\t_\t_\t_\t_\t_\t";
    out_ += is_joined_after(end - 1) ? "SpaceAfter=No\n" : "_\n";
  }

  void write_word(std::uint32_t i, Sentence sentence, bool is_whole_token) {
    static const WordTags kNoTags{"_", "_", "_", "_"};
    const WordTags& tags = document_.has<Tags>() ? document_.get<Tags>().words[i] : kNoTags;
    out_ += std::to_string(i - sentence.first + 1) + "\t" + std::string(document_.word(i)) + "\t";
    out_ += or_underscore(on_one_line(tags.lemma)) + "\t" + or_underscore(tags.upos) + "\t" + or_underscore(tags.xpos) + "\t" +
            or_underscore(tags.features) + "\t";
    if (document_.has<Syntax>()) {
      const Dependency& dependency = document_.get<Syntax>().words[i];
      const std::uint32_t head = dependency.head == kNone ? 0 : dependency.head - sentence.first + 1;
      out_ += std::to_string(head) + "\t" + or_underscore(dependency.relation) + "\t_\t";
    } else {
      out_ += "_\t_\t_\t";
    }
    std::string misc = names_[i];
    if (is_whole_token && is_joined_after(i)) misc += misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
    out_ += or_underscore(misc) + "\n";
  }

  const Document& document_;
  const std::vector<Word>& words_;
  std::vector<std::string> names_;  ///< in the column MISC
  std::string out_{};
};

}  // namespace

std::string to_conllu(const Document& document) {
  return SentenceWriter(document).write();
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/reading_digest.h"

#include <cstring>
#include <string_view>

#include "base/digest.h"

namespace demarche {
namespace {

class Writer {
 public:
  void add(std::uint32_t value) { digest_.update({reinterpret_cast<const char*>(&value), sizeof value}); }
  void add(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    add(bits);
  }
  void add(std::string_view text) {
    digest_.update(text);
    digest_.update(std::string_view("\0", 1));
  }
  void add(WordRange range) { add(range.first), add(range.last); }
  void add(const std::vector<RoleSpan>& roles) {
    add(static_cast<std::uint32_t>(roles.size()));
    for (const RoleSpan& role : roles) add(role.words), add(role.score);
  }
  std::string hex() { return digest_.hex(); }

 private:
  Sha256 digest_{};
};

}  // namespace

std::string reading_digest(const Reading& reading) {
  Writer out;
  for (const Sentence& s : reading.sentences.sentences) out.add(WordRange{s.first, s.last});
  for (const WordTags& word : reading.tags.words)
    for (std::string_view text :
         {std::string_view(word.upos), std::string_view(word.xpos), std::string_view(word.features), std::string_view(word.lemma)})
      out.add(text);
  for (const Dependency& word : reading.syntax.words) out.add(word.head), out.add(std::string_view(word.relation));
  for (const auto* names : {&reading.names.names, &reading.names.kinds})
    for (const Name& name : *names) out.add(name.words), out.add(std::string_view(name.type)), out.add(name.score);
  for (const CueProposal& cue : reading.proposals.cues) {
    out.add(cue.cue), out.add(cue.score), out.add(cue.bare ? 1U : 0U);
    out.add(cue.speaker), out.add(cue.content), out.add(cue.addressee);
  }
  for (const TriggerProposal& trigger : reading.proposals.triggers) {
    out.add(trigger.trigger), out.add(trigger.score), out.add(trigger.status_score), out.add(trigger.parent);
    for (const char* text : {trigger.type, trigger.mode, trigger.code, trigger.status}) out.add(std::string_view(text));
    out.add(trigger.actors), out.add(trigger.recipients), out.add(trigger.dates), out.add(trigger.places);
  }
  return out.hex();
}

}  // namespace demarche

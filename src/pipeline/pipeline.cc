// SPDX-License-Identifier: Apache-2.0
#include "pipeline/pipeline.h"

#include <chrono>

#include "base/digest.h"
#include "document/verify.h"
#include "extraction/extract.h"
#include "language/lemmatizer.h"
#include "language/name_ends.h"
#include "language/reader.h"
#include "language/tokenizer.h"

#ifndef DEMARCHE_VERSION
#error "the build defines DEMARCHE_VERSION"
#endif

namespace demarche {
namespace {

/// Developer and fuzz builds check every layer after the stage that made it.
void check(const Document& document) {
#ifdef DEMARCHE_VERIFY
  verify(document);
#else
  (void)document;
#endif
}

/// Leaves out proposals below `least`; doorways into what is left out end.
void drop_unsure(Proposals& proposals, float least) {
  std::erase_if(proposals.cues, [&](const CueProposal& cue) { return cue.score < least; });
  std::vector<std::uint32_t> place(proposals.triggers.size(), kNone);
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < place.size(); ++i)
    if (proposals.triggers[i].score >= least) place[i] = kept++;
  for (TriggerProposal& trigger : proposals.triggers)
    if (trigger.parent != kNone) trigger.parent = place[trigger.parent];
  std::erase_if(proposals.triggers, [&](const TriggerProposal& trigger) { return trigger.score < least; });
}

/// Seconds since it was made.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

struct Pipeline::Stages {
  explicit Stages(PipelineOptions given)
      : options(std::move(given)),
        tokenizer(options.lexicon_path + "/tokenizer.tsv"),
        lemmatizer(options.lexicon_path),
        name_ends(options.lexicon_path),
        reader(options.model_path),
        lexicons(options.lexicon_path) {
    run.program = DEMARCHE_VERSION;
    run.model = fmt::format("{} {} {}", reader.name(), reader.version(), reader.digest());
    run.lexicons = lexicons.digest;
    run.settings = fmt::format("min_confidence={}", options.min_confidence);
  }

  PipelineOptions options;
  Tokenizer tokenizer;
  Lemmatizer lemmatizer;
  NameEnds name_ends;
  Reader reader;
  Lexicons lexicons;
  RunInfo run;
};

Pipeline::Pipeline(PipelineOptions options) : stages_(std::make_unique<Stages>(std::move(options))) {}
Pipeline::~Pipeline() = default;
const RunInfo& Pipeline::run() const {
  return stages_->run;
}

Document Pipeline::analyze(const Report& report, Diagnostics& diagnostics, Until until, StageTimes* times) const {
  StageTimes ignored;
  StageTimes& spent = times == nullptr ? ignored : *times;
  const Stages& stages = *stages_;

  const Stopwatch intake;
  Document document = make_document(report, stages.options.intake, diagnostics);
  spent.intake += intake.seconds();
  check(document);
  if (until == Until::Text) return document;

  const Stopwatch words;
  document.attach(stages.tokenizer.annotate(document));
  spent.words += words.seconds();
  check(document);
  if (until == Until::Words) return document;

  const Stopwatch reading_time;
  Reading reading = stages.reader.read(document, &spent.reader);
  stages.lemmatizer.correct(document, reading.tags);
  stages.name_ends.correct(document, reading.sentences, reading.names);
  document.attach(std::move(reading.sentences));
  document.attach(std::move(reading.tags));
  document.attach(std::move(reading.syntax));
  document.attach(std::move(reading.names));
  spent.reading += reading_time.seconds();
  check(document);
  if (until == Until::Syntax) return document;

  const Stopwatch extraction;
  drop_unsure(reading.proposals, stages.options.min_confidence);
  document.attach(std::move(reading.proposals));
  // From here on nothing linguistic is added: extraction only interprets.
  extract(document, stages.lexicons);
  spent.extraction += extraction.seconds();
  check(document);
  return document;
}

double Pipeline::time_bare_products(std::size_t sub_words) const {
  return stages_->reader.time_bare_products(sub_words);
}

}  // namespace demarche

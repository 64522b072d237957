// SPDX-License-Identifier: Apache-2.0
#include "extraction/lexicon/lexicons.h"

#include "base/digest.h"
#include "base/file.h"

namespace demarche {
namespace {

constexpr std::uint64_t kMaxBytes = 16U << 20U;

}  // namespace

Lexicons::Lexicons(const std::string& folder)
    : actors(folder),
      agents(folder),
      places(folder),
      calendar(folder),
      cues(folder),
      acts(folder, "acts.tsv"),
      recipient_paths(folder),
      outlets(folder),
      persons(folder),
      party_countries(folder + "/party_countries.tsv") {
  Sha256 sum;
  for (const Table& table : actors.tables()) sum.update(table.bytes());
  sum.update(places.bytes());
  for (const Table* table : {&agents.table(), &calendar.table(), &cues.table(), &acts.table(), &recipient_paths.table(), &outlets.table(),
                             &persons.table(), &party_countries.table()})
    sum.update(table->bytes());
  for (const char* of_words : {"/tokenizer.tsv", "/lemmas.tsv", "/lemmas-reviewed.tsv", "/name_ends.tsv"})
    sum.update(read_file(folder + of_words, kMaxBytes));
  digest = sum.hex();
}

}  // namespace demarche

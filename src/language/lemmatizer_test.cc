// SPDX-License-Identifier: Apache-2.0
#include "language/lemmatizer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"

namespace demarche {
namespace {

/// The lemma of one word, corrected.
std::string corrected(const std::string& form, const char* xpos, const std::string& lemma, const char* upos = "VERB") {
  static const Lemmatizer lemmatizer(std::string(DEMARCHE_SOURCE_DIR) + "/lexicons/en");
  const TextSpan whole{0, static_cast<std::uint32_t>(form.size())};
  Document document({}, form, {}, Blocks{{{whole, BlockKind::Paragraph}}});
  document.attach(Words{{{.span = whole}}});
  Tags tags{{{upos, xpos, "_", lemma}}};
  lemmatizer.correct(document, tags);
  return tags.words[0].lemma;
}

TEST(Lemmatizer, GivesABaseFormForALemmaThatIsNone) {
  EXPECT_EQ(corrected("retiring", "VBG", "retir"), "retire");
  EXPECT_EQ(corrected("Running", "VBG", "runn"), "run");
  EXPECT_EQ(corrected("feared", "VBN", "feare"), "fear");
  EXPECT_EQ(corrected("pies", "NNS", "py", "NOUN"), "pie");
  EXPECT_EQ(corrected("bodies", "NNS", "bodie", "NOUN"), "body");
}

TEST(Lemmatizer, PrefersTheMuchMoreFrequent) {
  EXPECT_EQ(corrected("hoping", "VBG", "hop"), "hope");
  EXPECT_EQ(corrected("planning", "VBG", "plan"), "plan");
  EXPECT_EQ(corrected("aides", "NNS", "aide", "NOUN"), "aide");
}

TEST(Lemmatizer, KnowsIrregularForms) {
  EXPECT_EQ(corrected("stolen", "VBN", "stole"), "steal");
  EXPECT_EQ(corrected("fled", "VBD", "fle"), "flee");
}

TEST(Lemmatizer, LeavesTheRest) {
  EXPECT_EQ(corrected("blicking", "VBG", "blick"), "blick");         // nobody knows
  EXPECT_EQ(corrected("Times", "NNPS", "Times", "PROPN"), "Times");  // a name
  EXPECT_EQ(corrected("stole", "NN", "stole", "NOUN"), "stole");     // no past
}

TEST(Lemmatizer, NamesTheLineThatItCannotRead) {
  const auto folder = std::filesystem::temp_directory_path() / ("demarche_lemmas_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "lemmas.tsv") << "verb\tretire\t12\nnoun\tpie\n";
  std::ofstream(folder / "lemmas-reviewed.tsv") << "";
  try {
    Lemmatizer lemmatizer(folder.string());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::LexiconInvalid);
    EXPECT_NE(std::string(error.what()).find("lemmas.tsv:2"), std::string::npos) << error.what();
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace demarche

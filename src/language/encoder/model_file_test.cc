// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/model_file.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "language/encoder/network.h"
#include "language/encoder/tiny_model.h"

namespace demarche {
namespace {

using tiny::AlignedBytes;
using tiny::make_tiny_model;
using tiny::with_header;

/// The message with which the bytes are refused, "" if they are not.
std::string refusal(const std::string& bytes, bool check_digest = true) {
  const AlignedBytes aligned(bytes);
  try {
    const Network network(std::make_unique<ModelFile>(aligned.view(), "tiny.dmm", check_digest));
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::ModelMismatch);
    EXPECT_FALSE(error.remedy().empty());
    return error.message();
  }
}

TEST(ModelFile, ReadsWhatIsThere) {
  const AlignedBytes bytes(make_tiny_model(1));
  const ModelFile model(bytes.view(), "tiny.dmm");
  EXPECT_EQ(model.name(), "tiny");
  EXPECT_EQ(model.sizes().hidden, 96U);
  EXPECT_EQ(model.thresholds().sentence, 0.25F);
  EXPECT_EQ(model.thresholds().trigger, 0.0F);
  EXPECT_EQ(model.lemma_exceptions().at("men\tU0"), "man");
  EXPECT_EQ(model.labels().modes_of, (std::vector<std::vector<std::uint32_t>>{{}, {1, 2}}));
  EXPECT_EQ(model.digest().size(), 64U);
}

TEST(ModelFile, SaysWhatIsWrong) {
  const std::string good = make_tiny_model(1);
  EXPECT_EQ(refusal(good), "");
  EXPECT_EQ(refusal(""), "cannot use the model tiny.dmm: it is not a Demarche model");
  EXPECT_EQ(refusal("PK" + good.substr(2)), "cannot use the model tiny.dmm: it is not a Demarche model");
  std::string newer = good;
  newer[8] = 7;
  EXPECT_EQ(refusal(newer), "cannot use the model tiny.dmm: it has format 7, this program reads format 1");
  std::string damaged = good;
  damaged[good.size() - 100] ^= 1;
  EXPECT_NE(refusal(damaged).find("does not match its SHA-256"), std::string::npos);
  EXPECT_NE(refusal(good.substr(0, good.size() - 1)).find("does not match its SHA-256"), std::string::npos);
}

TEST(ModelFile, HeadersThatDoNotFitAreRefused) {
  const struct {
    const char *find, *replace, *message;
  } cases[] = {
      {"{\"name\"", "[\"name\"", "its header cannot be read"},
      {"\"hidden\":96", "\"hidden\":95", "no multiple of 8"},
      {"\"hidden\":96", "\"hidden\":-6", "size hidden is"},
      {"\"heads\":3", "\"heads\":5", "heads do not divide"},
      {"\"layers\":2", "\"layers\":3", "tensor layer.2.query.weight is missing"},
      {"\"sem\":72", "\"sem\":80", "tensor sem.weight is 72 x 136, this program needs 80 x 136"},
      {"\"dtype\":\"i8\"", "\"dtype\":\"i4\"", "unknown type"},
      {"\"offset\":0,", "\"offset\":1,", "not aligned"},
      {"\"offset\":0,", "\"offset\":18446744073709551552,", "outside the file"},
      {"\"offset\":0,", "\"offset\":-64,", "outside the file"},
      {"\"[CLS]\"", "\"[CLX]\"", "lacks [CLS]"},
      {"\"1|0|\"", "\"1|q|\"", "lemma script"},
      {"\"B-PER\"", "\"B-PEX\"", "has no B"},
      {"\"U3\"", "\"U3\",\"U99\"", "tensor upos.weight is 17 x 136"},
      {"\"window_pieces\":32", "\"window_pieces\":13", "does not fit its windows"},
      {"\"sentence\":0.25", "\"sentence\":\"x\"", "its header cannot be read"},
  };
  const std::string good = make_tiny_model(1);
  for (const auto& c : cases) {
    SCOPED_TRACE(c.replace);
    const std::string message = refusal(with_header(good, c.find, c.replace));
    EXPECT_NE(message.find(c.message), std::string::npos) << message;
  }
}

TEST(ModelFile, AnyCutIsRefusedWithoutTheDigestToo) {
  const std::string good = make_tiny_model(1);
  for (std::size_t size = 0; size < good.size(); size += size < 300 ? 1 : 4801) EXPECT_NE(refusal(good.substr(0, size), false), "") << size;
}

TEST(ModelFile, AnyDamagedByteOfTheHeaderIsRefusedOrHarmless) {
  const std::string good = make_tiny_model(1);
  for (std::size_t at = 8; at < 9000; at += 97) {
    std::string damaged = good;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
    EXPECT_NE(refusal(damaged), "") << at;
    refusal(damaged, false);  // must not crash
  }
}

TEST(ModelFile, MissingFilesAreNamed) {
  try {
    const ModelFile model("/nonexistent/reader.dmm");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::FileUnreadable);
  }
}

}  // namespace
}  // namespace demarche

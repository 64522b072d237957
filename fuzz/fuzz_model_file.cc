// SPDX-License-Identifier: Apache-2.0
// Model files: the fuzzer's bytes as a whole file, and as changes to a good small one (three bytes each: where, where, what),
// both without the digest, which would keep the fuzzer out. What is accepted must read a report.
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "language/encoder/network.h"
#include "language/encoder/tiny_model.h"
#include "language/encoder/windows.h"

namespace demarche {
namespace {

void read_with(const Network& network) {
  const Document document = tiny::make_words("The Minister said \" peace \" . | x");
  const Pieces pieces = network.cut_words(document);
  const auto windows = cut_windows(document, pieces.ends, network.model().sizes().window_pieces);
  Workspace space;
  ProductRun run(network.engine());
  EncoderTimes times;
  network.encode(document, pieces, windows, space, run, times);
  DEMARCHE_CHECK(network.word_heads.run(8, space, run).tags.size() == 8);
}

void try_model(std::string_view bytes) {
  const tiny::AlignedBytes aligned(bytes);
  try {
    read_with(Network(std::make_unique<ModelFile>(aligned.view(), "fuzz", false)));
  } catch (const Error& error) {
    DEMARCHE_CHECK(error.code() == ErrorCode::ModelMismatch && !error.message().empty() && !error.remedy().empty());
  }
}

}  // namespace
}  // namespace demarche

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string good = demarche::tiny::make_tiny_model(1);
  demarche::try_model({reinterpret_cast<const char*>(data), size});
  std::string changed = good;
  for (std::size_t i = 0; i + 3 <= size && i < 300; i += 3)
    changed[(data[i] * 256U + data[i + 1]) % 20000U] = static_cast<char>(data[i + 2]);
  demarche::try_model(changed);
  return 0;
}

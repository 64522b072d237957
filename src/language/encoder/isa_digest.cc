// SPDX-License-Identifier: Apache-2.0
// Prints a digest of all that the reader says about pseudo-random text, and which instructions oneDNN chose. Run once for
// each value of DNNL_MAX_CPU_ISA by isa_test.cmake, which compares. Usage: isa_digest [model.dmm]
#include <cstdio>
#include <string>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "language/encoder/kernels.h"
#include "language/encoder/network.h"
#include "language/encoder/reading_digest.h"
#include "language/encoder/tiny_model.h"
#include "language/reader.h"

namespace {

using namespace demarche;

/// Vectors bit by bit: a reading alone could hide small differences.
std::string vectors_digest(const Network& network, const Document& document) {
  Workspace space;
  ProductRun run(network.engine());
  EncoderTimes times;
  const Pieces pieces = network.cut_words(document);
  std::vector<WordRange> windows;
  const auto count = static_cast<std::uint32_t>(document.get<Words>().words.size());
  for (std::uint32_t w = 0; w < count; w += 2) windows.push_back({w, std::min(w + 2, count)});
  network.encode(document, pieces, windows, space, run, times);
  const auto* bytes = reinterpret_cast<const char*>(space.vectors.get());
  return sha256_hex({bytes, count * network.model().sizes().word * sizeof(float)});
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::string path = "isa-tiny.dmm";
    if (argc > 1)
      path = argv[1];
    else
      write_file_whole(path, tiny::make_tiny_model(11));
    const Document document = tiny::make_words(tiny::make_text(17, 900));
    const Network network(path);
    const Reader reader(path);
    const std::string vectors = vectors_digest(network, document);
    std::printf("%s %s\n", vectors.substr(0, 32).c_str(), reading_digest(reader.read(document)).substr(0, 32).c_str());
    std::fprintf(stderr, "%s and %s", network.engine().implementation().c_str(), kernels::uses_avx512() ? "AVX-512" : "AVX2");
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

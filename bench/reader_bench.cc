// SPDX-License-Identifier: Apache-2.0
// What the reader costs: its kernels alone, then reports from text to proposals beside the bare int8 products of the encoder,
// which no reader of this size can beat. Usage: reader_bench MODEL TOKENIZER_TABLE TEXT... ; a blank line ends a block.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "language/encoder/attention_kernels.h"
#include "language/encoder/kernels.h"
#include "language/encoder/stopwatch.h"
#include "language/reader.h"
#include "language/tokenizer.h"

namespace {

using namespace demarche;

double seconds(const std::function<void()>& work) {
  const double start = thread_seconds();
  work();
  return thread_seconds() - start;
}

/// The fastest of some runs, in processor time: what the machine can do when nothing else runs.
double best(const std::function<void()>& work, int runs = 15) {
  double out = 1e9;
  for (int i = 0; i < runs; ++i) out = std::min(out, seconds(work));
  return out;
}

void bench_kernels() {
  constexpr std::size_t kRows = 192, kWidth = 32, kWide = 1536;
  std::vector<float> a(kRows * kWide, 0.01F), c(kRows * kWide);
  std::vector<std::uint8_t> bytes(kRows * kWide);
  std::vector<float> scales(kRows);
  kernels::AttentionSpace space;
  const auto report = [](const char* what, double amount, double time, const char* unit) {
    std::printf("%-34s %9.2f %s\n", what, amount / time * 1e-9, unit);
  };
  double time = best([&] {
    kernels::attend({.query = a.data(),
                     .key = a.data() + 384,
                     .value = a.data() + 768,
                     .stride = 1152,
                     .rows = kRows,
                     .width = kWidth,
                     .mixed = c.data(),
                     .mixed_stride = 384},
                    space);
  });
  report("attention of a head, 192 rows", 4.0 * kRows * kWidth * kRows, time, "G/s");
  time = best([&] { kernels::gelu_row(a.data(), kRows * kWide); });
  report("gelu", 1.0 * kRows * kWide, time, "G values/s");
  time = best([&] { kernels::quantize_rows(a.data(), kRows, kWide, bytes.data(), scales.data()); });
  report("quantize", 1.0 * kRows * kWide, time, "G values/s");
}

Document make_document(const std::string& path, const Tokenizer& tokenizer) {
  std::string text = read_file(path, 1U << 26U);
  Blocks blocks;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string::npos) break;
    const std::size_t gap = std::min(text.find("\n\n", begin), text.size());
    const std::size_t end = text.find_last_not_of(" \t\r\n", gap - 1) + 1;
    blocks.blocks.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, BlockKind::Paragraph});
    at = gap;
  }
  Document document(Origin{}, std::move(text), SourceMap{}, std::move(blocks));
  document.attach(tokenizer.annotate(document));
  return document;
}

void print_share(const char* what, double time, double all) {
  std::printf("  %-12s %6.1f ms %5.1f %%\n", what, time * 1e3, time / all * 100);
}

void bench_reader(const Reader& reader, const std::vector<Document>& documents) {
  ReaderTimes times;
  for (const Document& document : documents) reader.read(document);  // makes what is made once
  double all = 1e9;
  for (int round = 0; round < 5; ++round) {
    ReaderTimes now;
    const double time = seconds([&] {
      for (const Document& document : documents) reader.read(document, &now);
    });
    if (time < all) all = time, times = now;
  }
  double bare = 1e9;
  for (int round = 0; round < 5; ++round) bare = std::min(bare, reader.time_bare_products(times.sub_words));
  std::printf("%zu reports, %zu words, %zu sub-words, %zu cues, %zu triggers\n", documents.size(), times.words, times.sub_words, times.cues,
              times.triggers);
  std::printf("%.0f words/s, %.1f ms; bare int8 products %.1f ms (%.0f GOP/s), ratio %.2f\n", static_cast<double>(times.words) / all,
              all * 1e3, bare * 1e3, static_cast<double>(times.sub_words) * 2 * 6 * (4 * 384 * 384 + 2 * 384 * 1536) / bare * 1e-9,
              all / bare);
  print_share("pieces", times.pieces, all), print_share("products", times.products, all);
  print_share("attention", times.attention, all), print_share("glue", times.glue, all);
  print_share("word heads", times.word_heads, all), print_share("trees", times.trees, all);
  print_share("statements", times.statements, all), print_share("events", times.events, all);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: reader_bench MODEL TOKENIZER_TABLE TEXT...\n");
    return 2;
  }
  try {
    bench_kernels();
    std::unique_ptr<Reader> reader;
    const double start_up = seconds([&] { reader = std::make_unique<Reader>(argv[1]); });
    std::printf("start-up %.1f ms\n", start_up * 1e3);
    const Tokenizer tokenizer(argv[2]);
    std::vector<Document> documents;
    for (int i = 3; i < argc; ++i) documents.push_back(make_document(argv[i], tokenizer));
    bench_reader(*reader, documents);
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n%s\n", error.what(), error.remedy().c_str());
    return 1;
  }
}

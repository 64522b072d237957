// SPDX-License-Identifier: Apache-2.0
// A complete model of pseudo-random weights, small enough for unit tests: every tensor and label set of the contract, with
// layers on both sides of the int8 border. The same seed gives the same bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "language/encoder/model_file.h"

namespace demarche::tiny {

/// Bytes in memory aligned as a mapped file is.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes);
  std::string_view view() const { return {data_.get(), size_}; }
  char* data() { return data_.get(); }

 private:
  struct Release {
    void operator()(char* data) const { ::operator delete (data, std::align_val_t{64}); }
  };
  std::unique_ptr<char[], Release> data_;
  std::size_t size_;
};

/// The bytes of a whole file.
std::string make_tiny_model(std::uint64_t seed);

/// The same with another header (`replace` once) and a digest that fits.
std::string with_header(const std::string& model, std::string_view find, std::string_view replace);

/// A document whose words are what stands between spaces; "|" begins a block.
Document make_words(std::string_view text);

/// Pseudo-random words and sentences, `count` words.
std::string make_text(std::uint64_t seed, std::size_t count);

/// A generator that is the same everywhere (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(next() % limit); }
  float between(float low, float high) { return low + (high - low) * (static_cast<float>(next() >> 40U) / static_cast<float>(1U << 24U)); }

 private:
  std::uint64_t state_;
};

}  // namespace demarche::tiny

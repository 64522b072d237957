// SPDX-License-Identifier: Apache-2.0
// Web archives (WARC 1.0 and 1.1, ISO 28500): the pages and texts among their records.
#pragma once

#include <cstdint>
#include <string>

#include "document/report.h"
#include "intake/byte_stream.h"

namespace demarche {

/// A page or text as its server sent it, without transfer coding and unpacked.
struct ArchivedPage {
  std::string bytes{};
  std::string url{};
  std::string charset{};     ///< declared by the server; empty if not
  std::string problem{};     ///< why it cannot be read; `bytes` is empty then
  std::uint64_t record = 0;  ///< its number within the archive, from 1
  Format format = Format::Auto;
  bool too_large = false;
};

/// Goes through an archive and holds no more than one record in memory.
class WarcReader {
 public:
  WarcReader(ByteStream& stream, std::uint64_t most_bytes) : stream_(stream), most_bytes_(most_bytes) {}
  /// The next answer with status 200, resource or conversion that is HTML or plain text; false at the end.
  bool next(ArchivedPage& out);
  /// Answers and resources that are neither, so far: images, redirects.
  std::uint64_t passed_over() const { return passed_over_; }
  /// Why the archive ends before its time.
  const std::string& problem() const { return problem_; }

 private:
  struct Header;
  bool read_header(Header& out);
  bool read_line(std::string& out);
  bool read_block(std::uint64_t size, std::string& out);
  bool fill();

  ByteStream& stream_;
  std::uint64_t most_bytes_;
  std::string buffer_{};
  std::size_t at_ = 0;
  std::uint64_t records_ = 0;
  std::uint64_t passed_over_ = 0;
  std::string problem_{};
};

}  // namespace demarche

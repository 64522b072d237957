// SPDX-License-Identifier: Apache-2.0
// Cuts a stream into records (lines, or the objects of a JSON array) and holds no more than one of them in memory.
#pragma once

#include <cstdint>
#include <string>

#include "intake/byte_stream.h"

namespace demarche {

struct InputRecord {
  std::string bytes{};     ///< without the line's end; cut where it is too large
  std::uint64_t line = 0;  ///< of its first byte, from 1
  bool too_large = false;  ///< over the limit: its bytes were read over, not kept
};

enum class Cut : std::uint8_t {
  Lines,    ///< each line that is not blank
  Objects,  ///< each outermost {...}, over several lines or in an array
};

class RecordReader {
 public:
  RecordReader(ByteStream& stream, Cut cut, std::uint64_t most_bytes) : stream_(stream), cut_(cut), most_bytes_(most_bytes) {}
  /// False at the end of the stream.
  bool next(InputRecord& out);

 private:
  bool next_line(InputRecord& out);
  bool next_object(InputRecord& out);
  bool get(char& c);
  bool fill();
  void keep(InputRecord& out, const char* bytes, std::size_t size) const;

  ByteStream& stream_;
  Cut cut_;
  std::uint64_t most_bytes_;
  std::string buffer_{};
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

/// Objects if the first record of `head` goes over several lines or stands in an array.
Cut sniff_cut(std::string_view head);

}  // namespace demarche

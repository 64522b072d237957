// SPDX-License-Identifier: Apache-2.0
// Bytes of a file or of standard input, piece by piece, so that no file has to fit into memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace demarche {

/// One pass over bytes. `problem` tells why the bytes end before their time; what came before is good.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills up to `size` bytes; 0 at the end. Throws Error(FileUnreadable).
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  virtual const std::string& problem() const { return problem_; }

 protected:
  std::string problem_{};
};

/// The file at `path`, or standard input for "-". Throws Error(FileUnreadable).
std::unique_ptr<ByteStream> open_file(const std::string& path);

/// All that is left of a stream.
std::string read_all(ByteStream& stream);

/// Bytes in memory, which must outlive the stream.
std::unique_ptr<ByteStream> open_bytes(std::string_view bytes);

/// A stream that can be looked into before it is read: sniffing needs the first bytes, and so do the readers.
class PeekStream : public ByteStream {
 public:
  explicit PeekStream(std::unique_ptr<ByteStream> inner) : inner_(std::move(inner)) {}
  /// At least `size` bytes of what comes next, fewer at the end.
  std::string_view peek(std::size_t size);
  std::size_t read(char* buffer, std::size_t size) override;
  const std::string& problem() const override { return inner_->problem(); }

 private:
  std::unique_ptr<ByteStream> inner_;
  std::string ahead_{};
  std::size_t at_ = 0;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "intake/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace demarche {
namespace {

class FileStream : public ByteStream {
 public:
  explicit FileStream(const std::string& path) : path_(path) {
    if (path == "-") {
      descriptor_ = STDIN_FILENO;
      return;
    }
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail(ErrorCode::FileUnreadable, "cannot read {}: {}", path, std::strerror(errno));
    struct stat status {};
    if (::fstat(descriptor_, &status) == 0 && S_ISDIR(status.st_mode)) {
      ::close(descriptor_);
      fail(ErrorCode::FileUnreadable, "cannot read {}: it is a folder", path);
    }
  }
  ~FileStream() override {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  std::size_t read(char* buffer, std::size_t size) override {
    for (;;) {
      const ssize_t n = ::read(descriptor_, buffer, size);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) fail(ErrorCode::FileUnreadable, "cannot read {}: {}", path_, std::strerror(errno));
    }
  }

 private:
  std::string path_;
  int descriptor_ = -1;
};

class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t n = bytes_.copy(buffer, size);
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

std::unique_ptr<ByteStream> open_file(const std::string& path) {
  return std::make_unique<FileStream>(path);
}

std::unique_ptr<ByteStream> open_bytes(std::string_view bytes) {
  return std::make_unique<MemoryStream>(bytes);
}

std::string read_all(ByteStream& stream) {
  std::string out;
  std::string piece(1 << 16, '\0');
  while (const std::size_t n = stream.read(piece.data(), piece.size())) out.append(piece, 0, n);
  return out;
}

std::string_view PeekStream::peek(std::size_t size) {
  while (ahead_.size() - at_ < size) {
    char buffer[1 << 14];
    const std::size_t n = inner_->read(buffer, sizeof buffer);
    if (n == 0) break;
    ahead_.append(buffer, n);
  }
  return std::string_view(ahead_).substr(at_);
}

std::size_t PeekStream::read(char* buffer, std::size_t size) {
  if (at_ == ahead_.size()) return inner_->read(buffer, size);
  const std::size_t n = std::string_view(ahead_).substr(at_).copy(buffer, size);
  at_ += n;
  if (at_ == ahead_.size()) {
    ahead_.clear();
    at_ = 0;
  }
  return n;
}

}  // namespace demarche

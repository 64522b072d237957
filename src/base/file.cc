// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace demarche {
namespace {

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  bool ok() const { return value_ >= 0; }

 private:
  int value_;
};

[[noreturn]] void fail_read(const std::string& path) {
  fail(ErrorCode::FileUnreadable, "cannot read {}: {}", path, std::strerror(errno));
}

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(ErrorCode::FileUnwritable, "cannot write {}: {}", path, std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

std::string read_file(const std::string& path, std::uint64_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) fail_read(path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail_read(path);
  if (S_ISDIR(status.st_mode)) fail(ErrorCode::FileUnreadable, "cannot read {}: it is a folder", path);
  std::string out;
  if (S_ISREG(status.st_mode))
    out.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(static_cast<std::uint64_t>(status.st_size), limit)));
  char buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(file.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail_read(path);
    if (n == 0) return out;
    if (out.size() + static_cast<std::size_t>(n) > limit)
      fail(ErrorCode::InputTooLarge, "{} is larger than the limit of {} bytes", path, limit);
    out.append(buffer, static_cast<std::size_t>(n));
  }
}

void write_file_whole(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".part";
  try {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.ok()) fail(ErrorCode::FileUnwritable, "cannot create {}: {}", temporary, std::strerror(errno));
    write_all(file.get(), bytes, path);
    if (::fsync(file.get()) != 0) fail(ErrorCode::FileUnwritable, "cannot write {}: {}", path, std::strerror(errno));
    if (std::rename(temporary.c_str(), path.c_str()) != 0)
      fail(ErrorCode::FileUnwritable, "cannot rename {} to {}: {}", temporary, path, std::strerror(errno));
  } catch (const Error&) {
    ::unlink(temporary.c_str());
    throw;
  }
}

MappedFile::MappedFile(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!file.ok() || ::fstat(file.get(), &status) != 0) fail_read(path);
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  void* data = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) fail_read(path);
  data_ = static_cast<const char*>(data);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace demarche

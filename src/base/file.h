// SPDX-License-Identifier: Apache-2.0
// Files: whole reads with a limit, read-only maps, and writes that appear whole or not at all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

/// Reads a whole file; more than `limit` bytes is refused (InputTooLarge). Throws Error(FileUnreadable).
std::string read_file(const std::string& path, std::uint64_t limit);

/// Writes to a temporary name beside `path`, syncs, renames. Throws Error(FileUnwritable); leaves nothing half.
void write_file_whole(const std::string& path, std::string_view bytes);

/// A file mapped read-only for the life of the object.
class MappedFile {
 public:
  explicit MappedFile(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "ledger/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace demarche {
namespace {

/// "process 41822 (demarche read, started 07:11)", or "another process" where the file does not say yet.
std::string name_holder(int file) {
  std::array<char, 512> buffer{};
  const ssize_t size = pread(file, buffer.data(), buffer.size(), 0);
  const std::string content(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::size_t line = content.find('\n');
  if (line == std::string::npos || line == 0) return "another process";
  std::string who = content.substr(line + 1);
  while (!who.empty() && who.back() == '\n') who.pop_back();
  return "process " + content.substr(0, line) + (who.empty() ? "" : " (" + who + ")");
}

/// Between open and lock the last holder may have removed the file: then the lock is on a file that nobody sees.
bool is_still_at(const std::string& path, int file) {
  struct stat by_name {};
  struct stat by_file {};
  return stat(path.c_str(), &by_name) == 0 && fstat(file, &by_file) == 0 && by_name.st_ino == by_file.st_ino &&
         by_name.st_dev == by_file.st_dev;
}

}  // namespace

WriterLock::WriterLock(const std::string& ledger_path, const std::string& holder) : path_(ledger_path + "-writer") {
  for (;;) {
    file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) fail(ErrorCode::FileUnwritable, "cannot write beside '{}': {}", ledger_path, std::strerror(errno));
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
      const int reason = errno;
      const std::string who = name_holder(file_);
      close(file_);
      if (reason != EWOULDBLOCK) fail(ErrorCode::FileUnwritable, "cannot lock '{}': {}", path_, std::strerror(reason));
      throw Error(ErrorCode::LedgerBusy, fmt::format("'{}' is being written by {}", ledger_path, who),
                  "reading is possible now: demarche query, demarche show, demarche serve --read-only");
    }
    if (is_still_at(path_, file_)) break;
    close(file_);
  }
  const std::string content = fmt::format("{}\n{}\n", getpid(), holder);
  // The name only serves a message: a disk too full for it does not matter here.
  if (ftruncate(file_, 0) != 0 || pwrite(file_, content.data(), content.size(), 0) < 0) return;
}

WriterLock::~WriterLock() {
  unlink(path_.c_str());
  close(file_);
}

}  // namespace demarche

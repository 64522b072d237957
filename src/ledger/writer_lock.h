// SPDX-License-Identifier: Apache-2.0
// WriterLock: one writer per ledger, held by the operating system, so that it ends with its process however that ends.
#pragma once

#include <string>

namespace demarche {

/// Locks the file `<ledger>-writer`, which names the holder; removed again at the end. What a killed process left behind is
/// not locked and is taken over.
class WriterLock {
 public:
  /// Throws Error(LedgerBusy) naming the holder, or Error(FileUnwritable).
  WriterLock(const std::string& ledger_path, const std::string& holder);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace demarche

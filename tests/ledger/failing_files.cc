// SPDX-License-Identifier: Apache-2.0
#include "failing_files.h"

#include <sqlite3.h>

#include <csignal>
#include <cstring>

namespace demarche {
namespace {

Harm g_harm = Harm::None;
int g_harm_at = 0;
int g_changes = 0;
sqlite3_vfs* g_real = nullptr;

/// SQLITE_OK, or what a change number n is answered.
int harm(int code) {
  ++g_changes;
  if (g_harm == Harm::Kill && g_changes == g_harm_at) std::raise(SIGKILL);
  if (g_harm == Harm::FailOnce && g_changes == g_harm_at) return code;
  if (g_harm == Harm::FailFromThenOn && g_changes >= g_harm_at) return code;
  return SQLITE_OK;
}

struct File {
  sqlite3_file base;
  sqlite3_file* real;
};
sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<File*>(file)->real;
}

int close_file(sqlite3_file* f) {
  return real(f)->pMethods->xClose(real(f));
}
int read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, size, at);
}
int write(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
  const int code = harm(SQLITE_FULL);
  if (code == SQLITE_OK) return real(f)->pMethods->xWrite(real(f), from, size, at);
  // A full disk takes the first half.
  real(f)->pMethods->xWrite(real(f), from, size / 2, at);
  return code;
}
int truncate(sqlite3_file* f, sqlite3_int64 size) {
  const int code = harm(SQLITE_IOERR_TRUNCATE);
  return code == SQLITE_OK ? real(f)->pMethods->xTruncate(real(f), size) : code;
}
int sync(sqlite3_file* f, int flags) {
  const int code = harm(SQLITE_IOERR_FSYNC);
  return code == SQLITE_OK ? real(f)->pMethods->xSync(real(f), flags) : code;
}
int file_size(sqlite3_file* f, sqlite3_int64* size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
int lock(sqlite3_file* f, int level) {
  return real(f)->pMethods->xLock(real(f), level);
}
int unlock(sqlite3_file* f, int level) {
  return real(f)->pMethods->xUnlock(real(f), level);
}
int check_lock(sqlite3_file* f, int* out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int control(sqlite3_file* f, int what, void* with) {
  return real(f)->pMethods->xFileControl(real(f), what, with);
}
int sector_size(sqlite3_file* f) {
  return real(f)->pMethods->xSectorSize(real(f));
}
int traits(sqlite3_file* f) {
  return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
int map_shared(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int lock_shared(sqlite3_file* f, int at, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), at, n, flags);
}
void barrier(sqlite3_file* f) {
  real(f)->pMethods->xShmBarrier(real(f));
}
int unmap_shared(sqlite3_file* f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

const sqlite3_io_methods kMethods = {2,           close_file, read,         write,   truncate,    sync,   file_size,
                                     lock,        unlock,     check_lock,   control, sector_size, traits, map_shared,
                                     lock_shared, barrier,    unmap_shared, nullptr, nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags) {
  auto* file = reinterpret_cast<File*>(f);
  file->real = reinterpret_cast<sqlite3_file*>(file + 1);
  std::memset(static_cast<void*>(file->real), 0, static_cast<std::size_t>(g_real->szOsFile));
  const int code = g_real->xOpen(g_real, name, file->real, flags, out_flags);
  file->base.pMethods = file->real->pMethods != nullptr ? &kMethods : nullptr;
  return code;
}
int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  const int code = harm(SQLITE_IOERR_DELETE);
  return code == SQLITE_OK ? g_real->xDelete(g_real, name, sync_folder) : code;
}

}  // namespace

std::string failing_file_layer() {
  static sqlite3_vfs layer{};
  if (g_real == nullptr) {
    g_real = sqlite3_vfs_find(nullptr);
    layer = *g_real;
    layer.zName = "failing";
    layer.szOsFile = static_cast<int>(sizeof(File)) + g_real->szOsFile;
    layer.xOpen = open_file;
    layer.xDelete = delete_file;
    sqlite3_vfs_register(&layer, 0);
  }
  return layer.zName;
}

void set_harm(Harm harm_kind, int n) {
  g_harm = harm_kind;
  g_harm_at = n;
  g_changes = 0;
}
int changes_seen() {
  return g_changes;
}

}  // namespace demarche

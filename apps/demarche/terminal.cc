// SPDX-License-Identifier: Apache-2.0
#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/error.h"

namespace demarche {
namespace {

constexpr std::size_t kBufferSize = 1U << 16U;

// The state of the process's one terminal.
bool color_is_forbidden = false;
bool progress_is_shown = false;

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool is_forced(const char* name) {
  return is_set(name) && std::strcmp(std::getenv(name), "0") != 0;
}

ColorMode color_of(int stream) {
  if (color_is_forbidden || is_set("NO_COLOR")) return ColorMode::Off;
  if (is_forced("FORCE_COLOR") || is_forced("CLICOLOR_FORCE")) return ColorMode::On;
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
  return isatty(stream) != 0 && !dumb ? ColorMode::On : ColorMode::Off;
}

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      throw PipeClosed();
    } else if (errno != EINTR) {
      fail(ErrorCode::FileUnwritable, "cannot write to standard output: {}", std::strerror(errno));
    }
  }
}

}  // namespace

void forbid_color() {
  color_is_forbidden = true;
}

ColorMode stdout_color() {
  return color_of(STDOUT_FILENO);
}
ColorMode stderr_color() {
  return color_of(STDERR_FILENO);
}
bool stdout_is_terminal() {
  return isatty(STDOUT_FILENO) != 0;
}
bool stderr_is_terminal() {
  return isatty(STDERR_FILENO) != 0;
}

std::uint32_t terminal_columns() {
  if (is_set("COLUMNS")) {
    const long columns = std::strtol(std::getenv("COLUMNS"), nullptr, 10);
    if (columns > 0 && columns < 10000) return static_cast<std::uint32_t>(columns);
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

void Output::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() < kBufferSize) return;
  write_all(buffer_);
  buffer_.clear();
}

void Output::finish() {
  write_all(buffer_);
  buffer_.clear();
}

void show_progress(std::string_view line) {
  std::fprintf(stderr, "\r\x1b[K%.*s", static_cast<int>(line.size()), line.data());
  std::fflush(stderr);
  progress_is_shown = true;
}

void clear_progress() {
  if (!progress_is_shown) return;
  std::fputs("\r\x1b[K", stderr);
  progress_is_shown = false;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// gzip, for answers on their way out. Reading compressed files is the intake's.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace demarche {

/// Compresses piece by piece. What comes out goes to `sink`.
class GzipWriter {
 public:
  using Sink = std::function<void(std::string_view)>;
  explicit GzipWriter(Sink sink, int level = 1);
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;
  ~GzipWriter();

  void write(std::string_view bytes);
  void flush();   ///< so that the other side can read all that was written
  void finish();  ///< once, at the end

 private:
  struct State;
  void deflate_all(std::string_view bytes, int mode);
  Sink sink_;
  std::unique_ptr<State> state_;
};

std::string gzip(std::string_view bytes, int level);

}  // namespace demarche

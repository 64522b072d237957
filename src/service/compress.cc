// SPDX-License-Identifier: Apache-2.0
#include "service/compress.h"

#include <zlib.h>

#include <array>

#include "base/error.h"

namespace demarche {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, and gzip instead of zlib framing
constexpr int kMemoryLevel = 8;

}  // namespace

struct GzipWriter::State {
  z_stream stream{};
  std::array<char, 16384> buffer{};
};

GzipWriter::GzipWriter(Sink sink, int level) : sink_(std::move(sink)), state_(std::make_unique<State>()) {
  DEMARCHE_CHECK(deflateInit2(&state_->stream, level, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
}

GzipWriter::~GzipWriter() {
  deflateEnd(&state_->stream);
}

void GzipWriter::deflate_all(std::string_view bytes, int mode) {
  z_stream& stream = state_->stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write there
  stream.avail_in = static_cast<uInt>(bytes.size());
  do {
    stream.next_out = reinterpret_cast<Bytef*>(state_->buffer.data());
    stream.avail_out = static_cast<uInt>(state_->buffer.size());
    DEMARCHE_CHECK(deflate(&stream, mode) != Z_STREAM_ERROR);
    const std::size_t made = state_->buffer.size() - stream.avail_out;
    if (made > 0) sink_(std::string_view(state_->buffer.data(), made));
  } while (stream.avail_out == 0);
}

void GzipWriter::write(std::string_view bytes) {
  deflate_all(bytes, Z_NO_FLUSH);
}
void GzipWriter::flush() {
  deflate_all({}, Z_SYNC_FLUSH);
}
void GzipWriter::finish() {
  deflate_all({}, Z_FINISH);
}

std::string gzip(std::string_view bytes, int level) {
  std::string out;
  GzipWriter writer([&out](std::string_view piece) { out += piece; }, level);
  writer.write(bytes);
  writer.finish();
  return out;
}

}  // namespace demarche

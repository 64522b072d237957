// SPDX-License-Identifier: Apache-2.0
#include "intake/decompress.h"

#include <fmt/format.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "base/error.h"

namespace demarche {
namespace {

constexpr std::size_t kPiece = 1 << 16;
/// What one decoder may ask for (xz: its dictionary; zstd: its window), so that a few bytes cannot take all memory.
constexpr std::uint64_t kDecoderMemory = 256ULL << 20U;
constexpr int kZstdWindowLog = 27;

/// How far one step came.
struct Step {
  std::size_t used = 0;  ///< of the input
  std::size_t made = 0;  ///< of the output
  bool ended = false;    ///< a whole compressed stream has ended (another may follow)
  const char* damage = nullptr;
};

/// One library's way of decoding.
class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual Step step(const char* in, std::size_t in_size, char* out, std::size_t out_size) = 0;
  /// Gets ready for a stream that follows the one that has ended.
  virtual void restart() = 0;
};

class GzipDecoder : public Decoder {
 public:
  GzipDecoder() { DEMARCHE_CHECK(inflateInit2(&stream_, 15 + 16) == Z_OK); }  // 16: a gzip header, not a zlib one
  ~GzipDecoder() override { inflateEnd(&stream_); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  Step step(const char* in, std::size_t in_size, char* out, std::size_t out_size) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in));  // zlib does not write to it
    stream_.avail_in = static_cast<uInt>(in_size);
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(out_size);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    Step step{in_size - stream_.avail_in, out_size - stream_.avail_out, result == Z_STREAM_END};
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) step.damage = "its gzip data is damaged";
    return step;
  }
  void restart() override { inflateReset(&stream_); }

 private:
  z_stream stream_{};
};

class XzDecoder : public Decoder {
 public:
  XzDecoder() { restart(); }
  ~XzDecoder() override { lzma_end(&stream_); }
  XzDecoder(const XzDecoder&) = delete;
  XzDecoder& operator=(const XzDecoder&) = delete;

  Step step(const char* in, std::size_t in_size, char* out, std::size_t out_size) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in);
    stream_.avail_in = in_size;
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out);
    stream_.avail_out = out_size;
    const lzma_ret result = lzma_code(&stream_, LZMA_RUN);
    Step step{in_size - stream_.avail_in, out_size - stream_.avail_out, result == LZMA_STREAM_END};
    if (result == LZMA_MEMLIMIT_ERROR) {
      step.damage = "its xz dictionary is larger than 256 MiB; compress it again with xz -9 or less";
    } else if (result != LZMA_OK && result != LZMA_STREAM_END && result != LZMA_BUF_ERROR) {
      step.damage = "its xz data is damaged";
    }
    return step;
  }
  void restart() override { DEMARCHE_CHECK(lzma_stream_decoder(&stream_, kDecoderMemory, 0) == LZMA_OK); }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

class ZstdDecoder : public Decoder {
 public:
  ZstdDecoder() : stream_(ZSTD_createDStream()) {
    DEMARCHE_CHECK(stream_ != nullptr);
    ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, kZstdWindowLog);
  }
  ~ZstdDecoder() override { ZSTD_freeDStream(stream_); }
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  Step step(const char* in, std::size_t in_size, char* out, std::size_t out_size) override {
    ZSTD_inBuffer input{in, in_size, 0};
    ZSTD_outBuffer output{out, out_size, 0};
    const std::size_t result = ZSTD_decompressStream(stream_, &output, &input);
    Step step{input.pos, output.pos, result == 0};
    if (ZSTD_isError(result) != 0) {
      step.ended = false;
      step.damage = ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
                        ? "its zstd window is larger than 128 MiB; compress it again without --long"
                        : "its zstd data is damaged";
    }
    return step;
  }
  void restart() override { ZSTD_DCtx_reset(stream_, ZSTD_reset_session_only); }

 private:
  ZSTD_DStream* stream_;
};

class DecompressStream : public ByteStream {
 public:
  DecompressStream(std::unique_ptr<ByteStream> inner, Compression kind, std::uint64_t most_bytes)
      : inner_(std::move(inner)), kind_(kind), most_bytes_(most_bytes), input_(kPiece) {
    switch (kind) {
      case Compression::Gzip:
        decoder_ = std::make_unique<GzipDecoder>();
        break;
      case Compression::Xz:
        decoder_ = std::make_unique<XzDecoder>();
        break;
      default:
        decoder_ = std::make_unique<ZstdDecoder>();
        break;
    }
  }

  std::size_t read(char* buffer, std::size_t size) override {
    while (!over_ && size > 0) {
      const bool more = refill();
      if (between_streams_ && !begin_next()) return end();
      const Step step = decoder_->step(input_.data() + at_, filled_ - at_, buffer, size);
      at_ += step.used;
      total_ += step.made;
      between_streams_ = step.ended;
      // The limit first: damage may come in the same step.
      if (total_ > most_bytes_) {
        end(fmt::format("it holds more than the limit of {} bytes (--max-file-bytes); the rest was left out", most_bytes_));
        return step.made - static_cast<std::size_t>(total_ - most_bytes_);
      }
      if (step.damage != nullptr) {
        end(fmt::format("{}; what came before byte {} was read", step.damage, total_));
      } else if (!more && !step.ended && step.made == 0 && step.used == 0) {
        end(fmt::format("it is cut off; what came before byte {} was read", total_));
      }
      if (step.made > 0) return step.made;
    }
    return 0;
  }

 private:
  /// False if no input is left.
  bool refill() {
    if (at_ < filled_) return true;
    at_ = 0;
    filled_ = inner_->read(input_.data(), input_.size());
    return filled_ > 0;
  }
  /// Whether another compressed stream stands at `at_`; zeros and other bytes after the last one are padding.
  bool begin_next() {
    if (at_ == filled_) return false;
    while (at_ < filled_ && input_[at_] == '\0')
      if (++at_ == filled_ && !refill()) return false;
    // Any first byte of the kind will do: a header may stand across two pieces.
    const char first = kind_ == Compression::Gzip ? '\x1F' : kind_ == Compression::Xz ? '\xFD' : '\x28';
    const bool skippable = kind_ == Compression::Zstd && (input_[at_] & 0xF0) == 0x50;
    if (input_[at_] != first && !skippable) return false;
    decoder_->restart();
    between_streams_ = false;
    return true;
  }
  std::size_t end(std::string problem = "") {
    over_ = true;
    problem_ = std::move(problem);
    return 0;
  }

  std::unique_ptr<ByteStream> inner_;
  Compression kind_;
  std::uint64_t most_bytes_;
  std::unique_ptr<Decoder> decoder_{};
  std::vector<char> input_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::uint64_t total_ = 0;
  bool between_streams_ = false;
  bool over_ = false;
};

}  // namespace

Compression sniff_compression(std::string_view head) {
  const auto starts = [&](std::string_view mark) { return head.substr(0, mark.size()) == mark; };
  if (starts("\x1F\x8B\x08")) return Compression::Gzip;
  if (starts({"\xFD"
              "7zXZ\0",
              6}))
    return Compression::Xz;
  if (starts("\x28\xB5\x2F\xFD")) return Compression::Zstd;
  return Compression::None;
}

std::unique_ptr<ByteStream> decompress(std::unique_ptr<ByteStream> inner, Compression kind, std::uint64_t most_bytes) {
  if (kind == Compression::None) return inner;
  return std::make_unique<DecompressStream>(std::move(inner), kind, most_bytes);
}

}  // namespace demarche

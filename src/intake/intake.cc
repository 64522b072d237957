// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "document/verify.h"
#include "intake/charset.h"
#include "intake/dates.h"
#include "intake/decompress.h"
#include "intake/draft.h"
#include "intake/html.h"
#include "intake/json_lines.h"
#include "intake/plain_text.h"
#include "intake/record_reader.h"
#include "intake/sniff.h"
#include "intake/warc.h"

namespace demarche {
namespace {

constexpr std::size_t kHead = 65536;                 ///< what decides on the format of a file
constexpr std::uint64_t kAddressable = 1ULL << 30U;  ///< offsets are 32 bits, and a text may grow while it is decoded

std::uint64_t report_limit(const IntakeOptions& options) {
  return std::min(options.max_report_bytes, kAddressable);
}

std::string too_large(const std::string& where, std::uint64_t limit) {
  return fmt::format("{} is larger than the limit of {} bytes a report (--max-report-bytes) and was left out", where, limit);
}

std::string id_of(const std::string& path) {
  return path == "-" ? "stdin" : std::string(stem_of(path));
}

/// One report a file.
void read_whole(const std::string& path, Format format, ByteStream& stream, const IntakeOptions& options,
                const std::function<bool(Report&&)>& sink, Diagnostics& diagnostics) {
  Report report;
  report.format = format;
  report.origin.path = path;
  report.origin.id = id_of(path);
  std::vector<char> buffer(1 << 16);
  while (const std::size_t n = stream.read(buffer.data(), buffer.size())) {
    if (report.bytes.size() + n > report_limit(options))
      return refuse(diagnostics, "input-too-large", path, too_large(path, report_limit(options)));
    report.bytes.append(buffer.data(), n);
  }
  // Of a file that is damaged from its beginning nothing is left to read.
  if (report.bytes.empty() && !stream.problem().empty()) return;
  sink(std::move(report));
}

/// One report a line, or a JSON object.
void read_records(const std::string& path, Cut cut, ByteStream& stream, const IntakeOptions& options,
                  const std::function<bool(Report&&)>& sink, Diagnostics& diagnostics) {
  RecordReader reader(stream, cut, report_limit(options));
  for (InputRecord record; reader.next(record);) {
    const std::string where = fmt::format("{}:{}", path, record.line);
    if (record.too_large) {
      refuse(diagnostics, "input-too-large", where, too_large(where, report_limit(options)));
      continue;
    }
    Report report;
    report.format = Format::JsonLine;
    report.origin.path = where;
    report.origin.id = fmt::format("{}:{}", id_of(path), record.line);
    report.bytes = std::move(record.bytes);
    if (!sink(std::move(report))) return;
  }
}

/// The pages and texts of a web archive.
void read_archive(const std::string& path, ByteStream& stream, const IntakeOptions& options, const std::function<bool(Report&&)>& sink,
                  Diagnostics& diagnostics) {
  WarcReader reader(stream, report_limit(options));
  for (ArchivedPage page; reader.next(page);) {
    const std::string where = fmt::format("{}:{}", path, page.record);
    if (page.too_large) {
      refuse(diagnostics, "input-too-large", where, too_large(where, report_limit(options)));
    } else if (!page.problem.empty()) {
      refuse(diagnostics, "input-damaged", where, fmt::format("{} was not read: {}", where, page.problem));
    } else {
      Report report;
      report.format = page.format;
      report.charset = page.charset;
      report.origin.path = where;
      report.origin.id = fmt::format("{}:{}", id_of(path), page.record);
      report.origin.url = page.url;
      report.bytes = std::move(page.bytes);
      if (!sink(std::move(report))) return;
    }
  }
  if (reader.passed_over() > 0)
    diagnostics.push_back({Severity::Note, "passed-over", path,
                           fmt::format("{}: passed over what is no page and no text (images, redirects): {}", path, reader.passed_over())});
  if (!reader.problem().empty() && stream.problem().empty())
    refuse(diagnostics, "input-damaged", path, fmt::format("{} was not read whole: {}", path, reader.problem()));
}

bool has_words(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    if (is_letter(d.code_point) || is_digit(d.code_point)) return true;
    i += d.size;
  }
  return false;
}

Draft read_draft(const Report& report, const IntakeOptions& options, Diagnostics& diagnostics) {
  Draft draft;
  draft.origin = report.origin;
  const std::string& where = draft.origin.path;
  Format format = report.format != Format::Auto ? report.format : options.format;
  const bool wide = !wide_charset(report.bytes).empty();
  if (format == Format::Auto && !wide) format = sniff_format(report.bytes, where);
  const std::string declared = !report.charset.empty() ? report.charset : format == Format::Html ? declared_charset(report.bytes) : "";
  const TracedText page = decode_charset(report.bytes, declared, where, diagnostics);
  if (format == Format::Auto) format = sniff_format(page.text, where);
  switch (format) {
    case Format::JsonLine:
      read_json_record(page, options.fields, draft, diagnostics);
      break;
    case Format::Html:
      read_html(page, options, draft, diagnostics);
      break;
    default:
      read_plain_text(page, draft, diagnostics);
      break;
  }
  return draft;
}

/// What the report leaves open: the date of its dateline, then what flags say.
void complete_origin(const IntakeOptions& options, std::string_view text, Origin& origin) {
  if (!origin.published) {
    origin.published = find_dateline_date(text);
    if (origin.published) origin.date_basis = "text";
  }
  if (!origin.published && options.date) {
    origin.published = options.date;
    origin.date_basis = "flag";
  }
  if (origin.publisher.empty()) origin.publisher = options.source;
}

}  // namespace

void read_reports(const std::string& path, const IntakeOptions& options, const std::function<bool(Report&&)>& sink,
                  Diagnostics& diagnostics) {
  read_reports(path, open_file(path), options, sink, diagnostics);
}

void read_reports(const std::string& path, std::unique_ptr<ByteStream> bytes, const IntakeOptions& options,
                  const std::function<bool(Report&&)>& sink, Diagnostics& diagnostics) {
  auto file = std::make_unique<PeekStream>(std::move(bytes));
  const Compression compression = sniff_compression(file->peek(8));
  PeekStream stream(decompress(std::move(file), compression, options.max_file_bytes));
  const std::string_view head = stream.peek(kHead);
  Format format = options.format;
  // Wide characters are decoded first; make_document knows how, and looks at the format then.
  if (format == Format::Auto && wide_charset(head).empty()) format = sniff_format(head, path);
  if (format == Format::JsonLine) {
    read_records(path, sniff_cut(head), stream, options, sink, diagnostics);
  } else if (format == Format::Warc) {
    read_archive(path, stream, options, sink, diagnostics);
  } else {
    read_whole(path, format, stream, options, sink, diagnostics);
  }
  if (!stream.problem().empty())
    refuse(diagnostics, "input-damaged", path, fmt::format("{} was not read whole: {}", path, stream.problem()));
}

Document make_document(const Report& report, const IntakeOptions& options, Diagnostics& diagnostics) {
  const std::string& where = report.origin.path;
  if (report.bytes.size() > report_limit(options)) throw Error(ErrorCode::InputTooLarge, too_large(where, report_limit(options)));
  if (looks_binary(report.bytes))
    throw Error(ErrorCode::InputInvalid, fmt::format("{} is binary and holds no text that can be read here", where),
                "give text, HTML, JSON Lines or WARC (gzip, xz and zstd are opened)");
  Draft draft = read_draft(report, options, diagnostics);
  if (!has_words(draft.text.text)) fail(ErrorCode::InputInvalid, "{} holds no text", where);
  draft.origin.digest = sha256_hex(report.bytes);
  complete_origin(options, draft.text.text, draft.origin);
  return Document(std::move(draft.origin), std::move(draft.text.text), std::move(draft.text.map), std::move(draft.blocks));
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
#include "service/page_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "service/compress.h"
#include "service/problem.h"
#include "service/service.h"

namespace demarche {
namespace {

bool is_packed(std::string_view name) {
  return name.ends_with(".woff2") || name.ends_with(".png");
}

/// "app-K3J5H2Q1.js": the name changes with the content.
bool is_immutable(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  const std::size_t dot = name.rfind('.');
  return dash != std::string_view::npos && dot != std::string_view::npos && dot >= dash + 9;
}

const EmbeddedFile* find_file(std::string_view name) {
  const std::span<const EmbeddedFile> files = embedded_page();
  const auto found = std::find_if(files.begin(), files.end(), [name](const EmbeddedFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

/// All files, compressed as far as it goes, once.
const std::map<std::string_view, std::string>& packed_files() {
  static const std::map<std::string_view, std::string> kPacked = [] {
    std::map<std::string_view, std::string> out;
    for (const EmbeddedFile& file : embedded_page())
      if (!is_packed(file.name)) out[file.name] = gzip(file.bytes, 9);
    return out;
  }();
  return kPacked;
}

/// The page below another path: its <base> says where.
std::string with_base(std::string_view page, const std::string& base_path) {
  std::string out(page);
  const std::string plain = "<base href=\"/\"";
  const std::size_t at = out.find(plain);
  if (at != std::string::npos) out.replace(at, plain.size(), "<base href=\"" + base_path + "/\"");
  return out;
}

}  // namespace

void add_page_policy(HttpAnswer& answer) {
  answer.add(
      "Content-Security-Policy",
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'");
  answer.add("Cross-Origin-Opener-Policy", "same-origin");
}

HttpAnswer answer_page_file(const Service& service, const HttpRequest& request, std::string_view path) {
  const EmbeddedFile* file = find_file(path.substr(1));
  // An address of the page itself: the page finds out what it means. A file that is not there is not the page.
  if (file == nullptr && path.find('.') == std::string_view::npos) file = find_file("index.html");
  if (file == nullptr) throw Problem("no-such-path", "There is no file " + std::string(path) + " here.");
  HttpAnswer out;
  out.type = media_type_of(file->name);
  out.add("Cache-Control", is_immutable(file->name) ? "public, max-age=31536000, immutable" : "no-cache");
  add_page_policy(out);
  if (file->name == "index.html" && !service.options().base_path.empty()) {
    out.body = with_base(file->bytes, service.options().base_path);
    return out;
  }
  const auto packed = packed_files().find(file->name);
  if (packed != packed_files().end() && header_names(request.header("Accept-Encoding"), "gzip")) {
    out.add("Content-Encoding", "gzip");
    out.add("Vary", "Accept-Encoding");
    out.body = packed->second;
  } else {
    out.body = file->bytes;
  }
  return out;
}

}  // namespace demarche

// SPDX-License-Identifier: Apache-2.0
// The web page, which is part of the program (cmake/embed_files.cmake puts web/dist into it).
#pragma once

#include <span>
#include <string_view>

#include "base/embedded_file.h"
#include "service/http.h"

namespace demarche {

class Service;

std::span<const EmbeddedFile> embedded_page();

/// The file at a path, or index.html for addresses of the page itself; files whose names carry a digest never change.
HttpAnswer answer_page_file(const Service& service, const HttpRequest& request, std::string_view path);
/// Only what comes from this server may run in a page of it, and nothing inline.
void add_page_policy(HttpAnswer& answer);

}  // namespace demarche

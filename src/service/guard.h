// SPDX-License-Identifier: Apache-2.0
// Who may ask: the names under which this machine may be called, tokens with scopes, pages of other sites.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/http.h"

namespace demarche {

enum class Scope : std::uint8_t { Nobody, Read, Write, Review };  ///< Nobody: needs none
const char* to_string(Scope scope);

struct Token {
  std::string secret{};
  std::vector<Scope> scopes{};
};

/// Lines "read,write TOKEN"; '#' begins a comment. Throws Error(BadUsage) naming the line.
std::vector<Token> parse_tokens(std::string_view text, const std::string& name);

struct GuardOptions {
  std::vector<std::string> hosts{};  ///< besides localhost and plain addresses
  std::vector<std::string> cors{};   ///< origins, or "*" for reading alone
  std::vector<Token> tokens{};       ///< none: everybody who reaches the server may ask
  bool read_only = true;
};

constexpr std::string_view kSessionCookie = "demarche_session";

class Guard {
 public:
  explicit Guard(GuardOptions options) : options_(std::move(options)) {}

  /// Throws Problem where the request must not be answered.
  void check_host(const HttpRequest& request) const;
  void check_scope(const HttpRequest& request, Scope scope) const;
  /// The cookie by which the page's own requests carry the token: its digest. Throws Problem where the token is not known.
  std::string session_cookie(std::string_view token) const;
  /// A write must come from no browser or from our own page.
  void check_site(const HttpRequest& request) const;
  /// The headers by which browsers learn which other sites may read the answer.
  Headers cors_headers(const HttpRequest& request) const;
  /// The answer to a browser that asks beforehand.
  HttpAnswer preflight(const HttpRequest& request, const std::string& allowed_methods) const;
  bool is_read_only() const { return options_.read_only; }

 private:
  bool lists_origin(std::string_view origin) const;
  const Token& token_of(const HttpRequest& request) const;
  GuardOptions options_;
};

}  // namespace demarche

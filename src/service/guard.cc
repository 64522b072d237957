// SPDX-License-Identifier: Apache-2.0
#include "service/guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "service/problem.h"

namespace demarche {
namespace {

constexpr std::size_t kShortestToken = 16;

/// "example.org:8788" without the port, "[::1]:8788" without port and brackets.
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
}

/// Another site's name can be made to point at this machine; a plain address cannot be a name.
bool is_plain_address(std::string_view host) {
  const std::string_view name = host_name(host);
  if (host.starts_with('[')) return name.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
  return std::count(name.begin(), name.end(), '.') == 3 && name.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// In a time that does not depend on where they differ.
bool equal_secrets(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
    difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
  return difference == 0;
}

std::string_view cookie_of(const HttpRequest& request, std::string_view name) {
  std::string_view cookies = request.header("Cookie");
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view one = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.starts_with(name) && one.substr(name.size()).starts_with('=')) return one.substr(name.size() + 1);
  }
  return {};
}

Scope parse_scope(std::string_view word, const std::string& where) {
  for (const Scope scope : {Scope::Read, Scope::Write, Scope::Review})
    if (word == to_string(scope)) return scope;
  throw Error(ErrorCode::BadUsage, fmt::format("{}: there is no scope «{}»", where, word), "there are read, write, review");
}

Token parse_token(std::string_view line, const std::string& where) {
  const std::size_t blank = line.find_first_of(" \t");
  const std::size_t begin = blank == std::string_view::npos ? blank : line.find_first_not_of(" \t", blank);
  if (begin == std::string_view::npos)
    throw Error(ErrorCode::BadUsage, where + " is not «SCOPES TOKEN»", "for example: read,review 6f1f0c9e51d24b0f");
  Token out;
  out.secret = line.substr(begin);
  if (out.secret.size() < kShortestToken)
    throw Error(ErrorCode::BadUsage, fmt::format("{}: a token of less than {} characters can be guessed", where, kShortestToken),
                "make one: openssl rand -hex 16");
  std::string_view scopes = line.substr(0, blank);
  while (!scopes.empty()) {
    const std::size_t end = std::min(scopes.find(','), scopes.size());
    out.scopes.push_back(parse_scope(scopes.substr(0, end), where));
    scopes.remove_prefix(std::min(end + 1, scopes.size()));
  }
  return out;
}

}  // namespace

const char* to_string(Scope scope) {
  switch (scope) {
    case Scope::Nobody:
      return "none";
    case Scope::Read:
      return "read";
    case Scope::Write:
      return "write";
    case Scope::Review:
      return "review";
  }
  return "";
}

std::vector<Token> parse_tokens(std::string_view text, const std::string& name) {
  std::vector<Token> out;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = line.substr(0, line.find('#'));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
    if (!line.empty()) out.push_back(parse_token(line, fmt::format("{}:{}", name, number)));
  }
  if (out.empty()) throw Error(ErrorCode::BadUsage, name + " holds no token", "one a line: read,review 6f1f0c9e51d24b0f");
  return out;
}

void Guard::check_host(const HttpRequest& request) const {
  if (request.is_local_socket) return;
  const std::string_view host = request.header("Host");
  const std::string_view name = host_name(host);
  if (is_plain_address(host) || equal_ignoring_case(name, "localhost")) return;
  for (const std::string& allowed : options_.hosts)
    if (equal_ignoring_case(name, allowed)) return;
  throw Problem("wrong-host", fmt::format("This server does not answer to the name «{}». demarche serve --host {} would allow it.", name,
                                          name.empty() ? "NAME" : name));
}

const Token& Guard::token_of(const HttpRequest& request) const {
  std::string_view sent = request.header("Authorization");
  const bool has_bearer = sent.size() >= 7 && equal_ignoring_case(sent.substr(0, 7), "Bearer ");
  const std::string_view session = has_bearer ? std::string_view() : cookie_of(request, kSessionCookie);
  if (!has_bearer && session.empty())
    throw Problem("auth-needed", "Send Authorization: Bearer TOKEN.").header("WWW-Authenticate", "Bearer");
  if (has_bearer) sent.remove_prefix(7);
  const Token* found = nullptr;
  for (const Token& token : options_.tokens)
    if (has_bearer ? equal_secrets(token.secret, sent) : equal_secrets(sha256_hex(token.secret), session)) found = &token;
  if (found == nullptr)
    throw Problem("auth-needed", "The token is not known here.").header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  return *found;
}

void Guard::check_scope(const HttpRequest& request, Scope scope) const {
  if (scope == Scope::Nobody) return;
  if (scope != Scope::Read && options_.read_only)
    throw Problem("not-allowed", "This server only reads. demarche serve --write lets it read reports in and record decisions.");
  if (options_.tokens.empty()) return;
  const Token& token = token_of(request);
  if (std::find(token.scopes.begin(), token.scopes.end(), scope) == token.scopes.end())
    throw Problem("not-allowed", fmt::format("The token lacks the scope «{}».", to_string(scope)));
}

std::string Guard::session_cookie(std::string_view token) const {
  bool known = options_.tokens.empty();
  for (const Token& one : options_.tokens) known |= equal_secrets(one.secret, token);
  if (!known) throw Problem("auth-needed", "The token is not known here.").header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  return fmt::format("{}={}; HttpOnly; SameSite=Strict", kSessionCookie, sha256_hex(token));
}

bool Guard::lists_origin(std::string_view origin) const {
  return std::find(options_.cors.begin(), options_.cors.end(), origin) != options_.cors.end();
}

void Guard::check_site(const HttpRequest& request) const {
  const std::string_view origin = request.header("Origin");
  if (!origin.empty() && lists_origin(origin)) return;
  const std::string_view site = request.header("Sec-Fetch-Site");
  const bool is_foreign = !site.empty() && site != "same-origin" && site != "none";
  const std::size_t scheme = origin.find("://");
  const bool is_own = scheme != std::string_view::npos && equal_ignoring_case(origin.substr(scheme + 3), request.header("Host"));
  if (is_foreign || (!origin.empty() && !is_own))
    throw Problem("not-allowed", "A page of another site may not send this. demarche serve --cors ORIGIN would allow that site.");
}

Headers Guard::cors_headers(const HttpRequest& request) const {
  const std::string_view origin = request.header("Origin");
  if (origin.empty() || options_.cors.empty()) return {};
  const std::string exposed = "Link, ETag, Demarche-Revision, Location, Retry-After";
  if (lists_origin(origin))
    return {{"Access-Control-Allow-Origin", std::string(origin)}, {"Vary", "Origin"}, {"Access-Control-Expose-Headers", exposed}};
  if (lists_origin("*")) return {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Expose-Headers", exposed}};
  return {};
}

HttpAnswer Guard::preflight(const HttpRequest& request, const std::string& allowed_methods) const {
  HttpAnswer out;
  out.status = 204;
  out.add("Allow", allowed_methods);
  for (auto& header : cors_headers(request)) out.headers.push_back(std::move(header));
  const std::string_view origin = request.header("Origin");
  if (out.headers.size() == 1 || request.header("Access-Control-Request-Method").empty()) return out;
  out.add("Access-Control-Allow-Methods", lists_origin(origin) ? allowed_methods : "GET, HEAD");
  out.add("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match");
  out.add("Access-Control-Max-Age", "600");
  return out;
}

}  // namespace demarche

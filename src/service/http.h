// SPDX-License-Identifier: Apache-2.0
// HTTP as the service sees it: a request and an answer, plain data without a library. http_server.h brings them to the wire.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "answers/answers.h"

namespace demarche {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The other side went away, or the server ends: stop, nothing more can be sent.
class ConnectionLost : public std::exception {};

struct HttpRequest {
  std::string method{};
  std::string path{};       ///< percent-decoded, begins with '/'
  std::string query{};      ///< as it stands in the URL, without '?'
  Parameters parameters{};  ///< of the query, decoded, in order
  Headers headers{};
  bool is_local_socket = false;  ///< came by a Unix socket: no host, no browser
  /// Reads the body piece by piece as it arrives; `sink` returns false to stop. False: it ended early or is over the limit.
  std::function<bool(const std::function<bool(std::string_view)>& sink)> read_body{};

  /// Value of a header, case ignored; empty without one.
  std::string_view header(std::string_view name) const;
};

/// Takes a body that is not known in advance. What is not finished is cut off: the client sees that it is incomplete.
class BodyWriter {
 public:
  virtual ~BodyWriter() = default;
  /// Throws ConnectionLost.
  virtual void write(std::string_view bytes) = 0;
  /// Hands on what has been written so far: for answers that grow slowly.
  virtual void flush() = 0;
  /// Sent after the body.
  virtual void trailer(std::string name, std::string value) = 0;
};

struct HttpAnswer {
  int status = 200;
  std::string type = "application/json";
  Headers headers{};
  std::string body{};
  /// Instead of `body`. Called once, in the thread of the request; an exception cuts the answer off.
  std::function<void(BodyWriter&)> stream{};
  std::string trailers{};  ///< names that `stream` will send, for the header Trailer

  void add(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

/// "a=1&b=%20" in pairs; "+" is a blank. Broken escapes stay as they are.
Parameters parse_query(std::string_view query);
/// The other way round.
std::string make_query(const Parameters& parameters);
std::string percent_decoded(std::string_view text, bool plus_is_blank);
std::string percent_encoded(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);
/// The first value of a name, or empty.
std::string value_of(const Parameters& parameters, std::string_view name);
/// Whether a comma-separated header names a word, e.g. "gzip" in "gzip;q=1.0, br"; one with q=0 does not count.
bool header_names(std::string_view header, std::string_view word);
/// By the ending of a name, ".csv"; unknown ones are application/octet-stream.
const char* media_type_of(std::string_view name);

}  // namespace demarche

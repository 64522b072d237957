// SPDX-License-Identifier: Apache-2.0
// The wire: connections, threads, chunks, compression. The only part that knows the HTTP library (cpp-httplib).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "service/http.h"

namespace demarche {

struct HttpServerOptions {
  std::string host = "127.0.0.1";
  int port = 0;               ///< 0: any that is free
  std::string socket_path{};  ///< a Unix socket instead
  std::size_t threads = 64;   ///< connections served at the same time
  std::size_t max_body_bytes = 64U << 20U;
};

/// Answers a request; called by many threads. Throws nothing.
using HttpHandler = std::function<HttpAnswer(const HttpRequest&)>;

class HttpServer {
 public:
  /// Binds at once, so that a taken port is told before anything else is done. Throws Error(BadUsage).
  HttpServer(HttpServerOptions options, HttpHandler handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();

  int port() const;  ///< the one it is bound to
  /// Serves until stop(). Answers under way are ended first, streams are cut off.
  void run();
  /// From any thread.
  void stop();
  bool is_stopping() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche

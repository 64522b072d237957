// SPDX-License-Identifier: Apache-2.0
// Bodies are written by ourselves, framed in chunks with trailers, since the library knows no trailers and would compress with
// its slowest setting.
#include "service/http_server.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <httplib.h>
#include <atomic>
#include <optional>

#include "base/error.h"
#include "service/compress.h"

namespace demarche {
namespace {

constexpr std::size_t kChunkBytes = 32768;
constexpr std::size_t kLeastCompressed = 1024;  // below, a packet is saved by nothing
constexpr int kKeepAliveSeconds = 5;
constexpr int kBodySeconds = 30;
constexpr std::size_t kRequestsOfConnection = 100000;
constexpr int kMostSockets = 4096;
constexpr int kSendBuffer = 131072;
constexpr std::size_t kLongestWritePath = 1024;

bool can_compress(const std::string& type) {
  return type.starts_with("text/") || type.starts_with("application/") || type.starts_with("image/svg");
}

/// One chunk a buffer full; the end and the trailers only when all went well.
class ChunkWriter : public BodyWriter {
 public:
  ChunkWriter(httplib::DataSink& sink, const std::atomic<bool>& stopping, bool compress) : sink_(sink), stopping_(stopping) {
    if (compress) gzip_.emplace([this](std::string_view bytes) { collect(bytes); });
  }

  void write(std::string_view bytes) override {
    if (stopping_) throw ConnectionLost();
    if (gzip_)
      gzip_->write(bytes);
    else
      collect(bytes);
  }

  void flush() override {
    if (gzip_) gzip_->flush();
    send_chunk();
  }

  void trailer(std::string name, std::string value) override { trailers_ += name + ": " + value + "\r\n"; }

  void finish() {
    if (gzip_) gzip_->finish();
    send_chunk();
    send("0\r\n" + trailers_ + "\r\n");
  }

 private:
  void collect(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= kChunkBytes) send_chunk();
  }

  void send_chunk() {
    if (buffer_.empty()) return;
    send(fmt::format("{:x}\r\n", buffer_.size()) + buffer_ + "\r\n");
    buffer_.clear();
  }

  void send(const std::string& bytes) {
    if (!sink_.write(bytes.data(), bytes.size())) throw ConnectionLost();
  }

  httplib::DataSink& sink_;
  const std::atomic<bool>& stopping_;
  std::optional<GzipWriter> gzip_{};
  std::string buffer_{};
  std::string trailers_{};
};

}  // namespace

struct HttpServer::State {
  HttpServerOptions options;
  HttpHandler handler;
  httplib::Server server{};
  int port = 0;
  std::atomic<bool> stopping{false};

  HttpRequest convert(const httplib::Request& from) const {
    HttpRequest out;
    out.method = from.method;
    const std::size_t mark = std::min(from.target.find('?'), from.target.size());
    out.path = percent_decoded(std::string_view(from.target).substr(0, mark), false);
    out.query = from.target.substr(std::min(mark + 1, from.target.size()));
    out.parameters = parse_query(out.query);
    for (const auto& [name, value] : from.headers) out.headers.emplace_back(name, value);
    out.is_local_socket = !options.socket_path.empty();
    return out;
  }

  void give_stream(HttpAnswer&& answer, bool compress, httplib::Response& to) {
    to.set_header("Transfer-Encoding", "chunked");
    to.set_header("Vary", "Accept-Encoding");
    if (!answer.trailers.empty()) to.set_header("Trailer", answer.trailers);
    if (compress) to.set_header("Content-Encoding", "gzip");
    to.set_content_provider(answer.type, [this, compress, stream = std::move(answer.stream)](std::size_t, httplib::DataSink& sink) {
      try {
        ChunkWriter writer(sink, stopping, compress);
        stream(writer);
        writer.finish();
        sink.done();
        return true;
      } catch (...) {
        return false;  // cut off without an end; the service has told of its own troubles already
      }
    });
  }

  void give_body(HttpAnswer&& answer, bool compress, bool close, httplib::Response& to) {
    if (can_compress(answer.type) && answer.body.size() >= kLeastCompressed) to.set_header("Vary", "Accept-Encoding");
    if (compress && answer.body.size() >= kLeastCompressed) {
      answer.body = gzip(answer.body, 1);
      to.set_header("Content-Encoding", "gzip");
    }
    if (close) to.set_header("Connection", "close");
    if (answer.body.empty()) return;
    const std::size_t size = answer.body.size();
    to.set_content_provider(size, answer.type,
                            [body = std::move(answer.body), close](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                              return sink.write(body.data() + offset, length) && !close;
                            });
  }

  void give(const httplib::Request& from, HttpAnswer&& answer, bool close, httplib::Response& to) {
    // No part of an answer is worth asking for: it is made anew each time.
    const_cast<httplib::Request&>(from).ranges.clear();
    to.status = answer.status;
    bool encoded = false;
    for (auto& [name, value] : answer.headers) {
      encoded = encoded || name == "Content-Encoding";
      to.headers.emplace(name, value);
    }
    const bool compress = !encoded && can_compress(answer.type) && header_names(from.get_header_value("Accept-Encoding"), "gzip");
    if (answer.stream && from.method != "HEAD")
      give_stream(std::move(answer), compress, to);
    else
      give_body(std::move(answer), compress, close, to);
  }

  void answer_without_body(const httplib::Request& from, httplib::Response& to) {
    HttpRequest request = convert(from);
    request.read_body = [](const auto&) { return true; };
    // A body that nobody reads would be taken for the next request.
    const bool close = from.has_header("Content-Length") || from.has_header("Transfer-Encoding");
    give(from, handler(request), close, to);
  }

  void answer_with_body(const httplib::Request& from, httplib::Response& to, const httplib::ContentReader& reader) {
    HttpRequest request = convert(from);
    bool read = false;
    request.read_body = [&](const std::function<bool(std::string_view)>& sink) {
      read = true;
      return reader([&](const char* data, std::size_t size) { return sink(std::string_view(data, size)); });
    };
    HttpAnswer answer = handler(request);
    give(from, std::move(answer), !read, to);
  }

  void set_up() {
    server.set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      const bool has_body = from.method == "POST" || from.method == "PUT" || from.method == "PATCH" || from.method == "DELETE";
      // The library matches paths by recursion, one step a character: none of ours is so long.
      if (has_body && from.path.size() <= kLongestWritePath) return httplib::Server::HandlerResponse::Unhandled;
      answer_without_body(from, to);
      return httplib::Server::HandlerResponse::Handled;
    });
    const auto with_body = [this](const httplib::Request& from, httplib::Response& to, const httplib::ContentReader& reader) {
      answer_with_body(from, to, reader);
    };
    const std::string any = "[\\s\\S]*";
    server.Post(any, httplib::Server::HandlerWithContentReader(with_body));
    server.Put(any, httplib::Server::HandlerWithContentReader(with_body));
    server.Patch(any, httplib::Server::HandlerWithContentReader(with_body));
    server.Delete(any, httplib::Server::HandlerWithContentReader(with_body));
    // What the library itself refuses (a method that it does not know, a broken line) leaves the rest of the request unread: the connection
    // must end, or that rest would be taken for the next request.
    server.set_error_handler([this](const httplib::Request&, httplib::Response& to) {
      const bool is_ours = to.content_provider_ != nullptr || to.has_header("X-Content-Type-Options");
      if (is_ours || !to.body.empty()) return;
      HttpAnswer answer;
      answer.type = "application/problem+json";
      answer.body = R"({"type": "about:blank", "title": "Bad Request", "status": )" + std::to_string(to.status) +
                    R"(, "detail": "This is no request that the server understands: an unknown method, or broken lines."})";
      give_body(std::move(answer), false, true, to);
    });
    server.new_task_queue = [this] { return new httplib::ThreadPool(options.threads); };
    server.set_keep_alive_max_count(kRequestsOfConnection);
    server.set_keep_alive_timeout(kKeepAliveSeconds);
    server.set_read_timeout(kBodySeconds);
    server.set_write_timeout(kBodySeconds);
    server.set_payload_max_length(options.max_body_bytes);
    server.set_tcp_nodelay(true);
    // Not SO_REUSEPORT: a second server on the same port must be told so.
    server.set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
      // Connections inherit it. What lies in the buffer when a stream fails is lost work and taken memory.
      ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &kSendBuffer, sizeof kSendBuffer);
    });
  }

  void bind() {
    if (!options.socket_path.empty()) {
      ::unlink(options.socket_path.c_str());
      server.set_address_family(AF_UNIX);
      if (!server.bind_to_port(options.socket_path, 80))
        throw Error(ErrorCode::BadUsage, "cannot listen at the socket '" + options.socket_path + "'", "choose another path");
      return;
    }
    port = options.port == 0 ? server.bind_to_any_port(options.host) : options.port;
    if (port <= 0 || (options.port != 0 && !server.bind_to_port(options.host, port)))
      throw Error(ErrorCode::BadUsage, fmt::format("cannot listen at {}:{}: {}", options.host, options.port, std::strerror(errno)),
                  fmt::format("another program may be there; choose another port: --listen {}:{}", options.host, options.port + 1));
  }

  /// Connections that wait for a next request would hold up the end: they are told that none will come.
  void release_idle() const {
    sockaddr_storage own{};
    for (int fd = 3; fd < kMostSockets; ++fd) {
      int listens = 0;
      socklen_t size = sizeof listens;
      if (::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || listens != 0) continue;
      socklen_t length = sizeof own;
      if (::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &length) != 0) continue;
      const bool is_ours = own.ss_family == AF_UNIX    ? !options.socket_path.empty()
                           : own.ss_family == AF_INET  ? ntohs(reinterpret_cast<const sockaddr_in*>(&own)->sin_port) == port
                           : own.ss_family == AF_INET6 ? ntohs(reinterpret_cast<const sockaddr_in6*>(&own)->sin6_port) == port
                                                       : false;
      if (is_ours) ::shutdown(fd, SHUT_RD);
    }
  }
};

HttpServer::HttpServer(HttpServerOptions options, HttpHandler handler) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  state_->handler = std::move(handler);
  state_->set_up();
  state_->bind();
}

HttpServer::~HttpServer() {
  if (!state_->options.socket_path.empty()) ::unlink(state_->options.socket_path.c_str());
}

int HttpServer::port() const {
  return state_->port;
}

void HttpServer::run() {
  state_->server.listen_after_bind();
}

void HttpServer::stop() {
  state_->stopping = true;
  state_->server.stop();
  state_->release_idle();
}

bool HttpServer::is_stopping() const {
  return state_->stopping;
}

}  // namespace demarche

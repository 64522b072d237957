// SPDX-License-Identifier: Apache-2.0
// serve: the web page and the HTTP API on one ledger (docs/formats/http.md). Binds to this machine alone and only reads, unless told
// otherwise.
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "answers/answers.h"
#include "base/file.h"
#include "data_folder.h"
#include "messages.h"
#include "reading.h"
#include "service/http_server.h"
#include "service/service.h"
#include "session.h"
#include "terminal.h"

extern char** environ;

namespace demarche {
namespace {

constexpr std::uint64_t kMostTokenBytes = 1U << 20U;

struct ServeOptions {
  std::string listen = "127.0.0.1:8788";
  std::string socket;
  std::string base_path;
  std::string token_file;
  std::string log = "none";
  std::vector<std::string> cors;
  std::vector<std::string> hosts;
  bool write = false;
  bool read_only = false;
  bool allow_anonymous = false;
  bool open = false;
};

struct Address {
  std::string host{};
  int port = 0;
};

/// "127.0.0.1:8788", "[::1]:8788" or a port alone.
Address parse_address(const std::string& given) {
  const std::size_t colon = given.rfind(':');
  const bool only_port = colon == std::string::npos;
  Address out;
  out.host = only_port ? "127.0.0.1" : given.substr(0, colon);
  if (out.host.size() > 2 && out.host.front() == '[' && out.host.back() == ']') out.host = out.host.substr(1, out.host.size() - 2);
  const std::string port = only_port ? given : given.substr(colon + 1);
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos || std::stoi(port) > 65535 ||
      out.host.empty())
    throw UsageError("bad-usage", "--listen «" + given + "» is no address", "for example --listen 127.0.0.1:8788, or 8788 alone");
  out.port = std::stoi(port);
  return out;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

void check_options(const ServeOptions& options, const Address& address) {
  if (options.write && options.read_only) throw UsageError("bad-usage", "serve cannot be told both --write and --read-only");
  if (!options.base_path.empty() && (options.base_path.front() != '/' || options.base_path.back() == '/'))
    throw UsageError("bad-usage", "--base-path «" + options.base_path + "» must begin with a slash and end without",
                     "for example --base-path /demarche");
  for (const std::string& origin : options.cors)
    if (origin != "*" && origin.find("://") == std::string::npos)
      throw UsageError("bad-usage", "--cors «" + origin + "» is no origin",
                       "for example --cors https://notebook.example, or '*' for reading alone");
  if (!options.socket.empty() || is_loopback(address.host) || !options.token_file.empty()) return;
  if (!options.allow_anonymous || options.write)
    throw UsageError("bad-usage",
                     fmt::format("at {} everybody who reaches this machine could ask{}", address.host, options.write ? " and write" : ""),
                     "--token-file FILE lets in those who have a token\n--allow-anonymous lets everybody read, without --write");
}

GuardOptions make_guard(const ServeOptions& options, const Address& address) {
  GuardOptions out;
  out.cors = options.cors;
  out.hosts = options.hosts;
  out.hosts.push_back(address.host);
  out.read_only = !options.write;
  if (!options.token_file.empty()) out.tokens = parse_tokens(read_file(options.token_file, kMostTokenBytes), options.token_file);
  return out;
}

/// One line each, whole, from many threads.
std::function<void(std::string_view)> make_log(bool as_json, const char* kind) {
  auto mutex = std::make_shared<std::mutex>();
  return [mutex, as_json, kind](std::string_view line) {
    const std::lock_guard lock(*mutex);
    print_note(as_json ? nlohmann::ordered_json{{"t", utc_now()}, {"kind", kind}, {"message", line}}.dump()
                       : utc_now() + " " + std::string(line));
  };
}

void open_in_browser(const std::string& url) {
  std::string program = "xdg-open";
  std::string address = url;
  char* words[] = {program.data(), address.data(), nullptr};
  pid_t child = 0;
  if (posix_spawnp(&child, "xdg-open", nullptr, nullptr, words, environ) != 0)
    print_note("No browser could be opened: go to " + url);
  else
    waitpid(child, nullptr, WNOHANG);
}

/// Ctrl-C and a request to end stop the server, a second one ends the program at once.
class SignalWatch {
 public:
  explicit SignalWatch(HttpServer& server) {
    sigemptyset(&signals_);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, number);
    thread_ = std::thread([this, &server] {
      int number = 0;
      while (sigwait(&signals_, &number) == 0 && !ended_) {
        if (server.is_stopping()) std::_Exit(kInterrupted);
        server.stop();
      }
    });
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch() {
    ended_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM);  // NOLINT(bugprone-bad-signal-to-kill-thread): blocked, and sigwait takes it
    thread_.join();
  }

  /// To be called before any thread is started, so that no other thread gets the signals.
  static void block() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, number);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  }

 private:
  sigset_t signals_{};
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

ServiceOptions make_service_options(const Session& session, const ServeOptions& options, const Address& address) {
  ServiceOptions out;
  out.ledger_path = session.ledger;
  out.base_path = options.base_path;
  out.version = DEMARCHE_VERSION;
  out.guard = make_guard(options, address);
  const std::size_t cores = worker_count(session);
  out.connections = std::max<std::size_t>(4, cores * 2);
  out.readers = cores;
  out.open_pipeline = [&session] { return std::make_unique<Pipeline>(make_pipeline_options(session)); };
  out.now = utc_now;
  out.log = make_log(options.log == "json", "trouble");
  if (options.log != "none") out.log_request = make_log(options.log == "json", "request");
  return out;
}

int run_serve(const Session& session, const ServeOptions& options) {
  const Address address = parse_address(options.listen);
  check_options(options, address);
  // A ledger that cannot be asked is said now, not with every answer. One that is not there yet may come.
  if (std::filesystem::exists(session.ledger)) Answers{session.ledger};
  SignalWatch::block();
  ServiceOptions service_options = make_service_options(session, options, address);
  HttpServer* running = nullptr;
  service_options.is_stopping = [&running] { return running != nullptr && running->is_stopping(); };
  // The port first: who cannot have it need not wait for the rest.
  Service* answering = nullptr;
  HttpServer server({.host = address.host, .port = address.port, .socket_path = options.socket},
                    [&answering](const HttpRequest& request) { return answering->answer(request); });
  running = &server;
  Service service(std::move(service_options));
  answering = &service;
  const std::string host = address.host.find(':') == std::string::npos ? address.host : "[" + address.host + "]";
  const std::string url = options.socket.empty() ? fmt::format("http://{}:{}{}/", host, server.port(), options.base_path) : options.socket;
  Output output;
  output.write(fmt::format("Serving {} at {}\n", session.ledger, url));
  output.finish();
  if (stderr_is_terminal()) print_note(options.write ? "Ctrl-C ends." : "Read only; --write lets the page record decisions. Ctrl-C ends.");
  if (options.open) open_in_browser(url);
  SignalWatch watch(server);
  server.run();
  return kDone;
}

void add_serve_flags(const Command& command, ServeOptions& options) {
  command.add_option("--listen", options.listen, "address and port; 127.0.0.1:8788 if not given, port 0 for any that is free")
      ->type_name("ADDRESS")
      ->group("Server");
  command.add_flag("--open", options.open, "open the page in a browser")->group("Server");
  command.add_flag("--write", options.write, "let the page and programs read reports in and record decisions")->group("Server");
  command.add_flag("--read-only", options.read_only, "only answer, which is so without --write too")->group("Server");
  command.add_option("--base-path", options.base_path, "the page lies below this path, behind another server")
      ->type_name("PATH")
      ->group("Server");
  command.add_option("--uds", options.socket, "listen at a Unix socket instead")->type_name("SOCKET")->group("Server");
  add_choice(command, "--log", options.log, {"none", "text", "json"}, "a line for each request on standard error")->group("Server");
  command.add_option("--token-file", options.token_file, "who may ask: lines of SCOPES TOKEN")->type_name("FILE")->group("Safety");
  add_list(command, "--cors", options.cors, "ORIGIN", "let pages of that site ask; '*' lets all sites read")->group("Safety");
  add_list(command, "--host", options.hosts, "NAME", "answer to this name too, beside localhost and plain addresses")->group("Safety");
  command.add_flag("--allow-anonymous", options.allow_anonymous, "let everybody read at an address that others reach")->group("Safety");
}

}  // namespace

void add_serve(CLI::App& program, Session& session) {
  const Command command = add_command(program, "serve", "open the web page and the HTTP API on a ledger",
                                      "demarche serve                                   then go to http://127.0.0.1:8788/\n"
                                      "demarche serve -l dayton.db --write --open\n"
                                      "curl 'http://127.0.0.1:8788/api/v1/events?status=planned&limit=3'");
  auto options = std::make_shared<ServeOptions>();
  add_ledger_flag(command, session);
  add_serve_flags(command, *options);
  command.add_option("-j,--jobs", session.jobs, "texts read at the same time; all cores if not given")
      ->type_name("N")
      ->range(1U, 64U)
      ->group("Reading");
  add_data_flag(command, session);
  add_color_flag(command, session);
  command.callback([&session, options] { session.run = [&session, options] { return run_serve(session, *options); }; });
}

}  // namespace demarche

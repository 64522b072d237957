// SPDX-License-Identifier: Apache-2.0
// get: what the HTTP API would answer, without a server.
#include <fmt/format.h>

#include <memory>

#include "messages.h"
#include "service/service.h"
#include "session.h"
#include "terminal.h"

namespace demarche {
namespace {

/// The body goes to standard output as it comes.
class OutputBody : public BodyWriter {
 public:
  explicit OutputBody(Output& output) : output_(output) {}
  void write(std::string_view bytes) override { output_.write(bytes); }
  void flush() override {}
  void trailer(std::string, std::string) override {}

 private:
  Output& output_;
};

int exit_code_of_status(int status) {
  if (status < 400) return kDone;
  if (status == 404 || status == 410) return kNothingFound;
  return status < 500 ? kWrongUse : kFailed;
}

int run_get(const Session& session, const std::string& path) {
  if (path.empty() || path.front() != '/')
    throw UsageError("bad-usage", "get needs a path of the API", "for example: demarche get '/api/v1/events?type=ASSAULT'");
  ServiceOptions options;
  options.ledger_path = session.ledger;
  options.version = DEMARCHE_VERSION;
  options.connections = 1;
  Service service(std::move(options));
  HttpRequest request;
  request.method = "GET";
  const std::size_t mark = path.find('?');
  request.path = path.substr(0, mark);
  if (mark != std::string::npos) request.query = path.substr(mark + 1);
  request.parameters = parse_query(request.query);
  request.is_local_socket = true;
  const HttpAnswer answer = service.answer(request);
  Output output;
  if (answer.stream) {
    OutputBody body(output);
    answer.stream(body);
  } else {
    output.write(answer.body);
    if (!answer.body.empty() && answer.body.back() != '\n') output.write("\n");
  }
  output.finish();
  if (answer.status >= 300) print_note(fmt::format("status {}", answer.status));
  return exit_code_of_status(answer.status);
}

}  // namespace

void add_get(CLI::App& program, Session& session) {
  const Command command = add_command(program, "get", "what the HTTP API would answer, without a server",
                                      "demarche get '/api/v1/events?type=ASSAULT&limit=2'\n"
                                      "demarche get /api/v1/statements.csv > statements.csv");
  auto path = std::make_shared<std::string>();
  command.add_option("PATH", *path, "path and question of the API: /api/v1/events?status=denied")->type_name("URL");
  add_ledger_flag(command, session);
  add_color_flag(command, session);
  command.callback([&session, path] { session.run = [&session, path] { return run_get(session, *path); }; });
}

}  // namespace demarche

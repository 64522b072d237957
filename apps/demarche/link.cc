// SPDX-License-Identifier: Apache-2.0
// link: makes all links of a ledger again. `read` links by itself; this is for who wants to see that the result is the same, or has
// a program that links otherwise.
#include <fmt/format.h>
#include <chrono>
#include <memory>

#include "ledger/ledger.h"
#include "messages.h"
#include "reading.h"
#include "session.h"

namespace demarche {
namespace {

int run_link(const Session& session) {
  const auto start = std::chrono::steady_clock::now();
  Ledger ledger = Ledger::open(session.ledger, Ledger::Mode::OpenExisting, {"demarche link", "", utc_now});
  ledger.link_everything();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  print_note(fmt::format("Linked {} in {:.1f} s", session.ledger, seconds));
  return kDone;
}

}  // namespace

void add_link(CLI::App& program, Session& session) {
  const Command command = add_command(program, "link", "make all links of a ledger again: copies, actors, events, plans",
                                      "demarche link\ndemarche link -l archive.db");
  add_ledger_flag(command, session);
  add_color_flag(command, session);
  command.callback([&session] { session.run = [&session] { return run_link(session); }; });
}

}  // namespace demarche

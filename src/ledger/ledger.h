// SPDX-License-Identifier: Apache-2.0
// Ledger: the writer. Documents with findings go in, nothing is ever changed or taken out; reading is ledger_reader.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "document/document.h"
#include "document/run.h"

namespace demarche {

struct LedgerOptions {
  /// Who writes, for the message that a second writer gets: "demarche read, started 07:11".
  std::string writer{};
  /// Name of the SQLite file layer; empty for the usual one. Tests put a failing one here.
  std::string file_layer{};
  /// The time of a commit, "2026-03-04T07:12:31Z"; none: commits bear no time.
  std::function<std::string()> clock{};
};

/// What a person decides about a record (docs/formats/linking.md).
struct Decision {
  std::string at{};         ///< when, RFC 3339 in UTC
  std::string by{};         ///< who
  std::string act{};        ///< accept, reject, correct, merge, split, undo
  std::string record_id{};  ///< undo: dc_…
  std::string other_id{};   ///< merge: with this event or mention; split: away from this event, empty: from its own
  std::string after{};      ///< correct: JSON object of type, mode, cameo, status, date_from, date_to as they shall be
  std::string reason{};
};

/// Exactly one writer at a time for one ledger, and one thread; readers are free to read meanwhile. A report goes in with
/// all its findings or not at all. What a killed process had committed stays, and reading the same reports again adds the rest.
class Ledger {
 public:
  enum class Mode : std::uint8_t {
    OpenOrCreate,  ///< a missing file becomes an empty ledger
    CreateNew,     ///< throws Error(BadUsage) where there is a file already
    OpenExisting,  ///< throws Error(LedgerMissing) where there is none
  };

  /// Throws Error(LedgerBusy) while another process writes, LedgerTooNew, LedgerDamaged, LedgerMissing, FileUnwritable.
  static Ledger open(const std::string& path, Mode mode = Mode::OpenOrCreate, const LedgerOptions& options = {});
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();  ///< what is not committed is given up

  /// Records the report and its findings. False where the same bytes, told the same way, were read by the same run
  /// before: then nothing is written. Outside a batch it commits by itself. Throws Error(FileUnwritable) where the disk is
  /// full (an open batch may then be lost as a whole), Bug where spans do not fit the text.
  bool append(const Document& document, const RunInfo& run);
  /// Whether append() would return false.
  bool contains(const Document& document, const RunInfo& run);

  /// Many reports in one transaction, which is much faster. No batch is inside another.
  void begin_batch();
  void commit_batch();
  bool in_batch() const;

  /// Keeps the decision and links again what it touches; returns its id (dc_…). Not inside a batch. Throws Error(BadUsage, NotFound).
  std::string decide(const Decision& decision);
  /// Makes all links again. They are the same as before, unless the program links otherwise now.
  void link_everything();

 private:
  struct State;
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace demarche

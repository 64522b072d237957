// SPDX-License-Identifier: Apache-2.0
// LinkChanges: what one commit changes among records that people keep copies of. An event is taken out and written again
// whenever something near it changes; whether it is another one then is only known at the end.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ledger/database.h"

namespace demarche {

class LinkChanges {
 public:
  explicit LinkChanges(Database& database) : database_(database) {}

  /// Before a row is changed or taken out.
  void keep_event(std::int64_t merged_key);  ///< and the plans on whose side it stands
  void keep_plan(std::int64_t plan_key);     ///< and the events on both sides
  /// After a row was written.
  void made_event(std::int64_t merged_key);
  void made_plan(std::int64_t plan_key);
  /// A record that only comes or grows: a report, a decision.
  void note(const std::string& id, bool is_new);

  /// Writes what the commit with this revision has changed, and begins anew.
  void write(std::int64_t revision);
  /// All links were made again: nothing before this revision is told any more.
  void begin_at(std::int64_t revision);

 private:
  void keep(const std::string& sql, std::int64_t key);
  void write_change(std::int64_t revision, const std::string& id, const std::string& before);

  Database& database_;
  std::map<std::string, std::string> before_{};  ///< by id: content when the commit began, empty where there was none
  std::map<std::string, bool> noted_{};          ///< by id: whether it is new
};

}  // namespace demarche

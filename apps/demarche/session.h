// SPDX-License-Identifier: Apache-2.0
// What flags and environment say, shared by all commands, and the tables by which commands declare their flags. Help and
// completion are made from the same tables.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "flags.h"
#include "pipeline/pipeline.h"

namespace demarche {

struct Session {
  std::string program;  ///< path of the running program, for finding its data folder
  std::string ledger = "demarche.db";
  std::string data;        ///< --data; empty: searched for
  std::uint32_t jobs = 0;  ///< 0: one for each core
  bool no_color = false;
  float min_confidence = 0;
  std::vector<std::string> inputs;  ///< FILES
  std::string as = "auto";
  std::vector<std::string> map;  ///< "text=body"
  std::string date;
  std::string source;
  std::uint64_t max_report_bytes = IntakeOptions{}.max_report_bytes;
  std::uint64_t max_file_bytes = IntakeOptions{}.max_file_bytes;
  std::uint32_t max_depth = IntakeOptions{}.max_depth;
  std::uint32_t max_parse_seconds = IntakeOptions{}.max_parse_seconds;
  std::string errors_path;
  std::function<int()> run;  ///< what the chosen command does; returns the exit code
};

// Groups of flags.
void add_color_flag(const Command& command, Session& session);
void add_ledger_flag(const Command& command, Session& session);
void add_data_flag(const Command& command, Session& session);
void add_files(const Command& command, Session& session);          ///< FILES
void add_input_flags(const Command& command, Session& session);    ///< how to read them
void add_reading_flags(const Command& command, Session& session);  ///< --jobs, --errors, --data

/// A flag that takes one of `choices`; help and completion list them.
Flag add_choice(const Command& command, const std::string& flags, std::string& value, const std::vector<std::string>& choices,
                const std::string& purpose);
/// A flag that may be given several times, one value each.
Flag add_list(const Command& command, const std::string& flags, std::vector<std::string>& values, const std::string& type,
              const std::string& purpose);

/// The flags above as options of the intake. Throws UsageError.
IntakeOptions make_intake_options(const Session& session);
/// --jobs, or the number of cores.
std::size_t worker_count(const Session& session);

/// Reads a year-month-day; explains what else is wrong with it or how else it could be read. Throws UsageError "bad-date".
Date parse_day(const std::string& flag, const std::string& value);
enum class Edge : std::uint8_t { First, Last };
/// The same, and also a month (2026-03) or a year, of which it takes the first or last day.
Date parse_period(const std::string& flag, const std::string& value, Edge edge);

// Each command declares itself; its file says what it does.
void add_read(CLI::App& program, Session& session);
void add_extract(CLI::App& program, Session& session);
void add_parse(CLI::App& program, Session& session);
void add_query(CLI::App& program, Session& session);
void add_count(CLI::App& program, Session& session);
void add_search(CLI::App& program, Session& session);
void add_export(CLI::App& program, Session& session);
void add_get(CLI::App& program, Session& session);
void add_show(CLI::App& program, Session& session);
void add_explain(CLI::App& program, Session& session);
void add_link(CLI::App& program, Session& session);
void add_serve(CLI::App& program, Session& session);
void add_audit(CLI::App& program, Session& session);
void add_doctor(CLI::App& program, Session& session);
void add_version(CLI::App& program, Session& session);
void add_completion(CLI::App& program, Session& session);

/// Help of a command, or of the program, an example first.
std::string help_of(const CLI::App& command);
/// What `demarche` alone prints.
std::string start_page();
/// The completion script for "bash", "zsh" or "fish".
std::string completion_script(const CLI::App& program, const std::string& shell);

}  // namespace demarche

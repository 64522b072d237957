// SPDX-License-Identifier: Apache-2.0
// Problems: every error as RFC 9457 has it. The table of kinds is the source of docs and pages; errors of the program are
// turned into one of them here and nowhere else.
#pragma once

#include <exception>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/http.h"

namespace demarche {

struct ProblemKind {
  std::string_view slug;
  int status;
  std::string_view title;
  std::string_view explanation;  ///< what it means and what to do, for its page
};

std::span<const ProblemKind> problem_kinds();
const ProblemKind* find_problem_kind(std::string_view slug);

/// Thrown by routes; becomes the answer.
class Problem : public std::exception {
 public:
  Problem(std::string_view slug, std::string detail);
  const char* what() const noexcept override { return detail_.c_str(); }
  const ProblemKind& kind() const { return *kind_; }
  const std::string& detail() const { return detail_; }

  /// A further member of the object, e.g. "errors".
  Problem& with(std::string name, nlohmann::ordered_json value);
  Problem& header(std::string name, std::string value);
  const nlohmann::ordered_json& more() const { return more_; }
  const Headers& headers() const { return headers_; }

 private:
  const ProblemKind* kind_;
  std::string detail_;
  nlohmann::ordered_json more_ = nlohmann::ordered_json::object();
  Headers headers_{};
};

/// The exception that is being handled, as a problem; `log` hears of defects. To be called in a catch block.
Problem current_problem(const std::function<void(std::string_view)>& log);
Problem problem_of(const Error& error);
Problem bad_parameter(std::string_view name, std::string_view value, std::string_view problem, std::string_view expected,
                      std::string_view nearest = "");

/// `where` stands before /problems/…; `instance` names the request.
nlohmann::ordered_json to_json(const Problem& problem, const std::string& where, const std::string& instance);
HttpAnswer to_answer(const Problem& problem, const std::string& where, const std::string& instance);

}  // namespace demarche

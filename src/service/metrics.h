// SPDX-License-Identifier: Apache-2.0
// Counts of what the server did, as OpenMetrics text for Prometheus and the like.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace demarche {

/// How many observations took at most so long.
class Histogram {
 public:
  static constexpr std::array kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};
  void add(double seconds);
  std::string write(std::string_view name) const;

 private:
  std::array<std::uint64_t, kBounds.size() + 1> counts_{};
  double sum_ = 0;
};

/// Thread-safe.
class Metrics {
 public:
  void count_request(const std::string& route, int status, double seconds);
  void count_extraction(double seconds);
  void count_read(std::uint64_t reports);
  void count_refused(const std::string& reason);

  /// `gauges`: name and value of what is true at this moment.
  std::string write(const std::map<std::string, std::pair<std::string, double>>& gauges) const;

 private:
  mutable std::mutex mutex_{};
  std::map<std::pair<std::string, int>, std::uint64_t> requests_{};
  std::map<std::string, std::uint64_t> refused_{};
  std::uint64_t reports_ = 0;
  Histogram request_seconds_{};
  Histogram extract_seconds_{};
};

}  // namespace demarche

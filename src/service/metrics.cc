// SPDX-License-Identifier: Apache-2.0
#include "service/metrics.h"

#include <fmt/format.h>

namespace demarche {

void Histogram::add(double seconds) {
  std::size_t at = 0;
  while (at < kBounds.size() && seconds > kBounds[at]) ++at;
  ++counts_[at];
  sum_ += seconds;
}

std::string Histogram::write(std::string_view name) const {
  std::string out;
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    below += counts_[i];
    out += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, kBounds[i], below);
  }
  below += counts_.back();
  return out + fmt::format("{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_count {1}\n{0}_sum {2}\n", name, below, sum_);
}

void Metrics::count_request(const std::string& route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  ++requests_[{route, status}];
  request_seconds_.add(seconds);
}

void Metrics::count_extraction(double seconds) {
  const std::lock_guard lock(mutex_);
  extract_seconds_.add(seconds);
}

void Metrics::count_read(std::uint64_t reports) {
  const std::lock_guard lock(mutex_);
  reports_ += reports;
}

void Metrics::count_refused(const std::string& reason) {
  const std::lock_guard lock(mutex_);
  ++refused_[reason];
}

std::string Metrics::write(const std::map<std::string, std::pair<std::string, double>>& gauges) const {
  const std::lock_guard lock(mutex_);
  std::string out = "# TYPE demarche_http_requests counter\n# HELP demarche_http_requests Answers by route and status.\n";
  for (const auto& [key, count] : requests_)
    out += fmt::format("demarche_http_requests_total{{route=\"{}\",code=\"{}\"}} {}\n", key.first, key.second, count);
  out += "# TYPE demarche_http_request_seconds histogram\n# UNIT demarche_http_request_seconds seconds\n";
  out += request_seconds_.write("demarche_http_request_seconds");
  out += "# TYPE demarche_extract_seconds histogram\n# UNIT demarche_extract_seconds seconds\n";
  out += extract_seconds_.write("demarche_extract_seconds");
  out += fmt::format("# TYPE demarche_reports_read counter\ndemarche_reports_read_total {}\n", reports_);
  out += "# TYPE demarche_read_errors counter\n";
  for (const auto& [reason, count] : refused_) out += fmt::format("demarche_read_errors_total{{reason=\"{}\"}} {}\n", reason, count);
  for (const auto& [name, gauge] : gauges)
    out += fmt::format("# TYPE {0} gauge\n# HELP {0} {1}\n{0} {2}\n", name, gauge.first, gauge.second);
  return out + "# EOF\n";
}

}  // namespace demarche

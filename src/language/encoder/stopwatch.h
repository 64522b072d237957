// SPDX-License-Identifier: Apache-2.0
// Processor time of this thread: what a stage costs, whoever else uses the machine.
#pragma once

#include <ctime>

namespace demarche {

inline double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Adds the seconds since it was made, or last asked, to a stage.
class Stopwatch {
 public:
  void add_to(double& stage) {
    const double now = thread_seconds();
    stage += now - last_;
    last_ = now;
  }

 private:
  double last_ = thread_seconds();
};

}  // namespace demarche

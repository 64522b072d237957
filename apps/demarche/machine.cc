// SPDX-License-Identifier: Apache-2.0
// The first thing the program does: on a processor without the instructions that every other file is compiled for, say so
// instead of dying with "illegal instruction". This file alone is compiled without them, and it runs before the constructors
// of static objects, which the compiler may already have vectorized. Plain system calls for the same reason.
#include "machine.h"

#include <cpuid.h>
#include <unistd.h>

#include <cstring>

namespace demarche {

const char* missing_instructions() {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2")) return "AVX2";
  if (!__builtin_cpu_supports("fma")) return "FMA";
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;  // clang 16 does not know F16C by name
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0 || (ecx & bit_F16C) == 0) return "F16C";
  if (!__builtin_cpu_supports("bmi2")) return "BMI2";
  return nullptr;
}

const char* best_instructions() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512vnni")) return "AVX-512 VNNI";
  if (__builtin_cpu_supports("avx512bw")) return "AVX-512";
  return "AVX2";
}

}  // namespace demarche

namespace {

void say(const char* text) {
  if (write(STDERR_FILENO, text, std::strlen(text)) < 0) _exit(1);
}

__attribute__((constructor(101))) void check_machine() {
  const char* missing = demarche::missing_instructions();
  if (missing == nullptr) return;
  say("error[unsupported-machine]: this processor has no ");
  say(missing);
  say("\n  Demarche needs AVX2, FMA, F16C and BMI2: Intel since 2013 (Haswell), AMD since 2015 (Excavator)\n");
  _exit(1);
}

}  // namespace

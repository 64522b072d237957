# SPDX-License-Identifier: Apache-2.0
# Flags shared by every target, carried by one interface library: nothing directory-wide.
add_library(demarche_flags INTERFACE)
# AVX2 with FMA and F16C is the least Demarche runs on; wider instructions are found at run time. Contraction is off, since
# results must not depend on where the compiler fuses a product and a sum.
# -Wrestrict is off: g++ 12 reports std::string::replace falsely (GCC bug 105329).
target_compile_options(demarche_flags INTERFACE
  -Wall -Wextra $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wno-sign-conversion
  -ffp-contract=off -mavx2 -mfma -mf16c -mbmi2 -mpclmul -maes
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
if(DEMARCHE_SANITIZE)
  target_compile_options(demarche_flags INTERFACE -fsanitize=${DEMARCHE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(demarche_flags INTERFACE -fsanitize=${DEMARCHE_SANITIZE})
endif()
if(DEMARCHE_VERIFY)
  target_compile_definitions(demarche_flags INTERFACE DEMARCHE_VERIFY=1)
endif()

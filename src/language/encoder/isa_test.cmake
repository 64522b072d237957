# SPDX-License-Identifier: Apache-2.0
# cmake -DPROGRAM=isa_digest [-DMODEL=model.dmm] -P isa_test.cmake
# The reader must say the same bytes whatever instructions oneDNN may use. Instructions that the processor lacks fall back to
# lower ones inside oneDNN: the line printed for each names what was really used.
set(expected "")
foreach(isa AVX2 AVX2_VNNI AVX512_CORE AVX512_CORE_VNNI DEFAULT)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env DNNL_MAX_CPU_ISA=${isa} ${PROGRAM} ${MODEL}
                  OUTPUT_VARIABLE digest ERROR_VARIABLE used RESULT_VARIABLE status OUTPUT_STRIP_TRAILING_WHITESPACE)
  message(STATUS "${isa}: ${digest} by ${used}")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} failed under DNNL_MAX_CPU_ISA=${isa}: ${used}")
  endif()
  if(expected STREQUAL "")
    set(expected "${digest}")
  elseif(NOT digest STREQUAL expected)
    message(FATAL_ERROR "under DNNL_MAX_CPU_ISA=${isa} the reader says something else than under AVX2")
  endif()
endforeach()
file(STRINGS /proc/cpuinfo flags REGEX "^flags" LIMIT_COUNT 1)
foreach(need avx_vnni avx512bw avx512_vnni amx_int8)
  if(NOT flags MATCHES " ${need}( |$)")
    message(STATUS "not tested here, the processor lacks it: ${need}")
  endif()
endforeach()

# SPDX-License-Identifier: Apache-2.0
# demarche_embed_files(target FUNCTION name HEADER "x/y.h" FILES ...)
# Puts files (paths from the root) into a target. FUNCTION is defined in namespace demarche as
#   std::span<const EmbeddedFile> function();
# HEADER declares it and includes base/embedded_file.h; a file's name there is without its folder. The assembler takes the bytes
# as they are: large files cost no time, as they would as C++ arrays. A changed file is embedded anew by the next build.
function(demarche_embed_files target)
  cmake_parse_arguments(E "" "FUNCTION;HEADER" "FILES" ${ARGN})
  list(TRANSFORM E_FILES PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  set(assembler "")
  set(symbols "")
  set(entries "")
  set(number 0)
  foreach(path ${paths})
    get_filename_component(name "${path}" NAME)
    set(symbol "${E_FUNCTION}_${number}")
    string(APPEND assembler "    \".global ${symbol}_begin\\n.global ${symbol}_end\\n\"\n"
                            "    \"${symbol}_begin: .incbin \\\"${path}\\\"\\n${symbol}_end: .byte 0\\n\"\n")
    string(APPEND symbols "extern const char ${symbol}_begin[];\nextern const char ${symbol}_end[];\n")
    string(APPEND entries "      {\"${name}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(CONCAT text "// Made by cmake/embed_files.cmake.\n#include \"${E_HEADER}\"\n\n#include <vector>\n\n"
           "__asm__(\".pushsection .rodata\\n\"\n${assembler}    \".popsection\\n\");\n\n"
           "// NOLINTBEGIN(readability-identifier-naming): labels of the assembler\nextern \"C\" {\n${symbols}}\n"
           "// NOLINTEND(readability-identifier-naming)\n\nnamespace demarche {\n\nstd::span<const EmbeddedFile> ${E_FUNCTION}() {\n"
           "  static const std::vector<EmbeddedFile> kFiles = {\n${entries}  };\n  return kFiles;\n}\n\n}  // namespace demarche\n")
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${E_FUNCTION}.cc)
  file(GENERATE OUTPUT ${source} CONTENT "${text}")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}" SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${source})
endfunction()

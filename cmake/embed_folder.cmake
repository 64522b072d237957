# SPDX-License-Identifier: Apache-2.0
# demarche_embed_folder(target FOLDER "web/dist" FUNCTION name TYPE Type HEADER "x/y.h")
# Puts all files of a flat folder into a target. FUNCTION is defined in namespace demarche as
#   std::span<const Type> function();
# HEADER declares it and a struct Type { std::string_view name, bytes; }. The assembler takes the bytes as they are: large files
# cost no time, as they would as C++ arrays. A changed file is embedded anew, an added one too.
function(demarche_embed_folder target)
  cmake_parse_arguments(E "" "FOLDER;FUNCTION;TYPE;HEADER" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${E_FOLDER}/*)
  set(assembler "")
  set(symbols "")
  set(entries "")
  set(number 0)
  foreach(path ${files})
    get_filename_component(name "${path}" NAME)
    set(symbol "${E_FUNCTION}_${number}")
    string(APPEND assembler "    \".global ${symbol}_begin\\n.global ${symbol}_end\\n\"\n"
                            "    \"${symbol}_begin: .incbin \\\"${path}\\\"\\n${symbol}_end: .byte 0\\n\"\n")
    string(APPEND symbols "extern const char ${symbol}_begin[];\nextern const char ${symbol}_end[];\n")
    string(APPEND entries "    {\"${name}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(CONCAT text "// Made by cmake/embed_folder.cmake.\n#include \"${E_HEADER}\"\n\n#include <vector>\n\n"
           "__asm__(\".pushsection .rodata\\n\"\n${assembler}    \".popsection\\n\");\n\n"
           "extern \"C\" {\n${symbols}}\n\nnamespace demarche {\n\nstd::span<const ${E_TYPE}> ${E_FUNCTION}() {\n"
           "  static const std::vector<${E_TYPE}> kFiles = {\n${entries}  };\n  return kFiles;\n}\n\n}  // namespace demarche\n")
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${E_FUNCTION}.cc)
  file(GENERATE OUTPUT ${source} CONTENT "${text}")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${source})
endfunction()

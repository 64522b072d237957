# SPDX-License-Identifier: Apache-2.0
# demarche_embed_files(target FUNCTION name HEADER "x/y.h" FILES ...)
# Compiles files (paths from the root) into a target. FUNCTION is defined in namespace demarche as
#   std::span<const EmbeddedFile> function();
# HEADER declares it, and struct EmbeddedFile { std::string_view name, bytes; }: the name is without its folder. A changed
# file is embedded anew by the next build.
function(demarche_embed_files target)
  cmake_parse_arguments(E "" "FUNCTION;HEADER" "FILES" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${E_FUNCTION}.cc)
  list(TRANSFORM E_FILES PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  list(JOIN paths "|" joined)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${source} -DFUNCTION=${E_FUNCTION} -DHEADER=${E_HEADER} "-DFILES=${joined}"
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_files_script.cmake
    DEPENDS ${paths} ${CMAKE_SOURCE_DIR}/cmake/embed_files_script.cmake
    COMMENT "Embedding files: ${E_FUNCTION}"
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()

# SPDX-License-Identifier: Apache-2.0
# Run by embed_files.cmake: writes FILES into the C++ file SOURCE.
string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(entries "")
set(number 0)
foreach(path ${FILES})
  file(READ "${path}" hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  get_filename_component(name "${path}" NAME)
  string(APPEND arrays "constexpr unsigned char kFile${number}[] = {\n${hex}0};\n")
  string(APPEND entries "    {\"${name}\", {reinterpret_cast<const char*>(kFile${number}), ${size}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${SOURCE}"
  "// Made by cmake/embed_files_script.cmake.\n#include \"${HEADER}\"\n\nnamespace demarche {\nnamespace {\n"
  "${arrays}}  // namespace\n\nstd::span<const EmbeddedFile> ${FUNCTION}() {\n  static const EmbeddedFile kFiles[] = {\n${entries}  };\n"
  "  return kFiles;\n}\n\n}  // namespace demarche\n")

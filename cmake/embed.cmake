# SPDX-License-Identifier: Apache-2.0
#
# Turn files into C text: cmake -DOUT=FILE.c -DHEADER=H -DFILES=A,B -P embed.cmake
#
# Of each file, NAME.SUFFIX, the bytes as sl_own_NAME, with a NUL behind them. H declares them.

set(text "/* SPDX-License-Identifier: Apache-2.0 */\n/* Made by cmake/embed.cmake. */\n")
string(APPEND text "#include \"${HEADER}\"\n")
string(REPLACE "," ";" files "${FILES}")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND text "\nconst unsigned char sl_own_${name}[] = {\n${bytes}0x00\n};\n")
  string(APPEND text "const size_t sl_own_${name}_bytes = sizeof(sl_own_${name}) - 1;\n")
endforeach()
file(WRITE "${OUT}" "${text}")

# SPDX-License-Identifier: Apache-2.0
#
# Turn catalogues into C text: cmake -DOUT=FILE.c -DFOLDER=catalogue -P embed.cmake
#
# Of each file the bytes, as sl_own_NAME, with a NUL behind them.

set(text "/* SPDX-License-Identifier: Apache-2.0 */\n/* Made by cmake/embed.cmake. */\n")
string(APPEND text "#include \"app/notice_own.h\"\n")
foreach(name clocks indicators language)
  file(READ "${FOLDER}/${name}.yaml" bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND text "\nconst unsigned char sl_own_${name}[] = {\n${bytes}0x00\n};\n")
  string(APPEND text "const size_t sl_own_${name}_bytes = sizeof(sl_own_${name}) - 1;\n")
endforeach()
file(WRITE "${OUT}" "${text}")

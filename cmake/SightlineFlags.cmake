# SPDX-License-Identifier: Apache-2.0
#
# SightlineFlags - how every file of ours is compiled.
#
# All of it hangs on one interface target, sl_flags, which each module, test and program links.
# The reasons for the choices are in STYLE.md, section 1.

include(CheckCCompilerFlag)
include(CheckPIESupported)

set(SL_SANITIZE "" CACHE STRING "sanitizers, for example address,undefined")
set(SL_FUZZER OFF CACHE BOOL "build libFuzzer programs (clang only)")
set(SL_ANALYZE OFF CACHE BOOL "let gcc run its static analyser")
set(SL_HARDEN OFF CACHE BOOL "harden the programs as they are shipped")

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON) # gnu17
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
check_pie_supported()

# Our own build types: assertions (SL_ASSERT) stay on in all of them, so none defines NDEBUG.
set(CMAKE_C_FLAGS_RELEASE "-O2 -g")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g -fno-omit-frame-pointer")

add_library(sl_flags INTERFACE)
target_include_directories(sl_flags INTERFACE
  "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/include")
target_compile_definitions(sl_flags INTERFACE _GNU_SOURCE)

target_compile_options(sl_flags INTERFACE
  -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
  -Wold-style-definition -Wwrite-strings -Wformat=2 -Wundef -Wcast-qual -Wcast-align -Wvla
  -Wimplicit-fallthrough -Wswitch-enum -Wdouble-promotion -Wnull-dereference -Wfloat-equal
  -fvisibility=hidden -fno-common
  # __FILE__ names a path inside the tree, on every machine the same.
  "-fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=")
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  target_compile_options(sl_flags INTERFACE
    -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wjump-misses-init -Warith-conversion)
endif()
# One result on every machine: no fused multiply-add that only some processors have.
target_compile_options(sl_flags INTERFACE -ffp-contract=off)

if(SL_ANALYZE)
  target_compile_options(sl_flags INTERFACE -fanalyzer)
endif()

if(SL_SANITIZE)
  target_compile_options(sl_flags INTERFACE
    "-fsanitize=${SL_SANITIZE}" -fno-sanitize-recover=all)
  target_link_options(sl_flags INTERFACE "-fsanitize=${SL_SANITIZE}")
endif()
if(SL_FUZZER)
  target_compile_options(sl_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(SL_HARDEN)
  target_compile_options(sl_flags INTERFACE
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong)
  # Not every compiler and processor has these; one that ignores a flag does not have it.
  set(CMAKE_REQUIRED_FLAGS -Werror)
  foreach(flag IN ITEMS
      -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard
      -ftrivial-auto-var-init=zero)
    string(MAKE_C_IDENTIFIER "SL_HAS${flag}" has_flag)
    check_c_compiler_flag("${flag}" ${has_flag})
    if(${has_flag})
      target_compile_options(sl_flags INTERFACE "${flag}")
    endif()
  endforeach()
  unset(CMAKE_REQUIRED_FLAGS)
  target_link_options(sl_flags INTERFACE -Wl,-z,relro,-z,now -Wl,-z,noexecstack)
endif()

# SPDX-License-Identifier: Apache-2.0
#
# SightlineModules - the few words that the CMakeLists.txt of each folder is written in.
#
#   sl_module(<dir> SOURCES a.c b.c ... [LIBS ...])   in src/<dir>/: the static library sl_<dir>
#   sl_tests(<dir> a b ... [LIBS ...])                in tests/<dir>/: one test program per name,
#                                                     test_a.c is the CTest test <dir>/a
#   sl_fuzz(<thing> <dir> [LIBS ...])                 in fuzz/: fuzz_<thing>.c, a fuzzer of <dir>
#   sl_templates(<name> <list> NAME=FOLDER ...)       the library sl_<name>: the templates of a list,
#                                                     compiled to C
#
# A module links the floors below its own without being told; LIBS names anything else.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(FIDO REQUIRED IMPORTED_TARGET libfido2>=1.12)
pkg_check_modules(LIBXML REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(GVC REQUIRED IMPORTED_TARGET libgvc)
# The layout of directed graphs, linked in: nothing is loaded while the program runs.
find_library(GVC_DOT_LAYOUT gvplugin_dot_layout REQUIRED HINTS "${GVC_LIBDIR}/graphviz")
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
pkg_check_modules(CMOCKA IMPORTED_TARGET QUIET cmocka)
if(NOT CMOCKA_FOUND)
  message(STATUS "libcmocka-dev is not installed: the tests are left out")
endif()

# The modules from the ground up, and the floor on which each stands (ARCHITECTURE.md).
set(SL_MODULES
  base record link picture identity search page notice assure capacity sharing ledger signin intake
  logbook store app cli web program)
set(SL_FLOORS 0 1 2 2 2 2 2 2 2 2 2 2 2 3 3 3 4 5 5 6)

# What a module needs from outside.
set(SL_LIBS_base Threads::Threads PkgConfig::NETTLE PkgConfig::YAML m)
set(SL_LIBS_record PkgConfig::ICU)
set(SL_LIBS_link PkgConfig::JANSSON)
set(SL_LIBS_intake PkgConfig::LIBXML)
set(SL_LIBS_ledger PkgConfig::SODIUM)
set(SL_LIBS_signin PkgConfig::SODIUM PkgConfig::NETTLE PkgConfig::FIDO)
set(SL_LIBS_store PkgConfig::SQLITE)
set(SL_LIBS_web PkgConfig::MICROHTTPD)
set(SL_LIBS_app PkgConfig::GVC ${GVC_DOT_LAYOUT})

# For work on one part of the tree: -DSL_ONLY="base;record" leaves all other modules out.
set(SL_ONLY "" CACHE STRING "build these modules only (default: all)")

# Add each folder that is there and has a CMakeLists.txt.
function(sl_add_folders)
  foreach(folder IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory("${folder}")
    endif()
  endforeach()
endfunction()

# Give the modules that are to be built, from the ground up.
function(sl_wanted_modules ret_modules)
  set(wanted "")
  foreach(module IN LISTS SL_MODULES)
    if(NOT SL_ONLY OR module IN_LIST SL_ONLY)
      list(APPEND wanted ${module})
    endif()
  endforeach()
  set(${ret_modules} ${wanted} PARENT_SCOPE)
endfunction()

# Give the libraries of the floors below a module, highest first.
function(sl_lower_floors dir ret_libs)
  list(FIND SL_MODULES ${dir} index)
  if(index LESS 0)
    message(FATAL_ERROR "${dir} is not in SL_MODULES (cmake/SightlineModules.cmake)")
  endif()
  list(GET SL_FLOORS ${index} floor)
  set(libs "")
  foreach(module other IN ZIP_LISTS SL_MODULES SL_FLOORS)
    if(other LESS floor AND TARGET sl_${module})
      list(PREPEND libs sl_${module})
    endif()
  endforeach()
  set(${ret_libs} ${libs} PARENT_SCOPE)
endfunction()

function(sl_module dir)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  sl_lower_floors(${dir} lower)
  add_library(sl_${dir} STATIC ${arg_SOURCES})
  target_link_libraries(sl_${dir} PUBLIC sl_flags ${lower} ${SL_LIBS_${dir}} ${arg_LIBS})
endfunction()

# Register a test: it runs at the root of the tree, so that paths in tests are the same everywhere.
# Under the sanitizers an impossible allocation gives NULL, as it does without them.
function(sl_register_test name label)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "TIMEOUT" "COMMAND")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_test(NAME ${name} COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES
    LABELS ${label} TIMEOUT ${arg_TIMEOUT} SKIP_RETURN_CODE 77
    ENVIRONMENT "ASAN_OPTIONS=allocator_may_return_null=1;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()

function(sl_tests dir)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS")
  foreach(name IN LISTS arg_UNPARSED_ARGUMENTS)
    add_executable(test_${dir}_${name} test_${name}.c)
    target_link_libraries(test_${dir}_${name} PRIVATE sl_support sl_${dir} ${arg_LIBS})
    sl_register_test(${dir}/${name} ${dir} COMMAND test_${dir}_${name})
  endforeach()
endfunction()

# With SL_FUZZER a libFuzzer program; otherwise one that replays fuzz/corpus/<thing>/ as a test.
function(sl_fuzz thing dir)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LIBS")
  if(NOT TARGET sl_${dir})
    return()
  endif()
  add_executable(fuzz_${thing} fuzz_${thing}.c)
  target_link_libraries(fuzz_${thing} PRIVATE sl_${dir} ${arg_LIBS})
  if(SL_FUZZER)
    target_link_options(fuzz_${thing} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz_${thing} PRIVATE standalone.c)
    sl_register_test(fuzz/${thing} fuzz COMMAND fuzz_${thing} fuzz/corpus/${thing})
  endif()
endfunction()

# Where npm has put the templates of the design systems; empty when they are not installed.
set(SL_NODE_MODULES "")
if(EXISTS "${CMAKE_SOURCE_DIR}/pages/node_modules/govuk-frontend/package.json")
  set(SL_NODE_MODULES "${CMAKE_SOURCE_DIR}/pages/node_modules")
  find_program(SL_NODE NAMES node nodejs) # for what is made while building; nothing needs it later
else()
  message(STATUS "pages/node_modules is not there (tools/deps web): pages are left out")
endif()

# Compile the templates that `list` names (tools/templates/load.h). The header of the library is
# called as the list is: components.list gives components_templates.h. What a machine wrote is not
# for linters: they are for those who can change it.
function(sl_templates library list)
  get_filename_component(stem "${list}" NAME_WE)
  get_filename_component(list "${list}" ABSOLUTE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${list}")
  set(made "${CMAKE_CURRENT_BINARY_DIR}/made/${stem}")
  file(MAKE_DIRECTORY "${made}")
  file(STRINGS "${list}" lines REGEX "^(macros|page) ")
  set(sources "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^[a-z]+ +([^ ]+).*$" "\\1" name "${line}")
    string(REGEX REPLACE "\\.njk$" "" name "${name}")
    string(REGEX REPLACE "[^A-Za-z0-9]" "_" name "${name}")
    list(APPEND sources "${made}/${name}.c")
  endforeach()
  set(header "${stem}_templates.h")
  add_custom_command(
    OUTPUT "${made}/${header}" ${sources}
    COMMAND sightline-templates "${list}" "${made}" "${header}" ${ARGN}
    DEPENDS sightline-templates "${list}"
    DEPFILE "${made}/${header}.d"
    COMMENT "Compiling the templates of ${stem}"
    VERBATIM)
  add_library(sl_${library} STATIC ${sources} "${made}/${header}")
  target_link_libraries(sl_${library} PUBLIC sl_page)
  # As "components_templates.h", or with its folder: "web/web_templates.h".
  target_include_directories(sl_${library} PUBLIC "${made}" "${CMAKE_CURRENT_BINARY_DIR}/made")
  set_target_properties(sl_${library} PROPERTIES C_CLANG_TIDY "" C_CPPCHECK "")
  if(SL_ANALYZE)
    # Of a file's own: behind those of what it is linked to.
    set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS -fno-analyzer)
  endif()
endfunction()

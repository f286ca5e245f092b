# Compiler settings shared by every target: `sb_add_library(name SOURCES … LINK …)` and the interface target `sb_options`.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(SB_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
option(SB_WERROR "Treat warnings as errors" ON)
option(SB_WITH_CAF "Build the actors, the program and their tests" ON)

# One optimised build is both tested and served: assertions stay on, and a crash still names its lines.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Otherwise ccache keeps nothing that was compiled with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

add_library(sb_options INTERFACE)
target_include_directories(sb_options INTERFACE ${PROJECT_SOURCE_DIR})
# Some libraries ask for it; what is precompiled without it cannot be used with it.
target_compile_options(sb_options INTERFACE -pthread)
target_compile_options(sb_options INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
  $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow>)  # a constructor may name its parameters as its members
# ccache preprocesses by itself; GCC is to leave the precompiled header in place then.
target_compile_options(sb_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
# GCC 12 sees an overlapping copy in `"text" + std::string` and a read from an empty std::optional that are not there
# (GCC bugs 105651 and 80635).
target_compile_options(sb_options INTERFACE "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>")
# And once <string> is precompiled it warns of what the library itself does in there; AddressSanitizer judges that better.
target_compile_options(sb_options INTERFACE
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>")
if(SB_WERROR)
  target_compile_options(sb_options INTERFACE -Werror)
endif()
if(SB_SANITIZE)
  target_compile_options(sb_options INTERFACE -fsanitize=${SB_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(sb_options INTERFACE -fsanitize=${SB_SANITIZE})
endif()

# What nearly every source includes takes half of the time that a source takes to compile, so it is compiled once: for all
# libraries by the first of them, for all tests by the first of those (docs/adr/0012). A source still names what it uses:
# clang-tidy reads it without these (tools/checks/tidy.sh).
set(common_headers <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional>
  <span> <string> <string_view> <system_error> <unordered_map> <utility> <variant> <vector> <tl/expected.hpp>)
function(sb_precompile name first)
  if(name STREQUAL first)
    target_precompile_headers(${name} PRIVATE ${ARGN})
  else()
    target_precompile_headers(${name} REUSE_FROM ${first})
  endif()
endfunction()

include(unity)

# A folder's library. LINK names what it may use; anything else is out of its reach.
function(sb_add_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC sb_options ${arg_LINK})
  sb_precompile(${name} sb_base ${common_headers})
  sb_unite(${name})
endfunction()

# A test program under ctest, of every source below FOLDER: one ctest case per GoogleTest case. Files are found, not listed,
# so that none is forgotten.
include(GoogleTest)
function(sb_add_test name)
  cmake_parse_arguments(arg "" "FOLDER" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${arg_FOLDER}/*.cpp)
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE sb_options GTest::gtest_main GTest::gmock ${arg_LINK})
  # What is tested is optimised as it is served; the tests themselves run for milliseconds and compile for minutes.
  target_compile_options(${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
  sb_precompile(${name} base_test <gmock/gmock.h> <gtest/gtest.h>)
  sb_unite(${name})
  # A parameter without a printer would put its bytes, pointers included, into the name of its case.
  gtest_discover_tests(${name} TEST_PREFIX "${name}." NO_PRETTY_VALUES DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()

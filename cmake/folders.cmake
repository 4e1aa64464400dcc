# A folder of the house: a library of its sources, and a test program of the `*_test.cpp` beside them.

add_library(iotsec_warnings INTERFACE)
# Designated initialisers leave out what keeps its default: that is their point.
target_compile_options(iotsec_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Werror
                                                 -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms: on std::string (GCC bug 105651), and on std::optional and std::variant (80635).
  target_compile_options(iotsec_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++'s own std::stable_sort uses what it calls deprecated.
  target_compile_options(iotsec_warnings INTERFACE -Wno-deprecated-declarations)
endif()
target_include_directories(iotsec_warnings INTERFACE ${CMAKE_SOURCE_DIR})

add_library(doctest_main OBJECT ${CMAKE_SOURCE_DIR}/tests/support/doctest_main.cpp)
target_link_libraries(doctest_main PRIVATE doctest::doctest)

option(IOTSEC_JOIN "Compile the sources of a folder in groups, most of their time goes into headers" OFF)

# JOINABLE: no two sources of the folder have private names that clash, so that groups of them make one source.
function(iotsec_folder name)
  cmake_parse_arguments(ARG "JOINABLE" "" "USES;TESTS_USE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    add_library(${name} INTERFACE)
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC ${ARG_USES} PRIVATE iotsec_warnings)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  if(ARG_JOINABLE AND IOTSEC_JOIN)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
  if(tests)
    iotsec_test(${name}_tests SOURCES ${tests} USES ${name} ${ARG_TESTS_USE})
  endif()
endfunction()

# A doctest program that is one entry of ctest.
function(iotsec_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES} $<TARGET_OBJECTS:doctest_main>)
  target_link_libraries(${name} PRIVATE ${ARG_USES} test_support doctest::doctest rapidcheck iotsec_warnings)
  target_compile_options(${name} PRIVATE -O0) # compiled more often than run; what they test is optimised
  add_test(NAME ${name} COMMAND ${name})
endfunction()

# A folder of the house: a library of its sources, and a test program of the `*_test.cpp` beside them.

add_library(iotsec_warnings INTERFACE)
# Designated initialisers leave out what keeps its default: that is their point.
target_compile_options(iotsec_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Werror
                                                 -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(iotsec_warnings INTERFACE -Wno-restrict) # false alarms on std::string, GCC bug 105651
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++'s own std::stable_sort uses what it calls deprecated.
  target_compile_options(iotsec_warnings INTERFACE -Wno-deprecated-declarations)
endif()
target_include_directories(iotsec_warnings INTERFACE ${CMAKE_SOURCE_DIR})

add_library(doctest_main OBJECT ${CMAKE_SOURCE_DIR}/tests/support/doctest_main.cpp)
target_link_libraries(doctest_main PRIVATE doctest::doctest)

function(iotsec_folder name)
  cmake_parse_arguments(ARG "" "" "USES;TESTS_USE" ${ARGN})
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
